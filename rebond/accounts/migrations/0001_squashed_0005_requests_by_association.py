"""The tables of the app as its first 5 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_joining'),
        ('accounts', '0003_letters_with_codes'),
        ('accounts', '0004_language_of_mails'),
        ('accounts', '0005_requests_by_association'),
    ]

    dependencies = [
        ('organisations', '0001_squashed_0005_addresses_that_refused'),
        ('tenancy', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='adresse électronique')),
                    ('name', models.CharField(max_length=120, verbose_name='prénom et nom')),
                    ('language', models.CharField(choices=[('fr', 'Français'), ('en', 'English')], default='fr', max_length=2, verbose_name='langue')),
                    ('is_active', models.BooleanField(default=True)),
                ],
                options={
                    'verbose_name': 'personne',
                    'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['fr', 'en'])), name='user_language_is_known')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='adresse électronique')),
                    ('code_sha256', models.CharField(max_length=64)),
                    ('state', models.CharField(choices=[('sent', 'Envoyée'), ('accepted', 'Acceptée'), ('withdrawn', 'Annulée')], default='sent', max_length=10, verbose_name='état')),
                    ('invited_at', models.DateTimeField(verbose_name='envoyée le')),
                    ('expires_at', models.DateTimeField(verbose_name='valable jusqu’au')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'invitation',
                    'ordering': ['-invited_at'],
                },
            ),
            migrations.CreateModel(
                name='JoinRequest',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('named', models.CharField(max_length=200, verbose_name='nom de l’association')),
                    ('number', models.CharField(blank=True, max_length=20, verbose_name='numéro RNA ou SIRET')),
                    ('name', models.CharField(max_length=120, verbose_name='prénom et nom')),
                    ('email', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                    ('function', models.CharField(max_length=120, verbose_name='fonction dans l’association')),
                    ('message', models.CharField(blank=True, max_length=1000, verbose_name='message')),
                    ('state', models.CharField(choices=[('waiting', 'En attente'), ('approved', 'Acceptée'), ('refused', 'Refusée')], default='waiting', max_length=10, verbose_name='état')),
                    ('asked_at', models.DateTimeField(verbose_name='reçue le')),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('reason', models.CharField(blank=True, max_length=500, verbose_name='motif du refus')),
                    ('association', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('invitation', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.invitation')),
                ],
                options={
                    'verbose_name': 'demande de rattachement',
                    'ordering': ['asked_at'],
                },
            ),
            migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('role', models.CharField(choices=[('officer', 'Chargée ou chargé de programme'), ('committee', 'Membre de la commission'), ('manager', 'Responsable d’association'), ('donor', 'Donateur'), ('warehouse', 'Entrepôt'), ('elected', 'Élue ou élu'), ('auditor', 'Audit'), ('administrator', 'Administration')], max_length=16, verbose_name='rôle')),
                    ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('donor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.donor')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'rattachement',
                },
            ),
            migrations.AddConstraint(
                model_name='invitation',
                constraint=models.UniqueConstraint(fields=('city', 'code_sha256'), name='one_invitation_per_code'),
            ),
            migrations.AddConstraint(
                model_name='invitation',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'sent')), fields=('association', 'email'), name='one_open_invitation_per_address', violation_error_message='Une invitation attend déjà cette personne.'),
            ),
            migrations.AddConstraint(
                model_name='invitation',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'accepted', 'withdrawn'])), name='invitation_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='joinrequest',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('city', 'email', 'named', 'association'), name='one_waiting_request_per_address'),
            ),
            migrations.AddConstraint(
                model_name='joinrequest',
                constraint=models.UniqueConstraint(condition=models.Q(('association', None), ('state', 'waiting')), fields=('city', 'email', 'named'), name='one_waiting_request_per_name'),
            ),
            migrations.AddConstraint(
                model_name='joinrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decided_requests_say_by_whom'),
            ),
            migrations.AddConstraint(
                model_name='joinrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('association__isnull', False), _connector='OR'), name='approved_requests_have_an_association'),
            ),
            migrations.AddConstraint(
                model_name='joinrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refused_requests_have_a_reason', violation_error_message='Un refus dit son motif.'),
            ),
            migrations.AddConstraint(
                model_name='joinrequest',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'refused'])), name='request_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.UniqueConstraint(condition=models.Q(('association__isnull', False)), fields=('user', 'association'), name='one_membership_per_association', violation_error_message='Cette personne est déjà responsable de cette association.'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.UniqueConstraint(condition=models.Q(('donor__isnull', False)), fields=('user', 'donor'), name='one_membership_per_donor', violation_error_message='Cette personne représente déjà ce donateur.'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.UniqueConstraint(condition=models.Q(('association', None), ('donor', None)), fields=('city', 'user', 'role'), name='one_membership_per_role', violation_error_message='Cette personne a déjà ce rôle.'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('association__isnull', False), ('role', 'manager')), models.Q(models.Q(('role', 'manager'), _negated=True), ('association', None)), _connector='OR'), name='managers_have_an_association', violation_error_message='Une ou un responsable d’association est rattaché à une association.'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('donor__isnull', False), ('role', 'donor')), models.Q(models.Q(('role', 'donor'), _negated=True), ('donor', None)), _connector='OR'), name='donors_have_a_donor', violation_error_message='Un compte de donateur est rattaché à un donateur.'),
            ),
            migrations.AddConstraint(
                model_name='membership',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'committee', 'manager', 'donor', 'warehouse', 'elected', 'auditor', 'administrator'])), name='membership_role_is_known'),
            ),
        ]),
    ]
