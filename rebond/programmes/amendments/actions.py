"""What officers do once a call has opened: propose a change with its reason; another one publishes it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.programmes.amendments.models import Amendment, shown
from rebond.programmes.amendments.parts import Change, by_part, of_the_wave
from rebond.programmes.amendments.rules import NothingChanges, changes_asked
from rebond.programmes.amendments.signals import amendment_published
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.states import move


class AlreadyProposed(Exception):
    """The wave has an amendment that waits for its publication."""


class SecondPersonNeeded(Exception):
    """Whoever proposed an amendment does not publish it."""


@deed
def propose_amendment(
    *, wave: Wave, wanted: Mapping[str, Any], reason: str, by: User, on: date, at: datetime
) -> Amendment:
    """Write down what is to change in a wave that has opened, and why. Nothing changes yet.

    Raises NotAmendable, DefinitionRefused, AlreadyProposed.
    """
    changes = [
        {"field": field, "old": written(getattr(wave, field)), "new": written(value)}
        for field, value in changes_asked(wave, wanted, on).items()
    ]
    return write_down(wave, changes, reason, by=by, at=at)


@deed
def propose_changes(*, wave: Wave, changes: list[Change], reason: str, by: User, on: date, at: datetime) -> Amendment:
    """Propose changes of a part that an app above entered. Nothing changes yet.

    Raises NotAmendable, SomebodyElseWasFirst, AlreadyProposed.
    """
    require(changes, NothingChanges)
    for part, mine in by_part(changes):
        part.refuse(wave, mine, on)
    return write_down(wave, changes, reason, by=by, at=at)


def write_down(wave: Wave, changes: list[Change], reason: str, *, by: User, at: datetime) -> Amendment:
    require(not wave.amendments.filter(state=Amendment.State.PROPOSED).exists(), AlreadyProposed)
    amendment = Amendment.objects.create(wave=wave, changes=changes, reason=reason, proposed_by=by, proposed_at=at)
    fields = sorted({one["field"] for one in changes})
    record("amendment_proposed", of=amendment, by=by, at=at, wave=wave.slug, fields=fields)
    return amendment


@deed
def publish_amendment(*, amendment: Amendment, by: User, on: date, at: datetime) -> None:
    """Let a proposed amendment hold from now on: for everybody, on the programme's page, and by mail to who applied.

    Raises SecondPersonNeeded, NotAmendable, DefinitionRefused, MoveNotAllowed, SomebodyElseWasFirst when the wave no
    longer is as the amendment says.
    """
    require(amendment.proposed_by_id != by.pk, SecondPersonNeeded)
    wave = Wave.objects.select_related("programme").get(pk=amendment.wave_id)
    settings = of_the_wave(amendment.changes)
    require(all(written(getattr(wave, one["field"])) == one["old"] for one in settings), SomebodyElseWasFirst)
    changed = changes_asked(wave, {one["field"]: shown(one["new"]) for one in settings}, on) if settings else {}
    move(amendment, Amendment.State.PUBLISHED, published_by=by, published_at=at)
    wave.save_version(wave.version, **changed)
    for part, changes in by_part(amendment.changes):
        part.refuse(wave, changes, on)
        part.write(wave, changes, at)
    record("amendment_published", of=amendment, by=by, at=at, wave=wave.slug, changes=amendment.changes)
    amendment_published.send(Amendment, amendment=amendment, at=at)


@deed
def withdraw_amendment(*, amendment: Amendment, by: User, at: datetime) -> None:
    """Give up an amendment that nobody published. Raises MoveNotAllowed."""
    move(amendment, Amendment.State.WITHDRAWN)
    record("amendment_withdrawn", of=amendment, by=by, at=at)


def written(value: int | date | None) -> int | str | None:
    return value.isoformat() if isinstance(value, date) else value
