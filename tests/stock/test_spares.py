"""Machines kept back from the waves: how many, what they protect, who lets them go."""

import pytest
from django.urls import reverse

from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.ledger.availability import free_machines
from rebond.stock.models import Device, Lot
from rebond.stock.spares import actions
from rebond.stock.spares.pools import rounded_up, spares_of
from rebond.waves.actions import NotEnoughMachines, publish_allocation
from rebond.waves.queries import promise_of
from tests.factories.accounts import person
from tests.factories.organisations import donor
from tests.factories.stock import device, lot, ready_device
from tests.factories.waves import TUESDAY, contested_wave, draft_of, published, ready_machines


@pytest.fixture(autouse=True)
def city(marseille):
    return marseille


def keep(percent: int, seen: int = 1) -> None:
    actions.set_policy(percent=percent, swap_days=30, seen=seen, by=person("ines"), at=TUESDAY)


def kept(reference: str = "LOT Orange") -> int:
    [spares] = spares_of([Lot.objects.get(reference=reference)])
    return spares.kept


@pytest.mark.parametrize(("percent", "base", "meant"), [(4, 25, 1), (4, 26, 2), (4, 1, 1), (0, 500, 0), (5, 0, 0)])
def test_count_is_rounded_up(percent, base, meant):
    assert rounded_up(percent, base) == meant


def test_city_that_says_nothing_keeps_nothing():
    ready_machines(10)
    assert kept() == 0


def test_percentage_counts_what_may_be_allocated_and_nothing_else():
    ready_machines(10)
    orange = Lot.objects.get()
    device(lot=orange)
    ready_device(lot=orange, category="desktop", state="handed-over")
    keep(10)
    assert kept() == 2


def test_lot_may_say_something_else():
    ready_machines(10)
    keep(10)
    actions.set_lot_percent(lot=Lot.objects.get(), percent=30, by=person("ines"), at=TUESDAY)
    assert kept() == 3
    actions.set_lot_percent(lot=Lot.objects.get(), percent=None, by=person("ines"), at=TUESDAY)
    assert kept() == 1


def test_no_wave_is_published_into_the_spares():
    proposal = draft_of(contested_wave())
    ready_machines(proposal.granted)
    keep(4)
    with pytest.raises(NotEnoughMachines) as few:
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    assert (few.value.promise.machines, few.value.promise.kept) == (24, 1)
    ready_machines(2)
    assert publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY).is_published


def test_what_waves_wait_for_is_not_kept_back_afterwards():
    published(contested_wave())
    with pytest.raises(actions.TooManyKept) as refused:
        keep(4)
    assert refused.value.most == 0
    assert promise_of(donor("Orange")).left == 0


def test_released_spares_go_to_the_waves():
    ready_machines(20)
    keep(10)
    actions.release_spares(lot=Lot.objects.get(), count=1, by=person("ines"), at=TUESDAY)
    assert (kept(), promise_of(donor("Orange")).machines) == (1, 19)
    with pytest.raises(actions.NotSoManySpares):
        actions.release_spares(lot=Lot.objects.get(), count=2, by=person("ines"), at=TUESDAY)


def test_spares_are_in_no_kit():
    ready_machines(20)
    keep(10)
    assert free_machines()["desktop"] == 18


def test_two_officers_do_not_overwrite_each_other():
    keep(3)
    with pytest.raises(EditedMeanwhile):
        keep(5, seen=1)


def test_lot_page_and_wave_page_show_what_is_kept(client):
    ready_machines(20)
    keep(10)
    client.force_login(person("ines"))
    page = client.get(reverse("stock:lot", args=[Lot.objects.get().pk])).content.decode()
    assert "gardées en réserve" in page
    wave = contested_wave()
    assert "2 autres sont gardées en réserve" in client.get(reverse("waves:detail", args=[wave.slug])).content.decode()


def test_page_refuses_too_many_and_says_how_many_there_are(client):
    published(contested_wave())
    client.force_login(person("ines"))
    answer = client.post(reverse("stock:spares"), {"percent": 4, "swap_days": 30, "version": 1})
    assert answer.status_code == 422
    assert "Des vagues publiées attendent déjà ces machines" in answer.content.decode()


def test_lots_of_each_donor_are_told_apart():
    ready_device(lot=lot("SFR-1", of="SFR"))
    ready_machines(10)
    keep(10)
    assert (kept(), kept("SFR-1")) == (1, 1)


def test_percentage_may_always_be_lowered():
    ready_machines(20)
    keep(50)
    Device.objects.update(state="received")
    keep(20, seen=2)
    assert kept() == 0
