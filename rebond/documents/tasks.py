"""Files that no document names go away by themselves."""

from rebond.documents.actions import sweep_files
from rebond.jobs import every
from rebond.safeguards.clock import now


@every(hours=24)
def sweep_orphans() -> None:
    sweep_files(at=now())
