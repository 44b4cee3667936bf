"""Finding associations by words: in any order, without accents, the last one begun only, numbers spaced or not.

Each engine's own full-text index does it: FTS5 on SQLite, a GIN index over the plain words on PostgreSQL, neither with
an extension. Where nothing is found, each word is read as the known words nearest to it (`spelling`).
"""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from rebond.organisations.models import Association, SearchEntry
from rebond.organisations.names import search_text
from rebond.organisations.spelling import learn, nearest_words
from rebond.tenancy.scope import current_city

MOST_WORDS = 12
MOST_FOUND = 10_000
# Where one word of the query may be any of several.
Terms = Sequence[Sequence[str]]


def index(associations: Iterable[Association]) -> None:
    """Make these associations found by what they now are."""
    entries = [SearchEntry(association=one, words=words_of(one)) for one in associations]
    SearchEntry.objects.bulk_create(
        entries, batch_size=500, update_conflicts=True, unique_fields=["association"], update_fields=["words"]
    )
    learn({word for entry in entries for word in entry.words.split()})


def words_of(association: Association) -> str:
    """Every word by which an association is found, each once: name, numbers, place, theme, publics, object."""
    parts = [
        association.name, association.short_name, association.rna, association.siren, association.siret,
        association.former_number, association.postal_code, association.town, association.theme,
        *association.publics, association.purpose,
    ]  # fmt: skip
    return " ".join(dict.fromkeys(search_text(" ".join(filter(None, parts))).split()))


def found_by(words: str) -> QuerySet[Association]:
    """The associations that have all these words, a misspelt one read as its neighbours; all when there is no word.

    More than MOST_FOUND are cut: such a search needs another word.
    """
    terms = terms_of(words)
    if not terms:
        return Association.objects.all()
    exact = [[term] for term in terms]
    if not _matching(exact).exists():
        near = [_known_or_near(term, is_last=term is terms[-1]) for term in terms]
        exact = near if all(near) else exact
    return _matching(exact)


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
    if any(letter.isdigit() for letter in term) or _matching([[term]], prefix=is_last).exists():
        return [term]
    return nearest_words(term)


def _matching(terms: Terms, *, prefix: bool = True) -> QuerySet[Association]:
    sql, query = _SQL[connection.vendor](terms, prefix)
    city = SearchEntry._meta.get_field("city").get_db_prep_value(current_city().pk, connection)
    return Association.objects.filter(pk__in=RawSQL(sql, [query, city, MOST_FOUND + 1]))  # noqa: S611  no user text


def _sqlite(terms: Terms, prefix: bool) -> tuple[str, str]:
    groups = [" OR ".join(f'"{word}"' for word in words) for words in terms]
    if prefix:
        groups[-1] = " OR ".join(f'"{word}"*' for word in terms[-1])
    return (
        "SELECT entry.association_id FROM organisations_words found "
        "JOIN organisations_searchentry entry ON entry.id = found.rowid "
        "WHERE organisations_words MATCH %s AND entry.city_id = %s LIMIT %s"
    ), " AND ".join(f"({group})" for group in groups)


def _postgresql(terms: Terms, prefix: bool) -> tuple[str, str]:
    groups = [" | ".join(words) for words in terms]
    if prefix:
        groups[-1] = " | ".join(f"{word}:*" for word in terms[-1])
    return (
        "SELECT association_id FROM organisations_searchentry "
        "WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s) AND city_id = %s LIMIT %s"
    ), " & ".join(f"({group})" for group in groups)


_SQL = {"sqlite": _sqlite, "postgresql": _postgresql}
