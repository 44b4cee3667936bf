"""The one clock. Read in views and commands, handed down as `at=`."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, in UTC."""
    return timezone.now()


def today() -> date:
    """The present day where the city lives."""
    return timezone.localdate()
