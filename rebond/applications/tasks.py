"""Reading and applying uploaded files of applications, and reminders, in the background."""

from django.utils.translation import gettext_noop

from rebond.accounts.models import User
from rebond.applications import actions
from rebond.applications.corrections.actions import remind_to_complete
from rebond.applications.corrections.queries import to_remind
from rebond.applications.models import SubmittedFile
from rebond.jobs import background, every
from rebond.safeguards.clock import now
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


def file_named(pk: str) -> SubmittedFile:
    return SubmittedFile.objects.select_related("document", "programme").get(pk=pk)


@background(title=gettext_noop("Lire un fichier de candidatures"))
def read_file(*, file: str) -> None:
    actions.read_file(file=file_named(file))


@background(title=gettext_noop("Enregistrer un fichier de candidatures"))
def apply_file(*, file: str, by: str) -> None:
    actions.apply_file(file=file_named(file), by=User.objects.get(pk=by), at=now())


@every(hours=6)
def remind_applicants() -> None:
    """A few days before their day, once, those who have not completed their application."""
    for city in City.objects.all():
        with city_scope(city):
            for correction in to_remind(at=now()):
                remind_to_complete(correction=correction, at=now())
