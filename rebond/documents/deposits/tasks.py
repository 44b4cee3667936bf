"""Looking at what was sent, apart from whoever sent it."""

from contextlib import suppress

from django.utils.translation import gettext_noop

from rebond.documents.deposits.actions import accept_deposit, refuse_deposit
from rebond.documents.deposits.models import Deposit
from rebond.documents.deposits.quarantine import held
from rebond.documents.deposits.scanner import Infected, ScannerDown, scan
from rebond.documents.files import FileDamaged
from rebond.documents.inspection import Refused, cleaned, kind_of
from rebond.jobs import background
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst


@background(title=gettext_noop("Vérifier un fichier reçu"))
def look_at(*, deposit: str) -> None:
    """Scan what was sent, write it anew, and settle; in no transaction, since a child process takes its time.

    While the scanner is down the deposit goes on waiting: `look_again` says so to the officers, and comes back.
    """
    found = Deposit.objects.filter(pk=deposit, state=Deposit.State.WAITING).first()
    if found is None:
        return
    with suppress(SomebodyElseWasFirst, ScannerDown):
        try:
            content = held(found)
            scan(content)
            anew = cleaned(content)
        except Refused as refusal:
            refuse_deposit(deposit=found, refusal=str(refusal), at=now())
        except Infected:
            refuse_deposit(deposit=found, refusal="infected", at=now())
        except (FileDamaged, FileNotFoundError):
            refuse_deposit(deposit=found, refusal="lost", at=now())
        else:
            accept_deposit(deposit=found, content=anew, kind=kind_of(content), at=now())
