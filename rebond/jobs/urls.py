from django.urls import path

from rebond.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:pk>/reessayer/", views.retry, name="retry"),
]
