"""One decision on many files, and its undoing."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.tenancy.models import TenantModel

WINDOW = timedelta(minutes=15)


class Batch(TenantModel):
    """What an officer decided on several files at once; for a quarter of an hour it can be undone."""

    class Decision(models.TextChoices):
        ELIGIBLE = "eligible", _("Recevable")
        INELIGIBLE = "ineligible", _("Non recevable")
        TO_CHECK = "to-check", _("À compléter")

    decision = models.CharField(_("décision"), max_length=12, choices=Decision.choices)
    reason = models.CharField(_("motif"), max_length=500)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-decided_at"]
        verbose_name = _("décision groupée")
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["eligible", "ineligible", "to-check"]), name="batch_decision_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="batch_has_a_reason"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="batch_is_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()

    def may_be_undone(self, at: datetime) -> bool:
        return self.undone_at is None and at <= self.decided_at + WINDOW


class BatchLine(TenantModel):
    """One file of a batch: what it was before, whether it changed, and what it was after; `why` it did not."""

    class Why(models.TextChoices):
        CHANGED = "", _("Changée")
        ALREADY = "already", _("Déjà dans cet état")
        PUBLISHED = "published", _("Attribution publiée")
        WITHDRAWN = "withdrawn", _("Retirée par l’association")
        DECIDED = "decided", _("Une autre personne en a décidé entre-temps")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=12)
    reason_before = models.CharField(max_length=500, blank=True)
    # The version that the decision made; undoing asks that nobody touched the file since.
    version = models.PositiveIntegerField(null=True)
    why = models.CharField(_("inchangée parce que"), max_length=10, choices=Why.choices, blank=True)
    restored = models.BooleanField(null=True)

    class Meta:
        ordering = ["batch", "application__reference"]
        verbose_name = _("ligne d’une décision groupée")
        constraints = [
            models.UniqueConstraint(fields=["batch", "application"], name="one_line_per_file_of_a_batch"),
        ]

    def __str__(self) -> str:
        return self.why or self.before
