"""The append-only record of what people did. Write with `rebond.journal.actions.record`."""
