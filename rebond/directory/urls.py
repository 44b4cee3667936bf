from django.urls import path

from rebond.directory import views
from rebond.directory.online import views as online
from rebond.directory.outreach import answers
from rebond.directory.outreach import views as outreach
from rebond.directory.uploads import views as uploads

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
    path("demarches/", outreach.outreaches, name="outreaches"),
    path("demarches/nouvelle/", outreach.new_outreach, name="new_outreach"),
    path("demarches/<uuid:pk>/", outreach.outreach, name="outreach"),
    path("demarches/<uuid:pk>/modifier/", outreach.edit_outreach, name="edit_outreach"),
    path("demarches/<uuid:pk>/demarche.csv", outreach.export_csv, name="outreach_csv"),
    path("demarches/<uuid:pk>/demarche.xlsx", outreach.export_xlsx, name="outreach_xlsx"),
    path("demarches/<uuid:pk>/lettre.pdf", outreach.sample_letter, name="sample_letter"),
    path("demarches/<uuid:pk>/retirer/<uuid:association>/", outreach.take_off, name="take_off"),
    path("demarches/<uuid:pk>/remettre/<uuid:association>/", outreach.put_back, name="put_back"),
    path("demarches/<uuid:pk>/programmer/", outreach.plan, name="plan_outreach"),
    path("demarches/<uuid:pk>/annuler/", outreach.call_back, name="call_back_outreach"),
    path("demarches/<uuid:pk>/effacer/", outreach.discard, name="discard_outreach"),
    path("lettres/<uuid:pk>/", outreach.letters, name="letters"),
    path("code/", answers.enter_code, name="enter_code"),
    path("code/<str:code>/", answers.with_code, name="with_code"),
    path("refus/<str:token>/", answers.refuse_contact, name="refuse_contact"),
    path("registres/", uploads.files, name="register_files"),
    path("registres/deposer/", uploads.upload, name="upload_register"),
    path("registres/<uuid:pk>/", uploads.file, name="register_file"),
    path("registres/<uuid:pk>/enregistrer/", uploads.confirm, name="confirm_register"),
    path("registres/<uuid:pk>/refusees.csv", uploads.refusals_csv, name="register_refusals_csv"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/comparer/", online.compare, name="compare"),
    path("<uuid:pk>/demander/", online.ask, name="ask_register"),
    path("<uuid:pk>/contact/", answers.contact, name="contact"),
]
