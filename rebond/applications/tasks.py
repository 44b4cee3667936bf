"""Reading and applying uploaded files of applications, in the background."""

from django.utils.translation import gettext_noop

from rebond.accounts.models import User
from rebond.applications import actions
from rebond.applications.models import SubmittedFile
from rebond.jobs import background
from rebond.safeguards.clock import now


def file_named(pk: str) -> SubmittedFile:
    return SubmittedFile.objects.select_related("document", "programme").get(pk=pk)


@background(title=gettext_noop("Lire un fichier de candidatures"))
def read_file(*, file: str) -> None:
    actions.read_file(file=file_named(file))


@background(title=gettext_noop("Enregistrer un fichier de candidatures"))
def apply_file(*, file: str, by: str) -> None:
    actions.apply_file(file=file_named(file), by=User.objects.get(pk=by), at=now())
