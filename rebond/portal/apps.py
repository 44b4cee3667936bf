from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "rebond.portal"

    def ready(self):
        from rebond.applications.standing import told_by
        from rebond.portal.tracking import track

        told_by(track)
