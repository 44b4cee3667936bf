app_name = "waves"
urlpatterns: list = []
