"""What was already answered, so that a form sent twice has one effect."""

from django.db import models


class FormReceipt(models.Model):
    """The answer given to one sent form (reliability.md R6). Kept 30 days at least.

    `sender` is the person's id, or the session of an anonymous visitor; `city` is the city's id as text, empty
    where there is none, since this app does not know cities.
    """

    city = models.CharField(max_length=36, blank=True)
    sender = models.CharField(max_length=64)
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    location = models.CharField(max_length=2000)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "sender", "key"], name="one_effect_per_form_key")]
        indexes = [models.Index(fields=["received_at"], name="form_receipts_by_age")]

    def __str__(self) -> str:
        return f"{self.key} -> {self.location}"
