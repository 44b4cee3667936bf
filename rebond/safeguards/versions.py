"""Two people edit the same thing: the second is told, and overwrites nothing."""

from typing import Any

from django.db import models
from django.db.models import F


class EditedMeanwhile(Exception):
    """Somebody saved another version after this form was opened."""


class Versioned(models.Model):
    """A row that people edit through a form; `version` goes into the form and comes back with it."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_version(self, seen: int, **changes: Any) -> None:
        """Write these fields if the stored version is still the one that was seen. Raises EditedMeanwhile."""
        rows = type(self)._base_manager.filter(pk=self.pk, version=seen)
        if rows.update(version=F("version") + 1, **changes) == 0:
            raise EditedMeanwhile
        self.refresh_from_db()
