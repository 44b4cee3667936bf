"""A movement keeps up the indexes that some page asks for, and no others; a certificate says since when it is linked.

SQLite writes the table anew, and drops its triggers with the old one: they are put back.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def refuse_changes_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        import_module("rebond.stock.migrations.0003_refuse_changes").refuse_changes(apps, schema_editor)


def date_links(apps, schema_editor):
    """Nobody knows since when the certificates that are linked are: since now, so that no older file forgets them."""
    certificates = apps.get_model("stock", "ErasureCertificate").objects.exclude(said_serial="")
    certificates.filter(device__isnull=False).update(linked_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_take_deposits'),
        ('stock', '0009_withdrawn_devices'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='movement',
            options={'ordering': ['-at', 'id'], 'verbose_name': 'mouvement'},
        ),
        migrations.RemoveIndex(
            model_name='movement',
            name='movements_by_deed',
        ),
        migrations.AddField(
            model_name='erasurecertificate',
            name='linked_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='device',
            name='city',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city'),
        ),
        migrations.AlterField(
            model_name='filerow',
            name='city',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city'),
        ),
        migrations.AlterField(
            model_name='filerow',
            name='file',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='stock.stockfile'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='movement',
            name='city',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='device',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='stock.device'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='document',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='from_place',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='stock.place'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='kind',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='stock.accessorykind'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='to_place',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='stock.place'),
        ),
        migrations.AlterField(
            model_name='replaced',
            name='city',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city'),
        ),
        migrations.AlterField(
            model_name='replaced',
            name='device',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stock.device'),
        ),
        migrations.AlterField(
            model_name='replaced',
            name='file',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='replaced', to='stock.stockfile'),
        ),
        migrations.AddIndex(
            model_name='filerow',
            index=models.Index(fields=['file', 'number'], name='file_rows_by_number'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(condition=models.Q(('to_place__isnull', False)), fields=['to_place', '-at'], name='arrivals_by_time'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(condition=models.Q(('from_place__isnull', False)), fields=['from_place', '-at'], name='departures_by_time'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(condition=models.Q(('kind__isnull', False)), fields=['kind', '-at'], name='accessories_by_time'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(condition=models.Q(('reason', 'stocktake')), fields=['deed'], name='movements_by_stocktake'),
        ),
        migrations.RunPython(refuse_changes_again, refuse_changes_again),
        migrations.RunPython(date_links, migrations.RunPython.noop),
    ]
