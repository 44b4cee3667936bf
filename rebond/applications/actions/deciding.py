"""An officer decides on an application, against the rules or where they leave a doubt."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move


class NothingToDecide(Exception):
    """The application already is what the officer wants it to be, or its wave is published."""


@deed
def override_eligibility(*, application: Application, decision: str, reason: str, by: User, at: datetime) -> None:
    """Decide that an application is eligible, or that it is not, and say why: the reason is kept and shown.

    `decision` is Application.State.ELIGIBLE or INELIGIBLE.

    Raises NothingToDecide, MoveNotAllowed, SomebodyElseWasFirst.
    """
    lock_objects(application.wave)  # a publication of the same instant has the wave first, or waits for us
    application.wave.refresh_from_db(fields=["state"])
    require(application.state != decision and not application.wave.is_published, NothingToDecide)
    before = application.state
    move(application, decision, override_reason=reason, version=application.version + 1)
    record("eligibility_decided", of=application, by=by, at=at, before=before, after=decision)
