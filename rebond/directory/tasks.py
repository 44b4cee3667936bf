"""The worker looks for tasks in this module."""

from rebond.directory.outreach.tasks import let_outreaches_leave, write_to_associations

__all__ = ["let_outreaches_leave", "write_to_associations"]
