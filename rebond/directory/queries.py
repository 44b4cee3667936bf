"""Reads of the directory: the list, the page of one association, and whom the programme reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from rebond.accounts.models import Membership
from rebond.applications.models import Application
from rebond.applications.queries import district_names
from rebond.applications.questions import THEMES
from rebond.directory.outreach.models import Approach
from rebond.interface.paging import CappedPaginator, KeyedPaginator
from rebond.organisations.models import Association
from rebond.organisations.search import first_found, found_by, terms_of

SORTS = {
    "": ("search_text", "name"),
    "district": ("district_code", "search_text"),
    "recent": ("-founded_in", "search_text"),
}
STATES = {
    "": ~Q(register_state="ended"),
    "active": Q(register_state="active"),
    "ended": Q(register_state="ended"),
    "to-check": Q(register_state=""),
    "all": Q(),
}


# What a page finds by words: a word that more share needs another one beside it.
MOST_FOUND = 1_000


def associations_shown(chosen: dict[str, str]) -> QuerySet[Association]:
    """Everything that was chosen: searched, narrowed down and sorted."""
    return narrowed(found_by(chosen.get("q", "")), chosen).order_by(*SORTS[chosen.get("sort", "")])


def page_paginator(chosen: dict[str, str], per_page: int) -> CappedPaginator:
    """The pages of the list. Of associations found by words that very many share, it holds MOST_FOUND, then sorted."""
    words = chosen.get("q", "")
    if not terms_of(words):
        return CappedPaginator(associations_shown(chosen), per_page)
    pks = first_found(words, lambda found: narrowed(found, chosen), MOST_FOUND + 1)
    # All of them are put in order before a page is cut: for fifty rows an engine would walk every name instead.
    ordered = Association.objects.filter(pk__in=pks).order_by(*SORTS[chosen.get("sort", "")])
    keys = list(ordered.values_list("pk", flat=True))
    return KeyedPaginator(keys, per_page, rows=Association.objects.all(), most=MOST_FOUND)


def narrowed(found: QuerySet[Association], chosen: dict[str, str]) -> QuerySet[Association]:
    """Those of the state, district, theme, public and history that were chosen."""
    found = found.filter(STATES[chosen.get("state", "")])
    for name, path in (("district", "district_code"), ("theme", "theme")):
        if chosen.get(name):
            found = found.filter(**{path: chosen[name]})
    if public := chosen.get("public"):
        found = found.annotate(publics_text=Cast("publics", TextField())).filter(publics_text__contains=f'"{public}"')
    if applied := chosen.get("applied"):
        found = found.filter(has_applied(applied))
    return found


def has_applied(applied: str) -> Q:
    """Those that never applied, ever did, or did in the wave of that slug."""
    applications = Application.objects.live().filter(association=OuterRef("pk"))
    if applied == "never":
        return ~Q(Exists(applications))
    return Q(Exists(applications if applied == "ever" else applications.filter(wave__slug=applied)))


def applications_by_association(associations: Iterable[Association]) -> dict[UUID, int]:
    """How many live applications each of these has."""
    counted = Application.objects.live().filter(association__in=list(associations)).order_by().values("association")
    return {row["association"]: row["times"] for row in counted.annotate(times=Count("pk"))}


def with_applications(associations: QuerySet[Association]) -> QuerySet[Association]:
    """The same associations, each with `times_applied`: how many live applications it has."""
    applied = Application.objects.live().filter(association=OuterRef("pk")).order_by().values("association")
    return associations.annotate(times_applied=Coalesce(applied.annotate(times=Count("pk")).values("times"), 0))


def sites_of(association: Association) -> QuerySet[Association]:
    """The other sites of the same organisation: those that share one of its numbers."""
    shares = Q()
    for name in ("rna", "siren"):
        if number := getattr(association, name):
            shares |= Q(**{name: number})
    return Association.objects.filter(shares).exclude(pk=association.pk) if shares else Association.objects.none()


def applications_of(association: Association) -> QuerySet[Application]:
    """All that it asked for, latest first."""
    return Application.objects.filter(association=association).select_related("wave").order_by("-submitted_at")


def people_of(association: Association) -> QuerySet[Membership]:
    """Who acts for it."""
    people = Membership.objects.filter(association=association, user__is_active=True)
    return people.select_related("user").order_by("user__name")


# --- reach -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reach:
    """Of the associations of one district or theme, how many were ever written to, and how many ever applied."""

    code: str
    name: str
    associations: int
    invited: int
    applied: int

    @property
    def never(self) -> int:
        return self.associations - self.applied

    @property
    def percent(self) -> int:
        return round(100 * self.applied / self.associations) if self.associations else 0


def reach_by_district() -> list[Reach]:
    """District by district, in order; the last line holds those that lie elsewhere or nowhere."""
    return reach_by("district_code", district_names())


def reach_by_theme() -> list[Reach]:
    """Theme by theme; the last line holds those of which no theme is known."""
    return reach_by("theme", {code: str(name) for code, name in THEMES.items()})


def reach_by(field: str, names: dict[str, str]) -> list[Reach]:
    """Counts by a field, in three queries; a value without name counts under the empty code. Dissolved ones are out."""
    living = Association.objects.filter(STATES[""]).order_by()
    counts = {
        kind: {row[field]: row["times"] for row in rows.values(field).annotate(times=Count("pk"))}
        for kind, rows in (
            ("all", living),
            ("invited", living.filter(Exists(Approach.objects.filter(association=OuterRef("pk"))))),
            ("applied", living.filter(has_applied("ever"))),
        )
    }
    lines = [
        Reach(code, name, *(by_value.get(code, 0) for by_value in counts.values())) for code, name in names.items()
    ]
    rest = [sum(times for value, times in by_value.items() if value not in names) for by_value in counts.values()]
    return [*lines, Reach("", "", *rest)] if rest[0] else lines
