"""The tables of the app as its first 5 migrations leave them: those are for databases that have begun with them."""

from importlib import import_module
import django.db.models.deletion
import uuid
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables

FULL_TEXT = import_module("rebond.organisations.migrations.0004_full_text")


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('organisations', '0001_initial'),
        ('organisations', '0002_confirmed_at'),
        ('organisations', '0003_directory'),
        ('organisations', '0004_full_text'),
        ('organisations', '0005_addresses_that_refused'),
    ]

    dependencies = [
        ('tenancy', '0001_initial'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Association',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=300, verbose_name='nom')),
                    ('short_name', models.CharField(blank=True, max_length=300, verbose_name='nom court')),
                    ('search_text', models.CharField(default='', editable=False, max_length=300)),
                    ('rna', models.CharField(blank=True, max_length=10, verbose_name='numéro RNA')),
                    ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
                    ('siret', models.CharField(blank=True, max_length=14, verbose_name='SIRET')),
                    ('former_number', models.CharField(blank=True, max_length=20, verbose_name='ancien numéro')),
                    ('address', models.CharField(blank=True, max_length=200, verbose_name='adresse')),
                    ('postal_code', models.CharField(blank=True, max_length=10, verbose_name='code postal')),
                    ('district_code', models.CharField(blank=True, max_length=10, verbose_name='arrondissement')),
                    ('commune_code', models.CharField(blank=True, max_length=10, verbose_name='code de la commune')),
                    ('town', models.CharField(blank=True, max_length=80, verbose_name='commune')),
                    ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                    ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                    ('founded_in', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='année de création')),
                    ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmée le')),
                    ('reminded_at', models.DateTimeField(editable=False, null=True)),
                    ('website', models.CharField(blank=True, max_length=200, verbose_name='site web')),
                    ('phone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                    ('purpose', models.TextField(blank=True, verbose_name='objet')),
                    ('activity_codes', models.CharField(blank=True, max_length=40, verbose_name='codes d’objet social')),
                    ('legal_form', models.CharField(blank=True, max_length=10, verbose_name='catégorie juridique')),
                    ('theme', models.CharField(blank=True, max_length=40, verbose_name='activité')),
                    ('publics', models.JSONField(blank=True, default=list, verbose_name='publics')),
                    ('register_state', models.CharField(blank=True, choices=[('', 'À vérifier'), ('active', 'Active'), ('ended', 'Dissoute')], default='', max_length=6, verbose_name='état au registre')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='dissoute le')),
                    ('registers', models.JSONField(blank=True, default=dict)),
                    ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='vue au registre le')),
                    ('contact_consent', models.CharField(blank=True, choices=[('', 'Sans réponse'), ('agreed', 'D’accord pour être contactée'), ('refused', 'Ne souhaite pas être contactée')], default='', max_length=7, verbose_name='accord de contact')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.association')),
                ],
                options={
                    'verbose_name': 'association',
                    'ordering': ['search_text', 'name'],
                },
            ),
            migrations.CreateModel(
                name='Distinct',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.association')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.association')),
                ],
            ),
            migrations.CreateModel(
                name='Donor',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=160, verbose_name='nom')),
                    ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'donateur',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('before', models.JSONField(default=dict)),
                    ('moved', models.JSONField(default=list)),
                    ('merged_at', models.DateTimeField(verbose_name='fusionnées le')),
                    ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='séparées le')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('gone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.association')),
                    ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='organisations.association')),
                ],
                options={
                    'verbose_name': 'fusion',
                    'ordering': ['-merged_at'],
                },
            ),
            migrations.CreateModel(
                name='SearchEntry',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('words', models.TextField()),
                    ('association', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Word',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('text', models.CharField(max_length=40)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
            ),
            migrations.CreateModel(
                name='WordPart',
                fields=[
                    ('id', models.BigAutoField(primary_key=True, serialize=False)),
                    ('letters', models.CharField(max_length=3)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('word', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='organisations.word')),
                ],
            ),
            migrations.AddIndex(
                model_name='association',
                index=models.Index(fields=['city', 'rna'], name='associations_by_rna'),
            ),
            migrations.AddIndex(
                model_name='association',
                index=models.Index(fields=['city', 'siren'], name='associations_by_siren'),
            ),
            migrations.AddIndex(
                model_name='association',
                index=models.Index(fields=['city', 'former_number'], name='associations_by_former_number'),
            ),
            migrations.AddIndex(
                model_name='association',
                index=models.Index(fields=['city', 'search_text'], name='associations_by_name'),
            ),
            migrations.AddIndex(
                model_name='association',
                index=models.Index(fields=['city', 'district_code', 'search_text'], name='associations_by_district'),
            ),
            migrations.AddIndex(
                model_name='association',
                index=models.Index(condition=models.Q(('contact_consent', 'refused')), fields=['city', 'email'], name='addresses_that_refused'),
            ),
            migrations.AddConstraint(
                model_name='association',
                constraint=models.UniqueConstraint(condition=models.Q(models.Q(('siret', ''), _negated=True), ('merged_into', None)), fields=('city', 'siret'), name='one_association_per_siret', violation_error_message='Une association porte déjà ce numéro SIRET.'),
            ),
            migrations.AddConstraint(
                model_name='association',
                constraint=models.CheckConstraint(condition=models.Q(('register_state__in', ['', 'active', 'ended'])), name='association_register_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='association',
                constraint=models.CheckConstraint(condition=models.Q(('contact_consent__in', ['', 'agreed', 'refused'])), name='association_consent_is_known'),
            ),
            migrations.AddConstraint(
                model_name='distinct',
                constraint=models.UniqueConstraint(fields=('one', 'other'), name='told_apart_once'),
            ),
            migrations.AddConstraint(
                model_name='donor',
                constraint=models.UniqueConstraint(fields=('city', 'name'), name='one_donor_per_name', violation_error_message='Un donateur porte déjà ce nom.'),
            ),
            migrations.AddConstraint(
                model_name='merge',
                constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='one_live_merge_per_association', violation_error_message='Cette association est déjà fusionnée avec une autre.'),
            ),
            migrations.AddConstraint(
                model_name='merge',
                constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='merge_is_of_two'),
            ),
            migrations.AddConstraint(
                model_name='word',
                constraint=models.UniqueConstraint(fields=('city', 'text'), name='one_row_per_word'),
            ),
            migrations.AddIndex(
                model_name='wordpart',
                index=models.Index(fields=['city', 'letters', 'word'], name='words_by_letters'),
            ),
        ]),
        migrations.RunPython(FULL_TEXT.build, FULL_TEXT.drop),
    ]
