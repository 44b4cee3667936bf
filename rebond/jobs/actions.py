"""What people do with tasks, and what the house forgets by itself."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from rebond.jobs.models import Job
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.models import FormReceipt

KEEP_RECEIPTS = timedelta(days=60)
KEEP_FINISHED = timedelta(days=14)
KEEP_FAILED = timedelta(days=180)


@deed
def retry_job(*, job: Job, by, at: datetime) -> None:
    """Give a task that failed for good five new attempts, from now.

    Raises SomebodyElseWasFirst when it no longer stands as failed.
    """
    failed = Job.objects.filter(pk=job.pk, status="FAILED", finished_at=job.finished_at)
    require(failed.update(status="READY", run_after=at, worker_ids=[]), SomebodyElseWasFirst)
    record("job_retried", of=job, by=by, at=at, task=job.task_path)


def forget_old_traces(*, at: datetime) -> None:
    """Delete what served its time: answers to forms after 60 days, done tasks after 14, failed ones after 180, ended
    sessions."""
    FormReceipt.objects.filter(received_at__lt=at - KEEP_RECEIPTS).delete()
    DBTaskResult.objects.successful().filter(finished_at__lt=at - KEEP_FINISHED).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=at - KEEP_FAILED).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
