"""The machines in the hands of associations, and what happened with them: what each list shows."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.handovers.custodies.models import Custody
from rebond.handovers.custodies.queries import HELD, full_custodies
from rebond.handovers.custodies.rights import sees_every_machine
from rebond.handovers.returns.models import Return
from rebond.handovers.swaps.models import Swap

STANDINGS = {"held": _("En usage"), **dict(Custody.Ended.choices)}


def custodies_of(user: User) -> QuerySet[Custody]:
    """What this person may know of: everything for the city, what their associations have or had for a manager."""
    found = full_custodies()
    return found if sees_every_machine(user) else found.filter(association__in=[one.pk for one in user.associations])


def custodies_shown(user: User, chosen: dict) -> QuerySet[Custody]:
    """As the filters leave and sort them."""
    found = custodies_of(user)
    standing = chosen.get("standing")
    if standing == "held":
        found = found.filter(HELD)
    elif standing:
        found = found.filter(ended_as=standing)
    if association := chosen.get("association"):
        found = found.filter(association=association)
    if words := chosen.get("q"):
        found = found.filter(Q(device__serial__icontains=words) | Q(association__name__icontains=words))
    orders = {"association": ("association__search_text", "device__serial"), "since": ("-since", "device__serial")}
    return found.order_by(*orders.get(chosen.get("sort", ""), ("device__serial", "since")))


def full_swaps() -> QuerySet[Swap]:
    """Swaps with all that a page tells of them."""
    custody = "custody__handover__allocation__proposal__wave__programme__donor"
    return Swap.objects.select_related(
        custody, "custody__device__lot", "custody__association", "spare__device", "paper", "photo__document", "asked_by"
    )


def swaps_of(user: User) -> QuerySet[Swap]:
    found = full_swaps()
    mine = [one.pk for one in user.associations]
    return found if sees_every_machine(user) else found.filter(custody__association__in=mine)


def swaps_shown(user: User, chosen: dict) -> QuerySet[Swap]:
    found = swaps_of(user)
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if words := chosen.get("q"):
        serials = Q(custody__device__serial__icontains=words) | Q(spare__device__serial__icontains=words)
        found = found.filter(serials | Q(custody__association__name__icontains=words) | Q(reference__icontains=words))
    orders = {"oldest": ("asked_at", "pk"), "association": ("custody__association__search_text", "-asked_at")}
    return found.order_by(*orders.get(chosen.get("sort", ""), ("-asked_at", "pk")))


def full_returns() -> QuerySet[Return]:
    return Return.objects.select_related("association", "place__parent__parent", "by", "paper")


def returns_of(user: User) -> QuerySet[Return]:
    found = full_returns()
    return found if sees_every_machine(user) else found.filter(association__in=[one.pk for one in user.associations])


def returns_shown(user: User, chosen: dict) -> QuerySet[Return]:
    found = returns_of(user)
    if reason := chosen.get("reason"):
        found = found.filter(reason=reason)
    if words := chosen.get("q"):
        serial = Q(items__custody__device__serial__icontains=words)
        found = found.filter(Q(association__name__icontains=words) | Q(reference__icontains=words) | serial).distinct()
    if since := chosen.get("since"):
        found = found.filter(returned_on__gte=since)
    if until := chosen.get("until"):
        found = found.filter(returned_on__lte=until)
    orders = {"oldest": ("returned_on", "pk"), "association": ("association__search_text", "-returned_on")}
    return found.order_by(*orders.get(chosen.get("sort", ""), ("-returned_on", "-at", "pk")))
