"""A stock-take (inventaire physique): what somebody saw in a place, before the books say what should be there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.stock.ledger.models.accessories import AccessoryKind
from rebond.stock.ledger.models.places import Place
from rebond.tenancy.models import TenantModel


class StockTake(TenantModel):
    """One place counted: blind while it is counted, compared once counted, then closed with reasons or given up."""

    class State(models.TextChoices):
        COUNTING = "counting", _("Comptage en cours")
        COUNTED = "counted", _("À clore")
        CLOSED = "closed", _("Clos")
        GIVEN_UP = "given-up", _("Abandonné")

    MOVES = {
        State.COUNTING: {State.COUNTED, State.GIVEN_UP},
        State.COUNTED: {State.CLOSED, State.GIVEN_UP},
    }
    LIVE = (State.COUNTING, State.COUNTED)

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stocktakes")
    state = models.CharField(max_length=8, choices=State.choices, default=State.COUNTING)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    # What the closing wrote, machines and accessories together; how many lines were stale and changed nothing.
    gained = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("explication"), max_length=300, blank=True)

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("inventaire physique")
        verbose_name_plural = _("inventaires physiques")
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state__in=["counting", "counted"]),
                name="one_stocktake_at_a_time_per_place",
                violation_error_message=_("Un inventaire de cet emplacement est déjà en cours."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["counting", "counted"], closed_by=None, closed_at=None, gained=0, lost=0)
                | Q(state__in=["closed", "given-up"], closed_by__isnull=False, closed_at__isnull=False),
                name="closed_stocktake_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(gained=0, lost=0) | ~Q(reason=""), name="stocktake_that_changes_something_says_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)


class SeenDevice(TenantModel):
    """A machine that was seen in the place that is counted: once, however often it is scanned."""

    stocktake = models.ForeignKey(StockTake, on_delete=models.CASCADE, related_name="seen")
    device = models.ForeignKey("stock.Device", on_delete=models.PROTECT, related_name="+")
    # The machine's movements when it was seen: one more since, and the sighting is stale.
    moves = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        verbose_name = _("machine vue")
        constraints = [models.UniqueConstraint(fields=["stocktake", "device"], name="one_sighting_per_stocktake")]

    def __str__(self) -> str:
        return f"{self.device_id} {self.stocktake_id}"


class CountedAccessory(TenantModel):
    """How many accessories of a kind were counted in the place; what is not counted is not compared."""

    stocktake = models.ForeignKey(StockTake, on_delete=models.CASCADE, related_name="accessories")
    kind = models.ForeignKey(AccessoryKind, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["kind"]
        verbose_name = _("accessoires comptés")
        constraints = [models.UniqueConstraint(fields=["stocktake", "kind"], name="one_count_per_kind_and_stocktake")]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.quantity}"
