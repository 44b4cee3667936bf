"""Background work. `background` makes a task, `enqueue` asks for it, `every` repeats a chore: see docs/adr/0004."""

from rebond.jobs.chores import every
from rebond.jobs.queue import background, enqueue

__all__ = ["background", "enqueue", "every"]
