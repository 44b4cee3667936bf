from django.urls import path

app_name = "stock"
urlpatterns: list = []
