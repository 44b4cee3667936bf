"""What waits, runs or failed, and which workers are alive. The table of tasks is django-tasks-db's."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from rebond.tenancy.models import City

ATTEMPTS = 5


class JobQuerySet(DBTaskResultQuerySet):
    def of_city(self, city: City) -> "JobQuerySet":
        """Those that the city asked for. The table belongs to no city: a page always says whose tasks it wants."""
        return self.filter(args_kwargs__kwargs__city=str(city.pk))

    def unfinished(self) -> "JobQuerySet":
        return self.exclude(status="SUCCESSFUL")


class Job(DBTaskResult):
    """A task that was asked for. Each attempt adds its worker to `worker_ids`."""

    objects = JobQuerySet.as_manager()

    class Meta:
        proxy = True
        ordering = ["enqueued_at"]
        verbose_name = _("tâche de fond")

    def __str__(self) -> str:
        return self.task_path

    @property
    def attempts(self) -> int:
        return len(self.worker_ids)

    @property
    def attempts_are_spent(self) -> bool:
        return self.attempts >= ATTEMPTS

    @property
    def needs_somebody(self) -> bool:
        """It failed and will not be tried again by itself."""
        return self.status == "FAILED" and self.attempts_are_spent

    @property
    def will_be_retried(self) -> bool:
        """It failed, or its worker died, and its next attempt comes by itself."""
        return self.status in ("READY", "FAILED") and 0 < self.attempts < ATTEMPTS

    @cached_property
    def title(self) -> str:
        """What the task does, in words; its technical name when the code no longer has it."""
        try:
            return import_string(self.task_path).func.title or self.task_name
        except (ImportError, AttributeError):
            return self.task_path

    @property
    def error_name(self) -> str:
        return self.exception_class_path.rpartition(".")[2]


class Heartbeat(models.Model):
    """A worker was alive at that moment. `trouble` names its chores that fail, for officers to see."""

    worker = models.CharField(primary_key=True, max_length=64)
    beat_at = models.DateTimeField()
    trouble = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.worker} {self.beat_at:%H:%M:%S}"
