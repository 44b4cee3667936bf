"""Between a file's reading and the stock: its columns, its rows, giving it up, taking it back."""

from datetime import timedelta

import pytest

from rebond.safeguards.states import MoveNotAllowed
from rebond.stock.actions import (
    apply_file,
    cancel_file,
    confirm_file,
    hold_device,
    import_erasures,
    read_file,
    upload_file,
)
from rebond.stock.erasures.actions.disks import note_disk
from rebond.stock.erasures.actions.linking import link_certificate
from rebond.stock.importing.actions.columns import choose_columns
from rebond.stock.importing.actions.rows import correct_row
from rebond.stock.importing.actions.undo import CannotUndo, ask_undo, reasons_against, undo_file
from rebond.stock.ledger.actions.devices import move_devices, remove_devices
from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.models import End, Movement
from rebond.stock.merging.actions import merge_devices
from rebond.stock.models import ColumnMapping, Device, ErasureCertificate, RowCorrection, StockFile
from rebond.stock.queries import coverage_of, devices_shown, lots_with_coverage
from tests.factories import ledger
from tests.factories.accounts import person
from tests.factories.bench import on_the_table
from tests.factories.handovers import published_allocation
from tests.factories.sheets import ods
from tests.factories.stock import FRIDAY, MONDAY, certificate, certificates, certified, device, inventory_file, machine

pytestmark = pytest.mark.django_db
SATURDAY = FRIDAY + timedelta(days=1)

UNKNOWN = ods([["Matricule", "Appareil", "Agent"], ["CZC1", "OptiPlex 3070", "Mme Durand"], ["", "OptiPlex 3070", ""]])
CHOICES = {"matricule": "serial", "appareil": "model", "agent": "holder"}


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


def again(file: StockFile) -> StockFile:
    return StockFile.objects.get(pk=file.pk)


def read(content: bytes, name: str = "parc.ods", lot: str = "ORANGE-1", donor: str = "Orange") -> StockFile:
    sent = {"name": name, "content": content, "content_type": "", "kind": "inventory"}
    file = upload_file(**sent, lot_reference=lot, donor_name=donor, by=person("ines"), at=MONDAY)
    read_file(file=file, at=MONDAY)
    return again(file)


def chosen(file: StockFile, **choices) -> StockFile:
    choose_columns(file=file, choices=choices, by=person("ines"), at=MONDAY)
    read_file(file=file, at=MONDAY)
    return again(file)


def corrected(file: StockFile, number: int, **values) -> StockFile:
    correct_row(row=file.rows.get(number=number), values=values, by=person("ines"), at=MONDAY)
    file = again(file)
    read_file(file=file, at=MONDAY)
    return again(file)


def applied(file: StockFile, at=MONDAY) -> StockFile:
    confirm_file(file=file, by=person("ines"), at=at)
    apply_file(file=again(file), by=person("ines"), at=at)
    return again(file)


def undone(file: StockFile) -> StockFile:
    ask_undo(file=file, by=person("ines"), at=MONDAY)
    undo_file(file=file, by=person("ines"), at=MONDAY)
    return again(file)


def verdicts(file: StockFile) -> list[tuple]:
    return list(file.rows.values_list("number", "verdict", "serial"))


# --- columns -------------------------------------------------------------------------------------------------------


def test_a_file_whose_serial_numbers_nobody_finds_waits_for_somebody(marseille):
    file = read(UNKNOWN)
    assert (file.state, [column["title"] for column in file.unknown]) == ("to-map", ["Matricule", "Appareil", "Agent"])
    assert file.unknown[2]["samples"] == ["[masqué]"]


def test_a_file_is_read_again_with_what_was_said_of_its_columns(marseille):
    file = chosen(read(UNKNOWN), **CHOICES)
    assert (file.state, verdicts(file)) == ("read", [(2, "warned", "CZC1"), (3, "rejected", "")])


def test_what_was_said_is_remembered_for_the_donor_once_the_file_is_applied(marseille):
    file = chosen(read(UNKNOWN), **CHOICES)
    assert ColumnMapping.objects.count() == 0
    applied(file)
    assert dict(ColumnMapping.objects.values_list("heading", "field")) == CHOICES
    next_one = read(UNKNOWN, lot="ORANGE-2")
    assert (next_one.state, next_one.choices) == ("read", CHOICES)


def test_what_one_donor_means_says_nothing_of_another(marseille):
    applied(chosen(read(UNKNOWN), **CHOICES))
    assert read(UNKNOWN, lot="SFR-1", donor="SFR").state == "to-map"


def test_the_rows_that_named_somebody_are_counted(marseille):
    assert chosen(read(UNKNOWN), **CHOICES).masked == 1


# --- rows ----------------------------------------------------------------------------------------------------------


def test_a_corrected_row_is_judged_again_and_both_texts_are_kept(marseille):
    file = corrected(chosen(read(UNKNOWN), **CHOICES), 3, serial="czc2", model="OptiPlex 3070")
    assert verdicts(file) == [(2, "warned", "CZC1"), (3, "new", "CZC2")]
    assert RowCorrection.objects.values_list("before", "values").get() == ({"serial": ""}, {"serial": "czc2"})


def test_people_are_left_out_of_what_somebody_types(marseille):
    file = corrected(chosen(read(UNKNOWN), **CHOICES), 3, serial="0612345678", model="poste de Mme Durand")
    assert RowCorrection.objects.get().values == {"serial": "0612345678", "model": "poste de [masqué]"}
    assert verdicts(file)[1][2] == "0612345678"


def test_typing_what_the_file_says_takes_a_correction_back(marseille):
    file = corrected(corrected(chosen(read(UNKNOWN), **CHOICES), 3, serial="czc2"), 3, serial="")
    assert (verdicts(file)[1], RowCorrection.objects.count()) == ((3, "rejected", ""), 0)


def test_a_correction_that_repeats_another_row_is_refused_with_the_reason(marseille):
    file = corrected(chosen(read(UNKNOWN), **CHOICES), 3, serial="CZC1")
    assert (verdicts(file)[1], file.remarks["serial-duplicate"]) == ((3, "rejected", "CZC1"), 1)


def test_good_rows_and_corrected_ones_go_in(marseille):
    applied(corrected(chosen(read(UNKNOWN), **CHOICES), 3, serial="CZC2"))
    assert list(Device.objects.values_list("serial", "model")) == [("CZC1", "OptiPlex 3070"), ("CZC2", "OptiPlex 3070")]


def test_no_row_is_corrected_once_the_file_is_in(marseille):
    file = applied(chosen(read(UNKNOWN), **CHOICES))
    with pytest.raises(MoveNotAllowed):
        correct_row(row=file.rows.get(number=3), values={"serial": "CZC2"}, by=person("ines"), at=MONDAY)


# --- stopping ------------------------------------------------------------------------------------------------------


def test_a_file_given_up_is_never_read(marseille):
    file = read(inventory_file(machine("CZC1")))
    cancel_file(file=file, by=person("ines"), at=MONDAY)
    read_file(file=again(file), at=MONDAY)
    assert again(file).state == "cancelled"


def test_a_file_stopped_before_it_goes_in_writes_nothing_and_can_be_confirmed_again(marseille):
    file = read(inventory_file(machine("CZC1")))
    confirm_file(file=file, by=person("ines"), at=MONDAY)
    under_way = again(file)
    cancel_file(file=file, by=person("ines"), at=MONDAY)
    confirm_file(file=again(file), by=person("ines"), at=MONDAY)
    apply_file(file=under_way, by=person("ines"), at=MONDAY)
    assert (again(file).state, Device.objects.count()) == ("applying", 0)
    apply_file(file=again(file), by=person("ines"), at=MONDAY)
    assert (again(file).state, Device.objects.count()) == ("applied", 1)


# --- undoing -------------------------------------------------------------------------------------------------------


def moved(serial: str) -> list[tuple]:
    """The movements of a machine, the first one first."""
    steps = Movement.objects.filter(device__serial=serial).order_by("step")
    return list(steps.values_list("step", "reason", "from_end", "to_end", "corrects__step"))


BACK = [(1, "reception", "donor", "", None), (2, "correction", "", "donor", 1)]


def test_an_import_undone_leaves_only_its_movements(marseille):
    file = undone(applied(read(inventory_file(machine("CZC1"), machine("CZC2")))))
    assert (file.state, list(Device.objects.entered()), moved("CZC1")) == ("undone", [], BACK)
    assert list(disagreements()) == []


def test_no_list_counts_the_machines_of_an_import_undone(marseille):
    undone(applied(read(inventory_file(machine("CZC1")))))
    ines = person("ines")
    assert (list(lots_with_coverage(ines)), coverage_of(ines)["machines"]) == ([], 0)
    assert (list(devices_shown(ines, {})), len(devices_shown(ines, {"state": "withdrawn"}))) == ([], 1)


def test_the_same_file_brings_the_machines_of_an_import_undone_again(marseille):
    content = inventory_file(machine("CZC1"), machine("CZC2"))
    undone(applied(read(content)))
    file = read(content)
    assert verdicts(file) == [(2, "new", "CZC1"), (3, "new", "CZC2")]
    file = applied(file)
    assert moved("CZC1") == [*BACK, (3, "reception", "donor", "", None)]
    assert (set(Device.objects.values_list("state", "moves")), list(disagreements())) == ({("received", 3)}, [])
    assert (undone(file).state, list(disagreements())) == ("undone", [])


def test_an_import_undone_may_go_into_another_lot_or_come_from_another_donor(marseille):
    undone(applied(read(inventory_file(machine("CZC1")))))
    applied(read(inventory_file(machine("CZC1")), donor="SFR"))
    assert Device.objects.values_list("lot__reference", "lot__donor__name").get() == ("ORANGE-1", "SFR")
    undone(StockFile.objects.get(state="applied"))
    applied(read(inventory_file(machine("CZC1")), lot="SFR-7", donor="SFR"))
    assert Device.objects.values_list("lot__reference", "state").get() == ("SFR-7", "received")


def test_a_machine_that_a_published_wave_waits_for_stays(marseille):
    certificate("CZC1")
    file = applied(read(inventory_file(machine("CZC1"))))
    published_allocation(3)
    Device.objects.exclude(serial="CZC1").filter(state="ready").update(state="gone", stands_in=None)
    ask_undo(file=file, by=person("ines"), at=MONDAY)
    undo_file(file=file, by=person("ines"), at=MONDAY)
    assert (again(file).state, again(file).refusal[:31]) == ("applied", "Une vague publiée attend des ma")
    assert Device.objects.get(serial="CZC1").state == "ready"


def test_an_import_undone_gives_changed_machines_their_past_back(marseille):
    applied(read(inventory_file(machine("CZC1"))))
    before = Device.objects.values().get()
    undone(applied(read(inventory_file(machine("CZC1", condition="HS"), machine("CZC2")))))
    assert list(Device.objects.entered().values()) == [before]


def test_certificates_that_had_waited_wait_again(marseille):
    certificate("CZC1")
    undone(applied(read(inventory_file(machine("CZC1")))))
    assert (ErasureCertificate.objects.get().device, Device.objects.get().erasure) == (None, "unknown")


def test_certificates_that_wait_again_join_the_machine_that_comes_again(marseille):
    certificate("CZC1")
    undone(applied(read(inventory_file(machine("CZC1")))))
    applied(read(inventory_file(machine("CZC1"))))
    assert Device.objects.values_list("erasure", "state").get() == ("erased", "ready")


def certify(file):
    import_erasures(certificates=certificates(certified("CZC1")), by=None, at=FRIDAY)


def hold(file):
    hold_device(device=Device.objects.get(), reason="Écran fêlé", by=person("ines"), at=MONDAY)


def triage(file):
    on_the_table(Device.objects.get())


def merge(file):
    merge_devices(kept=Device.objects.get(), gone=device("CZC2"), why="Même machine", by=person("ines"), at=MONDAY)


def promise(file):
    Device.objects.update(erasure="erased", state="reserved")


def carry(file):
    move_devices(devices=[Device.objects.get()], destination=ledger.place("Local 1"), by=person("ines"), at=MONDAY)


def lose(file):
    lost = {"end": End.LOSS, "why": "Introuvable"}
    remove_devices(devices=[Device.objects.get()], **lost, by=person("ines"), at=MONDAY)


def write_again(file):
    applied(read(inventory_file(machine("CZC1", condition="Moyen"))))


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (certify, "Certifiées depuis\u00a0: 1."),
        (hold, "Retenues par quelqu’un depuis\u00a0: 1."),
        (merge, "Réunies à une autre fiche depuis\u00a0: 1."),
        (triage, "Triées depuis\u00a0: 1."),
        (promise, "Promises ou remises depuis\u00a0: 1."),
        (carry, "Déplacées ou sorties du stock depuis\u00a0: 1."),
        (lose, "Déplacées ou sorties du stock depuis\u00a0: 1."),
        (write_again, "Modifiées par un autre fichier depuis\u00a0: 1."),
    ],
)
def test_an_import_to_whose_machines_something_happened_stays(marseille, happens, reason):
    file = applied(read(inventory_file(machine("CZC1"))))
    happens(file)
    with pytest.raises(CannotUndo) as caught:
        ask_undo(file=file, by=person("ines"), at=MONDAY)
    assert (str(caught.value).startswith(reason), Device.objects.exclude(state="withdrawn").exists()) == (True, True)


def test_what_happens_between_the_decision_and_the_work_stops_the_undoing(marseille):
    file = applied(read(inventory_file(machine("CZC1"))))
    ask_undo(file=file, by=person("ines"), at=MONDAY)
    certify(file)
    undo_file(file=file, by=person("ines"), at=MONDAY)
    assert (again(file).state, again(file).refusal[:19], Device.objects.count()) == (
        "applied",
        "Certifiées depuis\u00a0:",
        1,
    )


def test_other_machines_of_the_lot_are_left_alone(marseille):
    device("CZC7")
    undone(applied(read(inventory_file(machine("CZC1")))))
    assert list(Device.objects.entered().values_list("serial", flat=True)) == ["CZC7"]


# --- what happened before the file does not keep it --------------------------------------------------------------


def note(file):
    note_disk(device=Device.objects.get(), serial="DISK-B", by=person("ines"), at=FRIDAY)


def link(file):
    certificate("CZC1O")
    orphan = ErasureCertificate.objects.get(device=None)
    link_certificate(certificate=orphan, device=Device.objects.get(), by=person("ines"), at=FRIDAY)


BEFORE = [certify, hold, promise, carry, note, link]


@pytest.mark.parametrize("happened", BEFORE)
def test_what_happened_to_a_machine_before_the_file_does_not_keep_the_file(marseille, happened):
    applied(read(inventory_file(machine("CZC1"))))
    happened(None)
    before = Device.objects.values().get()
    file = applied(read(inventory_file(machine("CZC1", condition="Moyen"))), at=SATURDAY)
    assert Device.objects.get().condition == "Moyen"
    assert (undone(file).state, Device.objects.values().get()) == ("undone", before)


@pytest.mark.parametrize(
    ("happens", "reason"),
    [
        (certify, "Certifiées depuis"),
        (note, "Certifiées depuis"),
        (link, "Certifiées depuis"),
        (hold, "Retenues par quelqu’un depuis"),
        (promise, "Promises ou remises depuis"),
        (write_again, "Modifiées par un autre fichier depuis"),
    ],
)
def test_a_changed_machine_to_which_something_happened_keeps_the_file(marseille, happens, reason):
    applied(read(inventory_file(machine("CZC1"))))
    file = applied(read(inventory_file(machine("CZC1", condition="Mauvais"))))
    happens(file)
    assert [why.split("\u00a0")[0] for why in reasons_against(file)] == [reason]


def test_a_changed_machine_that_was_carried_since_is_put_back_where_it_stands(marseille):
    applied(read(inventory_file(machine("CZC1"))))
    file = applied(read(inventory_file(machine("CZC1", condition="Moyen"))))
    carry(file)
    assert (undone(file).state, Device.objects.get().stands_in.name) == ("undone", "Local 1")


def test_another_reason_to_hold_a_machine_is_one_given_since(marseille):
    applied(read(inventory_file(machine("CZC1"))))
    hold(None)
    file = applied(read(inventory_file(machine("CZC1", condition="Moyen"))))
    hold_device(device=Device.objects.get(), reason="Bruit", by=person("ines"), at=MONDAY)
    assert [why.split("\u00a0")[0] for why in reasons_against(file)] == ["Retenues par quelqu’un depuis"]


def test_a_lot_of_which_nothing_is_left_is_listed_no_more(marseille):
    undone(applied(read(inventory_file(machine("")))))
    assert list(lots_with_coverage(person("ines"))) == []
