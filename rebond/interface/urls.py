from django.urls import path

from rebond.interface import views

app_name = "interface"

urlpatterns = [
    path("galerie/", views.gallery, name="gallery"),
]
