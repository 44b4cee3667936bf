"""States change by a conditional update: from the state that was read, to one that the model allows."""

from typing import Any

from django.db.models import Model

from rebond.safeguards.deeds import SomebodyElseWasFirst


class MoveNotAllowed(Exception):
    """The model's table of moves does not lead from this state to that one."""


def move(row: Model, to: Any, **changes: Any) -> None:
    """Bring a row from the state it was read in to another, with other fields changed in the same update.

    `row.MOVES` maps each state to the set of states that may follow. Raises MoveNotAllowed, and
    SomebodyElseWasFirst when the stored state is no longer the one that was read.
    """
    if to not in row.MOVES.get(row.state, ()):
        raise MoveNotAllowed(f"{type(row).__name__}: {row.state} -> {to}")
    updated = type(row)._base_manager.filter(pk=row.pk, state=row.state).update(state=to, **changes)
    if updated == 0:
        raise SomebodyElseWasFirst
    row.state = to
    for name, value in changes.items():
        setattr(row, name, value)
