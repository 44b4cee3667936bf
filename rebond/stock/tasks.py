"""Reading and applying uploaded files, in the background."""

from django.utils.translation import gettext_noop, override

from rebond.accounts.models import User
from rebond.jobs import background, every
from rebond.safeguards.clock import now
from rebond.stock import actions
from rebond.stock.donations.actions import forget_refused_offers
from rebond.stock.importing.actions.undo import undo_file
from rebond.stock.ledger.closing import close_next
from rebond.stock.memory import collector_at_rest
from rebond.stock.models import StockFile
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


@background(title=gettext_noop("Lire un fichier du stock"))
def read_file(*, file: str) -> None:
    found = StockFile.objects.select_related("document", "uploaded_by").get(pk=file)
    with collector_at_rest(), override(found.uploaded_by.language):  # its refusal and workbook are for whoever sent it
        actions.read_file(file=found, at=now())


@background(title=gettext_noop("Enregistrer un fichier du stock"))
def apply_file(*, file: str, by: str) -> None:
    confirmed, person = StockFile.objects.select_related("document").get(pk=file), User.objects.get(pk=by)
    with collector_at_rest(), override(person.language):
        actions.apply_file(file=confirmed, by=person, at=now())


@background(title=gettext_noop("Annuler un import du stock"))
def undo_import(*, file: str, by: str) -> None:
    undo_file(file=StockFile.objects.get(pk=file), by=User.objects.get(pk=by), at=now())


@every(minutes=1)
def close_stock() -> None:
    """One closing at a time: a long history is caught up little by little."""
    for city in City.objects.all():
        with city_scope(city):
            close_next(at=now())


@every(hours=24)
def forget_offers() -> None:
    for city in City.objects.all():
        with city_scope(city):
            forget_refused_offers(at=now())
