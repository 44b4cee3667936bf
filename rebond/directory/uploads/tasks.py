"""Registers are read and taken in, in the background."""

from django.utils.translation import gettext_noop

from rebond.accounts.models import User
from rebond.directory.uploads import actions
from rebond.directory.uploads.models import RegisterFile
from rebond.jobs import background
from rebond.safeguards.clock import now


@background(title=gettext_noop("Lire un registre"))
def read_register(*, file: str) -> None:
    actions.read_register(file=RegisterFile.objects.select_related("document").get(pk=file), at=now())


@background(title=gettext_noop("Enregistrer un registre dans l’annuaire"))
def take_in_register(*, file: str, by: str) -> None:
    confirmed = RegisterFile.objects.select_related("document").get(pk=file)
    actions.take_in_register(file=confirmed, by=User.objects.get(pk=by), at=now())
