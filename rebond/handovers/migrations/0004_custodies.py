"""Machines that were signed for before custodies were kept: their association has had them since that day."""

from django.db import migrations

CHUNK = 1_000


def begin_custodies(apps, schema_editor):
    Item, Custody = apps.get_model("handovers", "HandoverItem"), apps.get_model("handovers", "Custody")
    signed = Item.objects.filter(handover__state="signed", released_at=None, device__state="handed-over")
    signed = signed.select_related("handover__allocation__application")
    Custody.objects.bulk_create(
        (
            Custody(
                city_id=item.city_id,
                device_id=item.device_id,
                association_id=item.handover.allocation.application.association_id,
                allocation_id=item.handover.allocation_id,
                handover_id=item.handover_id,
                began_as="handover",
                since=item.handover.signed_on,
            )
            for item in signed.iterator(chunk_size=CHUNK)
        ),
        batch_size=CHUNK,
    )


class Migration(migrations.Migration):
    dependencies = [("handovers", "0003_what_follows_a_handover")]
    operations = [migrations.RunPython(begin_custodies, migrations.RunPython.noop)]
