"""The tables of the app as its first 6 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('waves', '0001_initial'),
        ('waves', '0002_scenario'),
        ('waves', '0003_simulation'),
        ('waves', '0004_decision_letters'),
        ('waves', '0005_sittings'),
        ('waves', '0006_sittings_end'),
    ]

    dependencies = [
        ('applications', '0001_squashed_0012_past_forms'),
        ('documents', '0001_squashed_0002_take_deposits'),
        ('programmes', '0001_squashed_0007_eligibility_of_waves'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Scenario',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=80, verbose_name='nom')),
                    ('comment', models.CharField(blank=True, max_length=1000, verbose_name='commentaire')),
                    ('floor', models.PositiveSmallIntegerField(verbose_name='plancher par association')),
                    ('cap', models.PositiveSmallIntegerField(verbose_name='plafond par association')),
                    ('key', models.CharField(choices=[('leximin', 'Même niveau pour toutes, arrondi au-dessus (règle publiée)'), ('sainte-lague', 'Proportionnel aux points, arrondi au plus proche (Sainte-Laguë)'), ('dhondt', 'Proportionnel aux points, arrondi au-dessous (D’Hondt)'), ('huntington-hill', 'Proportionnel aux points, moyenne géométrique (Huntington-Hill)'), ('rank', 'Par rang\xa0: chacune servie en entier avant la suivante')], default='leximin', max_length=16, verbose_name='ordre du partage')),
                    ('admission', models.CharField(choices=[('rank', 'Dans l’ordre des points\xa0; un lot qui ne tient pas est passé (règle publiée)'), ('rank-stop', 'Dans l’ordre des points\xa0; arrêt au premier lot qui ne tient pas'), ('max-served', 'Les plus petits lots d’abord, pour servir le plus d’associations'), ('none', 'Sans lot utile\xa0: le plancher ne joue pas')], default='rank', max_length=12, verbose_name='lots utiles')),
                    ('small_lot', models.PositiveIntegerField(default=0, verbose_name='lot des petites associations')),
                    ('reserve', models.CharField(choices=[('none', 'Aucune'), ('tranche', 'Un nombre d’ordinateurs mis de côté'), ('phantoms', 'Des associations fantômes, qui prennent leur tour')], default='none', max_length=10, verbose_name='réserve pour les vagues suivantes')),
                    ('tranche', models.PositiveIntegerField(default=0, verbose_name='ordinateurs mis de côté')),
                    ('phantoms', models.PositiveSmallIntegerField(default=0, verbose_name='associations fantômes')),
                    ('phantom_points', models.PositiveSmallIntegerField(default=0, verbose_name='points de chacune')),
                    ('phantom_request', models.PositiveSmallIntegerField(default=0, verbose_name='demande de chacune')),
                    ('saved_at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'scénario',
                    'ordering': ['wave', 'saved_at', 'name'],
                },
            ),
            migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('draft', 'Proposition'), ('published', 'Publiée'), ('discarded', 'Écartée')], default='draft', max_length=10)),
                    ('stock', models.PositiveIntegerField(verbose_name='ordinateurs à attribuer')),
                    ('granted', models.PositiveIntegerField(verbose_name='ordinateurs attribués')),
                    ('problem', models.TextField()),
                    ('result', models.TextField()),
                    ('problem_sha256', models.CharField(max_length=64)),
                    ('proposed_at', models.DateTimeField()),
                    ('published_at', models.DateTimeField(null=True)),
                    ('record', models.TextField(blank=True)),
                    ('rules', models.JSONField(null=True)),
                    ('departure', models.CharField(blank=True, max_length=500, verbose_name='motif d’une autre règle que la règle publiée')),
                    ('reserved', models.PositiveIntegerField(default=0, verbose_name='gardés pour les vagues suivantes')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='programmes.wave')),
                    ('scenario', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='waves.scenario')),
                ],
                options={
                    'verbose_name': 'proposition d’attribution',
                    'ordering': ['wave', '-proposed_at'],
                },
            ),
            migrations.CreateModel(
                name='ScenarioQuota',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('group', models.CharField(choices=[('district', 'Arrondissement'), ('theme', 'Activité principale')], max_length=8, verbose_name='groupe')),
                    ('value', models.CharField(max_length=40)),
                    ('most', models.PositiveIntegerField(null=True, verbose_name='au plus')),
                    ('least', models.PositiveIntegerField(default=0, verbose_name='au moins')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='waves.scenario')),
                ],
                options={
                    'verbose_name': 'quota',
                    'ordering': ['scenario', 'group', 'value'],
                },
            ),
            migrations.CreateModel(
                name='SimulationRun',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('waiting', 'En attente'), ('running', 'En cours'), ('done', 'Terminée'), ('cancelled', 'Annulée')], default='waiting', max_length=10, verbose_name='état')),
                    ('scenario', models.JSONField()),
                    ('policies', models.JSONField(verbose_name='politiques')),
                    ('replications', models.PositiveIntegerField(verbose_name='tirages')),
                    ('seed', models.PositiveBigIntegerField(verbose_name='graine')),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('report', models.TextField(blank=True)),
                    ('asked_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='simulations', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'simulation',
                    'ordering': ['-asked_at'],
                },
            ),
            migrations.CreateModel(
                name='Sitting',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('open', 'En cours'), ('closed', 'Close'), ('dropped', 'Sans suite')], default='open', max_length=7, verbose_name='état')),
                    ('held_on', models.DateField(verbose_name='date')),
                    ('place', models.CharField(max_length=200, verbose_name='lieu')),
                    ('quorum', models.PositiveSmallIntegerField(verbose_name='quorum')),
                    ('casting_vote', models.BooleanField(default=False)),
                    ('remarks', models.TextField(blank=True, max_length=4000, verbose_name='observations')),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('decided_sha256', models.CharField(blank=True, max_length=64)),
                    ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='présidence')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('minutes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='waves.proposal')),
                ],
                options={
                    'verbose_name': 'séance de la commission',
                    'ordering': ['-held_on', '-opened_at'],
                },
            ),
            migrations.CreateModel(
                name='Leave',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to='waves.sitting')),
                ],
                options={
                    'verbose_name': 'sortie de séance',
                    'ordering': ['sitting', 'application__reference', 'person__name'],
                },
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('is_present', models.BooleanField(default=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='waves.sitting')),
                ],
                options={
                    'verbose_name': 'présence',
                    'ordering': ['sitting', 'person__name'],
                },
            ),
            migrations.CreateModel(
                name='Vote',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('voters', models.PositiveSmallIntegerField(verbose_name='votants')),
                    ('in_favour', models.PositiveSmallIntegerField(verbose_name='pour')),
                    ('against', models.PositiveSmallIntegerField(verbose_name='contre')),
                    ('abstained', models.PositiveSmallIntegerField(verbose_name='abstentions')),
                    ('casting', models.CharField(blank=True, choices=[('', 'Aucune'), ('for', 'Pour'), ('against', 'Contre')], default='', max_length=7, verbose_name='voix prépondérante')),
                    ('units', models.PositiveSmallIntegerField(null=True)),
                    ('table_sha256', models.CharField(max_length=64)),
                    ('voted_at', models.DateTimeField()),
                    ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='waves.sitting')),
                ],
                options={
                    'verbose_name': 'vote',
                    'ordering': ['sitting', models.OrderBy(models.F('application__reference'), nulls_first=True)],
                },
            ),
            migrations.CreateModel(
                name='CommitteeRules',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('quorum', models.PositiveSmallIntegerField(default=1, verbose_name='membres présents pour voter (quorum)')),
                    ('casting_vote', models.BooleanField(default=False, verbose_name='voix prépondérante de la présidence en cas d’égalité')),
                    ('vote_required', models.BooleanField(default=False, verbose_name='pas de publication sans vote de la commission')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('programme', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='committee_rules', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'règles de la commission',
                    'constraints': [models.CheckConstraint(condition=models.Q(('quorum__gte', 1)), name='quorum_is_one_at_least', violation_error_message='Le quorum est d’un membre au moins.')],
                },
            ),
            migrations.CreateModel(
                name='DecisionLetter',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('granted', 'Attribution'), ('waiting', 'Liste d’attente'), ('refused', 'Refus')], max_length=8, verbose_name='décision')),
                    ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('text_version', models.PositiveSmallIntegerField(verbose_name='version du texte de la ville')),
                    ('correction', models.CharField(blank=True, max_length=500, verbose_name='motif de la correction')),
                    ('state', models.CharField(choices=[('ready', 'À relire'), ('leaving', 'Part'), ('sent', 'Envoyée'), ('to-post', 'À poster'), ('posted', 'Postée'), ('replaced', 'Remplacée avant l’envoi')], default='ready', max_length=8, verbose_name='état')),
                    ('subject', models.CharField(max_length=200, verbose_name='objet')),
                    ('body', models.TextField(verbose_name='texte')),
                    ('written_at', models.DateTimeField(verbose_name='écrite le')),
                    ('released_at', models.DateTimeField(null=True)),
                    ('posted_at', models.DateTimeField(null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='waves.proposal')),
                ],
                options={
                    'verbose_name': 'lettre de décision',
                    'ordering': ['proposal', 'application__reference', '-version'],
                    'constraints': [models.UniqueConstraint(fields=('proposal', 'application', 'version'), name='one_letter_per_version'), models.UniqueConstraint(condition=models.Q(('state__in', ['ready', 'leaving'])), fields=('proposal', 'application'), name='one_letter_on_its_way'), models.CheckConstraint(condition=models.Q(('kind__in', ['granted', 'waiting', 'refused'])), name='decision_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None), ('state__in', ['ready', 'replaced'])), models.Q(('released_at__isnull', False), ('released_by__isnull', False), ('state__in', ['leaving', 'sent', 'to-post', 'posted'])), _connector='OR'), name='letter_leaves_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('posted_at__isnull', False), ('state', 'posted')), models.Q(models.Q(('state', 'posted'), _negated=True), ('posted_at', None)), _connector='OR'), name='posted_letter_has_a_moment'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='letter_versions_start_at_one')],
                },
            ),
            migrations.CreateModel(
                name='Allocation',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('proposed', models.PositiveSmallIntegerField(verbose_name='proposé')),
                    ('units', models.PositiveSmallIntegerField(verbose_name='attribué')),
                    ('ceiling', models.PositiveSmallIntegerField(verbose_name='au plus')),
                    ('sentence', models.CharField(max_length=600)),
                    ('change_reason', models.CharField(blank=True, max_length=500, verbose_name='motif du changement')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='applications.application')),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='waves.proposal')),
                ],
                options={
                    'verbose_name': 'attribution',
                    'ordering': ['proposal', '-units', 'application__reference'],
                    'constraints': [models.UniqueConstraint(fields=('proposal', 'application'), name='one_allocation_per_application'), models.CheckConstraint(condition=models.Q(models.Q(('change_reason', ''), ('changed_by', None), ('units', models.F('proposed'))), models.Q(models.Q(('units', models.F('proposed')), _negated=True), models.Q(('change_reason', ''), _negated=True), ('changed_by__isnull', False)), _connector='OR'), name='manual_change_has_a_reason', violation_error_message='Un changement manuel demande un motif.'), models.CheckConstraint(condition=models.Q(('units__lte', models.F('ceiling'))), name='allocation_within_ceiling', violation_error_message='L’attribution dépasserait la demande ou le plafond de la vague.')],
                },
            ),
            migrations.AddConstraint(
                model_name='scenario',
                constraint=models.UniqueConstraint(fields=('wave', 'name'), name='one_scenario_per_name', violation_error_message='Un autre scénario de cette vague porte déjà ce nom.'),
            ),
            migrations.AddConstraint(
                model_name='scenario',
                constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='scenario_has_a_name'),
            ),
            migrations.AddConstraint(
                model_name='scenario',
                constraint=models.CheckConstraint(condition=models.Q(('cap__gte', 1), ('floor__lte', models.F('cap'))), name='scenario_floor_is_within_cap', violation_error_message='Le plancher ne peut pas dépasser le plafond.'),
            ),
            migrations.AddConstraint(
                model_name='scenario',
                constraint=models.CheckConstraint(condition=models.Q(('key__in', ['leximin', 'sainte-lague', 'dhondt', 'huntington-hill', 'rank'])), name='scenario_key_is_known'),
            ),
            migrations.AddConstraint(
                model_name='scenario',
                constraint=models.CheckConstraint(condition=models.Q(('admission__in', ['rank', 'rank-stop', 'max-served', 'none'])), name='scenario_admission_is_known'),
            ),
            migrations.AddConstraint(
                model_name='scenario',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('phantom_points', 0), ('phantom_request', 0), ('phantoms', 0), ('reserve', 'none'), ('tranche', 0)), models.Q(('phantom_points', 0), ('phantom_request', 0), ('phantoms', 0), ('reserve', 'tranche'), ('tranche__gte', 1)), models.Q(('phantom_points__gte', 1), ('phantom_request__gte', 1), ('phantoms__gte', 1), ('reserve', 'phantoms'), ('tranche', 0)), _connector='OR'), name='scenario_reserve_is_of_one_kind'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('wave',), name='one_draft_proposal_per_wave'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('wave',), name='one_publication_per_wave', violation_error_message='L’attribution de cette vague est déjà publiée.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(('granted__lte', models.F('stock'))), name='proposal_within_stock', violation_error_message='L’attribution dépasserait le stock de la vague.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False), ('state', 'published'), models.Q(('published_by', models.F('proposed_by')), _negated=True)), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at', None), ('published_by', None)), _connector='OR'), name='publication_needs_a_second_person', violation_error_message='La publication revient à une autre personne que celle qui a proposé.'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), models.Q(('record', ''), _negated=True)), models.Q(models.Q(('state', 'published'), _negated=True), ('record', '')), _connector='OR'), name='publication_has_its_record'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'discarded'])), name='proposal_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='proposal',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('departure', ''), ('rules__isnull', True)), models.Q(('rules__isnull', False), ('scenario__isnull', False), models.Q(('departure', ''), _negated=True)), _connector='OR'), name='other_rules_have_a_reason', violation_error_message='Une autre règle que la règle publiée demande un motif.'),
            ),
            migrations.AddConstraint(
                model_name='scenarioquota',
                constraint=models.UniqueConstraint(fields=('scenario', 'group', 'value'), name='one_quota_per_group'),
            ),
            migrations.AddConstraint(
                model_name='scenarioquota',
                constraint=models.CheckConstraint(condition=models.Q(('group__in', ['district', 'theme'])), name='quota_group_is_known'),
            ),
            migrations.AddConstraint(
                model_name='scenarioquota',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('least__gte', 1), ('most__isnull', True)), ('most__gte', models.F('least')), _connector='OR'), name='quota_limits_something'),
            ),
            migrations.AddConstraint(
                model_name='simulationrun',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'cancelled'])), name='simulation_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='simulationrun',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), models.Q(('report', ''), _negated=True)), models.Q(models.Q(('state', 'done'), _negated=True), ('report', '')), _connector='OR'), name='simulation_done_has_its_report'),
            ),
            migrations.AddConstraint(
                model_name='simulationrun',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['waiting', 'running'])), models.Q(('ended_at__isnull', False), ('state__in', ['done', 'cancelled'])), _connector='OR'), name='simulation_over_has_its_end'),
            ),
            migrations.AddConstraint(
                model_name='simulationrun',
                constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('replications'))), name='simulation_within_its_draws'),
            ),
            migrations.AddConstraint(
                model_name='sitting',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('proposal',), name='one_open_sitting_per_proposal', violation_error_message='Une séance est déjà ouverte sur cette proposition.'),
            ),
            migrations.AddConstraint(
                model_name='sitting',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('decided_sha256', ''), ('minutes', None), ('state', 'open')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('minutes__isnull', False), ('state', 'closed'), models.Q(('decided_sha256', ''), _negated=True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('decided_sha256', ''), ('minutes', None), ('state', 'dropped')), _connector='OR'), name='closed_sitting_has_its_minutes'),
            ),
            migrations.AddConstraint(
                model_name='leave',
                constraint=models.UniqueConstraint(fields=('sitting', 'application', 'person'), name='one_leave_per_person_and_file'),
            ),
            migrations.AddConstraint(
                model_name='attendance',
                constraint=models.UniqueConstraint(fields=('sitting', 'person'), name='one_attendance_per_person'),
            ),
            migrations.AddConstraint(
                model_name='vote',
                constraint=models.UniqueConstraint(condition=models.Q(('application', None)), fields=('sitting',), name='one_vote_on_the_whole'),
            ),
            migrations.AddConstraint(
                model_name='vote',
                constraint=models.UniqueConstraint(condition=models.Q(('application__isnull', False)), fields=('sitting', 'application'), name='one_vote_per_file'),
            ),
            migrations.AddConstraint(
                model_name='vote',
                constraint=models.CheckConstraint(condition=models.Q(('voters', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('in_favour'), '+', models.F('against')), '+', models.F('abstained')))), name='every_voter_is_counted', violation_error_message='Pour, contre et abstentions doivent faire le nombre de votants.'),
            ),
            migrations.AddConstraint(
                model_name='vote',
                constraint=models.CheckConstraint(condition=models.Q(('casting', ''), ('in_favour', models.F('against')), _connector='OR'), name='casting_vote_only_on_a_tie'),
            ),
            migrations.AddConstraint(
                model_name='vote',
                constraint=models.CheckConstraint(condition=models.Q(('casting__in', ['', 'for', 'against'])), name='casting_vote_is_known'),
            ),
        ]),
    ]
