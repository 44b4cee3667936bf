from django.urls import path

app_name = "interface"
urlpatterns: list = []
