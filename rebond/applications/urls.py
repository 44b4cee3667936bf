from django.urls import path

from rebond.applications import views
from rebond.applications.reviews.views import conflicts

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
    path("<uuid:pk>/lien/", conflicts.declare, name="declare"),
    path("deports/<uuid:pk>/lever/", conflicts.lift_recusal, name="lift_recusal"),
    path("<uuid:pk>/decider/", views.override, name="override"),
]
