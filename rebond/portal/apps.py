from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "rebond.portal"
