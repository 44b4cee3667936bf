from django.urls import path

from rebond.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.detail, name="detail"),
    path("vagues/<slug:slug>/", views.wave, name="wave"),
    path("vagues/<slug:slug>/modifier/", views.edit_wave, name="edit_wave"),
    path("vagues/<slug:slug>/ouvrir/", views.open_wave, name="open_wave"),
    path("vagues/<slug:slug>/clore/", views.close_wave, name="close_wave"),
    path("vagues/<slug:slug>/tirage/", views.tell_draw, name="tell_draw"),
]
