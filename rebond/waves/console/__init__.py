"""`rebond allocate`, `verify` and `simulate_waves`: the engine without settings, database or Django."""

from rebond.waves.console.cli import allocate, verify
from rebond.waves.simulation.console import simulate_waves

__all__ = ["allocate", "simulate_waves", "verify"]
