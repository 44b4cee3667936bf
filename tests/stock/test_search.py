"""Fifty pasted numbers, saved views, and the history of a machine."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.stock.actions import hold_device
from rebond.stock.codes import beginning, with_number
from rebond.stock.history import History
from rebond.stock.identifiers.actions import add_identifier, retire_identifier
from rebond.stock.ledger.actions import move_devices, receive_accessories
from rebond.stock.ledger.bulk import preview
from rebond.stock.ledger.models import Movement
from rebond.stock.ledger.queries import about, movements_shown
from rebond.stock.models import Device, SavedView
from rebond.stock.saved.actions import save_view
from rebond.tenancy.scope import every_city
from tests.factories.accounts import person
from tests.factories.labels import tag
from tests.factories.ledger import THURSDAY, kind, place
from tests.factories.stock import certificate, device

pytestmark = pytest.mark.django_db
OTHER_KEY = {"idempotency_key": "00000000-0000-4000-8000-000000000002"}
KEY = {"idempotency_key": "00000000-0000-4000-8000-000000000001"}


@pytest.fixture
def tom(marseille) -> Client:
    browser = Client()
    browser.force_login(person("tom"))
    return browser


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("czc12", ["CZC12"]),  # names a machine
        ("czc1", ["CZC12", "CZC19"]),  # begins two serial numbers
        ("imm", ["CZC19", "PF2"]),  # begins asset tags, whatever holds it inside
        ("4-b", ["XIMM3"]),  # begins a barcode
        ("zc1", ["CZC12", "CZC19"]),  # inside, where nothing begins so
        ("zc1_", []),
    ],
)
def test_a_number_finds_what_it_names_then_what_begins_with_it_then_what_holds_it(tom, typed, found):
    (
        device("CZC12"),
        device("CZC19", asset_tag="IMM-2"),
        device("PF2", asset_tag="imm-1"),
        device("XIMM3", barcode="4-B7"),
    )
    page = tom.get(reverse("stock:devices"), {"q": typed}).context["page"]
    assert [one.serial for one in page] == found


def test_of_fifty_numbers_four_are_unknown_and_forty_six_move(marseille):
    machines = [device(f"CZC{number}", asset_tag=f"IMM{number}") for number in range(46)]
    stickers = [tag(one).code for one in machines[:10]]
    codes = stickers + [one.asset_tag for one in machines[10:30]] + [one.serial for one in machines[30:]]
    lost = ["LOST1", "LOST2", "LOST3", "LOST4"]
    shelf = place()
    foreseen = preview(codes=[*codes, *lost], deed="move", place=shelf, why="")
    assert (foreseen.unknown, foreseen.ambiguous, len(foreseen.concerned)) == (lost, [], 46)
    move_devices(devices=foreseen.concerned, destination=shelf, by=person("tom"), at=THURSDAY)
    assert Device.objects.filter(stands_in=shelf).count() == 46


def test_the_list_is_searched_by_tag_and_by_other_numbers(tom):
    one, other = device("CZC1"), device("CZC2")
    add_identifier(device=other, kind="mac", value="00-1a-2b-3c-4d-5e", by=person("tom"), at=THURSDAY)
    pages = [tom.get(reverse("stock:devices"), {"q": q}).context["page"] for q in (tag(one).code, "001a.2b3c.4d5e")]
    assert [[device.serial for device in page] for page in pages] == [["CZC1"], ["CZC2"]]


def test_a_view_keeps_the_filters_of_the_list_and_nothing_else(tom):
    tom.post(f"{reverse('stock:new_view')}?state=ready&sort=age&page=3&x=1", KEY | {"name": "Prêtes"})
    assert SavedView.objects.values_list("name", "query", "shared").get() == ("Prêtes", "state=ready&sort=age", False)


def test_a_view_is_the_teams_only_when_it_is_shared(tom):
    for name, shared in (("À moi", False), ("À tous", True)):
        save_view(name=name, query="state=ready", shared=shared, by=person("ines"), at=THURSDAY)
    shown = tom.get(reverse("stock:devices")).content.decode()
    assert ("À tous" in shown, "À moi" in shown) == (True, False)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite reads the rows")
def test_what_is_inside_a_number_is_found_by_an_index(marseille):
    receive_accessories(
        kind=kind(), quantity=3, place=place(), reference="DON-2026-0001", by=person("tom"), at=THURSDAY
    )
    with connection.cursor() as cursor:  # a small table is read faster than its index
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    with every_city():  # nor is a small city found by another index first
        assert "devices_by_part" in with_number(Device.objects.order_by(), "zc1").explain()
        assert "movements_by_part" in about(Movement.objects.order_by(), "2026-00")[0].explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts rows before it chooses")
def test_one_machine_is_found_without_walking_the_movements_of_others(marseille):
    one = device()
    history = steps_of(lambda: History(one).movements)
    named = steps_of(lambda: list(movements_shown({"q": one.serial})[0]))
    assert "movements_by_time" not in history + named
    assert ("(device_id=?)" in history, "(device_id=?)" in named, "movements_by_part" in named) == (True, True, True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has indexes of beginnings")
@pytest.mark.parametrize("name", ["serial", "asset_tag", "barcode"])
def test_what_begins_a_number_is_found_between_two_capitals(marseille, name):
    assert (
        f"devices_by_{name} (city_id=? AND <expr>>? AND <expr><?)"
        in beginning(Device.objects.all(), name, "CZ").explain()
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts rows before it chooses")
@pytest.mark.parametrize(
    ("chosen", "index"),
    [
        ({"reason": "loss"}, "seldom_by_reason (city_id=? AND reason=?)"),
        ({"sort": "quantity"}, "accessories_by_quantity (city_id=?)"),
        ({"reason": "move"}, "movements_by_time (city_id=?)"),
    ],
)
def test_a_filter_reads_movements_by_the_index_of_its_order(marseille, chosen, index):
    steps = steps_of(lambda: list(movements_shown(chosen)[0]))
    assert (index in steps, "TEMP B-TREE" in steps) == (True, False)


@pytest.mark.parametrize(("few", "keys"), [(1, ("-at", "id")), (2, ("-at!", "id"))])
def test_movements_of_few_machines_are_sorted_by_themselves(marseille, monkeypatch, few, keys):
    """In the order of time, PostgreSQL would walk all movements since to meet those of an old delivery."""
    monkeypatch.setattr("rebond.stock.ledger.queries.FEW", few)
    device("CZC1"), device("CZC2")
    assert movements_shown({"q": "czc"})[1] == keys


def steps_of(read) -> str:
    """How SQLite reads the movements that are asked for."""
    with CaptureQueriesContext(connection) as asked:
        read()
    plans = [f"EXPLAIN QUERY PLAN {query['sql']}" for query in asked if 'FROM "stock_movement"' in query["sql"]]
    with connection.cursor() as cursor:
        return " ".join(row[3] for plan in plans for row in cursor.execute(plan).fetchall())


def test_the_history_of_a_machine_is_one_dated_list_that_says_who(marseille):
    one = device()
    certificate(one.serial)
    tag(one)
    hold_device(device=one, reason="Écran fêlé", by=person("ines"), at=THURSDAY)
    name = add_identifier(device=one, kind="former", value="OLD-7", by=person("tom"), at=THURSDAY)
    retire_identifier(identifier=name, why="Arrachée.", by=person("tom"), at=THURSDAY)
    told = {event["title"]: event["text"] for event in History(one).events(with_ledger=True)}
    assert set(told) == {
        "Réception",
        "Effacement\u00a0: Effacé",
        f"Étiquette {one.tags.get()}",
        "Retenue, à vérifier",
        "Ancienne étiquette OLD-7",
        "Ne sert plus\u00a0: OLD-7",
    }
    assert told["Retenue, à vérifier"] == person("ines").name


def test_a_donor_reads_the_certificates_alone(marseille):
    one = device()
    certificate(one.serial)
    assert [event["title"] for event in History(one).events(with_ledger=False)] == ["Effacement\u00a0: Effacé"]


@pytest.mark.parametrize("typed", ["00-1A-2B", "ZZ-1A-2B-3C-4D-5E"])
def test_an_address_of_another_shape_is_refused_with_an_example(tom, typed):
    answer = tom.post(reverse("stock:identifiers", args=[device().pk]), KEY | {"kind": "mac", "value": typed})
    assert (answer.status_code, "douze signes" in answer.content.decode()) == (422, True)


def test_several_machines_are_held_and_released_together(marseille):
    ines = Client()
    ines.force_login(person("ines"))
    machines = [device("CZC1"), device("CZC2")]
    for number, (deed, why) in enumerate((("hold", "Odeur de brûlé."), ("release", ""))):
        foreseen = preview(codes=["CZC1", "CZC2"], deed=deed, place=None, why=why)
        form = {"codes": "CZC1 CZC2", "deed": deed, "why": why, "confirmed": foreseen.fingerprint}
        form["idempotency_key"] = f"00000000-0000-4000-8000-{number:012}"
        assert ines.post(reverse("stock:bulk"), form).status_code == 302
        held = set(Device.objects.values_list("held_because", flat=True))
        assert (held, len(foreseen.concerned)) == ({why}, len(machines))


def test_labels_of_pasted_numbers_say_which_are_left_aside(tom):
    device("CZC1")
    page = tom.get(reverse("stock:new_labels"), {"codes": "CZC1 LOST1"})
    assert (page.context["count"], page.context["left"]) == (1, ["LOST1"])


def test_a_shared_view_is_changed_by_its_owner_and_the_officers_and_copied_by_others(marseille, tom):
    view = save_view(name="À tous", query="state=ready", shared=True, by=person("nadia"), at=THURSDAY)
    karim = Client()
    karim.force_login(person("karim"))
    change, delete = (reverse(f"stock:{name}_view", args=[view.pk]) for name in ("change", "delete"))
    copy = f"{reverse('stock:new_view')}?state=ready"
    assert [tom.post(change, KEY | {"name": "À moi"}).url, tom.post(delete, OTHER_KEY).url] == [copy, copy]
    assert SavedView.objects.get().name == "À tous"
    karim.post(change, KEY | {"name": "Prêtes", "shared": "on"})
    assert SavedView.objects.get().name == "Prêtes"
