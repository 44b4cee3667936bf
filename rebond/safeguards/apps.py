from django.apps import AppConfig


class SafeguardsConfig(AppConfig):
    name = "rebond.safeguards"

    def ready(self):
        from rebond.safeguards import checks  # noqa: F401  registers the start-up checks
