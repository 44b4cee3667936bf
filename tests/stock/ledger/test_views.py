"""The pages of the ledger: what each shows, what each click does, what it refuses."""

import pytest
from django.urls import reverse

from rebond.journal.models import Entry
from rebond.stock.ledger import actions
from rebond.stock.ledger.models import Movement, Place, StockTake
from rebond.stock.models import Device
from tests.factories.accounts import donor_contact, person
from tests.factories.ledger import THURSDAY, counted, counting, kind, place, quantity, received
from tests.factories.stock import device, ready_device, receiving_place
from tests.handovers.test_views import said, text_of


@pytest.fixture
def ines(client, marseille, time_machine):
    """The browser of Inès, on a Thursday."""
    time_machine.move_to(THURSDAY)
    client.force_login(person("ines"))
    return client


@pytest.fixture
def tom(client, marseille, time_machine):
    """The browser of Tom, from the warehouse."""
    time_machine.move_to(THURSDAY)
    client.force_login(person("tom"))
    return client


def url(name: str, *args) -> str:
    return reverse(f"stock:{name}", args=args)


def lines(response) -> list[tuple]:
    return [(line.place.name, line.what, line.quantity) for line in response.context["page"]]


# --- quantities and movements ------------------------------------------------------------------------------------


def test_quantities_tell_what_stands_where(tom):
    device(), received(12, into=place())
    assert lines(tom.get(url("quantities"))) == [("Local 2", "Claviers", 12), ("Réception", "Unité centrale", 1)]


def test_quantities_of_a_past_day_are_those_of_its_evening(tom):
    device(), received(12)
    assert lines(tom.get(url("quantities"), {"day": "2026-11-23"})) == [("Réception", "Unité centrale", 1)]


def test_quantities_of_a_site_count_its_rooms(tom):
    received(12, into=place("Local 2", place("Entrepôt Nord")))
    site = Place.objects.get(name="Entrepôt Nord")
    assert lines(tom.get(url("quantities"), {"place": site.pk})) == [("Local 2", "Claviers", 12)]


def test_quantities_ask_the_database_the_same_for_one_line_and_three(tom, django_assert_max_num_queries):
    for name in ("A", "B", "C"):
        received(3, into=place(name))
    with django_assert_max_num_queries(16):
        tom.get(url("quantities"))


@pytest.mark.parametrize(
    ("chosen", "quantities"),
    [
        ({"kind": "cable"}, {30}),
        ({"reason": "reception"}, {1, 12, 30}),
        ({"reason": "loss"}, {5}),
        ({}, {1, 5, 12, 30}),
    ],
)
def test_movements_are_narrowed_to_a_kind_or_a_reason(tom, chosen, quantities):
    device("CZC1"), received(12), received(30, "cable")
    actions.remove_accessories(
        kind=kind(), quantity=5, origin=receiving_place(), why="Cassés", by=person("tom"), at=THURSDAY
    )
    filters = {name: kind(value).pk if name == "kind" else value for name, value in chosen.items()}
    shown = tom.get(url("movements"), filters).context["page"]
    assert {movement.quantity for movement in shown} == quantities


def test_movements_in_the_order_of_quantity_are_those_of_accessories(tom):
    device("CZC1"), received(12), received(30)
    shown = tom.get(url("movements"), {"sort": "quantity"}).context["page"]
    assert [movement.quantity for movement in shown] == [30, 12]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("czc", {"CZC1", "CZC2"}),  # begins two numbers
        ("imm7", {"CZC1"}),  # an asset tag
        ("zc2", {"CZC2"}),  # inside a number
        ("2026-00", {"Claviers"}),  # inside a reference
        ("don", {"Claviers", "CZC2"}),  # begins a barcode, and is inside a reference
        ("do", {"CZC2"}),  # two signs are not searched in references
        ("nothing", set()),
    ],
)
@pytest.mark.parametrize("few", [1, 1_000])
def test_movements_are_found_by_a_number_of_their_machine_or_their_reference(tom, monkeypatch, few, typed, found):
    monkeypatch.setattr("rebond.stock.ledger.queries.FEW", few)
    device("CZC1", asset_tag="IMM7"), device("CZC2", barcode="DON7"), received(12), received(5, "mouse")
    actions.receive_accessories(
        kind=kind(), quantity=3, place=receiving_place(), reference="DON-2026-0001", by=person("tom"), at=THURSDAY
    )
    shown = tom.get(url("movements"), {"q": typed}).context["page"]
    assert {movement.what for movement in shown} == found


@pytest.mark.parametrize("count", [1, 3])
def test_movements_ask_the_database_the_same_for_one_and_three(tom, django_assert_max_num_queries, count):
    for _ in range(count):
        device(), received(3)
    with django_assert_max_num_queries(15):
        tom.get(url("movements"))


def test_an_export_holds_what_the_list_shows_and_is_recorded(tom):
    received(12)
    text = b"".join(tom.get(url("movements_csv"), {"reason": "reception"}).streaming_content).decode("utf-8-sig")
    assert "Claviers;12;Donateur;Réception;Réception" in text
    assert Entry.objects.filter(verb="movements_exported").count() == 1


def test_a_correction_says_what_it_writes_and_writes_it(ines):
    wrong = received(12)
    assert "Réception → Donateur" in text_of(ines.get(url("correct", wrong.pk)))
    answer = ines.post(url("correct", wrong.pk), {"why": "Compté deux fois"})
    assert (answer.url, quantity()) == (url("movements"), 0)


def test_a_correction_that_cannot_be_says_why(ines):
    wrong = received(12)
    ines.post(url("correct", wrong.pk), {"why": "Compté deux fois"})
    answer = ines.post(url("correct", wrong.pk), {"why": "Encore"})
    assert (answer.status_code, "Ce mouvement est déjà corrigé." in text_of(answer)) == (422, True)


# --- accessories -------------------------------------------------------------------------------------------------


def test_more_than_is_free_is_refused_with_the_number(tom):
    received(4)
    form = {"kind": kind().pk, "quantity": 5, "origin": receiving_place().pk, "destination": place().pk}
    answer = tom.post(url("carry"), form)
    assert (answer.status_code, "Libres ici : 4." in text_of(answer), quantity()) == (422, True, 4)


def test_the_warehouse_writes_nothing_off(tom):
    assert tom.get(url("remove")).status_code == 403
    assert b"Perdues" not in tom.get(url("bulk")).content


def test_a_kind_has_one_name(ines):
    answer = ines.post(url("new_kind"), {"name": "claviers"})
    assert (answer.status_code, "existe déjà" in text_of(answer)) == (422, True)


# --- many machines -----------------------------------------------------------------------------------------------


def asked(browser, codes: str, **more):
    return browser.post(url("bulk"), {"codes": codes, "deed": "move", "place": place("B-12").pk} | more)


def test_a_preview_lists_who_is_concerned_and_who_is_unknown_and_writes_nothing(tom):
    device("CZC1"), device("CZC2", state="handed-over", erasure="erased")
    shown = asked(tom, "czc1 czc2 czc3").context["foreseen"]
    assert ([one.serial for one in shown.concerned], [one.serial for one, _ in shown.left], shown.unknown) == (
        ["CZC1"], ["CZC2"], ["CZC3"],
    )  # fmt: skip
    assert Movement.objects.filter(reason="move").count() == 0


def test_a_confirmed_preview_is_done(tom):
    device("CZC1")
    shown = asked(tom, "CZC1").context["foreseen"]
    to = Place.objects.get(name="B-12")
    answer = tom.post(url("bulk"), {"codes": "CZC1", "deed": "move", "place": to.pk, "confirmed": shown.fingerprint})
    assert (answer.url, said(answer), Device.objects.get().stands_in) == (
        url("movements"), ["1 machine enregistrée."], to,
    )  # fmt: skip


def test_a_preview_that_is_out_of_date_is_shown_again(tom):
    device("CZC1")
    answer = asked(tom, "CZC1", confirmed="what was shown before")
    assert (answer.status_code, "La liste a changé entre-temps" in text_of(answer)) == (200, True)
    assert Device.objects.get().stands_in == receiving_place()


def test_writing_off_asks_why(ines):
    ready_device("CZC1")
    answer = ines.post(url("bulk"), {"codes": "CZC1", "deed": "loss"})
    assert (answer.status_code, "Dites pourquoi." in text_of(answer)) == (422, True)


# --- places ------------------------------------------------------------------------------------------------------


def test_a_place_is_added_inside_another(ines):
    site = place("Entrepôt Nord")
    ines.post(url("new_place"), {"name": "Local 2", "parent": site.pk})
    assert Place.objects.get(name="Local 2").path == "Entrepôt Nord › Local 2"


def test_a_name_that_is_taken_is_refused(ines):
    place("Local 2")
    answer = ines.post(url("new_place"), {"name": "LOCAL 2"})
    assert (answer.status_code, "porte déjà ce nom" in text_of(answer)) == (422, True)


def test_a_place_in_use_is_not_archived(ines):
    received(4, into=(shelf := place()))
    assert said(ines.post(url("archive_place", shelf.pk)))[0].startswith("Cet emplacement sert encore")


def test_the_machines_of_a_place_are_listed(tom):
    device("CZC1"), device("CZC2")
    actions.move_devices(
        devices=[Device.objects.get(serial="CZC2")], destination=place(), by=person("tom"), at=THURSDAY
    )
    shown = tom.get(url("devices"), {"stands_in": Place.objects.get(name="Local 2").pk}).context["page"]
    assert [one.serial for one in shown] == ["CZC2"]


# --- stock-takes -------------------------------------------------------------------------------------------------


def scan(browser, stocktake: StockTake, code: str) -> str:
    return said(browser.post(url("see_device", stocktake.pk), {"code": code}))[-1]


def test_each_scan_has_its_sentence(tom):
    device("CZC1")
    running = counting()
    assert scan(tom, running, " czc1 ") == "CZC1 est notée."
    assert scan(tom, running, "CZC1") == "CZC1 est déjà notée : rien ne change."
    assert scan(tom, running, "CZC9") == "« CZC9 » n’est le numéro d’aucune machine : rien n’est noté."
    assert running.seen.count() == 1


def test_a_count_is_blind(tom):
    device("CZC1"), received(12)
    running = counting()
    assert "CZC1" not in text_of(tom.get(url("stocktake", running.pk)))
    assert "restent cachés jusqu’à sa clôture" in text_of(tom.get(url("place", receiving_place().pk)))


def test_the_warehouse_does_not_see_the_differences(tom):
    device("CZC1")
    page = tom.get(url("stocktake", counted(counting()).pk))
    assert ("found" in page.context, b"CZC1" in page.content) == (False, False)


def test_differences_are_shown_to_an_officer_and_written_with_a_reason(ines):
    device("CZC1")
    running = counted(counting())
    assert "CZC1" in text_of(ines.get(url("stocktake", running.pk)))
    assert ines.post(url("close_stocktake", running.pk), {"reason": ""}).status_code == 422
    ines.post(url("close_stocktake", running.pk), {"reason": "Introuvable"})
    assert (Device.objects.get().state, StockTake.objects.get().lost) == ("gone", 1)


def test_a_donor_sees_its_machine_and_not_the_warehouse(client, marseille):
    one = device("CZC1")
    client.force_login(donor_contact(one.lot.donor))
    page = text_of(client.get(url("device", one.pk)))
    assert ("CZC1" in page, "Emplacement" in page, "Mouvements" in page) == (True, False, False)


# --- what was mended ---------------------------------------------------------------------------------------------


def test_machines_written_off_are_not_said_to_be_put_somewhere(ines):
    ready_device("CZC1")
    page = text_of(asked(ines, "CZC1", deed="loss", why="Introuvable"))
    assert ("Elles sortent du stock." in page, "Elles seront dans" in page) == (True, False)


@pytest.mark.parametrize("seen", ["9" * 40, "-1", "x", ""])
def test_a_version_that_no_place_can_have_changes_nothing(ines, seen):
    shelf = place()
    ines.post(url("rename_place", shelf.pk), {"name": "Local 3", "version": seen})
    assert Place.objects.get(pk=shelf.pk).name == "Local 2"


def test_a_stocktake_lists_what_it_wrote_page_by_page(ines):
    for _ in range(51):
        device()
    running = counted(counting())
    actions.close_stocktake(stocktake=running, reason="Vol", by=person("ines"), at=THURSDAY)
    assert len(ines.get(url("stocktake", running.pk)).context["movements"]) == 50
    assert len(ines.get(url("stocktake", running.pk), {"page": 2}).context["movements"]) == 1


# --- blind ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(marseille):
    """A room of a site, with one machine and twelve keyboards, which is being counted."""
    room = place("Local 2", place("Entrepôt Nord"))
    one = device("CZC1")
    actions.move_devices(devices=[one], destination=room, by=person("tom"), at=THURSDAY)
    received(12, into=room)
    return room


def finished(shelf):
    return counted(counting(shelf))


@pytest.mark.parametrize("counts", [counting, finished])
def test_no_page_tells_who_counts_how_many_there_are(tom, shelf, counts):
    counts(shelf)
    assert "restent cachés jusqu’à sa clôture" in text_of(tom.get(url("place", shelf.pk)))
    assert [one.machines for one in tom.get(url("places")).context["places"] if one == shelf] == [None]
    for where in ({}, {"place": shelf.pk}, {"place": shelf.parent_id}, {"day": "2026-11-26"}):
        page = tom.get(url("quantities"), where)
        assert (lines(page), "restent cachés" in text_of(page)) == ([], True)
    assert list(tom.get(url("place", shelf.parent_id)).context["lines"]) == []
    devices = tom.get(url("devices"), {"stands_in": shelf.pk})
    assert (list(devices.context["page"]), "restent cachés" in text_of(devices)) == ([], True)


@pytest.mark.parametrize(("name", "where"), [("quantities_csv", "place"), ("export_csv", "stands_in")])
def test_no_export_tells_who_counts_how_many_there_are(tom, shelf, name, where):
    counting(shelf)
    rows = b"".join(tom.get(url(name), {where: shelf.pk}).streaming_content).decode().strip().splitlines()
    assert len(rows) == 1


def test_who_compares_sees_what_the_books_say_of_a_place_under_count(ines, shelf):
    counting(shelf)
    assert [line[2] for line in lines(ines.get(url("quantities"), {"place": shelf.pk}))] == [12, 1]
