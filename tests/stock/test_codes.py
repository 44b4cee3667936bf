"""What somebody scans or types, and the machine that it means."""

import pytest
from django.db import IntegrityError, connection, transaction

from rebond.stock.codes import codes_in, devices_by_code, named_by, normal_address, resolve
from rebond.stock.labels.tags import write_tag
from rebond.stock.models import Device, Identifier, Tag
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.factories.stock import MONDAY, device

pytestmark = pytest.mark.django_db


def named(machine: Device, code: str, kind: str = "mac") -> Identifier:
    return Identifier.objects.create(device=machine, kind=kind, value=code, code=code, since=MONDAY)


def tagged(machine: Device | None, code: str = "MAR-22229") -> Tag:
    bound = {"device": machine, "bound_at": MONDAY} if machine else {}
    return Tag.objects.create(number=Tag.objects.count(), code=code, made_at=MONDAY, **bound)


@pytest.mark.parametrize("typed", ["CZC9424RGC", " czc9424rgc ", "*CZC9424RGC*", "imm19000100", "OR0010001"])
def test_a_machine_is_found_by_serial_asset_tag_or_barcode(marseille, typed):
    machine = device("czc9424rgc", asset_tag="IMM19000100", barcode="or0010001")
    assert resolve(typed).device == machine


@pytest.mark.parametrize("typed", ["00-1a-2b-3c-4d-5e", "00:1A:2B:3C:4D:5E", "001a.2b3c.4d5e", "001A2B3C4D5E"])
def test_a_network_address_is_found_however_it_is_written(marseille, typed):
    machine = device()
    named(machine, "001A2B3C4D5E")
    assert resolve(typed).device == machine


@pytest.mark.parametrize("typed", ["00-1A:2B-3C-4D-5E", "00-1A-2B-3C-4D", "001a.2b3c.4d5g", "CZC9424RGC"])
def test_what_is_no_network_address_has_no_normal_form(typed):
    assert normal_address(typed.upper()) == ""


@pytest.mark.parametrize("typed", ["mar-2223g", "MAR2223G"])
def test_a_machine_is_found_by_its_tag_with_or_without_the_dash(marseille, typed):
    machine = device()
    tagged(machine, write_tag("MAR", 1))
    assert resolve(typed).device == machine


def test_a_machine_is_found_by_the_address_on_its_label(marseille):
    machine = device()
    tag = tagged(machine)
    assert resolve(f"https://ordinateurs.marseille.example/m/{tag.token}/").device == machine
    assert resolve(f"HTTPS://ORDINATEURS.MARSEILLE.EXAMPLE/M/{tag.token}").device == machine


def test_a_tag_without_a_machine_means_none(marseille):
    assert resolve(tagged(None).code).is_unknown


def test_serial_number_comes_before_the_tag_and_that_before_an_asset_tag(marseille):
    first, second = device("MAR-22229"), device("A2", asset_tag="MAR-2223G")
    tagged(second)
    tagged(first, "MAR-2223G")
    assert [resolve("MAR-22229").device, resolve("MAR-2223G").device] == [first, first]


def test_an_asset_tag_that_machines_share_is_ambiguous_and_says_which(marseille):
    several = [device("D1", asset_tag="IMM1"), device("D2", asset_tag="IMM1")]
    found = resolve("IMM1")
    assert (found.is_ambiguous, found.device, found.devices) == (True, None, several)


def test_a_retired_name_still_leads_to_its_machine(marseille):
    machine = device()
    named(machine, "OLD-7", "former")
    Identifier.objects.update(until=MONDAY, retired_why="Étiquette arrachée.")
    assert resolve("old-7").device == machine


def test_a_machine_of_another_city_is_unknown(marseille):
    with city_scope(City.objects.create(slug="lyon", name="Lyon")):
        foreign = device("CZC1", asset_tag="IMM1")
        named(foreign, "001A2B3C4D5E")
        token = tagged(foreign).token
    assert [resolve(code).is_unknown for code in ("CZC1", "IMM1", "00-1A-2B-3C-4D-5E", token)] == [True] * 4


def test_a_machine_whose_import_was_undone_is_unknown(marseille):
    device("CZC1", state="withdrawn")
    assert resolve("CZC1").is_unknown


def test_a_machine_in_the_stock_comes_before_one_whose_import_was_undone(marseille):
    device("IMM1", state="withdrawn")
    assert resolve("IMM1").is_unknown
    machine = device("CZC1", asset_tag="IMM1")
    assert resolve("IMM1").device == machine


def test_a_retired_name_comes_last(marseille):
    first, second = device("CZC1"), device("CZC2", asset_tag="IMM2")
    for code, kind in (("001A2B3C4D5E", "mac"), ("IMM2", "serial")):
        Identifier.objects.filter(pk=named(first, code, kind).pk).update(until=MONDAY, retired_why="Erreur")
    named(second, "001A2B3C4D5E")
    assert [resolve(code).device for code in ("001A2B3C4D5E", "IMM2")] == [second, second]


def test_a_further_serial_number_is_one_machines_while_it_holds(marseille):
    named(device(), "CZC9", "serial")
    with pytest.raises(IntegrityError), transaction.atomic():
        named(device(), "CZC9", "serial")


def test_fifty_codes_take_two_queries(marseille, django_assert_num_queries):
    machines = [device(f"CZC{number}", asset_tag=f"IMM{number}") for number in range(25)]
    codes = codes_in(" ".join(f"CZC{number} IMM{number}" for number in range(25)))
    with django_assert_num_queries(2):
        found = devices_by_code(codes)
    assert {code: [one.serial for one in devices] for code, devices in found.items()} == {
        code: [machine.serial] for machine in machines for code in (machine.serial, machine.asset_tag)
    }


def test_every_way_to_a_machine_goes_by_an_index(marseille):
    sql, params = named_by(["CZC1", "IMM1"]).query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows would be read whole
            cursor.execute(f"EXPLAIN {sql}", params)
            assert "Seq Scan" not in "\n".join(row[0] for row in cursor.fetchall())
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = [row[3] for row in cursor.fetchall()]
            assert [line for line in plan if line.startswith("SCAN")] == []
            assert [name in " ".join(plan) for name in ("devices_by_serial", "devices_by_asset_tag")] == [True, True]
