"""Filters of the list of machines that somebody keeps under a name."""
