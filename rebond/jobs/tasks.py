"""The house's own chores."""

from django.conf import settings

from rebond.jobs.actions import forget_old_traces
from rebond.jobs.chores import every
from rebond.jobs.sweep import sweep
from rebond.safeguards.clock import now


@every(seconds=settings.TASK_LEASE / 3)
def sweep_tasks() -> None:
    sweep(at=now())


@every(hours=6)
def forget_traces() -> None:
    forget_old_traces(at=now())
