"""A file that somebody uploads: kept, read in the background, shown, applied once."""

import io
from uuid import uuid4

import openpyxl
import pytest
from django.utils.translation import override

from rebond.documents.files import read_document
from rebond.jobs import enqueue
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock import tasks
from rebond.stock.actions import apply_file, confirm_file, read_file, upload_file
from rebond.stock.models import Device, ErasureCertificate, FileRow, Lot, StockFile
from tests.factories.accounts import person
from tests.factories.organisations import donor
from tests.factories.stock import MONDAY, certificates_file, device, inventory_file, lot, machine

pytestmark = pytest.mark.django_db

MACHINES = (machine("CZC1"), machine("", remark="à relever"), machine("CZC2", condition="HS"))


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


def uploaded(content: bytes = b"", *, kind: str = "inventory", name: str = "parc.xlsx", **fields) -> StockFile:
    """A file as Inès sent it, by default three machines of which one is rejected."""
    sent = {"lot_reference": "ORANGE-1", "donor_name": "Orange"} | fields
    return upload_file(
        name=name,
        content=content or inventory_file(*MACHINES),
        content_type="application/octet-stream",
        kind=kind,
        by=person("ines"),
        at=MONDAY,
        **sent,
    )


def read(file: StockFile) -> StockFile:
    read_file(file=file, at=MONDAY)
    return StockFile.objects.get(pk=file.pk)


def applied(file: StockFile) -> StockFile:
    confirm_file(file=file, by=person("ines"), at=MONDAY)
    apply_file(file=file, by=person("ines"), at=MONDAY)
    return StockFile.objects.get(pk=file.pk)


def rows_of(file: StockFile) -> list[tuple]:
    return list(file.rows.values_list("number", "verdict", "serial"))


def test_a_file_that_is_read_shows_each_row_and_changes_nothing(marseille):
    file = read(uploaded())
    assert (file.state, rows_of(file)) == ("read", [(2, "new", "CZC1"), (3, "rejected", ""), (4, "warned", "CZC2")])
    assert file.counts == {
        "rows": 3, "new": 1, "changed": 0, "unchanged": 0, "rejected": 1, "warned": 1, "ignored": 0,
    }  # fmt: skip
    assert (Device.objects.count(), Lot.objects.count()) == (0, 0)


def test_the_rejected_rows_wait_in_a_workbook(marseille):
    file = read(uploaded())
    assert file.rejected.name == "a-corriger-parc.xlsx"
    _header, only = openpyxl.load_workbook(io.BytesIO(read_document(file.rejected))).active.iter_rows(values_only=True)
    assert only[5:7] == ("à relever", 3)


def test_a_file_without_rejected_rows_has_nothing_to_correct(marseille):
    assert read(uploaded(inventory_file(machine("CZC1")))).rejected is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "Ce fichier n’est ni un classeur (.xlsx, .ods, .xls) ni un fichier .csv."),
        (b"nom\r\nRebond\r\n", "Aucune ligne de titres n’a été reconnue."),
        (b"PK\x03\x04 abc", "Le classeur est abîmé"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_one_sentence(marseille, content, sentence):
    file = read(uploaded(content))
    assert (file.state, file.refusal.startswith(sentence)) == ("unreadable", True)


def test_whoever_sent_a_file_reads_in_their_language_why_it_was_refused(marseille):
    one = person("ines")
    one.language = "en"
    one.save()
    file = uploaded(b"%PDF-1.7")
    enqueue(tasks.read_file, file=file.pk)
    run_all()
    assert StockFile.objects.get(pk=file.pk).refusal.startswith("This file is neither a workbook")


def test_a_confirmed_file_is_in_the_stock(marseille):
    file = applied(read(uploaded()))
    assert (file.state, file.applied_at) == ("applied", MONDAY)
    assert list(Device.objects.values_list("serial", "lot__reference")) == [("CZC1", "ORANGE-1"), ("CZC2", "ORANGE-1")]


def test_a_file_is_not_applied_before_it_is_confirmed(marseille):
    file = read(uploaded())
    apply_file(file=file, by=person("ines"), at=MONDAY)
    assert (StockFile.objects.get().state, Device.objects.count()) == ("read", 0)


def test_a_file_is_confirmed_once(marseille):
    file = read(uploaded())
    confirm_file(file=file, by=person("ines"), at=MONDAY)
    with pytest.raises(MoveNotAllowed):
        confirm_file(file=StockFile.objects.get(), by=person("karim"), at=MONDAY)


def test_tasks_that_run_again_have_no_second_effect(marseille):
    file = read(uploaded())
    confirm_file(file=file, by=person("ines"), at=MONDAY)
    for _worker in range(2):
        apply_file(file=StockFile.objects.get(), by=person("ines"), at=MONDAY)
        read_file(file=StockFile.objects.get(), at=MONDAY)
    assert Device.objects.count() == 2
    assert list(Entry.objects.values_list("verb", flat=True)) == [
        "stock_file_uploaded",
        "stock_file_confirmed",
        "stock_imported",
    ]


def test_a_reading_that_died_half_way_starts_anew(marseille):
    file = uploaded()
    FileRow.objects.create(file=file, number=2, verdict="new", serial="CZC1")
    assert [number for number, _verdict, _serial in rows_of(read(file))] == [2, 3, 4]


def test_the_result_shows_what_was_done_and_not_what_was_foreseen(marseille):
    first, second = read(uploaded()), read(uploaded())
    applied(first)
    assert [verdict for _n, verdict, _s in rows_of(applied(second))] == ["unchanged", "rejected", "unchanged"]


def test_the_rows_to_correct_are_those_that_were_refused_in_the_end(marseille):
    first, second = read(uploaded()), read(uploaded(inventory_file(machine("CZC1")), lot_reference="LOT-7"))
    applied(first)
    second = applied(second)
    assert (second.counts["rejected"], second.rejected.name) == (1, "a-corriger-parc.xlsx")


def test_a_lot_that_found_another_donor_meanwhile_refuses_the_file(marseille):
    file = read(uploaded(lot_reference="LOT-7"))
    device("CZC7", lot=lot("LOT-7", of="SFR"))
    file = applied(file)
    assert (file.state, file.refusal) == ("refused", "Le lot LOT-7 vient de SFR. Choisissez une autre référence.")
    assert Device.objects.get().serial == "CZC7"


def test_certificates_come_by_file_too(marseille):
    device("CZC1")
    content = certificates_file(("czc1", "DISK-A", "Réussi", "10/01/2023"), ("CZC9", "DISK-B", "OK", "10/01/2023"))
    file = read(uploaded(content, kind="erasures", name="effacements.csv"))
    assert (rows_of(file), ErasureCertificate.objects.count()) == ([(2, "matched", "CZC1"), (3, "orphan", "CZC9")], 0)
    applied(file)
    assert (Device.objects.get().state, ErasureCertificate.objects.count()) == ("ready", 2)


def test_the_only_donor_needs_no_name(marseille):
    donor("Orange")
    applied(read(uploaded(donor_name="")))
    assert Lot.objects.get().donor.name == "Orange"


def test_the_reasons_of_a_row_are_told_in_the_language_of_who_reads_them(marseille):
    file = read(uploaded(inventory_file(machine(""))))
    row = file.rows.get()
    with override("en"):
        assert row.reasons_told[0].startswith("Row 2: the serial number is missing")
    with override("fr"):
        assert row.reasons_told[0].startswith("Ligne 2\u00a0: le numéro de série manque")


def test_the_reasons_of_a_certificate_too(marseille):
    file = read(uploaded(certificates_file(("", "DISK-A", "Réussi", "")), kind="erasures", name="effacements.csv"))
    with override("en"):
        assert file.rows.get().reasons_told[0].startswith("Row 2:")


def test_a_reason_of_a_file_that_was_read_before_is_told_as_it_was_kept():
    row = FileRow(city_id=uuid4(), reasons=[{"code": "serial-missing", "message": "Le numéro manque."}])
    assert row.reasons_told == ["Le numéro manque."]
