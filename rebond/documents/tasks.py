"""Files that nothing names go away by themselves, and what people sent is looked at in the end."""

from rebond.documents.actions import sweep_files
from rebond.documents.deposits.intake import ask_again
from rebond.documents.deposits.quarantine import sweep_quarantine
from rebond.documents.deposits.scanner import check_scanner
from rebond.jobs import every
from rebond.safeguards.clock import now
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


@every(hours=24)
def sweep_orphans() -> None:
    sweep_files(at=now())


@every(hours=1)
def empty_quarantine() -> None:
    sweep_quarantine(at=now())


@every(minutes=5)
def look_again() -> None:
    """Deposits that still wait come up again. A scanner that does not answer is an officer's trouble at once."""
    check_scanner()
    for city in City.objects.all():
        with city_scope(city):
            ask_again(at=now())
