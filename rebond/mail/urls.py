from django.urls import path

from rebond.mail import views

app_name = "mail"

urlpatterns = [
    path("", views.mails, name="list"),
    path("<uuid:pk>/renvoyer/", views.resend, name="resend"),
]
