"""Machines that associations bring back."""
