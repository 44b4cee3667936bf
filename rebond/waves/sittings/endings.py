"""A sitting that is open ends with its proposal."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.waves.models import Proposal, Sitting
from rebond.waves.sittings.room import room_of, write_room_down


def drop_open_sitting(proposal: Proposal, *, by: User, at: datetime) -> None:
    """End the sitting about a proposal that is on the table no more, without minutes: who was there stays readable.

    Called in the deed that sets the proposal aside or publishes it, which has locked the proposal: no other
    sitting opens meanwhile.
    """
    for sitting in proposal.sittings.filter(state=Sitting.State.OPEN).select_related("proposal"):
        lock_objects(sitting)
        write_room_down(room_of(sitting))
        move(sitting, Sitting.State.DROPPED, closed_by=by, closed_at=at)
        record("sitting_dropped", of=sitting, by=by, at=at)
