"""Planned outreaches leave by themselves; their messages are written in the background."""

from contextlib import suppress

from django.utils.translation import gettext_noop

from rebond.directory.outreach import actions
from rebond.directory.outreach.models import Outreach
from rebond.jobs import background, enqueue, every
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed
from rebond.safeguards.states import MoveNotAllowed
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


@every(seconds=20)
def let_outreaches_leave() -> None:
    for city in City.objects.all():
        with city_scope(city):
            for outreach in Outreach.objects.filter(state=Outreach.State.PLANNED, leaves_at__lte=now()):
                with suppress(MoveNotAllowed, SomebodyElseWasFirst):
                    leave(outreach=outreach)


@deed
def leave(*, outreach: Outreach) -> None:
    """Begin, and ask for the work, in one transaction."""
    actions.begin(outreach=outreach, at=now())
    enqueue(write_to_associations, outreach=outreach.pk)


@background(title=gettext_noop("Écrire aux associations d’une démarche"))
def write_to_associations(*, outreach: str) -> None:
    """Done again after its worker died, it goes on where it was: whoever was written to is on the list no more."""
    one = Outreach.objects.select_related("programme", "made_by").get(pk=outreach)
    if not one.is_under_way:
        return
    while associations := actions.waiting_for(one, now()):
        actions.write_batch(outreach=one, associations=associations, at=now())
    actions.bind_all(outreach=one, at=now())
    with suppress(MoveNotAllowed, SomebodyElseWasFirst):
        actions.end_outreach(outreach=one, at=now())
