"""What has no serial number: kinds of accessories, how many stand where, and what is reserved of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.tenancy.models import TenantModel


class AccessoryKind(TenantModel):
    """Keyboards, mice, screens, cables, adapters, and what the city adds. Counted, never told apart."""

    class Standard(models.TextChoices):
        KEYBOARD = "keyboard", _("Claviers")
        MOUSE = "mouse", _("Souris")
        SCREEN = "screen", _("Écrans")
        CABLE = "cable", _("Câbles")
        ADAPTER = "adapter", _("Adaptateurs")

    # Empty for what the city added: only the standard kinds are named by the software.
    standard = models.CharField(max_length=8, choices=Standard.choices, blank=True)
    added_name = models.CharField(_("nom"), max_length=60, blank=True)

    class Meta:
        ordering = ["standard", "added_name"]
        verbose_name = _("sorte d’accessoires")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "standard"], condition=~Q(standard=""), name="one_kind_per_standard_accessory"
            ),
            models.UniqueConstraint(
                fields=["city", "added_name"],
                condition=Q(standard=""),
                name="one_kind_per_name",
                violation_error_message=_("Cette sorte d’accessoires existe déjà."),
            ),
            models.CheckConstraint(
                condition=Q(standard="") & ~Q(added_name="")
                | Q(standard__in=["keyboard", "mouse", "screen", "cable", "adapter"], added_name=""),
                name="kind_is_standard_or_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language for a standard kind, as it was typed otherwise."""
        return self.added_name or str(self.get_standard_display())


class Balance(TenantModel):
    """How many accessories of a kind stand in a place: the sum of their movements, kept with each of them."""

    kind = models.ForeignKey(AccessoryKind, on_delete=models.PROTECT, related_name="balances")
    place = models.ForeignKey("stock.Place", on_delete=models.PROTECT, related_name="balances")
    quantity = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place", "kind"]
        verbose_name = _("quantité en stock")
        constraints = [
            models.UniqueConstraint(fields=["kind", "place"], name="one_balance_per_kind_and_place"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, quantity__gte=F("reserved")), name="balance_holds_what_is_reserved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.place_id} {self.quantity}"

    @property
    def free(self) -> int:
        """What is there and promised to nobody."""
        return self.quantity - self.reserved


class Reservation(TenantModel):
    """Accessories of one place that a hand-over counts on; gone when they leave or are given up."""

    balance = models.ForeignKey(Balance, on_delete=models.PROTECT, related_name="reservations")
    # The hand-over's id: the stock does not know hand-overs.
    holder = models.UUIDField()
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["balance"]
        verbose_name = _("réservation d’accessoires")
        constraints = [
            models.UniqueConstraint(fields=["balance", "holder"], name="one_reservation_per_balance_and_holder"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="reservation_counts_something"),
        ]
        indexes = [models.Index(fields=["holder"], name="reservations_by_holder")]

    def __str__(self) -> str:
        return f"{self.holder} {self.quantity}"
