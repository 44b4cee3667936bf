"""Paths of the home pages and of what the public reads."""

from django.urls import path

from rebond.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.public, name="public"),
    path("accueil/", views.home, name="home"),
    path("donnees/arrondissements.csv", views.districts_csv, name="districts_csv"),
    path("donnees/attributions.csv", views.allocations_csv, name="allocations_csv"),
    path("aide/", views.help_page, name="help"),
    path("mentions-legales/", views.legal_notice, name="legal_notice"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
]
