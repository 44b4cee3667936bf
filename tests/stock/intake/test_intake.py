"""How a lot comes in: its law, its announcement, the note that both sides sign, what is agreed about differences."""

from http import HTTPStatus

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from rebond.documents.actions import store_document
from rebond.documents.files import path_of
from rebond.programmes.models import Programme
from rebond.stock.actions import import_stock
from rebond.stock.donations.actions import NotSettled, close_donation
from rebond.stock.donations.models import IntakeNote
from rebond.stock.donations.reconciling import open_differences, reconciliation_of, rows_of
from rebond.stock.donations.regimes import RegimeRefused
from rebond.stock.donations.settling import DifferencesChanged, open_again, settle_differences
from rebond.stock.intake.actions import NoteReplaced, OtherDonor, ReasonNeeded, settle_lot
from rebond.stock.models import Device, Lot, StockFile
from tests.factories import donations
from tests.factories.accounts import donor_contact, person
from tests.factories.donations import accepted, line, received, signed
from tests.factories.ledger import received as accessories
from tests.factories.programmes import programme
from tests.factories.stock import FRIDAY, MONDAY, device, inventory, lot, machine, ready_device
from tests.papers import text_of_pdf


def text_of(note: IntakeNote) -> str:
    return " ".join(text_of_pdf(path_of(note.document).read_bytes()).split())


def settle(donation, *names: str, outcome: str = "to-come") -> int:
    return settle_differences(
        donation=donation, names=names, outcome=outcome, note="Dit au téléphone.", by=person("ines"), at=FRIDAY
    )


def names_of(donation) -> list[str]:
    return [row.name for row in rows_of(donation, reconciliation_of(donation))]


# --- the lot -----------------------------------------------------------------------------------------------------


def put_under(one: Lot, regime: str, donation=None) -> None:
    settle_lot(
        lot=one,
        seen=one.version,
        regime=regime,
        donation=donation,
        received_on=one.received_on,
        by=person("ines"),
        at=FRIDAY,
    )


def test_a_lot_keeps_its_law_once_a_machine_of_it_is_promised(marseille):
    one = lot()
    put_under(one, "loan")
    ready_device("AAA1", lot=one, state=Device.State.RESERVED)
    with pytest.raises(RegimeRefused, match="AAA1"):
        put_under(one, "gift")
    assert Lot.objects.get().regime == "loan"


def test_a_lot_comes_under_no_law_that_its_donor_s_programmes_do_not_take(marseille):
    gift = programme()
    one = lot(of=gift.donor.name)
    with pytest.raises(RegimeRefused, match="sous un autre régime"):
        put_under(one, "loan")
    put_under(one, "gift")
    assert gift.legal_route == Programme.LegalRoute.GIFT


def test_a_lot_answers_only_an_accepted_announcement_of_its_own_donor(marseille):
    one = lot()
    for donation in (donations.announced(), accepted(of="Banque du Port")):
        with pytest.raises(OtherDonor):
            put_under(one, "", donation)
    put_under(one, "", right := accepted())
    assert Lot.objects.get(reference="ORANGE-1").donation == right


def test_a_new_lot_answers_the_donation_whose_reference_it_bears(marseille):
    donation = accepted()
    for reference in (f"{donation.reference}-2", "ORANGE-1"):
        import_stock(
            inventory=inventory(machine(f"CZC9420{len(reference):03}")),
            lot_reference=reference,
            donor_name="Orange",
            by=person("ines"),
            at=FRIDAY,
        )
    found = Lot.objects.order_by("reference").values_list("donation", "regime")
    assert list(found) == [(donation.pk, "gift"), (None, "")]


# --- announced against received ----------------------------------------------------------------------------------


def test_machines_accessories_and_other_numbers_are_compared(marseille):
    donation = accepted(line(serial="AAA1"), line(serial="AAA2"), line("keyboard", 20, brand="", model=""))
    came = received(donation, "AAA1", "BBB1")
    accessories(18)
    assert [(one.kind, one.key) for one in reconciliation_of(donation).differences] == [
        ("missing", "serial:AAA2"),
        ("missing", "model:keyboard:"),
        ("extra", "serial:BBB1"),
    ]
    assert came.donation == donation


def test_what_was_agreed_is_open_again_once_the_facts_change(marseille):
    donation = accepted(line(quantity=5))
    received(donation, number=3)
    [name] = names_of(donation)
    assert settle(donation, name) == 1
    assert open_differences(donation) == 0
    device(lot=donation.lots.get(), model="ProDesk 600 G4")
    [row] = rows_of(donation, reconciliation_of(donation))
    assert (row.is_stale, row.is_open, row.settlement.received) == (True, True, "3")


def test_a_difference_that_is_not_there_is_not_settled(marseille):
    donation = accepted(line(serial="AAA1"))
    with pytest.raises(DifferencesChanged):
        settle(donation, "extra|serial:AAA1|")


def test_the_second_of_two_officers_reads_what_the_first_agreed(marseille):
    donation = accepted(line(serial="AAA1"))
    names = names_of(donation)
    settle(donation, *names)
    with pytest.raises(DifferencesChanged):
        settle(donation, *names, outcome="given-up")
    assert donation.settlements.get().outcome == "to-come"


def test_what_was_agreed_is_taken_back(marseille):
    donation = accepted(line(serial="AAA1"))
    settle(donation, *names_of(donation))
    assert open_again(donation=donation, names=names_of(donation), by=person("ines"), at=FRIDAY) == 1
    assert open_differences(donation) == 1


def test_a_donation_closes_without_reason_once_its_differences_are_settled(marseille):
    donation = accepted(line(serial="AAA1"))
    with pytest.raises(NotSettled):
        close_donation(donation=donation, reason="", by=person("ines"), at=FRIDAY)
    settle(donation, *names_of(donation))
    close_donation(donation=donation, reason="", by=person("ines"), at=FRIDAY)


def test_an_officer_settles_on_the_page_and_the_donor_reads_it(marseille, client):
    donation = accepted(line(serial="AAA1"), line(serial="AAA2"))
    received(donation, "AAA1")
    client.force_login(person("ines"))
    address = reverse("stock:reconciliation", args=[donation.pk])
    [name] = names_of(donation)
    assert f'value="{name}"' in client.get(address).text
    client.post(
        reverse("stock:settle_differences", args=[donation.pk]),
        {"difference": name, "outcome": "given-up", "note": "Perdue en route."},
    )
    client.force_login(donor_contact(donation.donor))
    page = client.get(address).text
    assert "Le donateur y renonce" in page
    assert "Perdue en route." in page
    assert 'name="difference"' not in page
    told = b"".join(client.get(reverse("stock:reconciliation_csv", args=[donation.pk]))).decode("utf-8-sig")
    assert "Manquant" in told
    assert "AAA2" in told


def test_settling_nothing_says_what_to_do(marseille, client):
    donation = accepted(line(serial="AAA1"))
    client.force_login(person("ines"))
    answer = client.post(reverse("stock:settle_differences", args=[donation.pk]), {"outcome": "kept"}, follow=True)
    assert "Cochez d’abord les écarts" in answer.text


# --- the note ----------------------------------------------------------------------------------------------------


def test_the_note_says_what_came_what_differs_and_who_signed(marseille):
    donation = accepted(line(serial="AAA1"), line(serial="AAA2"))
    note = signed(received(donation, "AAA1"))
    text = text_of(note)
    for said in (note.number, donation.reference, "AAA1", "Manquant", "AAA2", "Rémi Costa", "Tom Roux", "Un carton"):
        assert said in text
    assert (note.number, note.machines, note.is_current) == ("BE-2026-0001", 1, True)


def test_a_signed_note_does_not_change_with_the_lot(marseille):
    one = received(accepted(), "AAA1")
    note = signed(one)
    device("AAA2", lot=one)
    assert "AAA2" not in text_of(IntakeNote.objects.get(pk=note.pk))


def test_a_newer_note_takes_its_place_and_says_why(marseille):
    one = received(accepted(), "AAA1")
    first = signed(one)
    with pytest.raises(ReasonNeeded):
        signed(one, seen=first)
    second = signed(one, seen=first, why="Deux cartons de plus.")
    first.refresh_from_db()
    assert (first.is_current, second.replaces, second.number) == (False, first, "BE-2026-0002")
    assert "remplace le bon BE-2026-0001" in text_of(second)


def test_two_clerks_do_not_sign_the_same_lot_twice(marseille):
    one = received(accepted(), "AAA1")
    signed(one)
    with pytest.raises(NoteReplaced):
        signed(one)
    with pytest.raises(IntegrityError), transaction.atomic():
        IntakeNote.objects.create(
            lot=one,
            number="BE-2026-0009",
            machines=1,
            signed_on=FRIDAY.date(),
            document=IntakeNote.objects.get().document,
            by=person("tom"),
            at=MONDAY,
        )


def test_nobody_signs_before_the_lot_came(marseille, client):
    one = received(accepted(), "AAA1")
    client.force_login(person("tom"))
    said = {"delivered_by": "Rémi Costa", "received_by": "Tom Roux", "signed_on": "2026-11-02"}
    answer = client.post(reverse("stock:sign_intake_note", args=[one.pk]), said)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "avant l’arrivée du lot" in answer.text
    assert "Rémi Costa" in answer.text


def test_the_warehouse_prints_signs_and_keeps_the_note(marseille, client):
    one = received(accepted(), "AAA1")
    client.force_login(person("tom"))
    draft = client.get(reverse("stock:intake_draft", args=[one.pk]))
    assert b"".join(draft).startswith(b"%PDF") if draft.streaming else draft.content.startswith(b"%PDF")
    said = {"delivered_by": "Rémi Costa", "received_by": "Tom Roux", "signed_on": "2026-11-27"}
    page = client.post(reverse("stock:sign_intake_note", args=[one.pk]), said, follow=True).text
    assert "BE-2026-0001" in page
    device("AAA2", lot=one)
    assert "1 machine est arrivée depuis le bon" in client.get(reverse("stock:intake_note", args=[one.pk])).text


def test_the_page_names_the_files_of_which_rows_were_left_out(marseille, client):
    donation = accepted(line(serial="AAA1"))
    one = received(donation, "AAA2")
    content = store_document(name="parc.csv", content=b"x", content_type="text/csv", at=MONDAY)
    StockFile.objects.create(
        kind=StockFile.Kind.INVENTORY,
        state=StockFile.State.APPLIED,
        document=content,
        lot_reference=one.reference,
        counts={"new": 1, "rejected": 2},
        uploaded_by=person("ines"),
        uploaded_at=MONDAY,
    )
    client.force_login(person("ines"))
    assert "2 lignes du fichier parc.csv" in client.get(reverse("stock:reconciliation", args=[donation.pk])).text


def test_an_import_of_the_stock_page_proposes_the_lot_of_the_donation(marseille, client):
    donation = accepted()
    client.force_login(person("ines"))
    page = client.get(reverse("stock:upload"), {"donation": donation.reference}, follow=True).text
    assert f'value="{donation.reference}"' in page
    assert client.get(reverse("stock:upload"), {"donation": "nothing"}, follow=True).status_code == HTTPStatus.OK


def test_a_clerk_who_comes_second_loses_nothing_and_says_why_theirs_replaces_the_other(marseille, client):
    one = received(accepted(), "AAA1")
    first = signed(one)
    client.force_login(person("tom"))
    address = reverse("stock:sign_intake_note", args=[one.pk])
    said = {"delivered_by": "Lise Martin", "received_by": "Tom Roux", "signed_on": "2026-11-27", "seen": ""}
    answer = client.post(address, said | {"why": "Autre palette."})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"vient d’enregistrer le bon {first.number}" in answer.text
    assert "Lise Martin" in answer.text
    client.post(address, said | {"why": "Autre palette.", "seen": answer.context["form"]["seen"].value()})
    assert IntakeNote.objects.get(is_current=True).replaces == first
