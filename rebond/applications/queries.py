"""Reads of applications, one per page or export."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from rebond.accounts.models import User
from rebond.applications.access import may_decide, works_for_the_city
from rebond.applications.eligibility import Reason
from rebond.applications.models import Application, Score
from rebond.applications.reviews.access import names_hidden_from
from rebond.countries import country
from rebond.organisations.models import Association
from rebond.organisations.names import search_text
from rebond.organisations.search import first_found, terms_of
from rebond.programmes.models import Wave
from rebond.tenancy.scope import current_city

# Of what a search for an association finds: few are shown, and another word narrows it down.
MOST_OFFERED = 200
SORTS = {
    "": ("wave__number", "number"),
    "points": ("-points", "reference"),
    "requested": ("-requested", "reference"),
    "name": ("association__search_text", "reference"),
    "received": ("-submitted_at", "reference"),
}


def applications_of(wave: Wave) -> QuerySet[Application]:
    """The live applications of a wave with their association, most points first."""
    return (
        Application.objects.live()
        .filter(wave=wave)
        .select_related("association", "wave__programme")
        .order_by("-points", "reference")
    )


def applications_shown(user: User, chosen: dict[str, str]) -> QuerySet[Application]:
    """What the list shows to this person: narrowed down, searched and sorted as chosen."""
    fields = {
        "wave": "wave__slug",
        "state": "state",
        "theme": "answers__theme",
        "district": "association__district_code",
    }
    found = Application.objects.visible_to(user).select_related("association", "wave__programme")
    found = found.filter(**{path: chosen[name] for name, path in fields.items() if chosen.get(name)})
    if words := chosen.get("q"):
        found = found.filter(matching(words, blind=names_hidden_from(user)))
    return found.order_by(*SORTS[chosen.get("sort", "")])


def in_order(rows: QuerySet[Application], pks: Iterable[UUID]) -> list[Application]:
    """The rows of one page, in the order of their keys: thousands are sorted by keys alone, and fifty are read."""
    wanted = list(pks)
    found = {one.pk: one for one in rows.filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def matching(words: str, *, blind: Q) -> Q:
    """Applications whose association has this in its name, accents aside, or whose number is this.

    `blind`: those that answer to their reference alone.
    """
    number = "".join(words.split())
    by_identity = Q(source_id__iexact=number)
    for field in ("rna", "siren", "siret"):
        by_identity |= Q(**{f"association__{field}__iexact": number})
    if name := search_text(words):
        by_identity |= Q(association__search_text__contains=name)
    return Q(reference__iexact=number) | (by_identity & ~blind)


def associations_for(user: User, among: QuerySet[Association] | None = None) -> QuerySet[Association]:
    """The associations, all or those among these, on whose behalf this person may apply."""
    possible = Association.objects.all() if among is None else among
    if not may_decide(user):
        possible = possible.filter(pk__in=[one.pk for one in user.associations])
    return possible.order_by("search_text")


def associations_offered(user: User, words: str) -> Sequence[Association]:
    """Those among which the person chooses: all their own, or what a search finds first."""
    if not terms_of(words):
        return associations_for(user)
    found = first_found(words, lambda found: associations_for(user, found), MOST_OFFERED)
    return list(Association.objects.filter(pk__in=found).order_by("search_text"))


def live_application(wave: Wave, association: Association) -> Application | None:
    """The one application of an association in a wave."""
    return Application.objects.live().filter(wave=wave, association=association).first()


def reasons_shown(user: User, application: Application) -> list[Reason]:
    """What the checks found; an association does not read what names the file of another one."""
    reasons = [Reason(one.code, one.facts) for one in application.findings.all()]
    if works_for_the_city(user):
        return reasons
    return [reason for reason in reasons if "file" not in reason.facts]


def scores_of(application: Application) -> list[Score]:
    """The points, criterion by criterion, in the order of the programme."""
    return list(application.scores.select_related("criterion").order_by("criterion__position"))


def district_names() -> dict[str, str]:
    """The districts of the city by code; none where its country has no drawing of it."""
    city = current_city()
    drawing = country(city.country).district_map(city.code) or {}
    return {place["code"]: place["name"] for place in drawing.get("districts", [])}
