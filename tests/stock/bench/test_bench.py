"""The bench: machines are scanned, looked at and judged; what is refused writes nothing."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.actions import DeviceIsPromised, hold_device, import_stock, release_device
from rebond.stock.bench import actions
from rebond.stock.bench.actions import Verdict
from rebond.stock.bench.models import Triage
from rebond.stock.bench.queries import summary_of
from rebond.stock.bench.scanning import ScanRefused, Typed, typed_verdict
from rebond.stock.ledger.actions import bring_back, move_devices, remove_devices
from rebond.stock.ledger.availability import free_machines
from rebond.stock.ledger.models import End, Movement
from rebond.stock.models import Device
from tests.factories import ledger
from tests.factories.accounts import person
from tests.factories.bench import bench, judged, on_the_table
from tests.factories.ledger import THURSDAY, WEDNESDAY
from tests.factories.stock import device, inventory, machine, ready_device, receiving_place

pytestmark = pytest.mark.django_db


def refused(session, code, **how):
    """What is said when a code is refused; nothing is written."""
    before = Triage.objects.count()
    with pytest.raises(ScanRefused) as refusal:
        actions.scan_machine(
            session=session, code=code, **{"made_at": WEDNESDAY, "by": person("tom"), "at": WEDNESDAY} | how
        )
    assert Triage.objects.count() == before
    return refusal.value.kind


# --- what is typed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("B", Typed("B", ())),
        ("*x*", Typed("X", ())),
        ("-2 C", Typed("C", (2,))),
        ("-1-12c", Typed("C", (1, 12))),
        ("-3", Typed("", (3,))),
        ("CZC1", None),
        ("2", None),
        ("", None),
        ("- B", None),
    ],
)
def test_a_verdict_is_told_from_a_code(text, typed):
    assert typed_verdict(text) == typed


# --- what a scan meets -------------------------------------------------------------------------------------------


def test_a_scan_puts_a_machine_on_the_table(marseille):
    triage = on_the_table(device("CZC1"))
    assert (triage.device.serial, triage.grade, triage.is_current) == ("CZC1", "", False)


def test_a_code_that_nobody_knows_is_unknown(marseille):
    assert refused(bench(), "CZC404") == "unknown"


@pytest.mark.parametrize(
    "code",
    ["3017620422003", "96385074", "https://exemple.fr/x", "R-ABCD-EFGH", "ABCDE-12345-ABCDE-12345-ABCDE"],
)
def test_a_code_of_something_else_is_foreign(marseille, code):
    assert refused(bench(), code) == "foreign"


def test_a_number_that_only_looks_like_a_product_is_unknown(marseille):
    assert refused(bench(), "3017620422004") == "unknown"


def test_a_number_that_two_machines_share_is_ambiguous(marseille):
    device("CZC1", asset_tag="IMMO-1")
    device("CZC2", asset_tag="IMMO-1")
    assert refused(bench(), "IMMO-1") == "ambiguous"


def test_a_second_scan_changes_nothing(marseille):
    triage = on_the_table(device("CZC1"))
    assert refused(triage.session, "czc1") == "second"


def test_a_machine_that_was_judged_before_is_done(marseille):
    judged(on_the_table(device("CZC1")))
    assert refused(bench("ines"), "CZC1") == "already"


def test_a_machine_is_judged_again_on_demand(marseille):
    first = on_the_table(device("CZC1"))
    judged(first, "C")
    session = bench("ines")
    said = {"code": "CZC1", "again": True, "made_at": THURSDAY, "by": person("ines"), "at": THURSDAY}
    second, _lifted = actions.scan_machine(session=session, **said)
    judged(second, "A")
    first.refresh_from_db()
    assert (first.is_current, first.grade, second.is_current) == (False, "C", True)


def judged_again(code: str, **said) -> Triage:
    """Inès looks at the machine anew on Thursday, and says no more than that."""
    at = {"by": person("ines"), "at": THURSDAY}
    triage, _lifted = actions.scan_machine(session=bench("ines"), code=code, again=True, made_at=THURSDAY, **at)
    actions.give_verdict(triage=triage, verdict=Verdict("B", **said), **at)
    triage.device.refresh_from_db()
    return triage


def test_what_an_earlier_triage_found_stays_until_it_is_looked_at(marseille):
    judged(on_the_table(ready_device("CZC1")), "-2 C")
    assert judged_again("CZC1").device.bench_flags == "bios-locked"


def test_what_is_looked_at_again_and_well_is_lifted(marseille):
    judged(on_the_table(ready_device("CZC1")), "-2 C")
    assert judged_again("CZC1", checks={"bios": "ok"}).device.bench_flags == ""


def test_a_leftover_verdict_does_not_replace_a_later_one(marseille):
    leftover = on_the_table(device("CZC1"))
    actions.close_session(session=leftover.session, by=person("tom"), at=WEDNESDAY)
    judged_again("CZC1")
    with pytest.raises(actions.Superseded):
        actions.give_verdict(triage=leftover, verdict=Verdict("A"), by=person("tom"), at=THURSDAY)


def test_a_machine_for_spares_is_never_ready_whatever_an_officer_lifts(marseille):
    triage = on_the_table(ready_device("CZC1"))
    judged(triage, "X")
    release_device(device=triage.device, by=person("ines"), at=THURSDAY)
    triage.device.refresh_from_db()
    assert triage.device.state == "received"


def test_a_verdict_is_about_one_machine(marseille):
    triage = on_the_table(device("CZC1", asset_tag="IMMO-1"))
    device("CZC2", asset_tag="IMMO-1")
    said = {"typed": Typed("X", ()), "about": "IMMO-1", "made_at": WEDNESDAY}
    with pytest.raises(actions.NothingToJudge):
        actions.type_verdict(session=triage.session, **said, by=person("tom"), at=WEDNESDAY)


def test_a_machine_on_the_table_of_somebody_else_is_busy(marseille):
    on_the_table(device("CZC1"))
    assert refused(bench("ines"), "CZC1") == "busy"


def test_a_machine_without_verdict_is_free_once_its_session_is_over(marseille):
    triage = on_the_table(device("CZC1"))
    actions.close_session(session=triage.session, by=person("tom"), at=THURSDAY)
    again = on_the_table(triage.device, at=bench("ines"))
    assert again.pk != triage.pk


@pytest.mark.parametrize("state", ["reserved", "handed-over", "gone"])
def test_a_promised_or_absent_machine_is_not_judged(marseille, state):
    ready_device("CZC1", state=state)
    assert refused(bench(), "CZC1") == "away"


def test_a_machine_that_came_back_is_judged_anew(marseille):
    one = device("CZC1")
    judged(on_the_table(one))
    by_ines = {"why": "Retrouvée.", "by": person("ines"), "at": THURSDAY}
    remove_devices(devices=[one], end=End.LOSS, **by_ines)
    one.refresh_from_db()
    bring_back(devices=[one], place=receiving_place(), **by_ines)
    with pytest.raises(ScanRefused, match="ouvrez-en une autre"):
        on_the_table(one)
    assert on_the_table(one, at=bench("ines")).grade == ""


def test_a_machine_that_was_only_carried_elsewhere_is_still_done(marseille):
    one = device("CZC1")
    judged(on_the_table(one))
    move_devices(devices=[one], destination=ledger.place(), by=person("ines"), at=THURSDAY)
    assert refused(bench("ines"), "CZC1") == "already"


# --- scans that were kept without network ------------------------------------------------------------------------


def test_a_scan_sent_twice_is_one(marseille):
    device("CZC1")
    said = {"session": bench(), "code": "CZC1", "client": uuid.uuid4(), "made_at": WEDNESDAY, "by": person("tom")}
    first, _ = actions.scan_machine(**said, at=WEDNESDAY)
    second, _ = actions.scan_machine(**said, at=THURSDAY)
    assert first == second


def test_the_database_takes_a_scan_once(marseille):
    triage = on_the_table(device("CZC1"))
    other = device("CZC2")
    Triage.objects.filter(pk=triage.pk).update(client=uuid.UUID(int=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Triage.objects.create(
            device=other, session=triage.session, by=triage.by, scanned_at=WEDNESDAY, step=1, client=uuid.UUID(int=1)
        )


def test_a_scan_made_before_the_pause_comes_in_after_it(marseille):
    device("CZC1")
    session = bench()
    actions.pause_session(session=session, by=person("tom"), at=WEDNESDAY + timedelta(hours=1))
    said = {"session": session, "code": "CZC1", "by": person("tom"), "at": THURSDAY}
    triage, _ = actions.scan_machine(made_at=WEDNESDAY + timedelta(minutes=10), **said)
    assert triage.scanned_at == WEDNESDAY + timedelta(minutes=10)


def test_a_scan_made_after_the_pause_is_too_late(marseille):
    device("CZC1")
    session = bench()
    actions.pause_session(session=session, by=person("tom"), at=WEDNESDAY)
    with pytest.raises(actions.ScanTooLate):
        actions.scan_machine(session=session, code="CZC1", made_at=THURSDAY, by=person("tom"), at=THURSDAY)


def test_a_clock_that_is_wrong_does_not_move_a_scan_out_of_its_session(marseille):
    device("CZC1")
    early = WEDNESDAY - timedelta(days=400)
    triage, _ = actions.scan_machine(session=bench(), code="CZC1", made_at=early, by=person("tom"), at=THURSDAY)
    assert triage.scanned_at == WEDNESDAY


# --- what a verdict does -----------------------------------------------------------------------------------------


def test_a_fault_keeps_the_machine_back(marseille):
    one = ready_device("CZC1")
    judged(on_the_table(one), "-2 C")
    one.refresh_from_db()
    assert (one.flags, one.state) == (["bios-locked"], "received")


def test_a_fault_is_noted_before_the_grade_comes(marseille):
    triage = on_the_table(device("CZC1"))
    judged(triage, "-2")
    assert (triage.checks, triage.grade) == ({"bios": "fault"}, "")
    judged(triage, "C")
    assert (triage.checks["bios"], triage.grade, triage.device.flags) == ("fault", "C", ["bios-locked"])


def test_what_is_well_lifts_the_flag_that_the_donor_set_and_says_so(marseille):
    one = device("CZC1", erasure="erased", blocking_flags="bios-locked out-of-order")
    assert judged(on_the_table(one)) == ["bios-locked", "out-of-order"]
    one.refresh_from_db()
    assert (one.flags, one.state) == ([], "ready")


def test_what_was_not_looked_at_lifts_nothing(marseille):
    one = device("CZC1", blocking_flags="bios-locked")
    triage = on_the_table(one)
    verdict = Verdict("B", {"power": "ok"})
    assert actions.give_verdict(triage=triage, verdict=verdict, by=person("tom"), at=WEDNESDAY) == []
    one.refresh_from_db()
    assert one.flags == ["bios-locked"]


def test_an_officers_hold_is_the_officers_to_lift(marseille):
    one = device("CZC1", erasure="erased")
    hold_device(device=one, reason="Écran fêlé", by=person("ines"), at=WEDNESDAY)
    assert judged(on_the_table(one), "A") == []
    one.refresh_from_db()
    assert (one.flags, one.state) == (["to-investigate"], "received")


def test_a_file_of_the_donor_takes_back_nothing_that_the_bench_found(marseille):
    one = device("CZC1", erasure="erased")
    judged(on_the_table(one), "-1 C")
    row = machine("CZC1", remark="Vu et revu")
    import_stock(inventory=inventory(row), lot_reference="ORANGE-1", donor_name="Orange", by=None, at=THURSDAY)
    one.refresh_from_db()
    assert (one.flags, one.state) == (["out-of-order"], "received")


def test_an_officer_lifts_what_the_bench_set(marseille):
    one = device("CZC1", erasure="erased")
    judged(on_the_table(one), "-1 C")
    release_device(device=one, by=person("ines"), at=THURSDAY)
    one.refresh_from_db()
    assert (one.flags, one.state) == ([], "ready")


def test_a_machine_for_spares_is_never_ready(marseille):
    one = ready_device("CZC1")
    judged(on_the_table(one), "X")
    one.refresh_from_db()
    assert (one.flags, one.state) == (["spares"], "received")
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.filter(pk=one.pk).update(state="ready")


def test_a_screen_for_spares_is_in_no_kit(marseille):
    one = device("CZC1", category="screen")
    assert free_machines()["screen"] == 1
    judged(on_the_table(one), "X")
    assert free_machines().get("screen", 0) == 0


def test_a_verdict_on_a_machine_that_was_promised_meanwhile_is_refused(marseille):
    triage = on_the_table(ready_device("CZC1"))
    Device.objects.update(state="reserved")
    with pytest.raises(DeviceIsPromised):
        judged(triage, "C")


def test_a_verdict_over_somebody_elses_is_refused(marseille):
    triage = on_the_table(device("CZC1"))
    judged(triage, "C")
    with pytest.raises(EditedMeanwhile):
        actions.give_verdict(triage=triage, verdict=Verdict("A"), seen=1, by=person("ines"), at=THURSDAY)


def test_a_verdict_that_another_session_replaced_does_not_change(marseille):
    first = on_the_table(device("CZC1"))
    judged(first, "C")
    said = {"code": "CZC1", "again": True, "made_at": THURSDAY, "by": person("ines"), "at": THURSDAY}
    judged(actions.scan_machine(session=bench("ines"), **said)[0], "B")
    first.refresh_from_db()
    with pytest.raises(actions.Superseded):
        judged(first, "A")


@pytest.mark.parametrize("words", ["B", "-2 B"])
def test_a_verdict_before_any_machine_judges_nothing(marseille, words):
    session = bench()
    said = {"typed": typed_verdict(words), "made_at": WEDNESDAY, "by": person("tom"), "at": WEDNESDAY}
    with pytest.raises(actions.NothingToJudge):
        actions.type_verdict(session=session, about="", **said)


def test_a_fault_of_a_check_that_the_machine_does_not_have_judges_nothing(marseille):
    with pytest.raises(actions.NothingToJudge):
        judged(on_the_table(device("CZC1")), "-9 B")


def test_a_pile_that_was_sorted_is_judged_by_scanning_it(marseille):
    triage = on_the_table(device("CZC1", erasure="erased"), at=bench(each="A"))
    triage.device.refresh_from_db()
    assert (triage.grade, triage.is_current, triage.device.state) == ("A", True, "ready")


# --- parts -------------------------------------------------------------------------------------------------------


def test_parts_of_a_machine_enter_the_stock_under_its_number(marseille):
    triage = on_the_table(device("CZC1"))
    judged(triage, "X")
    said = {"kind": ledger.kind("adapter"), "quantity": 2, "place": receiving_place()}
    movement = actions.take_parts(triage=triage, **said, by=person("tom"), at=WEDNESDAY)
    assert (ledger.quantity("adapter"), movement.reference, movement.deed) == (2, "CZC1", triage.pk)


def test_a_machine_that_lives_gives_no_parts(marseille):
    triage = on_the_table(device("CZC1"))
    judged(triage, "B")
    said = {"kind": ledger.kind("adapter"), "quantity": 2, "place": receiving_place()}
    with pytest.raises(actions.NotForSpares):
        actions.take_parts(triage=triage, **said, by=person("tom"), at=WEDNESDAY)
    assert not Movement.objects.filter(kind__isnull=False).exists()


# --- the city's list ---------------------------------------------------------------------------------------------


def test_a_city_looks_at_one_thing_more(marseille):
    actions.add_check(
        category="desktop", name="Lecteur de cartes", flag="to-investigate", by=person("ines"), at=WEDNESDAY
    )
    triage = on_the_table(device("CZC1"))
    judged(triage, "-8 B")
    assert triage.device.flags == ["to-investigate"]


def test_a_standard_check_that_is_left_out_is_not_numbered(marseille):
    said = {"category": "desktop", "standard": "power", "by": person("ines"), "at": WEDNESDAY}
    assert actions.switch_check(**said) is False
    triage = on_the_table(device("CZC1"))
    judged(triage, "-1 C")
    assert triage.device.flags == ["bios-locked"]
    assert actions.switch_check(**said) is True


def test_a_city_may_ask_that_every_machine_is_judged(marseille):
    one = device("CZC1", erasure="erased", held_because="Rayé")
    already = ready_device("CZC2")
    actions.need_triage(needed=True, by=person("ines"), at=WEDNESDAY)
    release_device(device=one, by=person("ines"), at=WEDNESDAY)
    one.refresh_from_db()
    already.refresh_from_db()
    assert (one.state, already.state) == ("received", "ready")
    judged(on_the_table(one), "B")
    one.refresh_from_db()
    assert one.state == "ready"


def test_machines_that_waited_for_their_verdict_alone_are_ready_when_none_is_asked(marseille):
    actions.need_triage(needed=True, by=person("ines"), at=WEDNESDAY)
    one = device("CZC1", erasure="erased")
    actions.need_triage(needed=False, by=person("ines"), at=WEDNESDAY)
    one.refresh_from_db()
    assert one.state == "ready"


# --- the session -------------------------------------------------------------------------------------------------


def test_one_person_has_one_session_at_a_time(marseille):
    assert bench() == bench()
    assert bench("ines") != bench()


def test_a_rest_does_not_count_in_the_pace(marseille):
    session = bench()
    tom = person("tom")
    for number in range(30):
        on_the_table(device(f"CZC{number}"), at=session)
    actions.pause_session(session=session, by=tom, at=WEDNESDAY + timedelta(minutes=1))
    actions.resume_session(session=session, by=tom, at=WEDNESDAY + timedelta(minutes=31))
    actions.close_session(session=session, by=tom, at=WEDNESDAY + timedelta(minutes=32))
    assert summary_of(session, THURSDAY).pace == 15


def test_the_summary_counts_grades_and_faults(marseille):
    session = bench()
    for number, words in enumerate(["B", "-2 C", "-2-1 X", "A"]):
        judged(on_the_table(device(f"CZC{number}"), at=session), words)
    on_the_table(device("CZC9"), at=session)
    found = summary_of(session, THURSDAY)
    assert (found.scanned, found.judged, found.waiting) == (5, 4, 1)
    assert [(label[0], count) for label, count in found.grades] == [("A", 1), ("B", 1), ("C", 1), ("X", 1)]
    assert [(key, count) for key, _label, count in found.faults] == [("bios", 2), ("power", 1)]


def test_a_session_that_is_over_does_not_go_on(marseille):
    session = bench()
    actions.close_session(session=session, by=person("tom"), at=THURSDAY)
    with pytest.raises(MoveNotAllowed):
        actions.resume_session(session=session, by=person("tom"), at=THURSDAY)
