"""A kit: what makes one complete workstation, part by part."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.stock.ledger.models.accessories import AccessoryKind
from rebond.tenancy.models import TenantModel


class Kit(TenantModel):
    """A set of things that leave together. How many can be made is computed, never kept."""

    name = models.CharField(_("nom"), max_length=60)

    class Meta:
        ordering = ["name"]
        verbose_name = _("kit")
        verbose_name_plural = _("kits")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "name"],
                name="one_kit_per_name",
                violation_error_message=_("Un kit porte déjà ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class KitPart(TenantModel):
    """So many machines of a category, or accessories of a kind, in one kit."""

    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="parts")
    category = models.CharField(max_length=8, blank=True)
    kind = models.ForeignKey(AccessoryKind, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-category", "kind"]
        verbose_name = _("élément d’un kit")
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=["desktop", "laptop", "screen", "other"], kind=None)
                | Q(category="", kind__isnull=False),
                name="kit_part_is_machine_or_accessory",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="kit_part_counts_something"),
            models.UniqueConstraint(fields=["kit", "category"], condition=Q(kind=None), name="one_part_per_category"),
            models.UniqueConstraint(fields=["kit", "kind"], name="one_part_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.category or self.kind}"
