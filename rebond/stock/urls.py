from django.urls import path

from rebond.stock import views
from rebond.stock.erasures import views as erasing
from rebond.stock.importing import views as importing

app_name = "stock"
urlpatterns = [
    path("", views.devices, name="devices"),
    path("equipements.csv", views.export_csv, name="export_csv"),
    path("equipements.xlsx", views.export_xlsx, name="export_xlsx"),
    path("equipements/<uuid:pk>/", views.device, name="device"),
    path("equipements/<uuid:pk>/retenir/", views.hold, name="hold"),
    path("equipements/<uuid:pk>/lever/", views.release, name="release"),
    path("lots/", views.lots, name="lots"),
    path("lots/<uuid:pk>/", views.lot, name="lot"),
    path("effacements/", views.erasures, name="erasures"),
    path("effacements/saisir/", erasing.type_certificate, name="type_certificate"),
    path("effacements/<uuid:pk>/relier/", erasing.link, name="link_certificate"),
    path("effacements/<uuid:pk>/delier/", erasing.unlink, name="unlink_certificate"),
    path("effacements/<uuid:pk>/piece/", erasing.proof, name="certificate_proof"),
    path("effacements/<uuid:pk>/detruire/", erasing.order, name="order_destruction"),
    path("effacements/destructions/<uuid:pk>/", erasing.destruction, name="destruction"),
    path("effacements/destructions/<uuid:pk>/bordereau.pdf", erasing.slip, name="destruction_slip"),
    path("equipements/<uuid:pk>/disques/", erasing.note, name="note_disk"),
    path("disques/<uuid:pk>/retirer/", erasing.forget, name="forget_disk"),
    path("lots/<uuid:pk>/certificats.pdf", erasing.bundle, name="lot_certificates"),
    path("fichiers/", views.files, name="files"),
    path("fichiers/deposer/", views.upload, {"kind": "inventory"}, name="upload"),
    path("effacements/deposer/", views.upload, {"kind": "erasures"}, name="upload_erasures"),
    path("fichiers/<uuid:pk>/", views.file, name="file"),
    path("fichiers/<uuid:pk>/enregistrer/", views.apply_file, name="apply_file"),
    path("fichiers/<uuid:pk>/a-corriger.xlsx", views.corrections, name="corrections"),
    path("fichiers/<uuid:pk>/colonnes/", importing.columns, name="columns"),
    path("fichiers/<uuid:pk>/lignes/<int:number>/", importing.row, name="correct_row"),
    path("fichiers/<uuid:pk>/abandonner/", importing.cancel, name="cancel_file"),
    path("fichiers/<uuid:pk>/annuler/", importing.undo, name="undo_file"),
]
