"""Every city gets a place that receives and its kinds of accessories; every machine its arrival, on the day of its lot."""

from datetime import datetime, time

from django.db import migrations
from django.utils import timezone

STANDARD = ("keyboard", "mouse", "screen", "cable", "adapter")
BATCH = 2_000


def open_ledger(apps, schema_editor):
    for city in apps.get_model("tenancy", "City").objects.all():
        furnish(apps, city)
        write_arrivals(apps, city)


def furnish(apps, city):
    apps.get_model("stock", "Place").objects.create(city=city, name="Réception", receives=True)
    kinds = apps.get_model("stock", "AccessoryKind")
    kinds.objects.bulk_create(kinds(city=city, standard=standard) for standard in STANDARD)


def write_arrivals(apps, city):
    Device, Movement = apps.get_model("stock", "Device"), apps.get_model("stock", "Movement")
    place = apps.get_model("stock", "Place").objects.get(city=city, receives=True)
    rows = Device.objects.filter(city=city).select_related("lot").order_by("pk")
    batch = []
    for device in rows.iterator(chunk_size=BATCH):
        batch.append(arrival(Movement, device, place))
        if len(batch) == BATCH:
            Movement.objects.bulk_create(batch)
            batch = []
    Movement.objects.bulk_create(batch)
    Device.objects.filter(city=city).exclude(state="handed-over").update(stands_in=place)


def arrival(Movement, device, place):
    return Movement(
        city_id=device.city_id,
        device=device,
        step=1,
        from_end="donor",
        to_place=place,
        reason="opening",
        at=timezone.make_aware(datetime.combine(device.lot.received_on, time())),
        deed=device.lot_id,
        reference=device.lot.reference,
    )


class Migration(migrations.Migration):
    dependencies = [("stock", "0003_refuse_changes"), ("tenancy", "0001_initial")]
    operations = [migrations.RunPython(open_ledger, migrations.RunPython.noop)]
