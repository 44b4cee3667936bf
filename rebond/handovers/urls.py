from django.urls import path

from rebond.handovers import views
from rebond.handovers.custodies import views as custodies
from rebond.handovers.returns import views as returns
from rebond.handovers.swaps import views as swaps
from rebond.handovers.transfers import views as transfers

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
    path("machines/", custodies.machines, name="machines"),
    path("machines.csv", custodies.machines_csv, name="machines_csv"),
    path("machines.xlsx", custodies.machines_xlsx, name="machines_xlsx"),
    path("machines/<uuid:pk>/panne/", swaps.ask_swap, name="ask_swap"),
    path("echanges/", swaps.swaps, name="swaps"),
    path("echanges.csv", swaps.swaps_csv, name="swaps_csv"),
    path("echanges.xlsx", swaps.swaps_xlsx, name="swaps_xlsx"),
    path("echanges/<uuid:pk>/", swaps.swap, name="swap"),
    path("echanges/<uuid:pk>/accepter/", swaps.approve_swap, name="approve_swap"),
    path("echanges/<uuid:pk>/refuser/", swaps.refuse_swap, name="refuse_swap"),
    path("echanges/<uuid:pk>/echanger/", swaps.make_swap, name="make_swap"),
    path("echanges/<uuid:pk>/bon.pdf", swaps.swap_slip, name="swap_slip"),
    path("echanges/<uuid:pk>/photo/", swaps.swap_photo, name="swap_photo"),
    path("retours/", returns.returns, name="returns"),
    path("retours.csv", returns.returns_csv, name="returns_csv"),
    path("retours.xlsx", returns.returns_xlsx, name="returns_xlsx"),
    path("retours/nouveau/<uuid:pk>/", returns.new_return, name="new_return"),
    path("retours/<uuid:pk>/", returns.return_page, name="return"),
    path("retours/<uuid:pk>/bon.pdf", returns.return_slip, name="return_slip"),
    path("passages/", transfers.transfers, name="transfers"),
    path("passages.csv", transfers.transfers_csv, name="transfers_csv"),
    path("passages.xlsx", transfers.transfers_xlsx, name="transfers_xlsx"),
    path("passages/proposer/<uuid:pk>/", transfers.ask_transfer, name="ask_transfer"),
    path("passages/<uuid:pk>/", transfers.transfer, name="transfer"),
    path("passages/<uuid:pk>/recevoir/", transfers.accept_transfer, name="accept_transfer"),
    path("passages/<uuid:pk>/decliner/", transfers.decline_transfer, name="decline_transfer"),
    path("passages/<uuid:pk>/retirer/", transfers.withdraw_transfer, name="withdraw_transfer"),
    path("passages/<uuid:pk>/approuver/", transfers.approve_transfer, name="approve_transfer"),
    path("passages/<uuid:pk>/refuser/", transfers.refuse_transfer, name="refuse_transfer"),
    path("passages/<uuid:pk>/accord.pdf", transfers.transfer_slip, name="transfer_slip"),
]
