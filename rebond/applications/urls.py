from django.urls import path

from rebond.applications import views
from rebond.applications.drafts import views as drafts

app_name = "applications"
urlpatterns = [
    path("", views.applications, name="list"),
    path("candidatures.csv", views.export_csv, name="export_csv"),
    path("candidatures.xlsx", views.export_xlsx, name="export_xlsx"),
    path("fichiers/deposer/", views.upload, name="upload"),
    path("fichiers/<uuid:pk>/", views.file, name="file"),
    path("fichiers/<uuid:pk>/enregistrer/", views.apply_file, name="apply_file"),
    path("vagues/<slug:slug>/candidater/", drafts.new, name="new"),
    path("brouillons/<uuid:pk>/", drafts.draft, name="draft"),
    path("brouillons/<uuid:pk>/<int:place>/", drafts.step, name="step"),
    path("brouillons/<uuid:pk>/etat/", drafts.draft_state, name="draft_state"),
    path("brouillons/<uuid:pk>/effacer/", drafts.discard, name="discard_draft"),
    path("brouillons/<uuid:pk>/envoyer/", drafts.send, name="send"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/recue/", views.received, name="received"),
    path("<uuid:pk>/modifier/", views.edit, name="edit"),
    path("<uuid:pk>/retirer/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/decider/", views.override, name="override"),
]
