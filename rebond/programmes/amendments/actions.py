"""What officers do once a call has opened: propose a change with its reason; another one publishes it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.programmes.amendments.models import Amendment, shown
from rebond.programmes.amendments.rules import changes_asked
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
    changed = changes_asked(wave, wanted, on)
    require(not wave.amendments.filter(state=Amendment.State.PROPOSED).exists(), AlreadyProposed)
    amendment = Amendment.objects.create(
        wave=wave,
        changes=[
            {"field": field, "old": written(getattr(wave, field)), "new": written(value)}
            for field, value in changed.items()
        ],
        reason=reason,
        proposed_by=by,
        proposed_at=at,
    )
    record("amendment_proposed", of=amendment, by=by, at=at, wave=wave.slug, fields=sorted(changed))
    return amendment


@deed
def publish_amendment(*, amendment: Amendment, by: User, on: date, at: datetime) -> None:
    """Let a proposed amendment hold from now on: for everybody, on the programme's page, and by mail to who applied.

    Raises SecondPersonNeeded, NotAmendable, DefinitionRefused, MoveNotAllowed, SomebodyElseWasFirst when the wave no
    longer is as the amendment says.
    """
    require(amendment.proposed_by_id != by.pk, SecondPersonNeeded)
    wave = Wave.objects.select_related("programme").get(pk=amendment.wave_id)
    require(all(written(getattr(wave, one["field"])) == one["old"] for one in amendment.changes), SomebodyElseWasFirst)
    changed = changes_asked(wave, {one["field"]: shown(one["new"]) for one in amendment.changes}, on)
    move(amendment, Amendment.State.PUBLISHED, published_by=by, published_at=at)
    wave.save_version(wave.version, **changed)
    record("amendment_published", of=amendment, by=by, at=at, wave=wave.slug, changes=amendment.changes)
    amendment_published.send(Amendment, amendment=amendment, at=at)


@deed
def withdraw_amendment(*, amendment: Amendment, by: User, at: datetime) -> None:
    """Give up an amendment that nobody published. Raises MoveNotAllowed."""
    move(amendment, Amendment.State.WITHDRAWN)
    record("amendment_withdrawn", of=amendment, by=by, at=at)


def written(value: int | date | None) -> int | str | None:
    return value.isoformat() if isinstance(value, date) else value
