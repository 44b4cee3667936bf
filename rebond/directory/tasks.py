"""The worker looks for tasks in this module."""

from rebond.directory.online.tasks import ask_online
from rebond.directory.outreach.tasks import let_outreaches_leave, write_to_associations
from rebond.directory.uploads.tasks import read_register, take_in_register

__all__ = ["ask_online", "let_outreaches_leave", "read_register", "take_in_register", "write_to_associations"]
