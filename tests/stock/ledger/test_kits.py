"""Kits: how many can be made is the least over the parts."""

import pytest
from django.urls import reverse

from rebond.handovers.actions import count_accessories
from rebond.stock.ledger.availability import free_machines, possible_kits
from rebond.stock.ledger.models import Kit
from tests.factories.accounts import person
from tests.factories.handovers import THURSDAY, handover
from tests.factories.ledger import kind, kit, received
from tests.factories.stock import device, lot, ready_device
from tests.factories.waves import published_allocation

pytestmark = pytest.mark.django_db


def test_the_rarest_part_decides(marseille):
    kit(keyboard=1, cable=2)
    for _ in range(5):
        ready_device()
    received(9), received(7, "cable")
    [possible] = possible_kits()
    assert (possible.count, [part.name for part in possible.short_of]) == (3, ["Câbles"])


def test_what_is_not_ready_makes_no_kit(marseille):
    kit()
    device(), received(9)
    assert [possible.count for possible in possible_kits()] == [0]


def test_what_a_handover_reserved_makes_no_kit(marseille):
    kit()
    made = handover(2)
    ready_device(), ready_device(), ready_device(), received(3)
    count_accessories(handover=made, keyboards=2, mice=0, seen=made.version, by=person("tom"), at=THURSDAY)
    assert [possible.count for possible in possible_kits()] == [1]


def test_what_a_published_wave_waits_for_makes_no_kit(marseille):
    kit()
    published_allocation(3)
    received(9)
    assert [possible.count for possible in possible_kits()] == [0]


@pytest.mark.parametrize("count", [1, 3])
def test_kits_ask_the_database_the_same_for_one_and_three(marseille, django_assert_num_queries, count):
    for number in range(count):
        kit(f"Poste {number}")
    with django_assert_num_queries(12):
        possible_kits()


def test_a_kit_is_made_by_its_form(client, marseille):
    client.force_login(person("ines"))
    form = {"name": "Poste complet", "desktop": 1, f"kind-{kind('mouse').pk}": 1, f"kind-{kind().pk}": ""}
    assert client.post(reverse("stock:new_kit"), form).status_code == 302
    assert sorted(str(part) for part in Kit.objects.get().parts.all()) == ["1 Souris", "1 desktop"]


def test_an_empty_kit_is_refused(client, marseille):
    client.force_login(person("ines"))
    assert client.post(reverse("stock:new_kit"), {"name": "Rien"}).status_code == 422


@pytest.mark.parametrize("donors", [1, 4])
def test_kits_ask_the_database_the_same_whatever_the_number_of_donors(marseille, django_assert_num_queries, donors):
    for number in range(donors):
        ready_device(lot=lot(f"L-{number}", of=f"Donateur {number}"))
    with django_assert_num_queries(10):
        free_machines()
