from django.urls import path

from rebond.waves import views

app_name = "waves"
urlpatterns = [
    path("", views.waves, name="list"),
    path("comment/", views.how, name="how"),
    path("verifier/", views.verification, name="verification"),
    path("<slug:slug>/", views.detail, name="detail"),
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
