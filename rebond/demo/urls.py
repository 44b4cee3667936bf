"""The one-click door of the demonstration; these paths exist in demo mode only."""

from django.urls import path

from rebond.demo import views

app_name = "demo"
urlpatterns = [path("entrer/", views.sign_in, name="sign_in")]
