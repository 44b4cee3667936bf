"""Donations: announced, answered, followed to their end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.organisations.models import Donor
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.donations import actions
from rebond.stock.donations.models import AnnouncedLine, Donation
from rebond.stock.donations.queries import full_donations, journey_of, next_lot_reference
from rebond.stock.models import Device, Lot
from tests.factories.accounts import donor_contact, person
from tests.factories.donations import accept, accepted, announced, closed, draft, line, offered, with_file
from tests.factories.organisations import donor
from tests.factories.stock import FRIDAY, MONDAY, device
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city(marseille):
    return marseille


def subjects() -> list[str]:
    return list(Mail.objects.order_by("planned_at", "subject").values_list("subject", flat=True))


# --- announcing --------------------------------------------------------------------------------------------------


def test_a_draft_has_no_reference_and_an_announcement_has_the_next_one():
    assert draft().reference == ""
    assert [announced().reference, announced().reference] == ["DON-2026-0001", "DON-2026-0002"]


def test_the_reference_of_a_withdrawn_donation_is_never_given_again():
    first = announced()
    actions.withdraw_donation(donation=first, reason="", by=first.by, at=FRIDAY)
    assert announced().reference == "DON-2026-0002"


def test_references_go_on_after_ten_thousand():
    Donation.objects.filter(pk=announced().pk).update(reference="DON-2026-9999")
    assert [announced().reference, announced().reference] == ["DON-2026-10000", "DON-2026-10001"]


def test_announcing_changes_nothing_of_the_stock_and_writes_to_the_contact():
    one = announced()
    assert (Device.objects.count(), Lot.objects.count()) == (0, 0)
    mail = Mail.objects.get()
    assert (mail.to, one.reference in mail.subject, f"/dons/suivi/{one.token}/" in mail.body) == (
        "remi@donateur.example",
        True,
        True,
    )


def test_a_mail_is_in_the_language_that_its_reader_chose():
    remi = donor_contact(donor())
    remi.language = "en"
    remi.save()
    announced()
    assert subjects() == ["Your donation is announced (DON-2026-0001)"]


def test_an_empty_donation_is_not_announced():
    one = draft()
    actions.write_lines(donation=one, lines=[], seen=one.version, by=one.by, at=MONDAY)
    with pytest.raises(actions.NothingAnnounced):
        actions.announce_donation(donation=one, by=one.by, at=MONDAY)


def test_lines_no_longer_change_once_the_city_has_answered():
    one = accepted()
    with pytest.raises(actions.LinesClosed):
        actions.write_lines(donation=one, lines=[], seen=one.version, by=one.by, at=FRIDAY)
    with pytest.raises(actions.LinesClosed):
        with_file(one)


def test_the_second_of_two_editors_overwrites_nothing():
    one = draft()
    actions.change_donation(donation=one, seen=one.version, remarks="Avec les câbles.", by=one.by, at=MONDAY)
    with pytest.raises(EditedMeanwhile):
        actions.write_lines(donation=one, lines=[line()], seen=one.version - 1, by=person("karim"), at=MONDAY)
    assert one.lines.get().quantity == 20


def test_the_database_refuses_an_announced_donation_without_a_reference():
    one = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Donation.objects.filter(pk=one.pk).update(state="announced", announced_at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_two_announcements_at_once_get_two_references(city, shared_database):
    first, second = draft(), draft()
    ines = first.by
    outcomes = at_once(
        city,
        lambda: actions.announce_donation(donation=first, by=ines, at=MONDAY),
        lambda: actions.announce_donation(donation=second, by=ines, at=MONDAY),
    )
    assert sorted(one.reference for one in outcomes) == ["DON-2026-0001", "DON-2026-0002"]


# --- files -------------------------------------------------------------------------------------------------------


def test_a_file_adds_its_lines_and_says_what_it_left_out():
    file = with_file(draft())
    assert (file.state, file.counts) == ("read", {"lines": 3, "things": 3, "left_out": 2})
    assert [row["row"] for row in file.left_out] == [5, 6]
    assert file.rejected.name == "a-corriger-parc.xlsx"
    assert file.donation.lines.count() == 4


def test_two_files_of_one_donation_never_announce_a_machine_twice():
    one = draft()
    with_file(one)
    again = with_file(one, name="parc-bis.csv")
    assert (again.counts["lines"], again.counts["left_out"]) == (0, 5)
    assert one.lines.exclude(serial="").count() == 3


def test_a_file_of_the_same_name_replaces_the_lines_of_the_first():
    one = draft()
    with_file(one)
    again = with_file(one, "N° de série;Modèle\nABC123;OptiPlex\n")
    assert one.files.get() == again
    assert list(one.lines.exclude(serial="").values_list("serial", flat=True)) == ["ABC123"]


def test_removing_a_file_removes_its_lines_and_leaves_the_typed_ones():
    file = with_file(draft())
    actions.remove_file(file=file, by=person("ines"), at=MONDAY)
    assert AnnouncedLine.objects.get().quantity == 20


def test_a_typed_serial_that_a_file_has_is_refused():
    one = draft()
    with_file(one)
    one.refresh_from_db()
    with pytest.raises(actions.AlreadyAnnounced) as why:
        actions.write_lines(donation=one, lines=[line(serial="CZC9420001")], seen=one.version, by=one.by, at=MONDAY)
    assert why.value.serials == ["CZC9420001"]


def test_an_unreadable_file_says_why_and_announces_nothing():
    file = with_file(draft(), "Marseille\nGênes\n")
    assert (file.state, file.lines.count(), "N° de série" in file.refusal["sentence"]) == ("unreadable", 0, True)


MACHINES = "Matricule;Appareil;Etage\nCZC1;ProDesk 600;2\nCZC2;ProDesk 600;3\n"
AMOUNTS = "Appareil;Stock total\nProDesk 600;40\nÉcran 24 pouces;12\n"


def test_a_file_whose_columns_nobody_knows_waits_for_somebody_to_say_what_they_hold():
    file = with_file(draft(), MACHINES)
    assert (file.state, file.unnamed, file.lines.count()) == ("to-map", ["Matricule", "Appareil"], 0)


@pytest.mark.parametrize(
    ("content", "said", "lines"),
    [
        (MACHINES, {"matricule": "serial", "appareil": "model"}, [("CZC1", 1), ("CZC2", 1)]),
        (AMOUNTS, {"appareil": "model", "stock total": "quantity"}, [("", 40), ("", 12)]),
    ],
)
def test_a_file_is_read_again_with_what_was_said_of_its_columns(content, said, lines):
    file = with_file(draft(), content)
    actions.choose_columns(file=file, choices=said, by=person("ines"), at=MONDAY)
    actions.read_file(file=file, at=MONDAY)
    assert (file.state, list(file.lines.order_by("position").values_list("serial", "quantity"))) == ("read", lines)
    assert [title for title, _meaning in file.named] == [title.capitalize() for title in said]
    assert "laissée de côté" not in dict(file.named).values()


def test_what_was_said_of_columns_is_remembered_for_the_next_file_of_the_donor():
    said = {"matricule": "serial", "appareil": "model"}
    file = with_file(draft(), MACHINES)
    actions.choose_columns(file=file, choices=said, by=person("ines"), at=MONDAY)
    actions.read_file(file=file, at=MONDAY)
    later = with_file(draft(), MACHINES.replace("CZC", "5CG"), name="suite.csv")
    assert (later.state, later.lines.count(), later.choices) == ("read", 2, said)


def test_nobody_announces_or_accepts_without_the_machines_of_a_file_that_waits():
    one = draft()
    with_file(one, MACHINES)
    with pytest.raises(actions.NothingAnnounced):
        actions.announce_donation(donation=one, by=one.by, at=MONDAY)
    other = announced()
    with_file(other, MACHINES)
    other.refresh_from_db()
    with pytest.raises(actions.FileUnread):
        accept(other)


def test_columns_are_not_spoken_of_once_the_donation_is_answered():
    one = announced()
    file = with_file(one, MACHINES)
    actions.decline_donation(donation=one, reason="Trop vieux.", by=person("karim"), at=FRIDAY)
    with pytest.raises(actions.LinesClosed):
        actions.choose_columns(file=file, choices={"matricule": "serial"}, by=person("ines"), at=FRIDAY)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing more", b"\xff\xfe\x00", b"%PDF-1.7"])
def test_whatever_is_sent_as_a_file_is_refused_in_a_sentence(content):
    file = with_file(draft(), content, name="parc.xlsx")
    assert (file.state, file.lines.count(), bool(file.refusal["sentence"])) == ("unreadable", 0, True)


def test_a_file_that_was_sent_again_while_it_was_read_keeps_the_newer_lines():
    one = draft()
    facts = {"donation": one, "name": "p.csv", "content_type": "", "by": one.by, "at": MONDAY}
    older = actions.add_file(content=b"SN;Model\nA1;B\n", **facts)
    actions.add_file(content=b"SN;Model\nA2;B\n", **facts)
    actions.read_file(file=older, at=MONDAY)
    assert one.lines.exclude(serial="").count() == 0


def waiting_file(one: Donation):
    """A file that nobody has read yet."""
    content = b"SN;Model\nA1;B\n"
    return actions.add_file(donation=one, name="p.csv", content=content, content_type="", by=one.by, at=MONDAY)


def test_a_donation_is_not_accepted_while_its_file_is_read():
    one = announced()
    waiting_file(one)
    with pytest.raises(actions.FileUnread):
        accept(one)


def test_a_file_read_after_the_answer_adds_nothing_and_says_why():
    one = announced()
    file = waiting_file(one)
    actions.decline_donation(donation=one, reason="Trop vieux.", by=person("karim"), at=FRIDAY)
    actions.read_file(file=file, at=MONDAY)
    assert (one.lines.count(), file.state, "rien n’en a été repris" in file.refusal["sentence"]) == (
        1,
        "unreadable",
        True,
    )


# --- answering ---------------------------------------------------------------------------------------------------


def test_accepting_says_the_donor_the_regime_and_the_day():
    one = accepted(on=date(2026, 12, 4))
    assert (one.state, one.donor.name, one.regime, one.moved_by) == (
        "accepted",
        "Orange",
        "gift",
        person("karim"),
    )
    assert "4 décembre 2026" in Mail.objects.get(subject__contains="accepté").body


def test_the_second_of_two_officers_cannot_answer():
    one = accepted()
    with pytest.raises(MoveNotAllowed):
        actions.decline_donation(donation=one, reason="Trop vieux.", by=person("ines"), at=FRIDAY)
    assert subjects() == ["Votre don est annoncé (DON-2026-0001)", "Votre don est accepté (DON-2026-0001)"]


@pytest.mark.django_db(transaction=True)
def test_one_of_two_officers_at_once_answers(city, shared_database):
    one, other = announced(), person("sam")
    karim = person("karim")
    stale = Donation.objects.get(pk=one.pk)

    def yes():
        accept(one)

    def no():
        actions.decline_donation(donation=stale, reason="Trop vieux.", by=other, at=FRIDAY)

    outcomes = at_once(city, yes, no)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MoveNotAllowed", "NoneType"]
    assert Donation.objects.get().moved_by in (karim, other)


def test_an_officer_accepts_what_was_read_and_nothing_else():
    one = announced()
    seen = one.version
    actions.write_lines(donation=one, lines=[line(quantity=2)], seen=seen, by=one.by, at=FRIDAY)
    with pytest.raises(EditedMeanwhile):
        actions.accept_donation(
            donation=one, donor=None, new_donor="", regime="gift", planned_on=None, seen=seen,
            by=person("karim"), at=FRIDAY,
        )  # fmt: skip


def test_a_refusal_is_told_with_its_reason():
    one = announced()
    actions.decline_donation(donation=one, reason="Trop vieux.", by=person("karim"), at=FRIDAY)
    assert "Trop vieux." in Mail.objects.get(subject__contains="pas accepté").body


def test_another_day_of_delivery_is_told_once():
    one = accepted(on=date(2026, 12, 4))
    for _twice in range(2):
        actions.plan_delivery(donation=one, planned_on=date(2026, 12, 9), by=person("karim"), at=FRIDAY)
    assert [one for one in subjects() if "Livraison" in one] == ["Livraison déplacée (DON-2026-0001)"]


def test_closing_with_machines_missing_says_why():
    one = accepted()
    with pytest.raises(actions.NotSettled):
        actions.close_donation(donation=one, reason="", by=person("karim"), at=FRIDAY)


def test_a_complete_donation_closes_without_a_reason():
    one = accepted(line(quantity=1))
    came = Lot.objects.create(reference="L1", donor=one.donor, received_on=date(2026, 12, 4), donation=one)
    device(lot=came, model="ProDesk 600 G4")
    actions.close_donation(donation=one, reason="", by=person("karim"), at=FRIDAY)
    assert one.state == "closed"


def test_a_closed_donation_is_opened_again():
    one = closed()
    actions.reopen_donation(donation=one, by=person("karim"), at=FRIDAY)
    assert (one.state, one.reason) == ("accepted", "")


def test_every_deed_is_in_the_journal():
    closed()
    assert list(
        Entry.objects.filter(subject_kind="stock.donation").order_by("number").values_list("verb", flat=True)
    ) == [
        "donation_started",
        "donation_lines_written",
        "donation_announced",
        "donation_accepted",
        "donation_closed",
    ]


# --- without an account ------------------------------------------------------------------------------------------


def test_an_offer_becomes_the_gift_of_a_new_donor_when_it_is_accepted():
    one = offered()
    assert one.donor is None
    accept(one, new_donor="Les Câbleries du Sud")
    assert (one.donor.name, one.donor.siren) == ("Les Câbleries du Sud", "099900011")


def test_an_accepted_offer_of_a_known_name_makes_no_second_donor():
    known = donor("LES CÂBLERIES DU SUD".title())
    one = offered()
    accept(one, new_donor=known.name)
    assert Donor.objects.get() == known


def test_what_was_said_of_the_columns_of_an_offers_file_is_remembered_once_it_has_a_donor():
    one, said = offered(), {"matricule": "serial", "appareil": "model"}
    file = with_file(one, MACHINES)
    actions.choose_columns(file=file, choices=said, by=person("ines"), at=MONDAY)
    actions.read_file(file=file, at=MONDAY)
    one.refresh_from_db()
    accept(one, new_donor=one.company)
    later = with_file(draft(of=one.company), MACHINES.replace("CZC", "5CG"))
    assert (later.state, later.choices) == ("read", said)


def test_too_many_offers_from_one_place_are_refused_until_an_hour_passes():
    for number in range(5):
        offered(contact_email=f"dsi-{number}@cableries.example")
    with pytest.raises(actions.TooManyOffers):
        offered(contact_email="dsi-6@cableries.example")
    offered(contact_email="dsi-6@cableries.example", address="192.0.2.8")
    offered(contact_email="dsi-7@cableries.example", at=MONDAY + timedelta(minutes=61))


def test_too_many_mails_to_one_address_are_refused():
    for number in range(5):
        offered(address=f"192.0.2.{number}")
    with pytest.raises(actions.TooManyOffers):
        offered(address="192.0.2.99")


def test_whom_to_reach_is_forgotten_a_year_after_an_offer_came_to_nothing():
    refused, kept = offered(), offered()
    actions.decline_donation(donation=refused, reason="Trop vieux.", by=person("karim"), at=FRIDAY)
    actions.forget_refused_offers(at=FRIDAY + timedelta(days=366))
    refused.refresh_from_db(), kept.refresh_from_db()
    assert (refused.contact_name, refused.contact_email, kept.contact_name) == ("", "", "Rémi Costa")
    assert (refused.sender, kept.sender) == ("", "")


# --- where it stands ---------------------------------------------------------------------------------------------


def standing(donation: Donation) -> list[str]:
    return [stop["state"] for stop in journey_of(full_donations().get(pk=donation.pk))]


def test_the_journey_goes_on_with_the_donation():
    assert standing(announced()) == ["done", "now", "next", "next", "next"]
    assert standing(accepted()) == ["done", "done", "now", "next", "next"]
    assert standing(closed()) == ["done"] * 5


def test_the_journey_counts_what_came():
    one = accepted(line(quantity=2))
    device(lot=Lot.objects.create(reference="L1", donor=one.donor, received_on=date(2026, 12, 4), donation=one))
    reception = journey_of(full_donations().get(pk=one.pk))[3]
    assert (reception["state"], reception["text"]) == ("now", "1 machine sur 2")


def test_the_next_lot_of_a_donation_has_a_free_reference():
    one = accepted()
    assert next_lot_reference(one) == one.reference
    Lot.objects.create(reference=one.reference, donor=one.donor, received_on=date(2026, 12, 4))
    assert next_lot_reference(one) == f"{one.reference}-2"
