"""What the database refuses, whatever the path."""

import pytest
from django.db import IntegrityError, connection, transaction

from rebond.stock.models import Device
from tests.factories.stock import device, ready_device

pytestmark = pytest.mark.django_db

DIRTY = [
    {"erasure": "unknown"},
    {"erasure": "failed"},
    {"blocking_flags": "bios-locked"},
    {"held_because": "à vérifier"},
    {"category": "laptop"},
]


@pytest.mark.parametrize("state", Device.FREED)
@pytest.mark.parametrize("dirty", DIRTY)
def test_no_dirty_machine_leaves_the_stock_by_update(marseille, state, dirty):
    kept = device(**{"erasure": "erased"} | dirty)
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.filter(pk=kept.pk).update(state=state)


@pytest.mark.parametrize("dirty", DIRTY)
def test_no_free_machine_becomes_dirty_by_update(marseille, dirty):
    ready_device()
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.update(**dirty)


@pytest.mark.parametrize("dirty", DIRTY)
def test_no_dirty_machine_is_born_free(marseille, dirty):
    free = Device(
        **{"lot": device().lot, "serial": "X", "category": "desktop", "state": "ready", "erasure": "erased"} | dirty
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Device.objects.bulk_create([free])
    with pytest.raises(IntegrityError), transaction.atomic():
        free.save(force_insert=True)


def test_no_dirty_machine_leaves_the_stock_by_sql(marseille):
    device()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE stock_device SET state = 'ready'")


def test_a_serial_number_is_of_one_machine(marseille):
    device("CZC1")
    with pytest.raises(IntegrityError), transaction.atomic():
        device("CZC1")


def test_flags_say_all_that_keeps_a_machine_back(marseille):
    kept = device(blocking_flags="bios-locked out-of-order", held_because="bruit")
    assert kept.flags == ["bios-locked", "out-of-order", "to-investigate"]
    assert kept.flag_labels == ["BIOS verrouillé", "Hors service", "À vérifier"]
