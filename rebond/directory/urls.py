from django.urls import path

from rebond.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.associations, name="list"),
    path("annuaire.csv", views.export_csv, name="export_csv"),
    path("annuaire.xlsx", views.export_xlsx, name="export_xlsx"),
    path("portee/", views.reach, name="reach"),
    path("portee.csv", views.reach_csv, name="reach_csv"),
    path("doublons/", views.duplicates, name="duplicates"),
    path("doublons/<uuid:pk>/<uuid:other>/", views.merge, name="merge"),
    path("doublons/<uuid:pk>/<uuid:other>/distinctes/", views.tell_apart, name="tell_apart"),
    path("fusions/<uuid:pk>/annuler/", views.undo_merge, name="undo_merge"),
    path("<uuid:pk>/", views.detail, name="detail"),
]
