"""`rebond allocate` and `rebond verify`: the engine on files, without settings, database or Django."""

from rebond.waves.console.cli import allocate, verify

__all__ = ["allocate", "verify"]
