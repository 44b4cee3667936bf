"""Told in the transaction of the deed, to the apps above that keep something for each wave."""

from django.dispatch import Signal

# Sent with source= and copy=, both waves.
wave_copied = Signal()
