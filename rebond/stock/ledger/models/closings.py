"""What stood where at a past midnight, kept so that no page adds up the whole history."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.tenancy.models import TenantModel


class Closing(TenantModel):
    """The sum of all movements before an instant. It can be forgotten at any time, and is added up again.

    `quantities` lists [place, category of machines or kind of accessories, number], in a steady order.
    """

    until = models.DateTimeField()
    quantities = models.JSONField()

    class Meta:
        ordering = ["until"]
        verbose_name = _("arrêté de stock")
        verbose_name_plural = _("arrêtés de stock")
        constraints = [models.UniqueConstraint(fields=["city", "until"], name="one_closing_per_instant")]

    def __str__(self) -> str:
        return f"{self.until:%Y-%m-%d}"
