"""The tables of the app as its first 2 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('documents', '0001_initial'),
        ('documents', '0002_take_deposits'),
    ]

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=200, verbose_name='nom')),
                    ('content_type', models.CharField(max_length=100)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveBigIntegerField()),
                    ('stored_at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'document',
                    'ordering': ['-stored_at'],
                },
            ),
            migrations.CreateModel(
                name='Deposit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=200, verbose_name='nom')),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveBigIntegerField(verbose_name='taille')),
                    ('state', models.CharField(choices=[('waiting', 'En cours de vérification'), ('clean', 'Vérifié'), ('refused', 'Illisible')], default='waiting', max_length=8, verbose_name='état')),
                    ('refusal', models.CharField(blank=True, max_length=20)),
                    ('sent_at', models.DateTimeField(verbose_name='envoyé le')),
                    ('asked_at', models.DateTimeField()),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deposit', to='documents.document')),
                ],
                options={
                    'verbose_name': 'dépôt',
                    'ordering': ['-sent_at'],
                },
            ),
            migrations.AddIndex(
                model_name='document',
                index=models.Index(fields=['sha256'], name='documents_by_content'),
            ),
            migrations.AddIndex(
                model_name='deposit',
                index=models.Index(condition=models.Q(('state', 'waiting')), fields=['asked_at'], name='deposits_that_wait'),
            ),
            migrations.AddConstraint(
                model_name='deposit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('refusal', ''), ('settled_at', None), ('state', 'waiting')), models.Q(('document__isnull', False), ('refusal', ''), ('settled_at__isnull', False), ('state', 'clean')), models.Q(('document', None), ('settled_at__isnull', False), ('state', 'refused'), models.Q(('refusal', ''), _negated=True)), _connector='OR'), name='deposit_is_opened_only_when_clean'),
            ),
        ]),
    ]
