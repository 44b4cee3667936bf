"""The tables of the app as its first 2 migrations leave them: those are for databases that have begun with them."""

from importlib import import_module

from django.db import migrations, models

from rebond.safeguards.tables import CreateTables

CACHE = import_module("rebond.safeguards.migrations.0002_create_cache_table")


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('safeguards', '0001_initial'),
        ('safeguards', '0002_create_cache_table'),
    ]

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='FormReceipt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('city', models.CharField(blank=True, max_length=36)),
                    ('sender', models.CharField(max_length=64)),
                    ('key', models.UUIDField()),
                    ('fingerprint', models.CharField(max_length=64)),
                    ('location', models.CharField(max_length=2000)),
                    ('received_at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['received_at'], name='form_receipts_by_age')],
                    'constraints': [models.UniqueConstraint(fields=('city', 'sender', 'key'), name='one_effect_per_form_key')],
                },
            ),
        ]),
        migrations.RunPython(CACHE.create_cache_table, migrations.RunPython.noop),
    ]
