"""What hand-overs did before there was a ledger: machines that left, accessories that left or wait with them.

Accessories were counted and never received: they are written as found in the place that receives.
"""

from django.db import migrations
from django.db.models import F

COUNTED = {"keyboard": "keyboards", "mouse": "mice"}


def write_movements(apps, schema_editor):
    Handover = apps.get_model("handovers", "Handover")
    for handover in Handover.objects.filter(state="signed").order_by("signed_at"):
        send_machines(apps, handover)
        for standard, column in COUNTED.items():
            send_accessories(apps, handover, standard, getattr(handover, column))
    for handover in Handover.objects.filter(state__in=["preparing", "ready"]):
        for standard, column in COUNTED.items():
            reserve_accessories(apps, handover, standard, getattr(handover, column))


def slip(handover, at):
    return {"city_id": handover.city_id, "at": at, "deed": handover.pk, "reference": handover.reference}


def receiving(apps, handover):
    return apps.get_model("stock", "Place").objects.get(city_id=handover.city_id, receives=True)


def kind_of(apps, handover, standard):
    return apps.get_model("stock", "AccessoryKind").objects.get(city_id=handover.city_id, standard=standard)


def send_machines(apps, handover):
    Movement, Device = apps.get_model("stock", "Movement"), apps.get_model("stock", "Device")
    devices = list(handover.items.filter(released_at=None).values_list("device", flat=True))
    leaving = {"from_place": receiving(apps, handover), "to_end": "association", "reason": "handover"}
    at = slip(handover, handover.signed_at)
    Movement.objects.bulk_create(Movement(device_id=pk, step=2, **leaving, **at) for pk in devices)
    Device.objects.filter(pk__in=devices).update(moves=F("moves") + 1)


def send_accessories(apps, handover, standard, quantity):
    if not quantity:
        return
    Movement = apps.get_model("stock", "Movement")
    what = {"kind": kind_of(apps, handover, standard), "quantity": quantity}
    place, when = receiving(apps, handover), slip(handover, handover.signed_at)
    Movement.objects.create(from_end="gain", to_place=place, reason="opening", **what, **when)
    Movement.objects.create(from_place=place, to_end="association", reason="handover", **what, **when)


def reserve_accessories(apps, handover, standard, quantity):
    if not quantity:
        return
    Balance = apps.get_model("stock", "Balance")
    kind, place = kind_of(apps, handover, standard), receiving(apps, handover)
    apps.get_model("stock", "Movement").objects.create(
        kind=kind, quantity=quantity, from_end="gain", to_place=place, reason="opening",
        **slip(handover, handover.prepared_at),
    )  # fmt: skip
    balance, _ = Balance.objects.get_or_create(city_id=handover.city_id, kind=kind, place=place)
    Balance.objects.filter(pk=balance.pk).update(quantity=F("quantity") + quantity, reserved=F("reserved") + quantity)
    apps.get_model("stock", "Reservation").objects.create(
        city_id=handover.city_id, balance=balance, holder=handover.pk, quantity=quantity
    )


class Migration(migrations.Migration):
    dependencies = [("handovers", "0001_initial"), ("stock", "0004_opening")]
    operations = [migrations.RunPython(write_movements, migrations.RunPython.noop)]
