"""Who may receive machines from another association, and under which allocation they then count."""

from django.db.models import Count, Q, QuerySet

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.handovers.custodies.rights import sees_every_machine
from rebond.handovers.transfers.models import Transfer
from rebond.organisations.models import Association
from rebond.programmes.models import Programme
from rebond.waves.models import Allocation, Proposal

SERVED = Q(applications__allocations__proposal__state=Proposal.State.PUBLISHED, applications__allocations__units__gt=0)
ELIGIBLE = Q(applications__state=Application.State.ELIGIBLE)


def served() -> QuerySet[Association]:
    """Those to whom a published wave gave machines: everybody may know them."""
    return Association.objects.filter(SERVED).distinct()


def may_receive() -> QuerySet[Association]:
    """Those that were served, or are eligible in a wave."""
    return Association.objects.filter(SERVED | ELIGIBLE).distinct()


def allocation_in(programme: Programme, association: Association) -> Allocation | None:
    """The last allocation of machines that the programme gave this association, if any."""
    published = Allocation.objects.filter(
        proposal__state=Proposal.State.PUBLISHED,
        proposal__wave__programme=programme,
        application__association=association,
        units__gt=0,
    )
    return published.order_by("-proposal__wave__number").first()


def full_transfers() -> QuerySet[Transfer]:
    """Passages with all that a page tells of them."""
    found = Transfer.objects.select_related("programme", "giver", "receiver", "asked_by", "accepted_by", "settled_by")
    return found.select_related("paper", "city").annotate(machines=Count("items"))


ORDERS = {"oldest": ("asked_at", "pk"), "giver": ("giver__search_text", "-asked_at")}


def transfers_shown(user: User, chosen: dict) -> QuerySet[Transfer]:
    """The passages that this person sees, as the filters leave and sort them."""
    found = full_transfers().visible_to(user, sees_every_machine(user))
    if state := chosen.get("state"):
        found = found.filter(state=state)
    if words := chosen.get("q"):
        names = Q(giver__name__icontains=words) | Q(receiver__name__icontains=words)
        found = found.filter(names | Q(reference__icontains=words))
    return found.order_by(*ORDERS.get(chosen.get("sort", ""), ("-asked_at", "pk")))
