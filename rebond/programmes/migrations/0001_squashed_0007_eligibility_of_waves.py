"""The tables of the app as its first 7 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('programmes', '0001_initial'),
        ('programmes', '0002_public_draw'),
        ('programmes', '0003_programme_state'),
        ('programmes', '0004_letters_and_checklist'),
        ('programmes', '0005_amendments'),
        ('programmes', '0006_readers_and_blind'),
        ('programmes', '0007_eligibility_of_waves'),
    ]

    dependencies = [
        ('organisations', '0001_squashed_0005_addresses_that_refused'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Programme',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('slug', models.SlugField(verbose_name='identifiant')),
                    ('state', models.CharField(choices=[('draft', 'En préparation'), ('published', 'Public')], default='draft', max_length=12)),
                    ('title', models.CharField(max_length=160, verbose_name='titre')),
                    ('summary', models.TextField(blank=True, verbose_name='présentation')),
                    ('legal_route', models.CharField(choices=[('gift', 'Don de l’entreprise à l’association'), ('transfer', 'Don à la ville, puis cession à l’association'), ('loan', 'Prêt à usage'), ('refurbisher', 'Remise par un reconditionneur')], max_length=12, verbose_name='voie juridique')),
                    ('reference_prefix', models.CharField(blank=True, max_length=8, verbose_name='préfixe des références')),
                    ('announced_devices', models.PositiveIntegerField(verbose_name='ordinateurs annoncés')),
                    ('with_keyboard', models.BooleanField(default=True, verbose_name='clavier fourni')),
                    ('with_mouse', models.BooleanField(default=True, verbose_name='souris fournie')),
                    ('with_screen', models.BooleanField(default=False, verbose_name='écran fourni')),
                    ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='service à joindre')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='adresse électronique du service')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='organisations.donor')),
                ],
                options={
                    'verbose_name': 'dispositif',
                    'ordering': ['title'],
                },
            ),
            migrations.CreateModel(
                name='LetterText',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('received', 'Accusé de réception'), ('incomplete', 'Dossier incomplet'), ('granted', 'Attribution'), ('waiting', 'Liste d’attente'), ('refused', 'Refus')], max_length=12)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('body', models.TextField(max_length=5000, verbose_name='texte')),
                    ('written_at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'texte de lettre',
                    'ordering': ['programme', 'kind', '-number'],
                },
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('code', models.SlugField(verbose_name='identifiant')),
                    ('label', models.CharField(max_length=160, verbose_name='critère')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('given_by', models.CharField(choices=[('answers', 'Calculé d’après les réponses'), ('readers', 'Donné par deux lecteurs')], default='answers', max_length=8, verbose_name='points')),
                    ('tolerance', models.PositiveSmallIntegerField(default=0, verbose_name='écart admis entre deux lecteurs')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'critère',
                    'verbose_name_plural': 'critères',
                    'ordering': ['programme', 'position'],
                },
            ),
            migrations.CreateModel(
                name='Wave',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                    ('slug', models.SlugField(verbose_name='identifiant')),
                    ('name', models.CharField(max_length=120, verbose_name='nom')),
                    ('state', models.CharField(choices=[('draft', 'En préparation'), ('open', 'Ouverte aux candidatures'), ('closed', 'Candidatures closes'), ('published', 'Attribution publiée')], default='draft', max_length=12)),
                    ('stock', models.PositiveIntegerField(verbose_name='ordinateurs à attribuer')),
                    ('floor', models.PositiveSmallIntegerField(verbose_name='plancher par association')),
                    ('cap', models.PositiveSmallIntegerField(verbose_name='plafond par association')),
                    ('open_to', models.CharField(choices=[('every-size', 'Toutes les associations'), ('small-only', 'Petites associations')], default='every-size', max_length=12, verbose_name='ouverte à')),
                    ('bodies', models.CharField(choices=[('associations', 'Associations'), ('cooperatives', 'Associations et coopératives')], default='associations', max_length=12, verbose_name='structures admises')),
                    ('territory', models.CharField(choices=[('anywhere', 'De partout'), ('city', 'De la ville seulement')], default='anywhere', max_length=8, verbose_name='d’où')),
                    ('minimum_age', models.PositiveSmallIntegerField(default=0, verbose_name='ancienneté minimale')),
                    ('opens_on', models.DateField(verbose_name='ouverture')),
                    ('closes_on', models.DateField(verbose_name='clôture')),
                    ('handover_from', models.DateField(blank=True, null=True, verbose_name='remises à partir du')),
                    ('blind', models.BooleanField(default=False, verbose_name='lecture sans les noms')),
                    ('lottery_seed', models.CharField(max_length=80, verbose_name='graine du tirage au sort')),
                    ('public_draw', models.CharField(blank=True, max_length=160, verbose_name='tirage public à venir')),
                    ('drawn', models.CharField(blank=True, max_length=80, verbose_name='résultat du tirage public')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='programmes.programme')),
                ],
                options={
                    'verbose_name': 'vague',
                    'ordering': ['programme', 'number'],
                },
            ),
            migrations.CreateModel(
                name='Tick',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(choices=[('texts', ''), ('donor', ''), ('form', '')], max_length=12)),
                    ('ticked_at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('ticked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'point vérifié',
                },
            ),
            migrations.CreateModel(
                name='Amendment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('changes', models.JSONField()),
                    ('reason', models.CharField(max_length=500, verbose_name='motif')),
                    ('state', models.CharField(choices=[('proposed', 'Proposé'), ('published', 'Publié'), ('withdrawn', 'Retiré')], default='proposed', max_length=12)),
                    ('proposed_at', models.DateTimeField()),
                    ('published_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'avenant',
                    'ordering': ['-proposed_at'],
                },
            ),
            migrations.CreateModel(
                name='CriterionAnswer',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('label', models.CharField(max_length=200, verbose_name='réponse')),
                    ('points', models.PositiveSmallIntegerField(verbose_name='points')),
                    ('field', models.CharField(blank=True, max_length=40, verbose_name='question de la candidature')),
                    ('values', models.JSONField(blank=True, default=list, verbose_name='réponses retenues')),
                    ('at_least', models.PositiveIntegerField(blank=True, null=True, verbose_name='à partir de')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='programmes.criterion')),
                ],
                options={
                    'verbose_name': 'réponse à un critère',
                    'ordering': ['criterion', '-points', 'label'],
                    'constraints': [models.UniqueConstraint(fields=('criterion', 'label'), name='one_answer_per_label')],
                },
            ),
            migrations.AddConstraint(
                model_name='programme',
                constraint=models.UniqueConstraint(fields=('city', 'slug'), name='one_programme_per_slug'),
            ),
            migrations.AddConstraint(
                model_name='programme',
                constraint=models.UniqueConstraint(fields=('city', 'reference_prefix'), name='one_programme_per_prefix', violation_error_message='Un autre dispositif utilise déjà ce préfixe.'),
            ),
            migrations.AddConstraint(
                model_name='programme',
                constraint=models.CheckConstraint(condition=models.Q(('legal_route__in', ['gift', 'transfer', 'loan', 'refurbisher'])), name='legal_route_is_known'),
            ),
            migrations.AddConstraint(
                model_name='programme',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published'])), name='programme_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='lettertext',
                constraint=models.UniqueConstraint(fields=('programme', 'kind', 'number'), name='one_text_per_version'),
            ),
            migrations.AddConstraint(
                model_name='lettertext',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'incomplete', 'granted', 'waiting', 'refused'])), name='letter_kind_is_known'),
            ),
            migrations.AddConstraint(
                model_name='criterion',
                constraint=models.UniqueConstraint(fields=('programme', 'code'), name='one_criterion_per_code'),
            ),
            migrations.AddConstraint(
                model_name='criterion',
                constraint=models.UniqueConstraint(fields=('programme', 'position'), name='one_criterion_per_position'),
            ),
            migrations.AddConstraint(
                model_name='criterion',
                constraint=models.CheckConstraint(condition=models.Q(('given_by__in', ['answers', 'readers'])), name='giver_of_points_is_known'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.UniqueConstraint(fields=('city', 'slug'), name='one_wave_per_slug'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.UniqueConstraint(fields=('programme', 'number'), name='one_wave_per_number'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('cap__gte', 1), ('floor__lte', models.F('cap'))), name='wave_floor_is_within_cap', violation_error_message='Le plancher ne peut pas dépasser le plafond.'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('open_to', 'every-size'), ('floor__lte', 9), _connector='OR'), name='small_associations_have_a_small_floor', violation_error_message='Un plancher de 10 ou plus exclut les petites associations de leur vague.'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('open_to__in', ['every-size', 'small-only'])), name='wave_admission_is_known'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('bodies__in', ['associations', 'cooperatives'])), name='wave_bodies_are_known'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('territory__in', ['anywhere', 'city'])), name='wave_territory_is_known'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('closes_on'))), name='wave_opens_before_it_closes', violation_error_message='La clôture ne peut pas précéder l’ouverture.'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'open', 'closed', 'published'])), name='wave_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(('drawn', ''), models.Q(models.Q(('public_draw', ''), _negated=True), ('state__in', ['closed', 'published'])), _connector='OR'), name='draw_comes_after_the_call', violation_error_message='Le tirage public vient après la clôture des candidatures.'),
            ),
            migrations.AddConstraint(
                model_name='wave',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('public_draw', ''), models.Q(('drawn', ''), _negated=True), _connector='OR'), name='publication_awaits_the_draw'),
            ),
            migrations.AddConstraint(
                model_name='tick',
                constraint=models.UniqueConstraint(fields=('wave', 'code'), name='one_tick_per_point'),
            ),
            migrations.AddConstraint(
                model_name='amendment',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('wave',), name='one_proposed_amendment_per_wave', violation_error_message='Un avenant est déjà proposé pour cette vague.'),
            ),
            migrations.AddConstraint(
                model_name='amendment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False), ('state', 'published'), models.Q(('published_by', models.F('proposed_by')), _negated=True)), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at', None), ('published_by', None)), _connector='OR'), name='amendment_needs_a_second_person', violation_error_message='La publication revient à une autre personne que celle qui a proposé.'),
            ),
            migrations.AddConstraint(
                model_name='amendment',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'published', 'withdrawn'])), name='amendment_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='amendment',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='amendment_has_a_reason'),
            ),
        ]),
    ]
