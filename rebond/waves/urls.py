from django.urls import path

from rebond.waves import views
from rebond.waves.letters import views as letters
from rebond.waves.runs import views as runs
from rebond.waves.scenarios.views import deeds, files, page

app_name = "waves"
urlpatterns = [
    path("", views.waves, name="list"),
    path("comment/", views.how, name="how"),
    path("verifier/", views.verification, name="verification"),
    path("simulations/", runs.simulations, name="simulations"),
    path("simulations/nouvelle/", runs.new_simulation, name="new_simulation"),
    path("simulations/<uuid:pk>/", runs.simulation, name="simulation"),
    path("simulations/<uuid:pk>/annuler/", runs.cancel_simulation, name="cancel_simulation"),
    path("simulations/<uuid:pk>/simulation.csv", runs.simulation_csv, name="simulation_csv"),
    path("simulations/<uuid:pk>/simulation.xlsx", runs.simulation_xlsx, name="simulation_xlsx"),
    path("simulations/<uuid:pk>/simulation.json", runs.simulation_json, name="simulation_json"),
    path("scenarios/<uuid:pk>/", deeds.scenario, name="scenario"),
    path("scenarios/<uuid:pk>/copier/", deeds.duplicate_scenario, name="duplicate_scenario"),
    path("scenarios/<uuid:pk>/supprimer/", deeds.delete_scenario, name="delete_scenario"),
    path("scenarios/<uuid:pk>/proposer/", deeds.propose, name="propose_scenario"),
    path("lettres/<uuid:pk>/", letters.letter, name="letter"),
    path("lettres/<uuid:pk>/lettre.pdf", letters.file, name="letter_file"),
    path("lettres/<uuid:pk>/corriger/", letters.correct, name="correct_letter"),
    path("lettres/<uuid:pk>/par-la-poste/", letters.by_post, name="letter_by_post"),
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/lettres/", letters.letters, name="letters"),
    path("<slug:slug>/lettres/lettres.csv", letters.letters_csv, name="letters_csv"),
    path("<slug:slug>/lettres/lettres.xlsx", letters.letters_xlsx, name="letters_xlsx"),
    path("<slug:slug>/lettres/ecrire/", letters.write, name="write_letters"),
    path("<slug:slug>/lettres/envoyer/", letters.release, name="release_letters"),
    path("<slug:slug>/lettres/a-poster.pdf", letters.bundle, name="letters_to_print"),
    path("<slug:slug>/lettres/postees/", letters.posted, name="post_letters"),
    path("<slug:slug>/scenarios/", page.studio, name="studio"),
    path("<slug:slug>/scenarios/enregistrer/", deeds.save_scenario, name="save_scenario"),
    path("<slug:slug>/scenarios/comparaison.csv", files.studio_csv, name="studio_csv"),
    path("<slug:slug>/scenarios/comparaison.xlsx", files.studio_xlsx, name="studio_xlsx"),
    path("<slug:slug>/scenarios/note.pdf", files.studio_note, name="studio_note"),
    path("<slug:slug>/scenarios/et-si/", files.what_if, name="what_if"),
    path("<slug:slug>/proposer/", views.propose, name="propose"),
    path("<slug:slug>/attribution.csv", views.export_csv, name="export_csv"),
    path("<slug:slug>/attribution.xlsx", views.export_xlsx, name="export_xlsx"),
    path("<slug:slug>/resultats/", views.results, name="results"),
    path("<slug:slug>/record.json", views.record_file, name="record"),
    path("<slug:slug>/problem.json", views.problem_file, name="problem"),
    path("<slug:slug>/result.json", views.result_file, name="result"),
    path("proposition/<uuid:pk>/publier/", views.publish, name="publish"),
    path("attribution/<uuid:pk>/changer/", views.change, name="change"),
    path("candidature/<uuid:pk>/explication/", views.explanation, name="explanation"),
]
