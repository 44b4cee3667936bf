"""The tables of the app as its first 5 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('handovers', '0001_initial'),
        ('handovers', '0002_movements'),
        ('handovers', '0003_what_follows_a_handover'),
        ('handovers', '0004_custodies'),
        ('handovers', '0005_donor_papers'),
    ]

    dependencies = [
        ('documents', '0001_squashed_0002_take_deposits'),
        ('organisations', '0001_squashed_0005_addresses_that_refused'),
        ('programmes', '0001_squashed_0007_eligibility_of_waves'),
        ('stock', '0001_squashed_0022_indexes_of_long_lists'),
        ('tenancy', '0001_initial'),
        ('waves', '0001_squashed_0006_sittings_end'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Handover',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=40, verbose_name='référence')),
                    ('state', models.CharField(choices=[('preparing', 'En préparation'), ('ready', 'Prête'), ('signed', 'Remise signée'), ('cancelled', 'Annulée')], default='preparing', max_length=10)),
                    ('before', models.PositiveSmallIntegerField(default=0, verbose_name='ordinateurs déjà remis')),
                    ('units', models.PositiveSmallIntegerField(verbose_name='ordinateurs à remettre')),
                    ('scanned', models.PositiveSmallIntegerField(default=0, verbose_name='ordinateurs préparés')),
                    ('keyboards', models.PositiveSmallIntegerField(default=0, verbose_name='claviers')),
                    ('mice', models.PositiveSmallIntegerField(default=0, verbose_name='souris')),
                    ('prepared_at', models.DateTimeField(verbose_name='préparation commencée le')),
                    ('signatory', models.CharField(blank=True, max_length=120, verbose_name='nom de la personne qui signe')),
                    ('signatory_role', models.CharField(blank=True, max_length=120, verbose_name='qualité')),
                    ('signed_on', models.DateField(null=True, verbose_name='date de signature')),
                    ('signed_at', models.DateTimeField(null=True, verbose_name='enregistrée le')),
                    ('cancel_reason', models.CharField(blank=True, max_length=500, verbose_name='motif de l’annulation')),
                    ('allocation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='waves.allocation')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('note', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ],
                options={
                    'verbose_name': 'remise',
                    'ordering': ['reference'],
                },
            ),
            migrations.CreateModel(
                name='Custody',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('began_as', models.CharField(choices=[('handover', 'Remise'), ('swap', 'Échange d’une machine en panne'), ('transfer', 'Passage entre associations')], max_length=8, verbose_name='reçue par')),
                    ('since', models.DateField(verbose_name='depuis le')),
                    ('ended_as', models.CharField(blank=True, choices=[('return', 'Retour'), ('swap', 'Échangée'), ('transfer', 'Passée à une autre association')], max_length=8, verbose_name='partie par')),
                    ('until', models.DateField(null=True, verbose_name='jusqu’au')),
                    ('allocation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='waves.allocation', verbose_name='attribution')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='stock.device')),
                    ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='handovers.handover')),
                ],
                options={
                    'verbose_name': 'garde d’une machine',
                    'ordering': ['since', 'until', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='HandoverItem',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('added_at', models.DateTimeField()),
                    ('released_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handover_items', to='stock.device')),
                    ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='handovers.handover')),
                    ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='handovers.handoveritem')),
                ],
                options={
                    'verbose_name': 'machine remise',
                    'ordering': ['handover', 'added_at', 'device__serial'],
                },
            ),
            migrations.CreateModel(
                name='ReceiptStatement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('ground', models.CharField(choices=[('general-interest', 'Œuvre ou organisme d’intérêt général'), ('public-utility', 'Association ou fondation reconnue d’utilité publique'), ('other', 'Autre organisme mentionné à l’article 238 bis')], max_length=16, verbose_name='à quel titre')),
                    ('precision', models.CharField(blank=True, max_length=200, verbose_name='précision')),
                    ('stated_at', models.DateTimeField(verbose_name='déclaré le')),
                    ('revoked_at', models.DateTimeField(null=True, verbose_name='repris le')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipt_statements', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('stated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'déclaration sur les reçus fiscaux',
                    'verbose_name_plural': 'déclarations sur les reçus fiscaux',
                    'ordering': ['-stated_at'],
                },
            ),
            migrations.CreateModel(
                name='Return',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=40, verbose_name='référence')),
                    ('reason', models.CharField(choices=[('unused', 'Elles ne servent plus'), ('broken', 'Elles sont en panne'), ('closed', 'L’association ferme'), ('loan-ended', 'Le prêt se termine'), ('other', 'Autre raison')], max_length=10, verbose_name='raison')),
                    ('remarks', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                    ('brought_by', models.CharField(max_length=120, verbose_name='qui rapporte')),
                    ('received_by', models.CharField(max_length=120, verbose_name='qui reçoit')),
                    ('returned_on', models.DateField(verbose_name='rapportées le')),
                    ('at', models.DateTimeField()),
                    ('machines', models.PositiveSmallIntegerField(verbose_name='machines')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='organisations.association')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stock.place', verbose_name='rangées dans')),
                ],
                options={
                    'verbose_name': 'retour',
                    'ordering': ['-at'],
                },
            ),
            migrations.CreateModel(
                name='ReturnItem',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('condition', models.CharField(choices=[('works', 'Elle marche'), ('doubtful', 'À vérifier'), ('broken', 'En panne')], max_length=8, verbose_name='état')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('custody', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='return_item', to='handovers.custody')),
                    ('slip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='handovers.return')),
                ],
                options={
                    'verbose_name': 'machine rapportée',
                    'ordering': ['slip', 'custody__device__serial'],
                },
            ),
            migrations.CreateModel(
                name='Swap',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=40, verbose_name='référence')),
                    ('state', models.CharField(choices=[('asked', 'Demandé'), ('approved', 'Accepté, à échanger'), ('swapped', 'Échangé'), ('refused', 'Refusé')], default='asked', max_length=8, verbose_name='état')),
                    ('symptom', models.CharField(max_length=500, verbose_name='ce qui se passe')),
                    ('asked_at', models.DateTimeField(verbose_name='demandé le')),
                    ('refusal', models.CharField(blank=True, max_length=300, verbose_name='motif du refus')),
                    ('signatory', models.CharField(blank=True, max_length=120, verbose_name='nom de la personne qui signe')),
                    ('signatory_role', models.CharField(blank=True, max_length=120, verbose_name='qualité')),
                    ('signed_on', models.DateField(null=True, verbose_name='date de signature')),
                    ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('custody', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps', to='handovers.custody')),
                    ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('photo', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.deposit')),
                    ('spare', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='swap', to='handovers.handoveritem', verbose_name='remplaçante')),
                ],
                options={
                    'verbose_name': 'échange',
                    'ordering': ['-asked_at'],
                },
            ),
            migrations.CreateModel(
                name='Transfer',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reference', models.CharField(max_length=40, verbose_name='référence')),
                    ('state', models.CharField(choices=[('asked', 'Proposé'), ('accepted', 'Accepté, à approuver'), ('approved', 'Approuvé'), ('declined', 'Décliné'), ('refused', 'Refusé par la ville'), ('withdrawn', 'Retiré')], default='asked', max_length=9, verbose_name='état')),
                    ('why', models.CharField(max_length=500, verbose_name='pourquoi')),
                    ('asked_at', models.DateTimeField(verbose_name='proposé le')),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('settled_at', models.DateTimeField(null=True)),
                    ('decision', models.CharField(blank=True, max_length=120, verbose_name='référence de l’accord de la ville')),
                    ('refusal', models.CharField(blank=True, max_length=300, verbose_name='motif')),
                    ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers_given', to='organisations.association')),
                    ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                    ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers_received', to='organisations.association')),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'passage entre associations',
                    'ordering': ['-asked_at'],
                },
            ),
            migrations.CreateModel(
                name='TransferItem',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('live', models.BooleanField(default=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('custody', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfer_items', to='handovers.custody')),
                    ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='handovers.transfer')),
                ],
                options={
                    'verbose_name': 'machine à passer',
                    'ordering': ['transfer', 'custody__device__serial'],
                },
            ),
            migrations.CreateModel(
                name='DonorPaper',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('act', 'Acte de don'), ('receipt', 'Reçu 2041-MEC-SD, à vérifier et à signer')], max_length=7, verbose_name='papier')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='année')),
                    ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                    ('facts', models.JSONField()),
                    ('prepared_at', models.DateTimeField(verbose_name='préparé le')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='donor_papers', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('donor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='organisations.donor')),
                    ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'papier d’un don',
                    'verbose_name_plural': 'papiers des dons',
                    'ordering': ['-year', 'association', 'kind', '-version'],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'donor', 'association', 'year', 'version'), name='one_donor_paper_per_version'), models.CheckConstraint(condition=models.Q(('kind__in', ['act', 'receipt'])), name='donor_paper_kind_is_known')],
                },
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.UniqueConstraint(fields=('city', 'reference'), name='one_handover_per_reference'),
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('allocation', 'before'), name='one_handover_at_a_time_per_allocation', violation_error_message='Une remise est déjà en cours pour cette association.'),
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.CheckConstraint(condition=models.Q(('scanned__lte', models.F('units')), ('units__gte', 1)), name='handover_within_allocation', violation_error_message='La remise compte déjà toutes les machines attribuées.'),
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.CheckConstraint(condition=models.Q(('keyboards__lte', models.F('units')), ('mice__lte', models.F('units'))), name='accessories_within_allocation', violation_error_message='Comptez au plus un clavier et une souris par ordinateur attribué.'),
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('note__isnull', False), ('signed_at__isnull', False), ('signed_on__isnull', False), ('state', 'signed'), models.Q(('signatory', ''), _negated=True), ('scanned__gte', 1)), models.Q(models.Q(('state', 'signed'), _negated=True), ('note', None), ('signatory', ''), ('signed_at', None), ('signed_on', None)), _connector='OR'), name='signed_handover_is_complete'),
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('scanned', 0), ('state', 'cancelled'), models.Q(('cancel_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancel_reason', '')), _connector='OR'), name='cancelled_handover_is_empty_and_says_why'),
            ),
            migrations.AddConstraint(
                model_name='handover',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['preparing', 'ready', 'signed', 'cancelled'])), name='handover_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='custody',
                constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('device',), name='one_association_has_a_device', violation_error_message='Cette machine est déjà dans une association.'),
            ),
            migrations.AddConstraint(
                model_name='custody',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_as', ''), ('until', None)), models.Q(('until__gte', models.F('since')), models.Q(('ended_as', ''), _negated=True)), _connector='OR'), name='custody_that_ended_says_how'),
            ),
            migrations.AddConstraint(
                model_name='custody',
                constraint=models.CheckConstraint(condition=models.Q(('began_as__in', ['handover', 'swap', 'transfer']), ('ended_as__in', ['', 'return', 'swap', 'transfer'])), name='custody_codes_are_known'),
            ),
            migrations.AddConstraint(
                model_name='handoveritem',
                constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('released_at', None)), fields=('device',), name='one_handover_per_device', violation_error_message='Cette machine est déjà dans une remise.'),
            ),
            migrations.AddConstraint(
                model_name='receiptstatement',
                constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('association',), name='one_receipt_statement_per_association', violation_error_message='L’association l’a déjà déclaré.'),
            ),
            migrations.AddConstraint(
                model_name='receiptstatement',
                constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['general-interest', 'public-utility', 'other'])), name='receipt_ground_is_known'),
            ),
            migrations.AddConstraint(
                model_name='receiptstatement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='revoked_statement_says_by_whom'),
            ),
            migrations.AddConstraint(
                model_name='return',
                constraint=models.UniqueConstraint(fields=('city', 'reference'), name='one_return_per_reference'),
            ),
            migrations.AddConstraint(
                model_name='return',
                constraint=models.CheckConstraint(condition=models.Q(('machines__gte', 1)), name='return_brings_something'),
            ),
            migrations.AddConstraint(
                model_name='return',
                constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['unused', 'broken', 'closed', 'loan-ended', 'other'])), name='return_reason_is_known'),
            ),
            migrations.AddConstraint(
                model_name='swap',
                constraint=models.UniqueConstraint(fields=('city', 'reference'), name='one_swap_per_reference'),
            ),
            migrations.AddConstraint(
                model_name='swap',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('custody',), name='one_swap_at_a_time_per_machine', violation_error_message='L’échange de cette machine est déjà demandé.'),
            ),
            migrations.AddConstraint(
                model_name='swap',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper__isnull', False), ('signed_on__isnull', False), ('spare__isnull', False), ('state', 'swapped'), models.Q(('signatory', ''), _negated=True)), models.Q(models.Q(('state', 'swapped'), _negated=True), ('paper', None), ('signatory', ''), ('signed_on', None), ('spare', None)), _connector='OR'), name='swap_is_complete'),
            ),
            migrations.AddConstraint(
                model_name='swap',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), models.Q(('refusal', ''), _negated=True)), models.Q(models.Q(('state', 'refused'), _negated=True), ('refusal', '')), _connector='OR'), name='refused_swap_says_why'),
            ),
            migrations.AddConstraint(
                model_name='transfer',
                constraint=models.UniqueConstraint(fields=('city', 'reference'), name='one_transfer_per_reference'),
            ),
            migrations.AddConstraint(
                model_name='transfer',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_by__isnull', False), ('state__in', ['accepted', 'approved'])), ('state__in', ['asked', 'declined', 'refused', 'withdrawn']), _connector='OR'), name='transfer_goes_on_once_accepted'),
            ),
            migrations.AddConstraint(
                model_name='transfer',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper__isnull', False), ('settled_by__isnull', False), ('state', 'approved')), models.Q(models.Q(('state', 'approved'), _negated=True), ('paper', None)), _connector='OR'), name='approved_transfer_has_its_paper'),
            ),
            migrations.AddConstraint(
                model_name='transfer',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'refused']), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='transfer_refused_says_why'),
            ),
            migrations.AddConstraint(
                model_name='transferitem',
                constraint=models.UniqueConstraint(condition=models.Q(('live', True)), fields=('custody',), name='one_live_transfer_per_machine', violation_error_message='Cette machine est déjà dans un passage.'),
            ),
        ]),
    ]
