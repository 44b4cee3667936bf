"""Where a file stands on its journey. Only the roof knows the whole chain, so it makes itself known here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Model

from rebond.applications.models import Application


@dataclass(frozen=True)
class NextStep:
    """The one thing to do or to wait for, in plain words, with its day where there is one."""

    title: str
    text: str
    url: str = ""
    act: str = ""
    due: date | None = None


class Standing(Protocol):
    """The journey line and the one next step; `subjects` is what else mails about this file speak of."""

    @property
    def journey(self) -> list[dict]: ...

    @property
    def next_step(self) -> NextStep: ...

    @property
    def reason(self) -> str: ...

    @property
    def subjects(self) -> Sequence[Model]: ...


Teller = Callable[[Application], Standing]


class _Told:
    by: Teller


def told_by(teller: Teller) -> None:
    """Enter who tells where files stand."""
    _Told.by = staticmethod(teller)


def standing_of(application: Application) -> Standing:
    """Where this file stands."""
    return _Told.by(application)
