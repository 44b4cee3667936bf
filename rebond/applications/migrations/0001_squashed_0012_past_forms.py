"""The tables of the app as its first 12 migrations leave them: those are for databases that have begun with them."""

import django.db.models.deletion
import rebond.applications.drafts.models
import uuid
from django.conf import settings
from django.db import migrations, models

from rebond.safeguards.tables import CreateTables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('applications', '0001_initial'),
        ('applications', '0002_drafts_and_questionnaires'),
        ('applications', '0003_review'),
        ('applications', '0004_receipt_version'),
        ('applications', '0005_form_follows_its_wave'),
        ('applications', '0006_corrections'),
        ('applications', '0007_index_ties'),
        ('applications', '0008_papers'),
        ('applications', '0009_messages'),
        ('applications', '0010_papers_go_with_their_wave'),
        ('applications', '0011_papers_answer_corrections'),
        ('applications', '0012_past_forms'),
    ]

    dependencies = [
        ('documents', '0001_squashed_0002_take_deposits'),
        ('organisations', '0001_squashed_0005_addresses_that_refused'),
        ('programmes', '0001_squashed_0007_eligibility_of_waves'),
        ('tenancy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Application',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.PositiveSmallIntegerField(verbose_name='numéro')),
                    ('reference', models.CharField(max_length=40, verbose_name='référence')),
                    ('channel', models.CharField(choices=[('online', 'Formulaire'), ('assisted', 'Saisie assistée'), ('file', 'Fichier importé')], default='online', max_length=8, verbose_name='reçue par')),
                    ('state', models.CharField(choices=[('submitted', 'Reçue'), ('to-check', 'À vérifier'), ('eligible', 'Recevable'), ('ineligible', 'Non recevable'), ('withdrawn', 'Retirée')], default='submitted', max_length=12)),
                    ('answers', models.JSONField(default=dict, verbose_name='réponses')),
                    ('declared', models.JSONField(default=dict)),
                    ('noticed', models.JSONField(default=dict)),
                    ('requested', models.PositiveSmallIntegerField(verbose_name='ordinateurs demandés')),
                    ('minimum', models.PositiveSmallIntegerField(default=0, verbose_name='minimum utile')),
                    ('points', models.PositiveSmallIntegerField(default=0, verbose_name='points')),
                    ('submitted_at', models.DateTimeField(verbose_name='reçue le')),
                    ('suspended_days', models.PositiveSmallIntegerField(default=0)),
                    ('source_id', models.CharField(blank=True, max_length=40)),
                    ('receipt_version', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('override_reason', models.CharField(blank=True, max_length=500, verbose_name='motif de la décision')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'candidature',
                    'ordering': ['wave', '-points', 'reference'],
                },
            ),
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('decision', models.CharField(choices=[('eligible', 'Recevable'), ('ineligible', 'Non recevable'), ('to-check', 'À compléter')], max_length=12, verbose_name='décision')),
                    ('reason', models.CharField(max_length=500, verbose_name='motif')),
                    ('decided_at', models.DateTimeField()),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'décision groupée',
                    'ordering': ['-decided_at'],
                },
            ),
            migrations.CreateModel(
                name='BatchLine',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('before', models.CharField(max_length=12)),
                    ('reason_before', models.CharField(blank=True, max_length=500)),
                    ('version', models.PositiveIntegerField(null=True)),
                    ('why', models.CharField(blank=True, choices=[('', 'Changée'), ('already', 'Déjà dans cet état'), ('published', 'Attribution publiée'), ('withdrawn', 'Retirée par l’association'), ('decided', 'Une autre personne en a décidé entre-temps')], max_length=10, verbose_name='inchangée parce que')),
                    ('restored', models.BooleanField(null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='applications.batch')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'ligne d’une décision groupée',
                    'ordering': ['batch', 'application__reference'],
                },
            ),
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('text', models.CharField(max_length=2000, verbose_name='commentaire')),
                    ('is_shared', models.BooleanField(default=False, verbose_name='partagé avec le service et la commission')),
                    ('written_at', models.DateTimeField()),
                    ('removed_at', models.DateTimeField(null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='applications.application')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='applications.comment', verbose_name='corrige')),
                ],
                options={
                    'verbose_name': 'commentaire',
                    'ordering': ['application', 'written_at'],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('open', 'À compléter'), ('completed', 'Complété, à relire'), ('checked', 'Relu'), ('withdrawn', 'Retirée')], default='open', max_length=10, verbose_name='état')),
                    ('due_on', models.DateField(verbose_name='à envoyer au plus tard le')),
                    ('suspends', models.PositiveSmallIntegerField(default=0)),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('letter_version', models.PositiveSmallIntegerField()),
                    ('before', models.JSONField(default=dict)),
                    ('after', models.JSONField(null=True)),
                    ('asked_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(null=True)),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('checked_at', models.DateTimeField(null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='applications.application')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'demande de compléments',
                    'ordering': ['application', '-asked_at'],
                },
            ),
            migrations.CreateModel(
                name='CorrectionItem',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('question', 'Une réponse'), ('paper', 'Une pièce'), ('other', 'Autre chose')], max_length=8)),
                    ('question', models.CharField(blank=True, max_length=40)),
                    ('paper', models.CharField(blank=True, max_length=40)),
                    ('text', models.CharField(blank=True, max_length=500, verbose_name='ce qui manque, ou ce qui ne va pas')),
                    ('given', models.JSONField(null=True)),
                    ('reply', models.CharField(blank=True, max_length=1000, verbose_name='un mot pour le service')),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('correction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='applications.correction')),
                ],
                options={
                    'verbose_name': 'point à compléter',
                    'ordering': ['correction', 'place'],
                },
            ),
            migrations.CreateModel(
                name='Declaration',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('nature', models.CharField(choices=[('none', 'Aucun lien'), ('member', 'Membre, bénévole ou salarié de l’association, aujourd’hui ou depuis trois ans'), ('family', 'Un proche y a des responsabilités'), ('money', 'Lien d’argent ou de travail'), ('other', 'Autre lien qui pourrait faire douter')], max_length=8, verbose_name='lien')),
                    ('declared_at', models.DateTimeField()),
                    ('lifted_at', models.DateTimeField(null=True)),
                    ('lifted_because', models.CharField(blank=True, max_length=500, verbose_name='motif')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'déclaration d’intérêt',
                    'ordering': ['application', 'declared_at'],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(default=rebond.applications.drafts.models.new_code, max_length=11, verbose_name='code')),
                    ('channel', models.CharField(choices=[('online', 'Formulaire'), ('assisted', 'Saisie assistée')], default='online', max_length=8, verbose_name='saisie par')),
                    ('answers', models.JSONField(default=dict, verbose_name='réponses')),
                    ('changed_in', models.JSONField(default=dict)),
                    ('started_at', models.DateTimeField(verbose_name='commencé le')),
                    ('saved_at', models.DateTimeField(verbose_name='enregistré le')),
                    ('consent_from', models.CharField(blank=True, max_length=120, verbose_name='personne qui demande la saisie')),
                    ('consent_how', models.CharField(blank=True, choices=[('phone', 'Au téléphone'), ('on-the-spot', 'Sur place'), ('letter', 'Par lettre ou formulaire papier')], max_length=12, verbose_name='demande faite')),
                    ('consent_at', models.DateTimeField(null=True)),
                    ('application', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='applications.application')),
                    ('association', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='organisations.association')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'brouillon',
                    'ordering': ['-saved_at'],
                },
            ),
            migrations.CreateModel(
                name='Draw',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('seed', models.CharField(max_length=40, verbose_name='graine')),
                    ('files', models.PositiveIntegerField(verbose_name='affectations')),
                    ('drawn_at', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'tirage des lecteurs',
                    'ordering': ['-drawn_at'],
                },
            ),
            migrations.CreateModel(
                name='Engagement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('text_version', models.CharField(max_length=80, verbose_name='version du texte')),
                    ('signatory', models.CharField(max_length=120, verbose_name='signataire')),
                    ('role', models.CharField(max_length=120, verbose_name='qualité')),
                    ('deemed_by', models.CharField(blank=True, max_length=120, verbose_name='réputé souscrit par')),
                    ('signed_at', models.DateTimeField(verbose_name='souscrit le')),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='engagement', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'engagement',
                    'ordering': ['-signed_at'],
                },
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=40)),
                    ('weight', models.CharField(choices=[('refuses', 'Motif de refus'), ('doubt', 'À vérifier'), ('remark', 'Remarque')], max_length=8)),
                    ('facts', models.JSONField(default=dict)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'constat',
                    'ordering': ['application', 'weight', 'code'],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('side', models.CharField(choices=[('association', 'L’association'), ('city', 'La ville')], max_length=12)),
                    ('channel', models.CharField(choices=[('here', 'Message'), ('phone', 'Appel'), ('letter', 'Lettre'), ('on-the-spot', 'Visite')], default='here', max_length=12)),
                    ('text', models.TextField(max_length=4000, verbose_name='message')),
                    ('happened_on', models.DateField(null=True)),
                    ('written_at', models.DateTimeField()),
                    ('is_shared', models.BooleanField(default=False)),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='applications.application')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                ],
                options={
                    'verbose_name': 'message',
                    'ordering': ['application', 'written_at'],
                },
            ),
            migrations.CreateModel(
                name='Attachment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('deposit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.deposit')),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='applications.message')),
                ],
                options={
                    'verbose_name': 'pièce jointe',
                },
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=40, verbose_name='pièce')),
                    ('state', models.CharField(choices=[('sent', 'Envoyée'), ('accepted', 'Acceptée'), ('refused', 'Refusée')], default='sent', max_length=8, verbose_name='état')),
                    ('reason', models.CharField(blank=True, max_length=500, verbose_name='motif du refus')),
                    ('sent_at', models.DateTimeField(verbose_name='envoyée le')),
                    ('decided_at', models.DateTimeField(null=True)),
                    ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('deposit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='documents.deposit')),
                    ('draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='applications.draft')),
                    ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='applications.correctionitem')),
                    ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='applications.paper')),
                    ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'pièce',
                    'ordering': ['sent_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PaperList',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('data', models.JSONField(default=list, verbose_name='pièces')),
                    ('blocks', models.BooleanField(default=False, verbose_name='aucune candidature ne part sans ces pièces')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('wave', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='paper_list', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'liste de pièces',
                    'ordering': ['wave'],
                },
            ),
            migrations.CreateModel(
                name='PastForm',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('data', models.JSONField(verbose_name='questions')),
                    ('until', models.DateTimeField()),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('wave', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_forms', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'formulaire d’avant un avenant',
                    'verbose_name_plural': 'formulaires d’avant un avenant',
                    'ordering': ['wave', 'until'],
                },
            ),
            migrations.AddField(
                model_name='application',
                name='answered_under',
                field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='applications.pastform'),
            ),
            migrations.CreateModel(
                name='Peek',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reason', models.CharField(max_length=500, verbose_name='motif')),
                    ('at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='peeks', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'ouverture de scellés',
                    'ordering': ['application', 'at'],
                },
            ),
            migrations.CreateModel(
                name='Questionnaire',
                fields=[
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('data', models.JSONField(default=list, verbose_name='questions')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('wave', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='questionnaire', to='programmes.wave')),
                ],
                options={
                    'verbose_name': 'formulaire de candidature',
                    'ordering': ['wave'],
                },
            ),
            migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('opinion', models.CharField(choices=[('for', 'Favorable'), ('reserved', 'Réservé'), ('against', 'Défavorable')], max_length=8, verbose_name='avis')),
                    ('comment', models.CharField(max_length=2000, verbose_name='ce qui fonde l’avis')),
                    ('version', models.PositiveIntegerField()),
                    ('answers', models.JSONField(default=dict)),
                    ('given_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'lecture',
                    'ordering': ['application', 'given_at'],
                },
            ),
            migrations.CreateModel(
                name='ReadingMark',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('points', models.PositiveSmallIntegerField(verbose_name='points')),
                    ('comment', models.CharField(blank=True, max_length=500, verbose_name='pourquoi')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.criterion')),
                    ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='applications.reading')),
                ],
                options={
                    'verbose_name': 'note d’un lecteur',
                    'ordering': ['reading', 'criterion__position'],
                },
            ),
            migrations.CreateModel(
                name='ReadMark',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('read_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'marque de lecture',
                },
            ),
            migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('points', models.PositiveSmallIntegerField(verbose_name='points')),
                    ('answer', models.CharField(max_length=200, verbose_name='réponse retenue')),
                    ('question', models.CharField(blank=True, max_length=40)),
                    ('given', models.JSONField(null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.criterion')),
                ],
                options={
                    'verbose_name': 'note',
                    'ordering': ['application', 'criterion__position'],
                },
            ),
            migrations.CreateModel(
                name='Settlement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('reason', models.CharField(blank=True, max_length=500, verbose_name='motif')),
                    ('settled_at', models.DateTimeField()),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settlement', to='applications.application')),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('settled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'arrêt des notes',
                },
            ),
            migrations.CreateModel(
                name='SubmittedFile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('state', models.CharField(choices=[('reading', 'Lecture en cours'), ('read', 'À confirmer'), ('unreadable', 'Illisible'), ('applying', 'Enregistrement en cours'), ('applied', 'Enregistré')], default='reading', max_length=10, verbose_name='état')),
                    ('report', models.JSONField(null=True)),
                    ('refusal', models.CharField(blank=True, max_length=600)),
                    ('uploaded_at', models.DateTimeField()),
                    ('applied_at', models.DateTimeField(null=True)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'fichier de candidatures',
                    'ordering': ['-uploaded_at'],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('source', models.CharField(choices=[('hand', 'À la main'), ('rule', 'Par la règle'), ('draw', 'Par tirage')], max_length=4)),
                    ('assigned_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='applications.application')),
                    ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'affectation',
                    'ordering': ['application', 'assigned_at', 'reader__name'],
                    'indexes': [models.Index(fields=['city', 'application'], name='assignments_by_application')],
                    'constraints': [models.UniqueConstraint(fields=('application', 'reader'), name='one_assignment_per_reader'), models.CheckConstraint(condition=models.Q(('source__in', ['hand', 'rule', 'draw'])), name='assignment_source_is_known')],
                },
            ),
            migrations.CreateModel(
                name='AssignmentRule',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('group', models.CharField(choices=[('theme', 'Activité'), ('district', 'Arrondissement')], max_length=8, verbose_name='groupe')),
                    ('value', models.CharField(max_length=40)),
                    ('city', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.city')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lectrice ou lecteur')),
                ],
                options={
                    'verbose_name': 'règle d’affectation',
                    'ordering': ['group', 'value', 'reader__name'],
                    'constraints': [models.UniqueConstraint(fields=('city', 'group', 'value', 'reader'), name='one_rule_per_group_and_reader', violation_error_message='Cette règle existe déjà.'), models.CheckConstraint(condition=models.Q(('group__in', ['theme', 'district'])), name='assignment_group_is_known')],
                },
            ),
            migrations.AddConstraint(
                model_name='batch',
                constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['eligible', 'ineligible', 'to-check'])), name='batch_decision_is_known'),
            ),
            migrations.AddConstraint(
                model_name='batch',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='batch_has_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='batch',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='batch_is_undone_by_somebody'),
            ),
            migrations.AddConstraint(
                model_name='batchline',
                constraint=models.UniqueConstraint(fields=('batch', 'application'), name='one_line_per_file_of_a_batch'),
            ),
            migrations.AddConstraint(
                model_name='comment',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something'),
            ),
            migrations.AddIndex(
                model_name='correction',
                index=models.Index(fields=['city', 'application'], name='corrections_by_application'),
            ),
            migrations.AddIndex(
                model_name='correction',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['city', 'due_on'], name='corrections_by_day'),
            ),
            migrations.AddConstraint(
                model_name='correction',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('application',), name='one_open_correction_per_application', violation_error_message='Une demande de compléments est déjà en cours pour cette candidature.'),
            ),
            migrations.AddConstraint(
                model_name='correction',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'completed', 'checked', 'withdrawn'])), name='correction_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='correction',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='closed_correction_has_its_moment'),
            ),
            migrations.AddConstraint(
                model_name='correction',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('after__isnull', False), ('state__in', ['completed', 'checked'])), models.Q(('after__isnull', True), ('state__in', ['open', 'withdrawn'])), _connector='OR'), name='completed_correction_keeps_both_answers'),
            ),
            migrations.AddConstraint(
                model_name='correction',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), ('state', 'checked')), models.Q(models.Q(('state', 'checked'), _negated=True), ('checked_at', None), ('checked_by', None)), _connector='OR'), name='checked_correction_has_its_reader'),
            ),
            migrations.AddConstraint(
                model_name='correctionitem',
                constraint=models.UniqueConstraint(fields=('correction', 'place'), name='one_item_per_place'),
            ),
            migrations.AddConstraint(
                model_name='correctionitem',
                constraint=models.UniqueConstraint(condition=models.Q(('question', ''), _negated=True), fields=('correction', 'question'), name='one_item_per_question', violation_error_message='Cette question est déjà dans la liste.'),
            ),
            migrations.AddConstraint(
                model_name='correctionitem',
                constraint=models.UniqueConstraint(condition=models.Q(('paper', ''), _negated=True), fields=('correction', 'paper'), name='one_item_per_paper', violation_error_message='Cette pièce est déjà dans la liste.'),
            ),
            migrations.AddConstraint(
                model_name='correctionitem',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'question'), ('paper', ''), models.Q(('question', ''), _negated=True)), models.Q(('kind__in', ['paper', 'other']), ('paper', ''), ('question', ''), models.Q(('text', ''), _negated=True)), models.Q(('kind', 'paper'), ('question', ''), models.Q(('paper', ''), _negated=True)), _connector='OR'), name='item_says_what_is_asked'),
            ),
            migrations.AddIndex(
                model_name='declaration',
                index=models.Index(fields=['city', 'nature'], name='declarations_by_tie'),
            ),
            migrations.AddConstraint(
                model_name='declaration',
                constraint=models.UniqueConstraint(fields=('person', 'application'), name='one_declaration_per_person_and_file'),
            ),
            migrations.AddConstraint(
                model_name='declaration',
                constraint=models.CheckConstraint(condition=models.Q(('nature__in', ['none', 'member', 'family', 'money', 'other'])), name='nature_of_tie_is_known'),
            ),
            migrations.AddConstraint(
                model_name='declaration',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_because', ''), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), models.Q(('lifted_because', ''), _negated=True), models.Q(('nature', 'none'), _negated=True)), _connector='OR'), name='recusal_is_lifted_with_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='declaration',
                constraint=models.CheckConstraint(condition=models.Q(('lifted_by', None), models.Q(('lifted_by', models.F('person')), _negated=True), _connector='OR'), name='nobody_lifts_their_own_recusal', violation_error_message='Une autre personne doit lever votre déport.'),
            ),
            migrations.AddConstraint(
                model_name='draft',
                constraint=models.UniqueConstraint(condition=models.Q(('application', None)), fields=('wave', 'association'), name='one_draft_per_association_and_wave'),
            ),
            migrations.AddConstraint(
                model_name='draft',
                constraint=models.UniqueConstraint(fields=('city', 'code'), name='one_draft_per_code'),
            ),
            migrations.AddConstraint(
                model_name='draft',
                constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['online', 'assisted'])), name='draft_channel_is_known'),
            ),
            migrations.AddConstraint(
                model_name='draft',
                constraint=models.CheckConstraint(condition=models.Q(('channel', 'online'), models.Q(models.Q(('consent_from', ''), _negated=True), ('consent_how__in', ['phone', 'on-the-spot', 'letter']), models.Q(('consent_at', None), _negated=True)), _connector='OR'), name='assisted_draft_has_consent', violation_error_message='Écrivez qui a demandé la saisie, et comment.'),
            ),
            migrations.AddConstraint(
                model_name='finding',
                constraint=models.UniqueConstraint(fields=('application', 'code'), name='one_finding_per_code'),
            ),
            migrations.AddConstraint(
                model_name='finding',
                constraint=models.CheckConstraint(condition=models.Q(('weight__in', ['refuses', 'doubt', 'remark'])), name='finding_weight_is_known'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(fields=['city', 'application', 'written_at'], name='messages_by_application'),
            ),
            migrations.AddIndex(
                model_name='message',
                index=models.Index(condition=models.Q(('answered_at', None), ('side', 'association')), fields=['city', 'written_at'], name='messages_to_answer'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('side__in', ['association', 'city'])), name='message_side_is_known'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='message_says_something'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('side', 'association'), ('answered_at', None), _connector='OR'), name='only_associations_wait_for_an_answer'),
            ),
            migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'here'), ('happened_on', None)), models.Q(('channel__in', ['phone', 'letter', 'on-the-spot']), ('happened_on__isnull', False)), _connector='OR'), name='recorded_message_has_its_day'),
            ),
            migrations.AddIndex(
                model_name='paper',
                index=models.Index(condition=models.Q(('replaced_by', None), ('state', 'sent')), fields=['city', 'sent_at'], name='papers_to_look_at'),
            ),
            migrations.AddConstraint(
                model_name='paper',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('draft', None)), models.Q(('application', None), ('draft__isnull', False)), _connector='OR'), name='paper_is_of_a_draft_or_of_an_application'),
            ),
            migrations.AddConstraint(
                model_name='paper',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('reason', ''), ('state', 'sent')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('reason', ''), ('state', 'accepted')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'refused'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='paper_is_decided_by_somebody_and_refused_with_a_reason', violation_error_message='Un refus dit son motif.'),
            ),
            migrations.AddConstraint(
                model_name='paper',
                constraint=models.CheckConstraint(condition=models.Q(('draft', None), models.Q(('replaced_by', None), ('state', 'sent')), _connector='OR'), name='paper_of_a_draft_is_not_decided'),
            ),
            migrations.AddIndex(
                model_name='application',
                index=models.Index(fields=['city', 'submitted_at', 'reference'], name='applications_by_reception'),
            ),
            migrations.AddIndex(
                model_name='application',
                index=models.Index(fields=['city', 'id'], name='applications_by_key'),
            ),
            migrations.AddIndex(
                model_name='application',
                index=models.Index(fields=['city', '-points', 'reference'], name='applications_by_points'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.UniqueConstraint(fields=('city', 'reference'), name='one_application_per_reference'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.UniqueConstraint(fields=('wave', 'number'), name='one_application_per_number'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('wave', 'association'), name='one_application_per_association_and_wave', violation_error_message='Cette association a déjà une candidature dans cette vague.'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.UniqueConstraint(condition=models.Q(models.Q(('source_id', ''), _negated=True), models.Q(('state', 'withdrawn'), _negated=True)), fields=('wave', 'source_id'), name='one_application_per_source'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('requested__gte', 1)), name='application_asks_for_one_at_least', violation_error_message='Demandez au moins un ordinateur.'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('minimum__lte', models.F('requested'))), name='application_minimum_within_request', violation_error_message='Le minimum utile ne peut pas dépasser la demande.'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'to-check', 'eligible', 'ineligible', 'withdrawn'])), name='application_state_is_known'),
            ),
            migrations.AddConstraint(
                model_name='application',
                constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['online', 'assisted', 'file'])), name='application_channel_is_known'),
            ),
            migrations.AddConstraint(
                model_name='peek',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='peek_has_a_reason'),
            ),
            migrations.AddIndex(
                model_name='reading',
                index=models.Index(fields=['city', 'application'], name='readings_by_application'),
            ),
            migrations.AddConstraint(
                model_name='reading',
                constraint=models.UniqueConstraint(fields=('application', 'reader'), name='one_reading_per_reader'),
            ),
            migrations.AddConstraint(
                model_name='reading',
                constraint=models.CheckConstraint(condition=models.Q(('opinion__in', ['for', 'reserved', 'against'])), name='opinion_is_known'),
            ),
            migrations.AddIndex(
                model_name='readingmark',
                index=models.Index(fields=['city', 'reading'], name='marks_by_reading'),
            ),
            migrations.AddConstraint(
                model_name='readingmark',
                constraint=models.UniqueConstraint(fields=('reading', 'criterion'), name='one_mark_per_reading_and_criterion'),
            ),
            migrations.AddConstraint(
                model_name='readmark',
                constraint=models.UniqueConstraint(fields=('application', 'person'), name='one_read_mark_per_person_and_thread'),
            ),
            migrations.AddConstraint(
                model_name='score',
                constraint=models.UniqueConstraint(fields=('application', 'criterion'), name='one_score_per_criterion'),
            ),
            migrations.AddConstraint(
                model_name='submittedfile',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['reading', 'read', 'unreadable', 'applying', 'applied'])), name='submitted_file_state_is_known'),
            ),
        ]),
    ]
