"""The tables of the app as its first 2 migrations leave them: those are for databases that have begun with them."""

from importlib import import_module
import django.db.models.deletion
import uuid
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables

REFUSALS = import_module("rebond.journal.migrations.0002_refuse_changes")


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('journal', '0001_initial'),
        ('journal', '0002_refuse_changes'),
    ]

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveBigIntegerField()),
                    ('at', models.DateTimeField()),
                    ('actor', models.CharField(max_length=40)),
                    ('verb', models.CharField(max_length=60)),
                    ('subject_kind', models.CharField(max_length=60)),
                    ('subject_id', models.CharField(max_length=40)),
                    ('facts', models.JSONField(default=dict)),
                    ('seal', models.CharField(max_length=64)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'ordering': ['number'],
                    'indexes': [models.Index(fields=['subject_id', 'number'], name='entries_of_a_subject')],
                    'constraints': [models.UniqueConstraint(fields=('city', 'number'), name='one_entry_per_number')],
                },
            ),
            migrations.CreateModel(
                name='Head',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveBigIntegerField(default=0)),
                    ('seal', models.CharField(default='', max_length=64)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('city',), name='one_journal_per_city')],
                },
            ),
        ]),
        migrations.RunPython(REFUSALS.refuse_changes, REFUSALS.allow_changes),
    ]
