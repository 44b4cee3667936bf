"""The tables of the app as its first 4 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('directory', '0001_outreach'),
        ('directory', '0002_register_files'),
        ('directory', '0003_online_checks'),
        ('directory', '0004_register_not_asked'),
    ]

    dependencies = [
        ('accounts', '0001_squashed_0005_requests_by_association'),
        ('documents', '0001_squashed_0002_take_deposits'),
        ('mail', '0001_squashed_0003_attachment'),
        ('organisations', '0001_squashed_0005_addresses_that_refused'),
        ('programmes', '0001_squashed_0007_eligibility_of_waves'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Outreach',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('title', models.CharField(max_length=120, verbose_name='titre')),
                    ('filters', models.JSONField(default=dict)),
                    ('words', models.TextField(max_length=1500, verbose_name='message')),
                    ('quiet_days', models.PositiveSmallIntegerField(default=90, verbose_name='jours de silence')),
                    ('state', models.CharField(choices=[('draft', 'En préparation'), ('planned', 'Départ programmé'), ('sending', 'En cours d’envoi'), ('done', 'Partie')], default='draft', max_length=8, verbose_name='état')),
                    ('made_at', models.DateTimeField(verbose_name='créée le')),
                    ('leaves_at', models.DateTimeField(null=True)),
                    ('expected', models.PositiveIntegerField(default=0)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme', verbose_name='dispositif')),
                ],
                options={
                    'verbose_name': 'démarche',
                    'ordering': ['-made_at'],
                },
            ),
            migrations.CreateModel(
                name='LetterBundle',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField(verbose_name='liasse')),
                    ('letters', models.PositiveSmallIntegerField(verbose_name='lettres')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('outreach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='directory.outreach')),
                ],
                options={
                    'verbose_name': 'liasse de lettres',
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='Exclusion',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('outreach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='directory.outreach')),
                ],
            ),
            migrations.CreateModel(
                name='Approach',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('channel', models.CharField(choices=[('email', 'Courriel'), ('letter', 'Lettre')], max_length=6, verbose_name='par')),
                    ('written_at', models.DateTimeField(verbose_name='écrite le')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.invitation')),
                    ('mail', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.mail')),
                    ('bundle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approaches', to='directory.letterbundle')),
                    ('outreach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approaches', to='directory.outreach')),
                ],
                options={
                    'verbose_name': 'prise de contact',
                    'ordering': ['association__search_text', 'association__name'],
                },
            ),
            migrations.CreateModel(
                name='RegisterFile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('reading', 'Lecture en cours'), ('read', 'À confirmer'), ('unreadable', 'Illisible'), ('applying', 'Enregistrement en cours'), ('applied', 'Enregistré')], default='reading', max_length=10, verbose_name='état')),
                    ('communes', models.JSONField(default=list)),
                    ('departments', models.JSONField(default=list)),
                    ('register', models.CharField(blank=True, max_length=20, verbose_name='registre')),
                    ('counts', models.JSONField(default=dict)),
                    ('refusals', models.JSONField(default=list)),
                    ('taken', models.JSONField(default=dict)),
                    ('batches', models.PositiveIntegerField(default=0)),
                    ('refusal', models.CharField(blank=True, max_length=600)),
                    ('uploaded_at', models.DateTimeField(verbose_name='déposé le')),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'registre déposé',
                    'ordering': ['-uploaded_at'],
                },
            ),
            migrations.CreateModel(
                name='ContactChoice',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('choice', models.CharField(choices=[('agreed', 'D’accord pour être contactée'), ('refused', 'Ne souhaite pas être contactée')], max_length=7, verbose_name='choix')),
                    ('how', models.CharField(choices=[('link', 'Par le lien d’un message'), ('phone', 'Au téléphone'), ('email', 'Par courriel'), ('letter', 'Par lettre'), ('on-the-spot', 'De vive voix')], max_length=12, verbose_name='comment')),
                    ('said_by', models.CharField(blank=True, max_length=120, verbose_name='personne qui l’a dit')),
                    ('said_on', models.DateField(verbose_name='dit le')),
                    ('kept_at', models.DateTimeField(verbose_name='noté le')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'choix de contact',
                    'ordering': ['-kept_at'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('choice__in', ['agreed', 'refused'])), name='contact_choice_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('how', 'link'), ('kept_by', None)), models.Q(models.Q(('how', 'link'), _negated=True), ('kept_by__isnull', False), models.Q(('said_by', ''), _negated=True)), _connector='OR'), name='contact_choice_says_by_whom', violation_error_message='Un accord ou un refus dit qui l’a donné.')],
                },
            ),
            migrations.CreateModel(
                name='OnlineCheck',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('waiting', 'À vérifier'), ('found', 'Vérifiée'), ('unknown', 'Inconnue du registre'), ('unasked', 'Registre non interrogé')], default='waiting', max_length=8, verbose_name='état')),
                    ('asked_at', models.DateTimeField(verbose_name='demandée le')),
                    ('due_at', models.DateTimeField()),
                    ('tries', models.PositiveSmallIntegerField(default=0)),
                    ('trouble', models.CharField(blank=True, max_length=100, verbose_name='dernier échec')),
                    ('checked_at', models.DateTimeField(null=True, verbose_name='vérifiée le')),
                    ('place', models.JSONField(default=dict)),
                    ('association', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'vérification en ligne',
                    'ordering': ['due_at'],
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='checks_to_do')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'found', 'unknown', 'unasked'])), name='online_check_state_is_known')],
                },
            ),
            migrations.AddConstraint(
                model_name='outreach',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'planned', 'sending', 'done'])), name='outreach_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='outreach',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('leaves_at', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('leaves_at__isnull', False)), _connector='OR'), name='outreach_that_leaves_has_a_moment'),
            ),
            migrations.AddConstraint(
                model_name='outreach',
                constraint=models.CheckConstraint(condition=models.Q(('quiet_days__gte', 30)), name='outreach_leaves_people_in_peace', violation_error_message='Laissez au moins trente jours entre deux messages.'),
            ),
            migrations.AddConstraint(
                model_name='letterbundle',
                constraint=models.UniqueConstraint(fields=('outreach', 'number'), name='one_bundle_per_number'),
            ),
            migrations.AddConstraint(
                model_name='exclusion',
                constraint=models.UniqueConstraint(fields=('outreach', 'association'), name='excluded_once'),
            ),
            migrations.AddIndex(
                model_name='approach',
                index=models.Index(fields=['association', 'written_at'], name='approaches_of_associations'),
            ),
            migrations.AddConstraint(
                model_name='approach',
                constraint=models.UniqueConstraint(fields=('outreach', 'association'), name='one_message_per_association', violation_error_message='Cette association a déjà reçu ce message.'),
            ),
            migrations.AddConstraint(
                model_name='approach',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('bundle', None), ('channel', 'email'), ('mail__isnull', False)), models.Q(('channel', 'letter'), ('mail', None)), _connector='OR'), name='approach_has_its_message'),
            ),
            migrations.AddConstraint(
                model_name='registerfile',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'read', 'unreadable', 'applying', 'applied'])), name='register_file_state_is_known'),
            ),
        ]),
    ]
