"""Lots, machines, certificates and files of the stock, made with as little as a test needs to say."""

import io
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

from rebond.spreadsheets import Cell, Sheet, Workbook, write_xlsx
from rebond.stock.certificates import CertificateRow, Certificates
from rebond.stock.erasure import fingerprint_of
from rebond.stock.inventory import Inventory, inventory_of, layout_of
from rebond.stock.ledger.actions.writing import Slip, insert_arrivals
from rebond.stock.ledger.models import Place, Reason
from rebond.stock.models import Device, ErasureCertificate, Lot
from tests.factories.organisations import donor

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 9, tzinfo=UTC)
HEADINGS = ("Type", "Modèle", "N° de série", "État", "Effacement", "Observations")
_serials = (f"CZC942{number:04}" for number in itertools.count(1))


def lot(reference: str = "ORANGE-1", *, of: str = "Orange") -> Lot:
    """The lot of that reference, made on first use."""
    made = Lot.objects.filter(reference=reference).first()
    return made or Lot.objects.create(reference=reference, donor=donor(of), received_on=date(2026, 11, 2))


def device(serial: str = "", **fields) -> Device:
    """A received desktop without a certificate, unless the test says otherwise."""
    defaults = {
        "lot": fields.pop("lot", None) or lot(),
        "category": "desktop",
        "brand": "HP",
        "model": "EliteDesk 800 G4",
    }
    stands_in = None if fields.get("state") in Device.AWAY else receiving_place()
    made = Device.objects.create(serial=serial or next(_serials), stands_in=stands_in, **defaults | fields)
    insert_arrivals([(made.pk, 1)], place=receiving_place(), slip=Slip(Reason.RECEPTION, None, MONDAY))
    return made


def receiving_place() -> Place:
    """Where deliveries arrive."""
    return Place.objects.get(receives=True)


def ready_device(serial: str = "", **fields) -> Device:
    """An erased desktop that waits for a wave."""
    return device(serial, **{"state": Device.State.READY, "erasure": Device.Erasure.ERASED} | fields)


def certificate(serial: str, result: str = "erased", **facts) -> ErasureCertificate:
    """A certificate of the stock, joined to its machine when there is one."""
    kept = {name: facts.pop(name) for name in ("proof", "said_serial") if name in facts}
    row = certified(serial, result, **facts)
    return ErasureCertificate.objects.create(
        **kept,
        device=Device.objects.filter(serial=serial).first(),
        serial=serial,
        disk_serial=row.disk_serial,
        result=result,
        erased_on=row.erased_on,
        fingerprint=fingerprint_of(row),
    )


def machine(serial: str, *, kind="Unité centrale", condition="Bon", erased="oui", remark="") -> list[Cell]:
    """A row of a donor's file, under HEADINGS."""
    return [kind, "OptiPlex 3070 SFF", serial, condition, erased, remark]


def inventory(*machines: list[Cell]) -> Inventory:
    """What a donor's file with these rows says."""
    workbook = Workbook([Sheet("Parc", [list(HEADINGS), *machines])], "", "")
    return inventory_of(layout_of(workbook, {}))


def inventory_file(*machines: list[Cell]) -> bytes:
    """The same as an .xlsx file."""
    workbook = io.BytesIO()
    write_xlsx(workbook, HEADINGS, machines, sheet="Parc")
    return workbook.getvalue()


def certified(serial: str, result: str = "erased", *, disk: str = "DISK-A", day: int = 10, **fields) -> CertificateRow:
    """A certificate of January 2023, as a file gives it."""
    return CertificateRow(2, serial, result, disk_serial=disk, erased_on=date(2023, 1, day), **fields)


def certificates(*rows: CertificateRow) -> Certificates:
    """A file of certificates."""
    return Certificates([replace(row, row=number) for number, row in enumerate(rows, start=2)], [])


def certificates_file(*rows: tuple[str, str, str, str]) -> bytes:
    """A .csv file of certificates: machine, disk, result, day."""
    lines = ["N° série machine;N° série disque;Résultat;Date", *(";".join(row) for row in rows)]
    return "\r\n".join(lines).encode("utf-8-sig")
