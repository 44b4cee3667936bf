from django.urls import path

from rebond.applications import views
from rebond.applications.reviews.views import assigning, batches, conflicts, file, queue

app_name = "applications"
urlpatterns = [
    path("", views.applications, name="list"),
    path("candidatures.csv", views.export_csv, name="export_csv"),
    path("candidatures.xlsx", views.export_xlsx, name="export_xlsx"),
    path("fichiers/deposer/", views.upload, name="upload"),
    path("fichiers/<uuid:pk>/", views.file, name="file"),
    path("fichiers/<uuid:pk>/enregistrer/", views.apply_file, name="apply_file"),
    path("vagues/<slug:slug>/candidater/", views.new, name="new"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/recue/", views.received, name="received"),
    path("<uuid:pk>/modifier/", views.edit, name="edit"),
    path("<uuid:pk>/retirer/", views.withdraw, name="withdraw"),
    path("recevabilite/", queue.eligibility, name="eligibility"),
    path("examen/", queue.queue, name="queue"),
    path("examen/examen.csv", queue.queue_csv, name="queue_csv"),
    path("examen/examen.xlsx", queue.queue_xlsx, name="queue_xlsx"),
    path("examen/decider/", batches.batch, name="batch"),
    path("examen/decisions/<uuid:pk>/", batches.batch_done, name="batch_done"),
    path("examen/decisions/<uuid:pk>/annuler/", batches.undo_batch, name="undo_batch"),
    path("examen/confier/", assigning.assign, name="assign"),
    path("examen/affectations/", assigning.assignments, name="assignments"),
    path("examen/affectations/<uuid:pk>/retirer/", assigning.unassign, name="unassign"),
    path("examen/affectations/regles/", assigning.add_rule, name="add_rule"),
    path("examen/affectations/regles/<uuid:pk>/retirer/", assigning.remove_rule, name="remove_rule"),
    path("examen/vagues/<slug:slug>/appliquer-les-regles/", assigning.apply_rules, name="apply_rules"),
    path("examen/vagues/<slug:slug>/tirer/", assigning.draw_readers, name="draw_readers"),
    path("examen/vagues/<slug:slug>/arreter/", assigning.settle_wave, name="settle_wave"),
    path("<uuid:pk>/examen/", file.review, name="review"),
    path("<uuid:pk>/lecture/", file.give_reading, name="give_reading"),
    path("<uuid:pk>/scelles/", file.peek, name="peek"),
    path("<uuid:pk>/notes/", file.settle, name="settle"),
    path("<uuid:pk>/commenter/", file.comment, name="comment"),
    path("commentaires/<uuid:pk>/", file.correct_comment, name="correct_comment"),
    path("commentaires/<uuid:pk>/retirer/", file.remove_comment, name="remove_comment"),
    path("<uuid:pk>/lien/", conflicts.declare, name="declare"),
    path("deports/<uuid:pk>/lever/", conflicts.lift_recusal, name="lift_recusal"),
    path("<uuid:pk>/decider/", views.override, name="override"),
]
