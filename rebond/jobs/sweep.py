"""Nothing stays lost: tasks of workers that died, and tasks that failed, come back (reliability.md R12)."""

import random
from datetime import datetime, timedelta

from django.conf import settings

from rebond.jobs.models import ATTEMPTS, Heartbeat, Job

FIRST_WAIT = timedelta(seconds=10)


class WorkerDied(Exception):
    """The last worker that took the task fell silent before it was done."""


def sweep(*, at: datetime) -> None:
    """Give back the tasks of dead workers, and plan the next attempt of failed ones; five attempts in all.

    What was attempted five times stays failed until somebody looks at it. Several workers may sweep at once: each
    change is conditional on the attempt that was read.
    """
    give_back_tasks_of_the_dead(at)
    plan_next_attempts()
    Heartbeat.objects.filter(beat_at__lt=at - 100 * lease()).delete()


def lease() -> timedelta:
    """How long a worker may be silent before it counts as dead."""
    return timedelta(seconds=settings.TASK_LEASE)


def give_back_tasks_of_the_dead(at: datetime) -> None:
    """Make a task ready again when the last worker that took it has been silent for longer than the lease."""
    running = list(Job.objects.running())
    # Read after the tasks: a worker beats before it takes its first task, so no live one can be missing here.
    alive = set(Heartbeat.objects.filter(beat_at__gt=at - lease()).values_list("worker", flat=True))
    for job in running:
        if job.worker_ids[-1] in alive:
            continue
        same_attempt = Job.objects.filter(pk=job.pk, status="RUNNING", started_at=job.started_at)
        if job.attempts_are_spent:
            same_attempt.update(
                status="FAILED", finished_at=at, exception_class_path=f"{__name__}.{WorkerDied.__name__}"
            )
        else:
            same_attempt.update(status="READY", run_after=at)


def plan_next_attempts() -> None:
    """Let a failed task wait longer after each attempt, then run again."""
    for job in Job.objects.failed():
        if not job.attempts_are_spent:
            same_attempt = Job.objects.filter(pk=job.pk, status="FAILED", finished_at=job.finished_at)
            same_attempt.update(status="READY", run_after=job.finished_at + wait_after(job.attempts))


def wait_after(attempts: int) -> timedelta:
    """Some 10 s after the first attempt, then 1, 6 and 36 minutes, spread so that tasks do not come back in step."""
    assert 0 < attempts < ATTEMPTS
    return FIRST_WAIT * 6 ** (attempts - 1) * random.uniform(0.8, 1.2)  # noqa: S311  only spreads the attempts
