"""Told in the transaction that settles a deposit, to the apps above that own it."""

from django.dispatch import Signal

# Sent with deposit= (clean or refused) and at=.
deposit_settled = Signal()
