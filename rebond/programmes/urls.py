from django.urls import path

from rebond.programmes import views
from rebond.programmes.amendments import views as amendments
from rebond.programmes.checklist import views as checklist
from rebond.programmes.letters import views as letters
from rebond.programmes.setup import views as setup

app_name = "programmes"
urlpatterns = [
    path("", views.detail, name="detail"),
    path("vagues/<slug:slug>/", views.wave, name="wave"),
    path("vagues/<slug:slug>/modifier/", views.edit_wave, name="edit_wave"),
    path("vagues/<slug:slug>/ouvrir/", views.open_wave, name="open_wave"),
    path("vagues/<slug:slug>/clore/", views.close_wave, name="close_wave"),
    path("vagues/<slug:slug>/tirage/", views.tell_draw, name="tell_draw"),
    path("vagues/<slug:slug>/supprimer/", setup.remove_wave, name="remove_wave"),
    path("vagues/<slug:slug>/verifier/", checklist.checklist, name="checklist"),
    path("vagues/<slug:slug>/avenant/", amendments.amend, name="amend"),
    path("avenants/<uuid:pk>/", amendments.amendment, name="amendment"),
    path("avenants/<uuid:pk>/publier/", amendments.publish_amendment, name="publish_amendment"),
    path("avenants/<uuid:pk>/retirer/", amendments.withdraw_amendment, name="withdraw_amendment"),
    path("preparation/", setup.programmes, name="list"),
    path("preparation/nouveau/", setup.new, name="new"),
    path("preparation/fichier/", setup.load, name="load"),
    path("preparation/<slug:slug>/suivi/", setup.setup, name="setup"),
    path("preparation/<slug:slug>/dispositif/", setup.edit, name="edit"),
    path("preparation/<slug:slug>/accessoires/", setup.supplied, name="supplied"),
    path("preparation/<slug:slug>/criteres/", setup.criteria, name="criteria"),
    path("preparation/<slug:slug>/nouveau-critere/", setup.new_criterion, name="new_criterion"),
    path("preparation/<slug:slug>/criteres/<slug:code>/", setup.criterion, name="criterion"),
    path("preparation/<slug:slug>/criteres/<slug:code>/monter/", setup.move_criterion, name="move_criterion"),
    path("preparation/<slug:slug>/criteres/<slug:code>/supprimer/", setup.remove_criterion, name="remove_criterion"),
    path("preparation/<slug:slug>/vagues/", setup.waves, name="waves"),
    path("preparation/<slug:slug>/nouvelle-vague/", setup.new_wave, name="new_wave"),
    path("preparation/<slug:slug>/lettres/", letters.letters, name="letters"),
    path("preparation/<slug:slug>/lettres/<slug:kind>/", letters.letter, name="letter"),
    path("preparation/<slug:slug>/apercu/", setup.preview, name="preview"),
    path("preparation/<slug:slug>/publier/", setup.publish, name="publish"),
    path("preparation/<slug:slug>/copier/", setup.duplicate, name="duplicate"),
    path("preparation/<slug:slug>/fichier.json", setup.export, name="export"),
]
