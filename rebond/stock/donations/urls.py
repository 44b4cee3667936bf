from django.urls import path

from rebond.stock.donations.views import announcing, answering, lists, public

app_name = "donations"
urlpatterns = [
    path("", lists.donations, name="list"),
    path("dons.csv", lists.donations_csv, name="list_csv"),
    path("dons.xlsx", lists.donations_xlsx, name="list_xlsx"),
    path("proposer/", public.offer, name="offer"),
    path("suivi/<str:token>/", public.follow, name="follow"),
    path("suivi/<str:token>/retirer/", public.withdraw, name="take_back"),
    path("nouveau/", announcing.new, name="new"),
    path("fichiers/<uuid:pk>/", announcing.file, name="file"),
    path("fichiers/<uuid:pk>/colonnes/", announcing.columns, name="columns"),
    path("fichiers/<uuid:pk>/a-corriger.xlsx", announcing.corrections, name="corrections"),
    path("fichiers/<uuid:pk>/retirer/", announcing.remove_file, name="remove_file"),
    path("<uuid:pk>/", lists.donation, name="donation"),
    path("<uuid:pk>/lignes.csv", lists.lines_csv, name="lines_csv"),
    path("<uuid:pk>/lignes.xlsx", lists.lines_xlsx, name="lines_xlsx"),
    path("<uuid:pk>/modifier/", announcing.edit, name="edit"),
    path("<uuid:pk>/lignes/", announcing.lines, name="lines"),
    path("<uuid:pk>/fichiers/", announcing.add_file, name="add_file"),
    path("<uuid:pk>/annoncer/", announcing.announce, name="announce"),
    path("<uuid:pk>/retirer/", announcing.withdraw, name="withdraw"),
    path("<uuid:pk>/accepter/", answering.accept, name="accept"),
    path("<uuid:pk>/refuser/", answering.decline, name="decline"),
    path("<uuid:pk>/livraison/", answering.plan, name="plan"),
    path("<uuid:pk>/clore/", answering.close, name="close"),
    path("<uuid:pk>/rouvrir/", answering.reopen, name="reopen"),
]
