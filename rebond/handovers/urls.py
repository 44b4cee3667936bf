from django.urls import path

from rebond.handovers import views

app_name = "handovers"
urlpatterns = [
    path("", views.handovers, name="list"),
    path("remises.csv", views.export_csv, name="export_csv"),
    path("remises.xlsx", views.export_xlsx, name="export_xlsx"),
    path("verifier/<str:reference>/", views.verify, name="verify"),
    path("preparer/<uuid:pk>/", views.prepare, name="prepare"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/scanner/", views.scan, name="scan"),
    path("<uuid:pk>/coller/", views.paste, name="paste"),
    path("<uuid:pk>/retirer/<uuid:item>/", views.remove, name="remove"),
    path("<uuid:pk>/accessoires/", views.accessories, name="accessories"),
    path("<uuid:pk>/annoncer/", views.announce, name="announce"),
    path("<uuid:pk>/reprendre/", views.reopen, name="reopen"),
    path("<uuid:pk>/signer/", views.sign, name="sign"),
    path("<uuid:pk>/annuler/", views.cancel, name="cancel"),
    path("<uuid:pk>/proces-verbal.pdf", views.note, name="note"),
]
