"""Taking a whole import back, as long as nothing has happened to its machines."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.interface.templatetags.interface import number
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.stock.actions.imports import WRITTEN, forget_categories
from rebond.stock.ledger.actions.devices import Promised, spare_promises
from rebond.stock.ledger.actions.writing import Slip, undo_arrivals
from rebond.stock.ledger.models import Movement, Reason
from rebond.stock.memory import batches
from rebond.stock.models import Device, ErasureCertificate, Replaced, StockFile
from rebond.stock.queries import lot_named
from rebond.stock.readiness import make_ready, step_back
from rebond.tenancy.scope import current_city


class CannotUndo(Exception):
    """Something happened to the machines since; the text says what."""


@deed
def ask_undo(*, file: StockFile, by: User, at: datetime) -> None:
    """Decide to take an import back; a worker does it.

    Raises CannotUndo, MoveNotAllowed, SomebodyElseWasFirst.
    """
    why = next(reasons_against(file), "")
    require(not why, CannotUndo(why))
    move(file, StockFile.State.UNDOING)
    record("stock_import_undo_asked", of=file, by=by, at=at)


def undo_file(*, file: StockFile, by: User, at: datetime) -> None:
    """Take an import back, once; where it no longer can be, the file says why and stays as it is."""
    if file.state != StockFile.State.UNDOING:
        return
    try:
        undo_import(file=file, by=by, at=at)
    except CannotUndo as why:
        move(file, StockFile.State.APPLIED, refusal=str(why)[:600])


@deed
def undo_import(*, file: StockFile, by: User, at: datetime) -> None:
    """Take back everything that a file brought: new machines leave, changed ones say again what they said before.

    The arrival of a new machine is corrected, and no list has it any more; the movements stay. Certificates that had
    waited for a machine wait again. Refused as a whole when a single machine of the file was certified, held back,
    moved, promised or written by another file since.

    Raises CannotUndo, MoveNotAllowed, SomebodyElseWasFirst.
    """
    lock_objects(current_city())
    why = next(reasons_against(file), "")
    require(not why, CannotUndo(why))
    changed = Replaced.objects.filter(file=file).select_related("device")
    put_back(list(changed))
    gone = brought_by(file).exclude(pk__in=changed.values("device"))
    ErasureCertificate.objects.filter(device__in=gone).update(device=None)
    machines = withdraw(gone, file, by=by, at=at)
    move(file, StockFile.State.UNDONE, undone_at=at, refusal="")
    make_ready()
    record("stock_import_undone", of=file, by=by, at=at, machines=machines, changed=len(changed))


def withdraw(devices: QuerySet[Device], file: StockFile, *, by: User, at: datetime) -> int:
    """Take machines out of the books by correcting their arrival; how many. Raises CannotUndo."""
    lot = lot_named(file.lot_reference)
    if lot is None:
        return 0
    why = _("Import annulé\u00a0: %(file)s") % {"file": file.document.name}
    named = {"reference": lot.reference, "document": file.document, "deed": lot.pk}
    slip = Slip(Reason.CORRECTION, by, at, why=why[:300], **named)
    try:
        spare_promises(devices)
        return undo_arrivals(devices, slip)
    except Promised:
        raise CannotUndo(_("Une vague publiée attend des machines de ce fichier\u00a0: elles restent.")) from None
    except SomebodyElseWasFirst:
        raise CannotUndo(_("Une machine de ce fichier vient de bouger. Recommencez.")) from None


def brought_by(file: StockFile) -> QuerySet[Device]:
    """The machines that this file wrote last."""
    return Device.objects.filter(lot__reference=file.lot_reference, last_file=file)


def reasons_against(file: StockFile) -> Iterator[str]:
    """Why the import can no longer be undone, one sentence per reason; none when it can.

    What had happened to a machine before the file changed it is no reason.
    """
    written = sum(file.counts.get(verdict, 0) for verdict in ("new", "changed", "warned"))
    past = Replaced.objects.filter(file=file)
    devices = brought_by(file)
    promised = devices.filter(state__in=Device.PROMISED).exclude(pk__in=same_as(past, "state")).count()
    held = devices.exclude(held_because="").exclude(pk__in=same_as(past, "held_because")).count()
    since = (
        Q(certificates__kept_at__gt=file.applied_at)
        | Q(certificates__linked_at__gt=file.applied_at)
        | Q(disks__noted_at__gt=file.applied_at)
    )
    certified = devices.filter(since).distinct().count()
    arrival = Movement.objects.filter(device=OuterRef("pk"), step=OuterRef("moves"), reason=Reason.RECEPTION)
    new = devices.exclude(pk__in=past.values("device"))
    moved = new.exclude(state__in=Device.PROMISED).exclude(Exists(arrival)).count()
    for count, sentence in (
        (promised, _("Promises ou remises depuis\u00a0: %(count)s. Retirez-les d’abord de leur remise.")),
        (certified, _("Certifiées depuis\u00a0: %(count)s. Leur effacement est prouvé, elles restent.")),
        (
            devices.filter(triages__scanned_at__gt=file.applied_at).distinct().count(),
            _("Triées depuis\u00a0: %(count)s. Ce que l’on y a vu reste."),
        ),
        (
            devices.filter(merged__isnull=False).distinct().count(),
            _("Réunies à une autre fiche depuis\u00a0: %(count)s. Une réunion ne se défait pas."),
        ),
        (held, _("Retenues par quelqu’un depuis\u00a0: %(count)s. Levez d’abord le blocage.")),
        (moved, _("Déplacées ou sorties du stock depuis\u00a0: %(count)s. Leurs mouvements restent vrais.")),
        (written - devices.count(), _("Modifiées par un autre fichier depuis\u00a0: %(count)s. Annulez-le d’abord.")),
    ):
        if count:
            yield sentence % {"count": number(count)}


def same_as(past: QuerySet[Replaced], name: str) -> QuerySet:
    """The machines of which a column says what it said before the file."""
    return past.annotate(was=KT(f"before__{name}")).filter(was=F(f"device__{name}")).values("device")


def put_back(pasts: list[Replaced]) -> None:
    """Give machines the facts that they had."""
    step_back([past.device_id for past in pasts])
    for batch in batches(pasts):
        devices = [as_it_was(past) for past in batch]
        forget_categories(devices)
        Device.objects.bulk_update(devices, [name.removesuffix("_id") for name in WRITTEN])


def as_it_was(past: Replaced) -> Device:
    device = past.device
    for name, value in past.before.items():
        setattr(device, name, Device._meta.get_field(name).to_python(value))
    return device
