"""Who is in a team, who asks to join, and which association somebody may mean."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from rebond.accounts.joining.access import runs_the_programme
from rebond.accounts.joining.actions import CONFIRMED_FOR
from rebond.accounts.joining.models import Invitation, JoinRequest
from rebond.accounts.models import Membership, User
from rebond.countries.country import Country
from rebond.organisations.models import Association
from rebond.organisations.names import search_text

MOST_SUGGESTIONS = 5


def open_invitations(association: Association, at: datetime) -> QuerySet[Invitation]:
    """The links that still work; letters aside, whose code lets nobody in by itself."""
    return Invitation.objects.exclude(email="").filter(
        association=association, state=Invitation.State.SENT, expires_at__gt=at
    )


def requests_for(user: User) -> QuerySet[JoinRequest]:
    """The requests that this person may decide, the oldest first."""
    waiting = JoinRequest.objects.filter(state=JoinRequest.State.WAITING).select_related("association")
    if runs_the_programme(user):
        return waiting
    return waiting.filter(association__in=user.associations)


def needs_confirming(association: Association, at: datetime) -> bool:
    """Whether nobody has said for a year that all is still right."""
    return association.confirmed_at is None or association.confirmed_at < at - CONFIRMED_FOR


def association_meant(named: str, number: str, country: Country) -> Association | None:
    """The one association that has this number or, where none was given, exactly this name. None where in doubt."""
    if number:
        found = Association.objects.filter(has_number(number, country))
    else:
        found = Association.objects.filter(search_text=search_text(named))
    candidates = list(found[:2])
    return candidates[0] if len(candidates) == 1 else None


def associations_like(request: JoinRequest, country: Country) -> list[Association]:
    """A few associations that somebody may have meant: the same number, or all words of the name."""
    alike = Q()
    for word in search_text(request.named).split():
        alike &= Q(search_text__contains=word)
    if request.number:
        alike |= has_number(request.number, country)
    return list(Association.objects.filter(alike)[:MOST_SUGGESTIONS])


def has_number(typed: str, country: Country) -> Q:
    """Associations that carry this number, whichever of the three it is."""
    readings = {
        "siret": country.read_site_number(typed),
        "siren": country.read_organisation_number(typed),
        "rna": country.read_association_number(typed),
    }
    numbers = [Q(**{field: reading.value}) for field, reading in readings.items() if reading.value]
    return reduce(or_, numbers, Q(pk__in=[]))


def people_listed(chosen: dict[str, str]) -> QuerySet[Membership]:
    """The people of the city and what each may do, by name; narrowed down as chosen."""
    found = Membership.objects.select_related("user", "association", "donor").order_by("user__name", "role", "pk")
    if role := chosen.get("role"):
        found = found.filter(role=role)
    if words := chosen.get("q"):
        found = found.filter(
            Q(user__name__icontains=words)
            | Q(user__email__icontains=words)
            | Q(association__search_text__contains=search_text(words) or words)
        )
    return found
