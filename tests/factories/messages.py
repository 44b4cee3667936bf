"""Messages between an association and the city, as tests need them."""

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from rebond.accounts.models import User
from rebond.applications.messages.actions import record_exchange, share_message, write_message
from rebond.applications.messages.models import Message
from rebond.applications.models import Application
from rebond.documents.deposits.actions import accept_deposit
from tests.documents.test_inspection import photograph
from tests.factories.applications import MONDAY

PHOTOGRAPH = photograph((40, 30))


def said(application: Application, text: str, by: User, at: datetime = MONDAY, **fields) -> Message:
    """A message by somebody who has read the thread."""
    seen = application.messages.count()
    return write_message(application=application, text=text, by=by, at=at, **{"papers": [], "seen": seen} | fields)


def photographed(name: str = "statuts.jpg") -> SimpleUploadedFile:
    """A photograph as a telephone sends it."""
    return SimpleUploadedFile(name, PHOTOGRAPH, content_type="image/jpeg")


def letter_from(application: Application, by: User) -> Message:
    """A letter of the association, which an officer noted and nobody has answered."""
    return record_exchange(
        application=application,
        side="association",
        channel="letter",
        happened_on=MONDAY.date(),
        text="Notre local a changé.",
        by=by,
        at=MONDAY,
    )


def said_in(application: Application, by: User) -> tuple[Message, Message]:
    """Two messages of an officer: one for the association, one with a file that the committee may read."""
    plain = said(application, "Pouvez-vous nous appeler ?", by)
    shared = said(application, "Voici le plan d’accès.", by, papers=[photographed()])
    share_message(message=shared, by=by, at=MONDAY)
    deposit = shared.attachments.get().deposit
    accept_deposit(deposit=deposit, content=PHOTOGRAPH, kind="photo", at=MONDAY)
    return plain, shared
