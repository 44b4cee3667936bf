from django.urls import path

from rebond.stock.labels.public import views

app_name = "labels"
urlpatterns = [path("<slug:token>/", views.machine, name="machine")]
