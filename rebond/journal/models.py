"""The journal: what was done, by whom, when; append-only, each entry sealed to the one before (R14)."""

from django.db import models

from rebond.tenancy.models import TenantModel


class Head(TenantModel):
    """The last number and seal of a city's journal: the one row that all writers of a city wait for."""

    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city"], name="one_journal_per_city")]

    def __str__(self) -> str:
        return f"{self.number} {self.seal[:12]}"


class Entry(TenantModel):
    """One thing that was done. It holds identifiers and figures, never personal data, and no foreign key.

    `seal` is the HMAC-SHA256 of the previous seal and this entry under a key that is not in the database.
    """

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["city", "number"], name="one_entry_per_number")]
        indexes = [models.Index(fields=["subject_id", "number"], name="entries_of_a_subject")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"
