"""Finding associations by words: in any order, without accents, the last one begun only, numbers spaced or not.

Each engine's own full-text index does it: FTS5 on SQLite, a GIN index over the plain words on PostgreSQL, neither with
an extension. Where nothing is found, each word is read as the known words nearest to it (`spelling`).
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from rebond.organisations.models import Association, SearchEntry, Word, WordPart
from rebond.organisations.names import search_text
from rebond.organisations.spelling import learn, nearest_words
from rebond.tenancy.scope import current_city

MOST_WORDS = 12
# Where one word of the query may be any of several.
Terms = Sequence[Sequence[str]]
Narrowing = Callable[[QuerySet[Association]], QuerySet[Association]]


def index(associations: Iterable[Association]) -> None:
    """Make these associations found by what they now are."""
    entries = [SearchEntry(association=one, words=words_of(one)) for one in associations]
    SearchEntry.objects.bulk_create(
        entries, batch_size=500, update_conflicts=True, unique_fields=["association"], update_fields=["words"]
    )
    learn({word for entry in entries for word in entry.words.split()})


# Only the owner of an index may; where the application is not, autovacuum does it later.
_PUT_AWAY = """SELECT gin_clean_pending_list(oid) FROM pg_class
    WHERE oid = 'organisations_words'::regclass AND pg_has_role(relowner, 'USAGE')"""


def settle() -> None:
    """Tell the engine what these tables hold now, after many changes at once: without it, it plans for empty ones and a
    search reads every row. PostgreSQL also puts away what its index had set aside for later.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_PUT_AWAY)
        for model in (Association, SearchEntry, Word, WordPart):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def words_of(association: Association) -> str:
    """Every word by which an association is found, each once: name, numbers, place, theme, publics, object."""
    parts = [
        association.name, association.short_name, association.rna, association.siren, association.siret,
        association.former_number, association.postal_code, association.town, association.theme,
        *association.publics, association.purpose,
    ]  # fmt: skip
    return " ".join(dict.fromkeys(search_text(" ".join(filter(None, parts))).split()))


def found_by(words: str) -> QuerySet[Association]:
    """The associations that have all these words, a misspelt one read as its neighbours; all when there is no word."""
    terms = terms_meant(words)
    return matching(terms) if terms else Association.objects.all()


def terms_meant(words: str) -> Terms:
    """The words to look for, each with those that may stand for it; none where nothing was typed."""
    terms = terms_of(words)
    exact = [[term] for term in terms]
    if not terms or _is_somewhere(exact):
        return exact
    near = [_known_or_near(term, is_last=term is terms[-1]) for term in terms]
    return near if all(near) else exact


def first_found(words: str, narrow: Narrowing, most: int) -> list[UUID]:
    """So many of the associations that have all these words and that `narrow` leaves, in no order.

    The index is read only as far as it takes: further where `narrow` leaves few of those found first.
    """
    typed = [[term] for term in terms_of(words)]
    pks = _first_matching(typed, narrow, most)
    if not pks and (meant := terms_meant(words)) != typed:
        pks = _first_matching(meant, narrow, most)
    return pks


def _first_matching(terms: Terms, narrow: Narrowing, most: int) -> list[UUID]:
    for reach in (2 * most, 16 * most):
        pks = list(narrow(matching(terms, reach)).order_by().values_list("pk", flat=True)[:most])
        if len(pks) == most or not _are_more(terms, reach):
            return pks
    return list(narrow(matching(terms)).order_by().values_list("pk", flat=True)[:most])


def matching(terms: Terms, most: int | None = None) -> QuerySet[Association]:
    """The associations with these words; of many, the first `most` that the index gives, in no order."""
    sql, given = _asked(terms, most=most)
    return Association.objects.filter(pk__in=RawSQL(sql, given))  # noqa: S611  no user text in the statement


def _are_more(terms: Terms, most: int) -> bool:
    """Whether `matching` with this `most` leaves some out."""
    sql, given = _asked(terms, most=most + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) found", given)  # noqa: S608  no user text in the statement
        return cursor.fetchone()[0] > most


def terms_of(words: str) -> list[str]:
    """The words of a query; figures in groups (099 900 011) are one number, as is a W number written with spaces."""
    terms: list[str] = []
    in_number = False
    for word in search_text(words).split()[:MOST_WORDS]:
        starts = word.isdigit() or (word[0] == "w" and (word[1:].isdigit() or word == "w"))
        if in_number and word.isdigit() and len(terms[-1]) + len(word) <= 14:
            terms[-1] += word
        else:
            terms.append(word)
        in_number = starts
    return terms


def _known_or_near(term: str, *, is_last: bool) -> list[str]:
    """The word itself where somebody has it, else the words nearest to it; a number has no neighbours."""
    if any(letter.isdigit() for letter in term) or _is_somewhere([[term]], prefix=is_last):
        return [term]
    return nearest_words(term)


def _is_somewhere(terms: Terms, *, prefix: bool = True) -> bool:
    """Whether anything has these words, not counting what was merged away."""
    sql, given = _asked(terms, prefix=prefix, most=1, is_alive=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone() is not None


def _asked(terms: Terms, *, prefix: bool = True, most: int | None, is_alive: bool = False) -> tuple[str, list]:
    """The statement that reads the engine's index, and its parameters."""
    sql, query = _SQL[connection.vendor](terms, prefix)
    city = SearchEntry._meta.get_field("city").get_db_prep_value(current_city().pk, connection)
    given = [query, city]
    if is_alive:
        sql += " AND EXISTS (SELECT 1 FROM organisations_association one WHERE one.id = entry.association_id"
        sql += " AND one.merged_into_id IS NULL)"
    if most is not None:
        sql, given = f"{sql} LIMIT %s", [*given, most]
    return sql, given


def _sqlite(terms: Terms, prefix: bool) -> tuple[str, str]:
    groups = [" OR ".join(f'"{word}"' for word in words) for words in terms]
    if prefix:
        groups[-1] = " OR ".join(f'"{word}"*' for word in terms[-1])
    return (
        "SELECT entry.association_id FROM organisations_words found "
        "JOIN organisations_searchentry entry ON entry.id = found.rowid "
        "WHERE organisations_words MATCH %s AND entry.city_id = %s"
    ), " AND ".join(f"({group})" for group in groups)


def _postgresql(terms: Terms, prefix: bool) -> tuple[str, str]:
    # In a subquery of its own the query is unknown to the planner, which then expects few rows and reads the index;
    # knowing it, it would read the whole table for the first few rows of a common word, or of one that nobody has.
    groups = [" | ".join(words) for words in terms]
    if prefix:
        groups[-1] = " | ".join(f"{word}:*" for word in terms[-1])
    return (
        "SELECT entry.association_id FROM organisations_searchentry entry "
        "WHERE to_tsvector('simple', entry.words) @@ (SELECT to_tsquery('simple', %s)) AND entry.city_id = %s"
    ), " & ".join(f"({group})" for group in groups)


_SQL = {"sqlite": _sqlite, "postgresql": _postgresql}
