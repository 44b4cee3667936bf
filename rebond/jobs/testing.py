"""For tests: what waits is done at once."""

from rebond.jobs.models import Job


def run_all() -> None:
    """Run every task that waits, in the order that a worker would, also those that these tasks ask for.

    An error rises, and fails the test.
    """
    while (job := Job.objects.ready().order_by("-priority", "run_after", "enqueued_at").first()) is not None:
        job.claim("test")
        job.task.call(**job.args_kwargs["kwargs"])
        job.set_successful(None)
