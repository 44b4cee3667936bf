"""Indexes of what is seldom in a large stock, and of what stands in a place.

`stands_in` has no index of its own any more. Its table stays: SQLite would make it anew, under triggers that name it.
"""

import django.db.models.deletion
from django.db import migrations, models


def drop_index_of_place(apps, schema_editor):
    device = apps.get_model("stock", "Device")
    for name in schema_editor._constraint_names(device, ["stands_in_id"], index=True):
        schema_editor.execute(schema_editor._delete_index_sql(device, name))


def index_place(apps, schema_editor):
    device = apps.get_model("stock", "Device")
    schema_editor.execute(schema_editor._create_index_sql(device, fields=[device._meta.get_field("stands_in")]))


class Migration(migrations.Migration):

    dependencies = [
        ('stock', '0021_versions_of_lots'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='device',
                    name='stands_in',
                    field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='stock.place', verbose_name='emplacement'),
                ),
            ],
            database_operations=[migrations.RunPython(drop_index_of_place, index_place)],
        ),
        migrations.AddIndex(
            model_name='device',
            index=models.Index(fields=['city', 'stands_in', 'category'], name='devices_by_place'),
        ),
        migrations.AddIndex(
            model_name='device',
            index=models.Index(fields=['city', 'category', 'serial'], name='devices_by_category'),
        ),
        migrations.AddIndex(
            model_name='device',
            index=models.Index(condition=models.Q(('erasure', 'erased'), _negated=True), fields=['city', 'erasure', 'serial'], name='devices_not_erased'),
        ),
        migrations.AddIndex(
            model_name='device',
            index=models.Index(condition=models.Q(models.Q(('blocking_flags', ''), _negated=True), models.Q(('bench_flags', ''), _negated=True), models.Q(('held_because', ''), _negated=True), _connector='OR'), fields=['city', 'serial'], name='devices_blocked'),
        ),
    ]
