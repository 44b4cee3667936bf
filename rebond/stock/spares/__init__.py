"""Machines kept back from the waves, to replace those that arrive dead."""
