"""Sitting down at the bench, resting, going on, leaving."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.safeguards.states import move
from rebond.stock.bench.models import BenchSession
from rebond.stock.ledger.actions.writing import open_place
from rebond.stock.ledger.models import Place

State = BenchSession.State


@deed
def open_session(*, place: Place, each: str = "", by: User, at: datetime) -> BenchSession:
    """Sit down at the bench of a place; who has a session that runs or rests gets that one. Raises PlaceIsArchived.

    With `each`, every scan gives that grade by itself: for a pallet that was sorted beforehand.
    """
    open_place(place)
    live = BenchSession.objects.filter(opened_by=by, state__in=BenchSession.LIVE).first()
    if live is not None:
        return live
    session = BenchSession.objects.create(place=place, each=each, opened_by=by, opened_at=at)
    record("bench_opened", of=session, by=by, at=at, place=str(place.pk), each=each)
    return session


@deed
def pause_session(*, session: BenchSession, by: User, at: datetime) -> None:
    """Rest: the clock stops, and no later scan comes in. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(session, State.PAUSED, stopped_at=at)
    record("bench_paused", of=session, by=by, at=at)


@deed
def resume_session(*, session: BenchSession, by: User, at: datetime) -> None:
    """Go on after a rest, whose time does not count. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    rested = session.rested + (at - session.stopped_at if session.stopped_at else session.rested * 0)
    move(session, State.OPEN, stopped_at=None, rested=rested)
    record("bench_resumed", of=session, by=by, at=at)


@deed
def close_session(*, session: BenchSession, by: User, at: datetime) -> None:
    """Leave the bench. Machines without a verdict are free for another session. Raises MoveNotAllowed."""
    move(session, State.CLOSED, stopped_at=session.stopped_at or at)
    judged = session.triages.exclude(grade="").count()
    record("bench_closed", of=session, by=by, at=at, machines=session.triages.count(), judged=judged)
