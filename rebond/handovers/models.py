"""The machines of one association, gathered by serial number and handed over against one signature."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.documents.models import Document
from rebond.stock.models import Device
from rebond.tenancy.models import TenantModel
from rebond.waves.models import Allocation


class Handover(TenantModel):
    """What an association takes away at once (remise): machines by serial, keyboards and mice by count.

    `scanned` counts the machines of the hand-over and never passes what was allocated.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", _("En préparation")
        SIGNED = "signed", _("Remise signée")
        CANCELLED = "cancelled", _("Annulée")

    MOVES = {State.PREPARING: {State.SIGNED, State.CANCELLED}}

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="handovers")
    reference = models.CharField(_("référence"), max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARING)
    units = models.PositiveSmallIntegerField(_("ordinateurs attribués"))
    scanned = models.PositiveSmallIntegerField(_("ordinateurs préparés"), default=0)
    keyboards = models.PositiveSmallIntegerField(_("claviers"), default=0)
    mice = models.PositiveSmallIntegerField(_("souris"), default=0)
    signatory = models.CharField(_("nom de la personne qui signe"), max_length=120, blank=True)
    signatory_role = models.CharField(_("qualité"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("signée le"), null=True)
    note = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["reference"]
        verbose_name = _("remise")
        constraints = [
            models.UniqueConstraint(fields=["city", "reference"], name="one_handover_per_reference"),
            models.UniqueConstraint(
                fields=["allocation"],
                condition=~Q(state="cancelled"),
                name="one_live_handover_per_allocation",
                violation_error_message=_("Une remise est déjà en cours pour cette association."),
            ),
            models.CheckConstraint(
                condition=Q(scanned__lte=F("units")),
                name="handover_within_allocation",
                violation_error_message=_("La remise compte déjà toutes les machines attribuées."),
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False) & ~Q(signatory="") & Q(scanned__gte=1),
                name="signed_handover_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class HandoverItem(TenantModel):
    """A machine in a hand-over; released when it is taken out again."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="handover_items")
    added_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["handover", "added_at"]
        verbose_name = _("machine remise")
        constraints = [
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(released_at=None),
                name="one_handover_per_device",
                violation_error_message=_("Cette machine est déjà dans une remise."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.device_id} -> {self.handover_id}"
