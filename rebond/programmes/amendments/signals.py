"""Told in the transaction of the deed, to the apps above that know who applied."""

from django.dispatch import Signal

# Sent with amendment= and at=.
amendment_published = Signal()
