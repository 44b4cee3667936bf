"""The tables of the app as its first 3 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('mail', '0001_initial'),
        ('mail', '0002_mails_about_a_thing'),
        ('mail', '0003_attachment'),
    ]

    dependencies = [
        ('documents', '0001_squashed_0002_take_deposits'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Mail',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('to', models.EmailField(max_length=254, verbose_name='destinataire')),
                    ('subject', models.CharField(max_length=200, verbose_name='objet')),
                    ('body', models.TextField(verbose_name='texte')),
                    ('about_kind', models.CharField(max_length=60)),
                    ('about_id', models.CharField(max_length=40)),
                    ('state', models.CharField(choices=[('waiting', 'En attente'), ('sent', 'Envoyé'), ('dead', 'Non remis')], default='waiting', max_length=8, verbose_name='état')),
                    ('planned_at', models.DateTimeField(verbose_name='écrit le')),
                    ('due_at', models.DateTimeField()),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('last_error', models.CharField(blank=True, max_length=500, verbose_name='dernier refus')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyé le')),
                    ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'courriel',
                    'ordering': ['-planned_at'],
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='mails_to_send'), models.Index(fields=['city', 'state', '-planned_at'], name='mails_of_a_city'), models.Index(fields=['city', 'about_id'], name='mails_about_a_thing')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'dead'])), name='mail_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='sent_mails_have_a_moment')],
                },
            ),
        ]),
    ]
