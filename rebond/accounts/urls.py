from django.urls import path

from rebond.accounts.joining import views

app_name = "accounts"
urlpatterns = [
    path("", views.people, name="people"),
    path("personnes.csv", views.export_csv, name="export_csv"),
    path("personnes.xlsx", views.export_xlsx, name="export_xlsx"),
    path("ajouter/", views.grant, name="grant"),
    path("<uuid:pk>/retirer/", views.withdraw, name="withdraw"),
    path("rejoindre/", views.ask, name="ask"),
    path("rejoindre/recue/", views.asked, name="asked"),
    path("invitation/<str:code>/", views.invitation, name="invitation"),
    path("invitations/<uuid:pk>/annuler/", views.withdraw_invitation, name="withdraw_invitation"),
    path("demandes/", views.requests, name="requests"),
    path("demandes/<uuid:pk>/", views.request_detail, name="request"),
    path("demandes/<uuid:pk>/accepter/", views.approve, name="approve"),
    path("demandes/<uuid:pk>/refuser/", views.refuse, name="refuse"),
    path("equipe/<uuid:pk>/", views.team, name="team"),
    path("equipe/<uuid:pk>/inviter/", views.invite, name="invite"),
    path("equipe/<uuid:pk>/confirmer/", views.confirm, name="confirm"),
    path("equipe/membres/<uuid:pk>/retirer/", views.leave, name="leave"),
]
