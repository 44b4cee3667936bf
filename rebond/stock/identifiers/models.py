"""What a machine is also known by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.tenancy.models import TenantModel


class Identifier(TenantModel):
    """A further name of a machine, as it was typed (`value`) and as it is looked up (`code`).

    A serial number that somebody added is nobody else's while it holds; a retired name still leads to its machine.
    """

    class Kind(models.TextChoices):
        SERIAL = "serial", _("Autre numéro de série")
        MAC = "mac", _("Adresse réseau (MAC)")
        FORMER = "former", _("Ancienne étiquette")

    device = models.ForeignKey("stock.Device", on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(_("sorte"), max_length=6, choices=Kind.choices)
    value = models.CharField(_("numéro"), max_length=60)
    code = models.CharField(max_length=60, editable=False)
    since = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(null=True)
    retired_why = models.CharField(_("pourquoi il ne sert plus"), max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "value"]
        verbose_name = _("autre numéro")
        verbose_name_plural = _("autres numéros")
        constraints = [
            models.UniqueConstraint(
                fields=["device", "kind", "code"],
                name="one_row_per_name_of_a_device",
                violation_error_message=_("Cette machine porte déjà ce numéro."),
            ),
            models.UniqueConstraint(
                fields=["city", "code"],
                condition=Q(kind="serial", until=None),
                name="further_serial_names_one_device",
                violation_error_message=_("Une autre machine porte déjà ce numéro de série."),
            ),
            models.CheckConstraint(
                condition=Q(until=None, retired_why="") | Q(until__isnull=False) & ~Q(retired_why=""),
                name="retired_name_says_why",
            ),
            models.CheckConstraint(condition=Q(kind__in=["serial", "mac", "former"]), name="name_kind_is_known"),
        ]
        indexes = [models.Index(fields=["city", "code"], name="further_names_by_code")]

    def __str__(self) -> str:
        return self.value
