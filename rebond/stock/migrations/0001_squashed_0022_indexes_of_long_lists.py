"""The tables of the app as its first 22 migrations leave them: those are for databases that have begun with them."""

from importlib import import_module
import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import rebond.stock.donations.models
import rebond.stock.labels.tags
import uuid
from django.conf import settings
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables

MOVEMENTS = import_module("rebond.stock.migrations.0003_refuse_changes")
SLIPS = import_module("rebond.stock.migrations.0017_freeze_collected_slips")


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('stock', '0001_initial'),
        ('stock', '0002_ledger'),
        ('stock', '0003_refuse_changes'),
        ('stock', '0004_opening'),
        ('stock', '0005_devices_stand_somewhere'),
        ('stock', '0006_kits'),
        ('stock', '0007_file_mappings_and_undo'),
        ('stock', '0008_disks_and_destruction'),
        ('stock', '0009_withdrawn_devices'),
        ('stock', '0010_fewer_indexes'),
        ('stock', '0011_closings'),
        ('stock', '0012_identifiers_and_labels'),
        ('stock', '0013_merged_records'),
        ('stock', '0014_saved_views'),
        ('stock', '0015_triage_bench'),
        ('stock', '0016_spares_and_recycling'),
        ('stock', '0017_freeze_collected_slips'),
        ('stock', '0018_donations'),
        ('stock', '0019_announcing_donations'),
        ('stock', '0020_why_notes_are_replaced'),
        ('stock', '0021_versions_of_lots'),
        ('stock', '0022_indexes_of_long_lists'),
    ]

    dependencies = [
        ('documents', '0001_squashed_0002_take_deposits'),
        ('organisations', '0001_squashed_0005_addresses_that_refused'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='AccessoryKind',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('standard', models.CharField(blank=True, choices=[('keyboard', 'Claviers'), ('mouse', 'Souris'), ('screen', 'Écrans'), ('cable', 'Câbles'), ('adapter', 'Adaptateurs')], max_length=8)),
                    ('added_name', models.CharField(blank=True, max_length=60, verbose_name='nom')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'sorte d’accessoires',
                    'ordering': ['standard', 'added_name'],
                },
            ),
            migrations.CreateModel(
                name='AnnouncedFile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('reading', 'Lecture en cours'), ('read', 'Lu'), ('unreadable', 'Illisible')], default='reading', max_length=10, verbose_name='état')),
                    ('counts', models.JSONField(default=dict)),
                    ('remarks', models.JSONField(default=dict)),
                    ('refusal', models.JSONField(default=dict)),
                    ('heard', models.PositiveIntegerField(db_default=0, default=0)),
                    ('left_out', models.JSONField(default=list)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('rejected', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ],
                options={
                    'verbose_name': 'inventaire annoncé',
                    'ordering': ['-at'],
                },
            ),
            migrations.CreateModel(
                name='BenchRules',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('triage_needed', models.BooleanField(default=False, verbose_name='le tri est obligatoire')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'règles du tri',
                },
            ),
            migrations.CreateModel(
                name='Calibration',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('format', models.CharField(choices=[('L7160', 'L7160'), ('L7163', 'L7163'), ('L7651', 'L7651'), ('3474', '3474'), ('L7159', 'L7159'), ('L7162', 'L7162'), ('62x29', '62x29'), ('57x32', '57x32'), ('89x36', '89x36'), ('54x25', '54x25')], max_length=12)),
                    ('across', models.SmallIntegerField(default=0)),
                    ('down', models.SmallIntegerField(default=0)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'réglage d’imprimante',
                    'verbose_name_plural': 'réglages d’imprimante',
                },
            ),
            migrations.CreateModel(
                name='Closing',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('until', models.DateTimeField()),
                    ('quantities', models.JSONField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'arrêté de stock',
                    'verbose_name_plural': 'arrêtés de stock',
                    'ordering': ['until'],
                },
            ),
            migrations.CreateModel(
                name='ColumnMapping',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('heading', models.CharField(max_length=120)),
                    ('title', models.CharField(max_length=120, verbose_name='colonne')),
                    ('field', models.CharField(blank=True, choices=[('serial', 'Numéro de série'), ('model', 'Modèle'), ('brand', 'Marque'), ('type', 'Type de matériel'), ('asset_tag', 'Numéro d’immobilisation'), ('barcode', 'Code-barres'), ('processor', 'Processeur'), ('memory_gb', 'Mémoire vive'), ('disk', 'Disque'), ('in_service_on', 'Mise en service'), ('warranty_until', 'Fin de garantie'), ('residual_value', 'Valeur comptable'), ('site', 'Site'), ('place', 'Bâtiment, étage'), ('condition', 'État'), ('substate', 'Précision sur l’état'), ('erasure', 'Effacement selon le donateur'), ('remarks', 'Observations'), ('holder', 'Personne (jamais reprise)')], max_length=20, verbose_name='contenu')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('donor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='column_mappings', to='organisations.donor')),
                ],
                options={
                    'verbose_name': 'colonne d’un donateur',
                    'ordering': ['donor', 'heading'],
                },
            ),
            migrations.CreateModel(
                name='Device',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('serial', models.CharField(max_length=60, verbose_name='numéro de série')),
                    ('category', models.CharField(choices=[('desktop', 'Unité centrale'), ('laptop', 'Ordinateur portable'), ('screen', 'Écran'), ('other', 'Autre')], max_length=8, verbose_name='type')),
                    ('state', models.CharField(choices=[('received', 'Reçu'), ('ready', 'Prêt'), ('reserved', 'Réservé'), ('handed-over', 'Remis'), ('gone', 'Sorti du stock'), ('withdrawn', 'Import annulé'), ('merged', 'Réunie à une autre fiche')], default='received', max_length=12, verbose_name='état')),
                    ('erasure', models.CharField(choices=[('unknown', 'Sans certificat'), ('erased', 'Effacé'), ('failed', 'Effacement échoué'), ('disk-removed', 'Disque retiré')], default='unknown', max_length=12, verbose_name='effacement')),
                    ('blocking_flags', models.CharField(blank=True, max_length=120, verbose_name='blocages')),
                    ('bench_flags', models.CharField(blank=True, db_default='', default='', editable=False, max_length=120)),
                    ('held_because', models.CharField(blank=True, max_length=300, verbose_name='à vérifier')),
                    ('fingerprint', models.CharField(blank=True, editable=False, max_length=32)),
                    ('asset_tag', models.CharField(blank=True, max_length=60, verbose_name='numéro d’immobilisation')),
                    ('barcode', models.CharField(blank=True, max_length=60, verbose_name='code-barres')),
                    ('brand', models.CharField(blank=True, max_length=60, verbose_name='marque')),
                    ('model', models.CharField(blank=True, max_length=120, verbose_name='modèle')),
                    ('processor', models.CharField(blank=True, max_length=120, verbose_name='processeur')),
                    ('memory_gb', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mémoire (Go)')),
                    ('disk', models.CharField(blank=True, max_length=60, verbose_name='disque')),
                    ('in_service_on', models.DateField(blank=True, null=True, verbose_name='mise en service')),
                    ('warranty_until', models.DateField(blank=True, null=True, verbose_name='fin de garantie')),
                    ('residual_value', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='valeur déclarée par le donateur (€)')),
                    ('site', models.CharField(blank=True, max_length=120, verbose_name='site')),
                    ('place', models.CharField(blank=True, max_length=120, verbose_name='bâtiment, étage')),
                    ('condition', models.CharField(blank=True, max_length=60, verbose_name='état déclaré')),
                    ('remarks', models.CharField(blank=True, max_length=500, verbose_name='observations')),
                    ('moves', models.PositiveIntegerField(default=1, editable=False)),
                    ('city', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('merged_into', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='stock.device')),
                ],
                options={
                    'verbose_name': 'équipement',
                    'ordering': ['serial'],
                },
            ),
            migrations.CreateModel(
                name='Donation',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(blank=True, max_length=20, verbose_name='référence')),
                    ('token', models.CharField(default=rebond.stock.donations.models.new_token, editable=False, max_length=32)),
                    ('state', models.CharField(choices=[('draft', 'En préparation'), ('announced', 'Annoncé'), ('accepted', 'Accepté'), ('declined', 'Refusé'), ('withdrawn', 'Retiré'), ('closed', 'Clos')], default='draft', max_length=9, verbose_name='état')),
                    ('company', models.CharField(max_length=160, verbose_name='entreprise')),
                    ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
                    ('contact_name', models.CharField(max_length=120, verbose_name='personne à joindre')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='adresse électronique')),
                    ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='téléphone')),
                    ('pickup_address', models.CharField(blank=True, max_length=300, verbose_name='adresse d’enlèvement')),
                    ('available_from', models.DateField(blank=True, null=True, verbose_name='disponible à partir du')),
                    ('regime', models.CharField(blank=True, choices=[('gift', 'Don de l’entreprise à l’association'), ('transfer', 'Don à la ville, puis cession à l’association'), ('loan', 'Prêt à usage'), ('refurbisher', 'Remise par un reconditionneur')], default='', max_length=12, verbose_name='régime juridique')),
                    ('remarks', models.TextField(blank=True, max_length=2000, verbose_name='précisions')),
                    ('planned_on', models.DateField(null=True, verbose_name='livraison prévue le')),
                    ('reason', models.CharField(blank=True, max_length=500, verbose_name='motif')),
                    ('at', models.DateTimeField()),
                    ('announced_at', models.DateTimeField(null=True, verbose_name='annoncé le')),
                    ('moved_at', models.DateTimeField(null=True)),
                    ('language', models.CharField(choices=[('fr', 'Français'), ('en', 'English')], db_default='fr', default='fr', max_length=2, verbose_name='langue')),
                    ('sender', models.CharField(blank=True, db_default='', default='', editable=False, max_length=40)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('donor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='donations', to='organisations.donor')),
                    ('moved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'don annoncé',
                    'verbose_name_plural': 'dons annoncés',
                    'ordering': ['-at'],
                },
            ),
            migrations.CreateModel(
                name='AnnouncedLine',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveIntegerField()),
                    ('kind', models.CharField(choices=[('desktop', 'Unités centrales'), ('laptop', 'Ordinateurs portables'), ('screen', 'Écrans'), ('keyboard', 'Claviers'), ('mouse', 'Souris'), ('cable', 'Câbles'), ('adapter', 'Adaptateurs'), ('other', 'Autre matériel')], max_length=8, verbose_name='matériel')),
                    ('brand', models.CharField(blank=True, max_length=60, verbose_name='marque')),
                    ('model', models.CharField(blank=True, max_length=120, verbose_name='modèle')),
                    ('serial', models.CharField(blank=True, max_length=60, verbose_name='numéro de série')),
                    ('quantity', models.PositiveIntegerField(default=1, verbose_name='quantité')),
                    ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='valeur déclarée par le donateur (€)')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='stock.announcedfile')),
                    ('donation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='stock.donation')),
                ],
                options={
                    'verbose_name': 'ligne annoncée',
                    'ordering': ['donation', 'position'],
                },
            ),
            migrations.AddField(
                model_name='announcedfile',
                name='donation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='stock.donation'),
            ),
            migrations.CreateModel(
                name='ErasureCertificate',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('serial', models.CharField(max_length=60, verbose_name='numéro de série de la machine')),
                    ('disk_serial', models.CharField(blank=True, max_length=60, verbose_name='numéro de série du disque')),
                    ('disk_brand', models.CharField(blank=True, max_length=60, verbose_name='marque du disque')),
                    ('reference', models.CharField(blank=True, max_length=80, verbose_name='référence du certificat')),
                    ('result', models.CharField(choices=[('erased', 'Effacé'), ('failed', 'Échec'), ('disk-removed', 'Disque retiré')], max_length=12, verbose_name='résultat')),
                    ('method', models.CharField(blank=True, max_length=60, verbose_name='méthode')),
                    ('standard', models.CharField(blank=True, max_length=80, verbose_name='norme')),
                    ('tool', models.CharField(blank=True, max_length=80, verbose_name='logiciel')),
                    ('operator', models.CharField(blank=True, max_length=60, verbose_name='opérateur')),
                    ('erased_on', models.DateField(blank=True, null=True, verbose_name='date')),
                    ('kept_at', models.DateTimeField(editable=False, null=True)),
                    ('said_serial', models.CharField(blank=True, max_length=60, verbose_name='numéro de série selon le certificat')),
                    ('linked_at', models.DateTimeField(editable=False, null=True)),
                    ('fingerprint', models.CharField(editable=False, max_length=32)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='stock.device')),
                    ('proof', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.deposit')),
                ],
                options={
                    'verbose_name': 'certificat d’effacement',
                    'verbose_name_plural': 'certificats d’effacement',
                    'ordering': ['serial', 'erased_on'],
                },
            ),
            migrations.CreateModel(
                name='Destruction',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=20, verbose_name='numéro du bordereau')),
                    ('state', models.CharField(choices=[('to-destroy', 'À détruire'), ('destroyed', 'Détruit')], default='to-destroy', max_length=10, verbose_name='état')),
                    ('ordered_at', models.DateTimeField()),
                    ('destroyed_on', models.DateField(blank=True, null=True, verbose_name='détruit le')),
                    ('destroyed_by', models.CharField(blank=True, max_length=120, verbose_name='détruit par')),
                    ('method', models.CharField(blank=True, max_length=80, verbose_name='procédé')),
                    ('reference', models.CharField(blank=True, max_length=80, verbose_name='référence du certificat de destruction')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='destruction', to='stock.erasurecertificate', verbose_name='certificat')),
                ],
                options={
                    'verbose_name': 'bordereau de destruction',
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='FactSheet',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('source', models.CharField(choices=[('lshw', 'lshw'), ('inxi', 'inxi'), ('workbench', 'Workbench')], max_length=10, verbose_name='programme')),
                    ('said', models.JSONField()),
                    ('read_at', models.DateTimeField()),
                    ('kept_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fact_sheets', to='stock.device')),
                    ('read_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'relevé de caractéristiques',
                    'verbose_name_plural': 'relevés de caractéristiques',
                    'ordering': ['-read_at'],
                },
            ),
            migrations.CreateModel(
                name='Identifier',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('serial', 'Autre numéro de série'), ('mac', 'Adresse réseau (MAC)'), ('former', 'Ancienne étiquette')], max_length=6, verbose_name='sorte')),
                    ('value', models.CharField(max_length=60, verbose_name='numéro')),
                    ('code', models.CharField(editable=False, max_length=60)),
                    ('since', models.DateTimeField()),
                    ('until', models.DateTimeField(null=True)),
                    ('retired_why', models.CharField(blank=True, max_length=300, verbose_name='pourquoi il ne sert plus')),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='stock.device')),
                ],
                options={
                    'verbose_name': 'autre numéro',
                    'verbose_name_plural': 'autres numéros',
                    'ordering': ['kind', 'value'],
                },
            ),
            migrations.CreateModel(
                name='Kit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=60, verbose_name='nom')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'kit',
                    'verbose_name_plural': 'kits',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='KitPart',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('category', models.CharField(blank=True, max_length=8)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('kind', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.accessorykind')),
                    ('kit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='stock.kit')),
                ],
                options={
                    'verbose_name': 'élément d’un kit',
                    'ordering': ['-category', 'kind'],
                },
            ),
            migrations.CreateModel(
                name='KnownDisk',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('serial', models.CharField(max_length=60, verbose_name='numéro de série du disque')),
                    ('noted_at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disks', to='stock.device')),
                    ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'disque',
                    'ordering': ['serial'],
                },
            ),
            migrations.CreateModel(
                name='LabelRun',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('format', models.CharField(choices=[('L7160', 'L7160'), ('L7163', 'L7163'), ('L7651', 'L7651'), ('3474', '3474'), ('L7159', 'L7159'), ('L7162', 'L7162'), ('62x29', '62x29'), ('57x32', '57x32'), ('89x36', '89x36'), ('54x25', '54x25')], max_length=12, verbose_name='papier')),
                    ('tags', models.JSONField(default=list)),
                    ('empty', models.BooleanField(default=False, verbose_name='sans machine')),
                    ('start', models.PositiveSmallIntegerField(default=1)),
                    ('across', models.SmallIntegerField(default=0)),
                    ('down', models.SmallIntegerField(default=0)),
                    ('state', models.CharField(choices=[('waiting', 'En préparation'), ('done', 'Prêtes')], default='waiting', max_length=8, verbose_name='état')),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('asked_at', models.DateTimeField()),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ],
                options={
                    'verbose_name': 'impression d’étiquettes',
                    'ordering': ['-asked_at'],
                },
            ),
            migrations.CreateModel(
                name='Lot',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=60, verbose_name='référence')),
                    ('received_on', models.DateField(verbose_name='reçu le')),
                    ('regime', models.CharField(blank=True, choices=[('gift', 'Don de l’entreprise à l’association'), ('transfer', 'Don à la ville, puis cession à l’association'), ('loan', 'Prêt à usage'), ('refurbisher', 'Remise par un reconditionneur')], db_default='', default='', max_length=12, verbose_name='régime juridique')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('donation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='stock.donation')),
                    ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='organisations.donor')),
                ],
                options={
                    'verbose_name': 'lot',
                    'ordering': ['reference'],
                },
            ),
            migrations.CreateModel(
                name='IntakeNote',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=20, verbose_name='numéro du bon')),
                    ('delivered_by', models.CharField(max_length=120, verbose_name='qui remet, pour le donateur')),
                    ('delivered_role', models.CharField(blank=True, max_length=120, verbose_name='qualité')),
                    ('received_by', models.CharField(max_length=120, verbose_name='qui reçoit, pour la ville')),
                    ('signed_on', models.DateField(verbose_name='signé le')),
                    ('remarks', models.CharField(blank=True, max_length=1000, verbose_name='réserves')),
                    ('machines', models.PositiveIntegerField(verbose_name='machines')),
                    ('accessories', models.PositiveIntegerField(default=0, verbose_name='accessoires')),
                    ('why', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='motif du remplacement')),
                    ('is_current', models.BooleanField(default=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='stock.intakenote')),
                    ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intake_notes', to='stock.lot')),
                ],
                options={
                    'verbose_name': 'bon d’entrée',
                    'verbose_name_plural': 'bons d’entrée',
                    'ordering': ['-at'],
                },
            ),
            migrations.AddField(
                model_name='device',
                name='lot',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='stock.lot'),
            ),
            migrations.CreateModel(
                name='OwnCheck',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('category', models.CharField(choices=[('desktop', 'Unité centrale'), ('laptop', 'Ordinateur portable'), ('screen', 'Écran'), ('other', 'Autre')], max_length=8, verbose_name='type')),
                    ('standard', models.CharField(blank=True, max_length=20)),
                    ('added_name', models.CharField(blank=True, max_length=60, verbose_name='contrôle')),
                    ('flag', models.CharField(blank=True, choices=[('out-of-order', 'Hors service'), ('bios-locked', 'BIOS verrouillé'), ('to-investigate', 'À vérifier')], max_length=14, verbose_name='blocage en cas de défaut')),
                    ('in_use', models.BooleanField(default=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'contrôle de la ville',
                    'verbose_name_plural': 'contrôles de la ville',
                    'ordering': ['category', 'added_name', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PastUse',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('ended_at', models.DateTimeField(verbose_name='revenue le')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_uses', to='stock.device')),
                ],
                options={
                    'verbose_name': 'usage passé d’une machine',
                    'ordering': ['ended_at'],
                },
            ),
            migrations.CreateModel(
                name='Place',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=60, verbose_name='nom')),
                    ('depth', models.PositiveSmallIntegerField(default=1)),
                    ('receives', models.BooleanField(default=False, verbose_name='reçoit les livraisons')),
                    ('archived_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='stock.place')),
                ],
                options={
                    'verbose_name': 'emplacement',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Movement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('step', models.PositiveIntegerField(null=True)),
                    ('quantity', models.PositiveIntegerField(default=1, verbose_name='quantité')),
                    ('from_end', models.CharField(blank=True, choices=[('donor', 'Donateur'), ('association', 'Association'), ('recycler', 'Recycleur'), ('loss', 'Perte'), ('gain', 'Trouvaille'), ('merged', 'Autre fiche')], max_length=11)),
                    ('to_end', models.CharField(blank=True, choices=[('donor', 'Donateur'), ('association', 'Association'), ('recycler', 'Recycleur'), ('loss', 'Perte'), ('gain', 'Trouvaille'), ('merged', 'Autre fiche')], max_length=11)),
                    ('reason', models.CharField(choices=[('opening', 'Reprise de l’existant'), ('reception', 'Réception'), ('move', 'Déplacement'), ('handover', 'Remise'), ('counted', 'Compté à la remise'), ('return', 'Retour'), ('recycling', 'Recyclage'), ('loss', 'Perte'), ('found', 'Retrouvé'), ('stocktake', 'Inventaire physique'), ('correction', 'Correction'), ('merge', 'Fiches réunies')], max_length=10, verbose_name='motif')),
                    ('why', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                    ('at', models.DateTimeField()),
                    ('deed', models.UUIDField(default=uuid.uuid4)),
                    ('reference', models.CharField(blank=True, max_length=60, verbose_name='référence')),
                    ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='stock.movement')),
                    ('device', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='stock.device')),
                    ('document', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('kind', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='stock.accessorykind')),
                    ('from_place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='departures', to='stock.place')),
                    ('to_place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='stock.place')),
                ],
                options={
                    'verbose_name': 'mouvement',
                    'ordering': ['-at', 'id'],
                },
            ),
            migrations.AddField(
                model_name='device',
                name='stands_in',
                field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='stock.place', verbose_name='emplacement'),
            ),
            migrations.CreateModel(
                name='BenchSession',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('open', 'En cours'), ('paused', 'En pause'), ('closed', 'Terminée')], default='open', max_length=6)),
                    ('each', models.CharField(blank=True, choices=[('A', 'A, comme neuf'), ('B', 'B, bon état'), ('C', 'C, abîmé mais utilisable'), ('X', 'X, pour pièces')], max_length=1)),
                    ('opened_at', models.DateTimeField()),
                    ('stopped_at', models.DateTimeField(null=True)),
                    ('rested', models.DurationField(default=datetime.timedelta)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.place', verbose_name='emplacement')),
                ],
                options={
                    'verbose_name': 'séance de tri',
                    'verbose_name_plural': 'séances de tri',
                    'ordering': ['-opened_at'],
                },
            ),
            migrations.CreateModel(
                name='Balance',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('quantity', models.PositiveIntegerField(default=0)),
                    ('reserved', models.PositiveIntegerField(default=0)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='balances', to='stock.accessorykind')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='balances', to='stock.place')),
                ],
                options={
                    'verbose_name': 'quantité en stock',
                    'ordering': ['place', 'kind'],
                },
            ),
            migrations.CreateModel(
                name='RecyclingSlip',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=20, verbose_name='numéro du bordereau')),
                    ('state', models.CharField(choices=[('open', 'En préparation'), ('collected', 'Enlevé')], default='open', max_length=9, verbose_name='état')),
                    ('recycler', models.CharField(max_length=160, verbose_name='recycleur')),
                    ('siret', models.CharField(max_length=14, verbose_name='SIRET du recycleur')),
                    ('permit', models.CharField(blank=True, max_length=60, verbose_name='numéro d’opérateur autorisé ou de récépissé')),
                    ('recycler_address', models.CharField(blank=True, max_length=200, verbose_name='adresse du recycleur')),
                    ('carrier', models.CharField(blank=True, max_length=160, verbose_name='transporteur')),
                    ('carrier_siret', models.CharField(blank=True, max_length=14, verbose_name='SIRET du transporteur')),
                    ('carrier_permit', models.CharField(blank=True, max_length=60, verbose_name='récépissé du transporteur')),
                    ('bsd', models.CharField(blank=True, max_length=60, verbose_name='numéro de bordereau de suivi de déchets')),
                    ('sender_siret', models.CharField(blank=True, max_length=14, verbose_name='SIRET de la ville')),
                    ('origin', models.CharField(blank=True, max_length=200, verbose_name='adresse de prise en charge')),
                    ('opened_at', models.DateTimeField()),
                    ('collected_on', models.DateField(null=True, verbose_name='enlevé le')),
                    ('collected_at', models.DateTimeField(null=True)),
                    ('certificate', models.CharField(blank=True, max_length=80, verbose_name='numéro du certificat de traitement')),
                    ('treatment', models.CharField(blank=True, choices=[('R', 'Préparation à la réutilisation'), ('R4', 'Recyclage des métaux (R4)'), ('R12', 'Tri et démontage avant valorisation (R12)'), ('R13', 'Regroupement avant valorisation (R13)')], max_length=4, verbose_name='traitement')),
                    ('weighed', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='poids pesé (kg)')),
                    ('why', models.CharField(blank=True, max_length=300, verbose_name='motif de la correction')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counter_slip', to='stock.recyclingslip')),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('proof', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.deposit')),
                ],
                options={
                    'verbose_name': 'bordereau de recyclage',
                    'ordering': ['-opened_at', '-number'],
                },
            ),
            migrations.CreateModel(
                name='RecyclingLine',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('quantity', models.PositiveIntegerField(default=1, verbose_name='quantité')),
                    ('weight', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='poids estimé (kg)')),
                    ('waste_code', models.CharField(max_length=9, verbose_name='code déchet')),
                    ('waste_name', models.CharField(max_length=60, verbose_name='dénomination usuelle')),
                    ('open', models.BooleanField(default=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recycling_lines', to='stock.device')),
                    ('kind', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.accessorykind')),
                    ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.place')),
                    ('slip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='stock.recyclingslip')),
                ],
                options={
                    'verbose_name': 'ligne de bordereau',
                    'ordering': ['slip', 'kind', 'device__serial'],
                },
            ),
            migrations.CreateModel(
                name='Reservation',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('holder', models.UUIDField()),
                    ('quantity', models.PositiveIntegerField()),
                    ('balance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='stock.balance')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'réservation d’accessoires',
                    'ordering': ['balance'],
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=60, verbose_name='nom')),
                    ('query', models.CharField(editable=False, max_length=500)),
                    ('shared', models.BooleanField(default=False, verbose_name='partagée avec l’équipe')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'vue enregistrée',
                    'verbose_name_plural': 'vues enregistrées',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Settlement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('missing', 'Manquant'), ('extra', 'En plus'), ('different', 'Différent')], max_length=9)),
                    ('key', models.CharField(max_length=220)),
                    ('field', models.CharField(blank=True, max_length=20)),
                    ('announced', models.CharField(blank=True, max_length=200, verbose_name='annoncé')),
                    ('received', models.CharField(blank=True, max_length=200, verbose_name='reçu')),
                    ('outcome', models.CharField(choices=[('kept', 'Accepté tel que reçu'), ('to-come', 'Attendu plus tard'), ('given-up', 'Le donateur y renonce'), ('to-return', 'À rendre au donateur'), ('our-mistake', 'Erreur de saisie chez nous')], max_length=11, verbose_name='suite')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('donation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settlements', to='stock.donation')),
                ],
                options={
                    'verbose_name': 'écart traité',
                    'verbose_name_plural': 'écarts traités',
                    'ordering': ['donation', 'key', 'field'],
                },
            ),
            migrations.CreateModel(
                name='SparePolicy',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('percent', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='machines gardées en réserve (%)')),
                    ('swap_days', models.PositiveSmallIntegerField(default=30, verbose_name='jours pour échanger une machine en panne')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'réserve de la ville',
                },
            ),
            migrations.CreateModel(
                name='SparePool',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('percent', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MaxValueValidator(50)], verbose_name='machines gardées en réserve (%)')),
                    ('released', models.PositiveIntegerField(default=0, verbose_name='machines rendues aux vagues')),
                    ('used', models.PositiveIntegerField(default=0, verbose_name='machines parties en échange')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('lot', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='spares', to='stock.lot')),
                ],
                options={
                    'verbose_name': 'réserve d’un lot',
                },
            ),
            migrations.CreateModel(
                name='StockFile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('inventory', 'Inventaire du donateur'), ('erasures', 'Certificats d’effacement')], max_length=10, verbose_name='contenu')),
                    ('state', models.CharField(choices=[('reading', 'Lecture en cours'), ('to-map', 'Colonnes à préciser'), ('read', 'À confirmer'), ('unreadable', 'Illisible'), ('applying', 'Enregistrement en cours'), ('applied', 'Enregistré'), ('refused', 'Refusé'), ('cancelled', 'Abandonné'), ('undoing', 'Annulation en cours'), ('undone', 'Annulé')], default='reading', max_length=10, verbose_name='état')),
                    ('lot_reference', models.CharField(blank=True, max_length=60, verbose_name='référence du lot')),
                    ('donor_name', models.CharField(blank=True, max_length=160, verbose_name='donateur')),
                    ('counts', models.JSONField(default=dict)),
                    ('remarks', models.JSONField(default=dict)),
                    ('format', models.CharField(blank=True, choices=[('glpi', 'GLPI'), ('servicenow', 'ServiceNow'), ('snipe-it', 'Snipe-IT'), ('ocs', 'OCS Inventory')], max_length=12)),
                    ('choices', models.JSONField(default=dict)),
                    ('unknown', models.JSONField(default=list)),
                    ('heard', models.PositiveIntegerField(default=0)),
                    ('refusal', models.CharField(blank=True, max_length=600)),
                    ('uploaded_at', models.DateTimeField()),
                    ('turn', models.PositiveIntegerField(default=0)),
                    ('applied_at', models.DateTimeField(null=True)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('rejected', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'fichier importé',
                    'ordering': ['-uploaded_at'],
                },
            ),
            migrations.CreateModel(
                name='RowCorrection',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField(verbose_name='ligne')),
                    ('before', models.JSONField(default=dict)),
                    ('values', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='stock.stockfile')),
                ],
                options={
                    'verbose_name': 'ligne corrigée',
                    'ordering': ['file', 'number'],
                },
            ),
            migrations.CreateModel(
                name='Replaced',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('before', models.JSONField()),
                    ('city', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stock.device')),
                    ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='replaced', to='stock.stockfile')),
                ],
                options={
                    'verbose_name': 'machine modifiée par un fichier',
                },
            ),
            migrations.CreateModel(
                name='FileRow',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField(verbose_name='ligne')),
                    ('verdict', models.CharField(choices=[('new', 'Nouvelle'), ('changed', 'Modifiée'), ('unchanged', 'Inchangée'), ('warned', 'Avec remarque'), ('rejected', 'Rejetée'), ('ignored', 'Ignorée'), ('matched', 'Rapprochée'), ('orphan', 'Sans machine')], max_length=10)),
                    ('serial', models.CharField(blank=True, max_length=60, verbose_name='numéro de série')),
                    ('nature', models.CharField(blank=True, max_length=12)),
                    ('reasons', models.JSONField(default=list)),
                    ('codes', models.CharField(blank=True, max_length=300)),
                    ('cells', models.JSONField(default=dict)),
                    ('city', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='stock.stockfile')),
                ],
                options={
                    'verbose_name': 'ligne de fichier',
                    'ordering': ['file', 'number'],
                },
            ),
            migrations.AddField(
                model_name='device',
                name='last_file',
                field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stock.stockfile'),
            ),
            migrations.CreateModel(
                name='StockTake',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('counting', 'Comptage en cours'), ('counted', 'À clore'), ('closed', 'Clos'), ('given-up', 'Abandonné')], default='counting', max_length=8)),
                    ('started_at', models.DateTimeField()),
                    ('counted_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('gained', models.PositiveIntegerField(default=0)),
                    ('lost', models.PositiveIntegerField(default=0)),
                    ('stale', models.PositiveIntegerField(default=0)),
                    ('reason', models.CharField(blank=True, max_length=300, verbose_name='explication')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stocktakes', to='stock.place')),
                    ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'inventaire physique',
                    'verbose_name_plural': 'inventaires physiques',
                    'ordering': ['-started_at'],
                },
            ),
            migrations.CreateModel(
                name='SeenDevice',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('moves', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.device')),
                    ('stocktake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen', to='stock.stocktake')),
                ],
                options={
                    'verbose_name': 'machine vue',
                    'ordering': ['-at'],
                },
            ),
            migrations.CreateModel(
                name='CountedAccessory',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('quantity', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.accessorykind')),
                    ('stocktake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accessories', to='stock.stocktake')),
                ],
                options={
                    'verbose_name': 'accessoires comptés',
                    'ordering': ['kind'],
                },
            ),
            migrations.CreateModel(
                name='Tag',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveIntegerField(editable=False)),
                    ('code', models.CharField(max_length=20, verbose_name='étiquette')),
                    ('token', models.CharField(default=rebond.stock.labels.tags.new_token, editable=False, max_length=16)),
                    ('made_at', models.DateTimeField()),
                    ('bound_at', models.DateTimeField(null=True)),
                    ('printed_at', models.DateTimeField(null=True)),
                    ('bound_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='stock.device')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'étiquette',
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('text', models.TextField(max_length=1000, verbose_name='message')),
                    ('contact', models.CharField(blank=True, max_length=120, verbose_name='comment vous joindre')),
                    ('sent_at', models.DateTimeField()),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='stock.tag')),
                ],
                options={
                    'verbose_name': 'signalement',
                    'ordering': ['-sent_at'],
                },
            ),
            migrations.CreateModel(
                name='Triage',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('grade', models.CharField(blank=True, choices=[('A', 'A, comme neuf'), ('B', 'B, bon état'), ('C', 'C, abîmé mais utilisable'), ('X', 'X, pour pièces')], max_length=1, verbose_name='catégorie')),
                    ('is_current', models.BooleanField(default=False)),
                    ('checks', models.JSONField(default=dict)),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='remarque')),
                    ('system', models.CharField(blank=True, choices=[('linux', 'Linux'), ('windows-11', 'Windows 11'), ('windows-10', 'Windows 10'), ('chromeos-flex', 'ChromeOS Flex'), ('none', 'Aucun système')], max_length=13, verbose_name='système')),
                    ('licence', models.CharField(blank=True, choices=[('free', 'Logiciel libre'), ('own', 'Celle de la machine (constructeur)'), ('refurbisher', 'Celle d’un reconditionneur agréé'), ('volume', 'En volume, de la ville ou de l’association'), ('none', 'Aucune')], max_length=11, verbose_name='licence')),
                    ('installed_by', models.CharField(blank=True, choices=[('team', 'L’équipe du dispositif'), ('refurbisher', 'Un reconditionneur'), ('association', 'L’association'), ('donor', 'Le donateur')], max_length=11, verbose_name='installé par')),
                    ('scanned_at', models.DateTimeField()),
                    ('judged_at', models.DateTimeField(null=True)),
                    ('step', models.PositiveIntegerField()),
                    ('client', models.UUIDField(null=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='triages', to='stock.device')),
                    ('photo', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.deposit')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='triages', to='stock.benchsession')),
                ],
                options={
                    'verbose_name': 'tri d’une machine',
                    'verbose_name_plural': 'tris de machines',
                    'ordering': ['-scanned_at', 'pk'],
                },
            ),
            migrations.AddConstraint(
                model_name='accessorykind',
                constraint=models.UniqueConstraint(condition=models.Q(('standard', ''), _negated=True), fields=('city', 'standard'), name='one_kind_per_standard_accessory'),
            ),
            migrations.AddConstraint(
                model_name='accessorykind',
                constraint=models.UniqueConstraint(condition=models.Q(('standard', '')), fields=('city', 'added_name'), name='one_kind_per_name', violation_error_message='Cette sorte d’accessoires existe déjà.'),
            ),
            migrations.AddConstraint(
                model_name='accessorykind',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('standard', ''), models.Q(('added_name', ''), _negated=True)), models.Q(('added_name', ''), ('standard__in', ['keyboard', 'mouse', 'screen', 'cable', 'adapter'])), _connector='OR'), name='kind_is_standard_or_named'),
            ),
            migrations.AddConstraint(
                model_name='benchrules',
                constraint=models.UniqueConstraint(fields=('city',), name='one_row_of_bench_rules_per_city'),
            ),
            migrations.AddConstraint(
                model_name='calibration',
                constraint=models.UniqueConstraint(fields=('city', 'user', 'format'), name='one_calibration_per_paper_of_a_user'),
            ),
            migrations.AddConstraint(
                model_name='closing',
                constraint=models.UniqueConstraint(fields=('city', 'until'), name='one_closing_per_instant'),
            ),
            migrations.AddConstraint(
                model_name='columnmapping',
                constraint=models.UniqueConstraint(fields=('donor', 'heading'), name='one_meaning_per_heading_of_a_donor'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('city', 'reference'), name='one_donation_per_reference'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.UniqueConstraint(fields=('token',), name='one_followup_page_per_donation'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'announced', 'accepted', 'declined', 'withdrawn', 'closed'])), name='donation_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.CheckConstraint(condition=models.Q(('regime__in', ['', 'gift', 'transfer', 'loan', 'refurbisher'])), name='donation_regime_is_known'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('announced_at__isnull', False), _connector='OR'), name='announced_donation_says_when'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('reference', ''), _negated=True), _connector='OR'), name='announced_donation_has_a_reference'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.CheckConstraint(condition=models.Q(('language__in', ['fr', 'en'])), name='donation_language_is_known'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'closed']), _negated=True), ('donor__isnull', False), _connector='OR'), name='accepted_donation_has_its_donor'),
            ),
            migrations.AddConstraint(
                model_name='donation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='declined_donation_says_why'),
            ),
            migrations.AddIndex(
                model_name='announcedline',
                index=models.Index(fields=['donation', 'position'], name='announced_lines_in_order'),
            ),
            migrations.AddConstraint(
                model_name='announcedline',
                constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='announced_line_has_something'),
            ),
            migrations.AddConstraint(
                model_name='announcedline',
                constraint=models.CheckConstraint(condition=models.Q(('serial', ''), ('quantity', 1), _connector='OR'), name='announced_serial_is_one_machine'),
            ),
            migrations.AddConstraint(
                model_name='announcedline',
                constraint=models.CheckConstraint(condition=models.Q(('value', None), ('value__gte', 0), _connector='OR'), name='declared_value_is_no_debt'),
            ),
            migrations.AddConstraint(
                model_name='announcedline',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['desktop', 'laptop', 'screen', 'keyboard', 'mouse', 'cable', 'adapter', 'other'])), name='announced_kind_is_known'),
            ),
            migrations.AddConstraint(
                model_name='announcedline',
                constraint=models.UniqueConstraint(condition=models.Q(('serial', ''), _negated=True), fields=('donation', 'serial'), name='one_announced_line_per_serial', violation_error_message='Ce numéro de série est déjà annoncé dans ce don.'),
            ),
            migrations.AddConstraint(
                model_name='announcedfile',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'read', 'unreadable'])), name='announced_file_state_is_known'),
            ),
            migrations.AddIndex(
                model_name='erasurecertificate',
                index=models.Index(fields=['city', 'serial'], name='certificates_by_serial'),
            ),
            migrations.AddConstraint(
                model_name='erasurecertificate',
                constraint=models.UniqueConstraint(fields=('city', 'fingerprint'), name='one_certificate_per_erasure'),
            ),
            migrations.AddConstraint(
                model_name='erasurecertificate',
                constraint=models.CheckConstraint(condition=models.Q(('result__in', ['erased', 'failed', 'disk-removed'])), name='certificate_result_is_known'),
            ),
            migrations.AddConstraint(
                model_name='destruction',
                constraint=models.UniqueConstraint(fields=('city', 'number'), name='one_slip_per_number'),
            ),
            migrations.AddConstraint(
                model_name='destruction',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('destroyed_on', None), ('state', 'to-destroy')), models.Q(('destroyed_on__isnull', False), ('state', 'destroyed'), models.Q(('destroyed_by', ''), _negated=True)), _connector='OR'), name='destroyed_disk_says_when_and_by_whom'),
            ),
            migrations.AddConstraint(
                model_name='factsheet',
                constraint=models.CheckConstraint(condition=models.Q(('source__in', ['lshw', 'inxi', 'workbench'])), name='facts_are_known'),
            ),
            migrations.AddIndex(
                model_name='identifier',
                index=models.Index(fields=['city', 'code'], name='further_names_by_code'),
            ),
            migrations.AddConstraint(
                model_name='identifier',
                constraint=models.UniqueConstraint(fields=('device', 'kind', 'code'), name='one_row_per_name_of_a_device', violation_error_message='Cette machine porte déjà ce numéro.'),
            ),
            migrations.AddConstraint(
                model_name='identifier',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', 'serial'), ('until', None)), fields=('city', 'code'), name='further_serial_names_one_device', violation_error_message='Une autre machine porte déjà ce numéro de série.'),
            ),
            migrations.AddConstraint(
                model_name='identifier',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_why', ''), ('until', None)), models.Q(('until__isnull', False), models.Q(('retired_why', ''), _negated=True)), _connector='OR'), name='retired_name_says_why'),
            ),
            migrations.AddConstraint(
                model_name='identifier',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['serial', 'mac', 'former'])), name='name_kind_is_known'),
            ),
            migrations.AddConstraint(
                model_name='kit',
                constraint=models.UniqueConstraint(fields=('city', 'name'), name='one_kit_per_name', violation_error_message='Un kit porte déjà ce nom.'),
            ),
            migrations.AddConstraint(
                model_name='kitpart',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__in', ['desktop', 'laptop', 'screen', 'other']), ('kind', None)), models.Q(('category', ''), ('kind__isnull', False)), _connector='OR'), name='kit_part_is_machine_or_accessory'),
            ),
            migrations.AddConstraint(
                model_name='kitpart',
                constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='kit_part_counts_something'),
            ),
            migrations.AddConstraint(
                model_name='kitpart',
                constraint=models.UniqueConstraint(condition=models.Q(('kind', None)), fields=('kit', 'category'), name='one_part_per_category'),
            ),
            migrations.AddConstraint(
                model_name='kitpart',
                constraint=models.UniqueConstraint(fields=('kit', 'kind'), name='one_part_per_kind'),
            ),
            migrations.AddConstraint(
                model_name='knowndisk',
                constraint=models.UniqueConstraint(fields=('device', 'serial'), name='one_row_per_disk_of_a_device', violation_error_message='Ce disque est déjà noté.'),
            ),
            migrations.AddConstraint(
                model_name='labelrun',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', None), ('state', 'waiting')), models.Q(('document__isnull', False), ('state', 'done')), _connector='OR'), name='labels_done_have_their_document'),
            ),
            migrations.AddConstraint(
                model_name='lot',
                constraint=models.UniqueConstraint(fields=('city', 'reference'), name='one_lot_per_reference', violation_error_message='Un lot porte déjà cette référence.'),
            ),
            migrations.AddConstraint(
                model_name='lot',
                constraint=models.CheckConstraint(condition=models.Q(('regime__in', ['', 'gift', 'transfer', 'loan', 'refurbisher'])), name='lot_regime_is_known'),
            ),
            migrations.AddConstraint(
                model_name='intakenote',
                constraint=models.UniqueConstraint(fields=('city', 'number'), name='one_intake_note_per_number'),
            ),
            migrations.AddConstraint(
                model_name='intakenote',
                constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('lot',), name='one_current_intake_note_per_lot'),
            ),
            migrations.AddConstraint(
                model_name='owncheck',
                constraint=models.UniqueConstraint(condition=models.Q(('standard', ''), _negated=True), fields=('city', 'category', 'standard'), name='one_row_per_standard_check'),
            ),
            migrations.AddConstraint(
                model_name='owncheck',
                constraint=models.UniqueConstraint(condition=models.Q(('standard', '')), fields=('city', 'category', 'added_name'), name='one_check_per_name', violation_error_message='Ce contrôle existe déjà pour ce type de machine.'),
            ),
            migrations.AddConstraint(
                model_name='owncheck',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('standard', ''), models.Q(('added_name', ''), _negated=True)), models.Q(models.Q(('standard', ''), _negated=True), ('added_name', ''), ('flag', '')), _connector='OR'), name='check_is_standard_or_named'),
            ),
            migrations.AddConstraint(
                model_name='place',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('depth', 1), ('parent', None)), models.Q(('depth__in', [2, 3]), ('parent__isnull', False)), _connector='OR'), name='place_has_three_levels_at_most', violation_error_message='Un emplacement a trois niveaux au plus\xa0: site, local, casier.'),
            ),
            migrations.AddConstraint(
                model_name='place',
                constraint=models.CheckConstraint(condition=models.Q(('receives', False), ('archived_at', None), _connector='OR'), name='receiving_place_is_not_archived'),
            ),
            migrations.AddConstraint(
                model_name='place',
                constraint=models.UniqueConstraint(condition=models.Q(('receives', True)), fields=('city',), name='one_place_receives'),
            ),
            migrations.AddConstraint(
                model_name='place',
                constraint=models.UniqueConstraint(models.F('parent'), django.db.models.functions.text.Lower('name'), condition=models.Q(('archived_at', None)), name='one_place_of_that_name_inside_another', violation_error_message='Un emplacement porte déjà ce nom ici.'),
            ),
            migrations.AddConstraint(
                model_name='place',
                constraint=models.UniqueConstraint(models.F('city'), django.db.models.functions.text.Lower('name'), condition=models.Q(('archived_at', None), ('parent', None)), name='one_site_of_that_name', violation_error_message='Un emplacement porte déjà ce nom ici.'),
            ),
            migrations.AddIndex(
                model_name='movement',
                index=models.Index(fields=['city', '-at', 'id'], name='movements_by_time'),
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
            migrations.AddConstraint(
                model_name='movement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('device__isnull', False), ('kind', None), ('quantity', 1), ('step__gte', 1)), models.Q(('device', None), ('kind__isnull', False), ('quantity__gte', 1), ('step', None)), _connector='OR'), name='movement_of_a_machine_or_of_accessories'),
            ),
            migrations.AddConstraint(
                model_name='movement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('from_place', None), models.Q(('from_end', ''), _negated=True)), models.Q(('from_end', ''), ('from_place__isnull', False)), _connector='OR'), models.Q(models.Q(('to_place', None), models.Q(('to_end', ''), _negated=True)), models.Q(('to_end', ''), ('to_place__isnull', False)), _connector='OR')), name='movement_has_two_sides'),
            ),
            migrations.AddConstraint(
                model_name='movement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_place', None), ('to_place__isnull', False)), models.Q(('from_place__isnull', False), ('to_place', None)), models.Q(('from_place__isnull', False), ('to_place__isnull', False), models.Q(('from_place', models.F('to_place')), _negated=True)), _connector='OR'), name='movement_goes_somewhere', violation_error_message='Choisissez un autre emplacement d’arrivée que celui de départ.'),
            ),
            migrations.AddConstraint(
                model_name='movement',
                constraint=models.CheckConstraint(condition=models.Q(('from_end__in', ['', 'donor', 'association', 'recycler', 'loss', 'gain', 'merged']), ('reason__in', ['opening', 'reception', 'move', 'handover', 'counted', 'return', 'recycling', 'loss', 'found', 'stocktake', 'correction', 'merge']), ('to_end__in', ['', 'donor', 'association', 'recycler', 'loss', 'gain', 'merged'])), name='movement_codes_are_known'),
            ),
            migrations.AddConstraint(
                model_name='movement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason__in', ['loss', 'found', 'recycling', 'correction', 'merge']), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='movement_that_surprises_says_why', violation_error_message='Dites pourquoi.'),
            ),
            migrations.AddConstraint(
                model_name='movement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), models.Q(('reason', 'correction'), _negated=True)), models.Q(('corrects__isnull', False), ('reason', 'correction')), _connector='OR'), name='correction_names_what_it_corrects'),
            ),
            migrations.AddConstraint(
                model_name='movement',
                constraint=models.UniqueConstraint(fields=('device', 'step'), name='one_movement_per_step_of_a_machine'),
            ),
            migrations.AddConstraint(
                model_name='benchsession',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'paused'])), fields=('city', 'opened_by'), name='one_bench_at_a_time_per_person'),
            ),
            migrations.AddConstraint(
                model_name='benchsession',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), ('stopped_at', None)), models.Q(('state__in', ['paused', 'closed']), ('stopped_at__isnull', False)), _connector='OR'), name='bench_that_rests_says_since_when'),
            ),
            migrations.AddConstraint(
                model_name='benchsession',
                constraint=models.CheckConstraint(condition=models.Q(('each__in', ['', 'A', 'B', 'C', 'X'])), name='bench_grade_is_known'),
            ),
            migrations.AddConstraint(
                model_name='balance',
                constraint=models.UniqueConstraint(fields=('kind', 'place'), name='one_balance_per_kind_and_place'),
            ),
            migrations.AddConstraint(
                model_name='balance',
                constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', models.F('reserved')), ('reserved__gte', 0)), name='balance_holds_what_is_reserved'),
            ),
            migrations.AddConstraint(
                model_name='recyclingslip',
                constraint=models.UniqueConstraint(fields=('city', 'number'), name='one_recycling_slip_per_number'),
            ),
            migrations.AddConstraint(
                model_name='recyclingslip',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('certificate', ''), ('collected_at', None), ('collected_on', None), ('corrects', None), ('paper', None), ('state', 'open')), models.Q(('collected_at__isnull', False), ('collected_on__isnull', False), ('paper__isnull', False), ('state', 'collected'), models.Q(('certificate', ''), _negated=True)), _connector='OR'), name='collected_slip_is_complete'),
            ),
            migrations.AddConstraint(
                model_name='recyclingslip',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), ('why', '')), models.Q(('corrects__isnull', False), ('state', 'collected'), models.Q(('why', ''), _negated=True)), _connector='OR'), name='counter_slip_says_why'),
            ),
            migrations.AddConstraint(
                model_name='recyclingslip',
                constraint=models.CheckConstraint(condition=models.Q(('weighed', None), ('weighed__gt', 0), _connector='OR'), name='weighed_load_weighs_something'),
            ),
            migrations.AddConstraint(
                model_name='recyclingline',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('device__isnull', False), ('kind', None), ('place', None), ('quantity', 1)), models.Q(('device', None), ('kind__isnull', False), ('place__isnull', False), ('quantity__gte', 1)), _connector='OR'), name='recycling_line_is_a_machine_or_accessories'),
            ),
            migrations.AddConstraint(
                model_name='recyclingline',
                constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 0)), name='recycling_line_weighs'),
            ),
            migrations.AddConstraint(
                model_name='recyclingline',
                constraint=models.UniqueConstraint(condition=models.Q(('open', True)), fields=('device',), name='one_open_slip_per_device', violation_error_message='Cette machine est déjà sur un bordereau.'),
            ),
            migrations.AddConstraint(
                model_name='recyclingline',
                constraint=models.UniqueConstraint(condition=models.Q(('kind__isnull', False)), fields=('slip', 'kind', 'place'), name='one_line_per_kind_and_place'),
            ),
            migrations.AddIndex(
                model_name='reservation',
                index=models.Index(fields=['holder'], name='reservations_by_holder'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.UniqueConstraint(fields=('balance', 'holder'), name='one_reservation_per_balance_and_holder'),
            ),
            migrations.AddConstraint(
                model_name='reservation',
                constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='reservation_counts_something'),
            ),
            migrations.AddConstraint(
                model_name='savedview',
                constraint=models.UniqueConstraint(fields=('city', 'user', 'name'), name='one_view_per_name_of_a_user', violation_error_message='Une vue porte déjà ce nom.'),
            ),
            migrations.AddConstraint(
                model_name='settlement',
                constraint=models.UniqueConstraint(fields=('donation', 'kind', 'key', 'field'), name='one_settlement_per_difference'),
            ),
            migrations.AddConstraint(
                model_name='settlement',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['missing', 'extra', 'different'])), name='settlement_kind_is_known'),
            ),
            migrations.AddConstraint(
                model_name='settlement',
                constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['kept', 'to-come', 'given-up', 'to-return', 'our-mistake'])), name='settlement_outcome_is_known'),
            ),
            migrations.AddConstraint(
                model_name='sparepolicy',
                constraint=models.UniqueConstraint(fields=('city',), name='one_spare_policy_per_city'),
            ),
            migrations.AddConstraint(
                model_name='sparepolicy',
                constraint=models.CheckConstraint(condition=models.Q(('percent__lte', 50), ('swap_days__gte', 1), ('swap_days__lte', 365)), name='spare_policy_is_reasonable'),
            ),
            migrations.AddConstraint(
                model_name='sparepool',
                constraint=models.CheckConstraint(condition=models.Q(('percent', None), ('percent__lte', 50), _connector='OR'), name='spare_percent_is_reasonable'),
            ),
            migrations.AddConstraint(
                model_name='stockfile',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'to-map', 'read', 'unreadable', 'applying', 'applied', 'refused', 'cancelled', 'undoing', 'undone'])), name='stock_file_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='rowcorrection',
                constraint=models.UniqueConstraint(fields=('file', 'number'), name='one_correction_per_row'),
            ),
            migrations.AddConstraint(
                model_name='replaced',
                constraint=models.UniqueConstraint(fields=('file', 'device'), name='one_past_per_file_and_device'),
            ),
            migrations.AddIndex(
                model_name='filerow',
                index=models.Index(fields=['file', 'number'], name='file_rows_by_number'),
            ),
            migrations.AddIndex(
                model_name='filerow',
                index=models.Index(fields=['file', 'verdict', 'number'], name='file_rows_by_verdict'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(fields=['city', 'state', 'category'], name='devices_by_state'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(fields=['city', 'stands_in', 'category'], name='devices_by_place'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(fields=['city', 'category', 'serial'], name='devices_by_category'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(condition=models.Q(('erasure', 'erased'), _negated=True), fields=['city', 'erasure', 'serial'], name='devices_not_erased'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(condition=models.Q(models.Q(('blocking_flags', ''), _negated=True), models.Q(('bench_flags', ''), _negated=True), models.Q(('held_because', ''), _negated=True), _connector='OR'), fields=['city', 'serial'], name='devices_blocked'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(models.F('city'), django.db.models.functions.text.Upper('serial'), name='devices_by_serial'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(models.F('city'), django.db.models.functions.text.Upper('asset_tag'), name='devices_by_asset_tag'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(models.F('city'), django.db.models.functions.text.Upper('barcode'), name='devices_by_barcode'),
            ),
            migrations.AddIndex(
                model_name='device',
                index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='devices_merged'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.UniqueConstraint(fields=('city', 'serial'), name='one_device_per_serial', violation_error_message='Une machine porte déjà ce numéro de série.'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'gone', 'withdrawn', 'merged']), models.Q(('bench_flags', ''), ('blocking_flags', ''), ('category', 'desktop'), ('erasure__in', ['erased', 'disk-removed']), ('held_because', '')), _connector='OR'), name='only_clean_devices_leave_the_stock', violation_error_message='Une machine n’est attribuable qu’effacée (ou sans disque) et sans blocage.'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'ready', 'reserved', 'handed-over', 'gone', 'withdrawn', 'merged'])), name='device_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('stands_in__isnull', False), ('state__in', ['received', 'ready', 'reserved'])), models.Q(('stands_in', None), ('state__in', ['handed-over', 'gone', 'withdrawn', 'merged'])), _connector='OR'), name='device_of_the_stock_stands_somewhere'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.CheckConstraint(condition=models.Q(('erasure__in', ['unknown', 'erased', 'failed', 'disk-removed'])), name='device_erasure_is_known'),
            ),
            migrations.AddConstraint(
                model_name='device',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into', None)), _connector='OR'), name='merged_device_says_into_which'),
            ),
            migrations.AddConstraint(
                model_name='stocktake',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['counting', 'counted'])), fields=('place',), name='one_stocktake_at_a_time_per_place', violation_error_message='Un inventaire de cet emplacement est déjà en cours.'),
            ),
            migrations.AddConstraint(
                model_name='stocktake',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('gained', 0), ('lost', 0), ('state__in', ['counting', 'counted'])), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state__in', ['closed', 'given-up'])), _connector='OR'), name='closed_stocktake_says_by_whom'),
            ),
            migrations.AddConstraint(
                model_name='stocktake',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('gained', 0), ('lost', 0)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='stocktake_that_changes_something_says_why'),
            ),
            migrations.AddConstraint(
                model_name='seendevice',
                constraint=models.UniqueConstraint(fields=('stocktake', 'device'), name='one_sighting_per_stocktake'),
            ),
            migrations.AddConstraint(
                model_name='countedaccessory',
                constraint=models.UniqueConstraint(fields=('stocktake', 'kind'), name='one_count_per_kind_and_stocktake'),
            ),
            migrations.AddConstraint(
                model_name='tag',
                constraint=models.UniqueConstraint(fields=('city', 'number'), name='one_tag_per_number'),
            ),
            migrations.AddConstraint(
                model_name='tag',
                constraint=models.UniqueConstraint(fields=('city', 'code'), name='one_tag_per_code'),
            ),
            migrations.AddConstraint(
                model_name='tag',
                constraint=models.UniqueConstraint(fields=('token',), name='one_page_per_tag'),
            ),
            migrations.AddConstraint(
                model_name='tag',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('bound_at', None), ('device', None)), models.Q(('bound_at__isnull', False), ('device__isnull', False)), _connector='OR'), name='bound_tag_says_when'),
            ),
            migrations.AddIndex(
                model_name='notice',
                index=models.Index(fields=['city', '-sent_at'], name='notices_by_time'),
            ),
            migrations.AddIndex(
                model_name='triage',
                index=models.Index(fields=['session', '-scanned_at'], name='triages_of_a_session'),
            ),
            migrations.AddConstraint(
                model_name='triage',
                constraint=models.UniqueConstraint(fields=('session', 'device'), name='one_triage_per_session_and_machine'),
            ),
            migrations.AddConstraint(
                model_name='triage',
                constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('device',), name='one_current_triage_per_machine'),
            ),
            migrations.AddConstraint(
                model_name='triage',
                constraint=models.UniqueConstraint(fields=('city', 'client'), name='one_triage_per_scan_sent'),
            ),
            migrations.AddConstraint(
                model_name='triage',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('grade', ''), ('is_current', False), ('judged_at', None)), models.Q(('grade__in', ['A', 'B', 'C', 'X']), ('judged_at__isnull', False)), _connector='OR'), name='triage_with_a_grade_says_when'),
            ),
        ]),
        migrations.RunPython(MOVEMENTS.refuse_changes, MOVEMENTS.allow_changes),
        migrations.RunPython(SLIPS.refuse_changes, SLIPS.allow_changes),
    ]
