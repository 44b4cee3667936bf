"""How many machines a city keeps back, and what became of those of each lot."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantModel

MOST_PERCENT = 50


def percent_field(**more) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        _("machines gardées en réserve (%)"), validators=[MaxValueValidator(MOST_PERCENT)], **more
    )


class SparePolicy(Versioned, TenantModel):
    """What holds for every lot that says nothing else: the percentage kept back, and how long a dead machine is
    swapped after its hand-over. A city without a policy keeps nothing back."""

    percent = percent_field(default=0)
    swap_days = models.PositiveSmallIntegerField(_("jours pour échanger une machine en panne"), default=30)

    class Meta:
        verbose_name = _("réserve de la ville")
        constraints = [
            models.UniqueConstraint(fields=["city"], name="one_spare_policy_per_city"),
            models.CheckConstraint(
                condition=Q(percent__lte=MOST_PERCENT, swap_days__gte=1, swap_days__lte=365),
                name="spare_policy_is_reasonable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"


class SparePool(TenantModel):
    """What is particular to one lot: its own percentage, spares that an officer let go, spares that left in swaps."""

    lot = models.OneToOneField("stock.Lot", on_delete=models.CASCADE, related_name="spares")
    percent = percent_field(null=True)
    released = models.PositiveIntegerField(_("machines rendues aux vagues"), default=0)
    used = models.PositiveIntegerField(_("machines parties en échange"), default=0)

    class Meta:
        verbose_name = _("réserve d’un lot")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=MOST_PERCENT), name="spare_percent_is_reasonable"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} {self.percent}"
