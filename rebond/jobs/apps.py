from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "rebond.jobs"

    def ready(self) -> None:
        autodiscover_modules("tasks")  # each app's chores make themselves known
