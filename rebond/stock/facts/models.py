"""What machines said of themselves, each time somebody brought the file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.stock.facts.reading import Facts
from rebond.tenancy.models import TenantModel


class FactSheet(TenantModel):
    """One file of a machine, read (relevé). The stock's own columns change only when somebody keeps what it says."""

    class Source(models.TextChoices):
        LSHW = "lshw", "lshw"
        INXI = "inxi", "inxi"
        WORKBENCH = "workbench", "Workbench"

    device = models.ForeignKey("stock.Device", on_delete=models.CASCADE, related_name="fact_sheets")
    source = models.CharField(_("programme"), max_length=10, choices=Source.choices)
    said = models.JSONField()
    read_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    # When somebody let the stock take it over.
    kept_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-read_at"]
        verbose_name = _("relevé de caractéristiques")
        verbose_name_plural = _("relevés de caractéristiques")
        constraints = [
            models.CheckConstraint(condition=models.Q(source__in=["lshw", "inxi", "workbench"]), name="facts_are_known")
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.source}"

    @property
    def facts(self) -> Facts:
        return Facts.from_json(self.said)
