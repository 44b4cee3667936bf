"""What moved: written once, never changed (docs/adr/0010-stock-ledger.md)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.stock.ledger.models.accessories import AccessoryKind
from rebond.stock.ledger.models.places import Place
from rebond.tenancy.models import City, TenantModel


class End(models.TextChoices):
    """Where things come from and go to outside the city's places."""

    DONOR = "donor", _("Donateur")
    ASSOCIATION = "association", _("Association")
    RECYCLER = "recycler", _("Recycleur")
    LOSS = "loss", _("Perte")
    GAIN = "gain", _("Trouvaille")
    MERGED = "merged", _("Autre fiche")


class Reason(models.TextChoices):
    """Why something moved."""

    OPENING = "opening", _("Reprise de l’existant")
    RECEPTION = "reception", _("Réception")
    MOVE = "move", _("Déplacement")
    HANDOVER = "handover", _("Remise")
    COUNTED = "counted", _("Compté à la remise")
    RETURN = "return", _("Retour")
    RECYCLING = "recycling", _("Recyclage")
    LOSS = "loss", _("Perte")
    FOUND = "found", _("Retrouvé")
    STOCKTAKE = "stocktake", _("Inventaire physique")
    CORRECTION = "correction", _("Correction")
    MERGE = "merge", _("Fiches réunies")


OFTEN = ("reception", "move")  # found in the order of time soon enough
SELDOM = Q(*(~Q(reason=often) for often in OFTEN))  # written as SQLite compares conditions


class Movement(TenantModel):
    """One machine, or a number of accessories, that went from somewhere to somewhere.

    A side is a place or an end, and one side at least is a place. `step` numbers the movements of one machine. `deed`
    is shared by what moved together: the lot, the hand-over or the stock-take where there is one; `reference` is its
    name.
    """

    # Each line written keeps its indexes up: only what some page asks for has one (docs/adr/0010-stock-ledger.md).
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False)
    device = models.ForeignKey(
        "stock.Device", on_delete=models.PROTECT, null=True, related_name="movements", db_index=False
    )
    step = models.PositiveIntegerField(null=True)
    kind = models.ForeignKey(
        AccessoryKind, on_delete=models.PROTECT, null=True, related_name="movements", db_index=False
    )
    quantity = models.PositiveIntegerField(_("quantité"), default=1)
    from_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, related_name="departures", db_index=False
    )
    from_end = models.CharField(max_length=11, choices=End.choices, blank=True)
    to_place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="arrivals", db_index=False)
    to_end = models.CharField(max_length=11, choices=End.choices, blank=True)
    reason = models.CharField(_("motif"), max_length=10, choices=Reason.choices)
    why = models.CharField(_("précision"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    deed = models.UUIDField(default=uuid.uuid4)
    reference = models.CharField(_("référence"), max_length=60, blank=True)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="correction")

    class Meta:
        ordering = ["-at", "id"]
        verbose_name = _("mouvement")
        constraints = [
            models.CheckConstraint(
                condition=Q(device__isnull=False, step__gte=1, kind=None, quantity=1)
                | Q(device=None, step=None, kind__isnull=False, quantity__gte=1),
                name="movement_of_a_machine_or_of_accessories",
            ),
            models.CheckConstraint(
                condition=(Q(from_place=None) & ~Q(from_end="") | Q(from_place__isnull=False, from_end=""))
                & (Q(to_place=None) & ~Q(to_end="") | Q(to_place__isnull=False, to_end="")),
                name="movement_has_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(from_place=None, to_place__isnull=False)
                | Q(from_place__isnull=False, to_place=None)
                | Q(from_place__isnull=False, to_place__isnull=False) & ~Q(from_place=F("to_place")),
                name="movement_goes_somewhere",
                violation_error_message=_("Choisissez un autre emplacement d’arrivée que celui de départ."),
            ),
            models.CheckConstraint(
                condition=Q(from_end__in=["", *End.values], to_end__in=["", *End.values], reason__in=Reason.values),
                name="movement_codes_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(reason__in=["loss", "found", "recycling", "correction", "merge"]) | ~Q(why=""),
                name="movement_that_surprises_says_why",
                violation_error_message=_("Dites pourquoi."),
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) & ~Q(reason="correction") | Q(corrects__isnull=False, reason="correction"),
                name="correction_names_what_it_corrects",
            ),
            models.UniqueConstraint(fields=["device", "step"], name="one_movement_per_step_of_a_machine"),
        ]
        indexes = [
            models.Index(fields=["city", "-at", "id"], name="movements_by_time"),
            models.Index(fields=["to_place", "-at"], name="arrivals_by_time", condition=Q(to_place__isnull=False)),
            models.Index(
                fields=["from_place", "-at"], name="departures_by_time", condition=Q(from_place__isnull=False)
            ),
            models.Index(fields=["kind", "-at"], name="accessories_by_time", condition=Q(kind__isnull=False)),
            models.Index(fields=["deed"], name="accessories_by_deed", condition=Q(kind__isnull=False)),
            models.Index(
                fields=["city", "-quantity", "-at", "id"],
                name="accessories_by_quantity",
                condition=Q(kind__isnull=False),
            ),
            models.Index(fields=["city", "reason", "-at", "id"], name="seldom_by_reason", condition=SELDOM),
            models.Index(fields=["deed"], name="movements_by_stocktake", condition=Q(reason="stocktake")),
        ]

    def __str__(self) -> str:
        return f"{self.what}\u00a0: {self.origin} → {self.destination}"

    @property
    def what(self) -> str:
        """The machine's serial number, or the kind of accessories."""
        return self.device.serial if self.kind is None else self.kind.name

    @property
    def origin(self) -> str:
        return self.from_place.path if self.from_place else str(self.get_from_end_display())

    @property
    def destination(self) -> str:
        return self.to_place.path if self.to_place else str(self.get_to_end_display())
