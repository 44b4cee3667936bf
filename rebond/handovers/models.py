"""The machines of one association, gathered by serial number and handed over against one signature."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import Role, User
from rebond.documents.models import Document
from rebond.handovers.custodies.models import Custody  # noqa: F401  Django looks for models in this module
from rebond.handovers.donor_papers.models import DonorPaper, ReceiptStatement  # noqa: F401
from rebond.handovers.returns.models import Return, ReturnItem  # noqa: F401
from rebond.handovers.swaps.models import Swap  # noqa: F401
from rebond.handovers.transfers.models import Transfer, TransferItem  # noqa: F401
from rebond.safeguards.versions import Versioned
from rebond.stock.models import Device
from rebond.tenancy.models import TenantManager, TenantModel
from rebond.waves.models import Allocation


class HandoverQuerySet(models.QuerySet):
    def live(self):
        """Being prepared, or ready and waiting for the association."""
        return self.filter(state__in=Handover.LIVE)

    def signed(self):
        return self.filter(state=Handover.State.SIGNED)

    def visible_to(self, user: User):
        """A manager sees the hand-overs of the associations they manage; the city and its warehouse see all."""
        if user.has_role(*Handover.SEEN_BY):
            return self
        return self.filter(allocation__application__association__in=[one.pk for one in user.associations])


class Handover(Versioned, TenantModel):
    """What an association takes away at once (remise): machines by serial, keyboards and mice by count.

    `before` counts the machines that earlier hand-overs of the same allocation already brought, so `before + units`
    is the allocation: what an association receives in several times never passes what it was allocated.
    `scanned` counts the machines of the hand-over. `signed_on` is the day on the paper, `signed_at` the moment at
    which it was recorded.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", _("En préparation")
        READY = "ready", _("Prête")
        SIGNED = "signed", _("Remise signée")
        CANCELLED = "cancelled", _("Annulée")

    MOVES = {
        State.PREPARING: {State.READY, State.SIGNED, State.CANCELLED},
        State.READY: {State.PREPARING, State.SIGNED, State.CANCELLED},
    }
    LIVE = (State.PREPARING, State.READY)
    SEEN_BY = (Role.OFFICER, Role.ADMINISTRATOR, Role.WAREHOUSE, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR)

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="handovers")
    reference = models.CharField(_("référence"), max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARING)
    before = models.PositiveSmallIntegerField(_("ordinateurs déjà remis"), default=0)
    units = models.PositiveSmallIntegerField(_("ordinateurs à remettre"))
    scanned = models.PositiveSmallIntegerField(_("ordinateurs préparés"), default=0)
    keyboards = models.PositiveSmallIntegerField(_("claviers"), default=0)
    mice = models.PositiveSmallIntegerField(_("souris"), default=0)
    prepared_at = models.DateTimeField(_("préparation commencée le"))
    signatory = models.CharField(_("nom de la personne qui signe"), max_length=120, blank=True)
    signatory_role = models.CharField(_("qualité"), max_length=120, blank=True)
    signed_on = models.DateField(_("date de signature"), null=True)
    signed_at = models.DateTimeField(_("enregistrée le"), null=True)
    cancel_reason = models.CharField(_("motif de l’annulation"), max_length=500, blank=True)
    note = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantManager.from_queryset(HandoverQuerySet)()

    class Meta:
        ordering = ["reference"]
        verbose_name = _("remise")
        constraints = [
            models.UniqueConstraint(fields=["city", "reference"], name="one_handover_per_reference"),
            models.UniqueConstraint(
                fields=["allocation", "before"],
                condition=~Q(state="cancelled"),
                name="one_handover_at_a_time_per_allocation",
                violation_error_message=_("Une remise est déjà en cours pour cette association."),
            ),
            models.CheckConstraint(
                condition=Q(units__gte=1, scanned__lte=F("units")),
                name="handover_within_allocation",
                violation_error_message=_("La remise compte déjà toutes les machines attribuées."),
            ),
            models.CheckConstraint(
                condition=Q(keyboards__lte=F("units"), mice__lte=F("units")),
                name="accessories_within_allocation",
                violation_error_message=_("Comptez au plus un clavier et une souris par ordinateur attribué."),
            ),
            models.CheckConstraint(
                condition=Q(state="signed", signed_on__isnull=False, signed_at__isnull=False, note__isnull=False)
                & ~Q(signatory="")
                & Q(scanned__gte=1)
                | ~Q(state="signed") & Q(signed_on=None, signed_at=None, note=None, signatory=""),
                name="signed_handover_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", scanned=0) & ~Q(cancel_reason="")
                | ~Q(state="cancelled") & Q(cancel_reason=""),
                name="cancelled_handover_is_empty_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "ready", "signed", "cancelled"]), name="handover_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def left(self) -> int:
        """How many allocated machines are not in this hand-over."""
        return self.units - self.scanned

    @property
    def accessories_differ(self) -> bool:
        """Whether there is not one of each promised accessory per machine."""
        programme = self.wave.programme
        counts = [self.keyboards] * programme.with_keyboard + [self.mice] * programme.with_mouse
        return any(count != self.scanned for count in counts)

    @property
    def association(self):
        return self.allocation.application.association

    @property
    def wave(self):
        return self.allocation.proposal.wave


class HandoverItem(TenantModel):
    """A machine in a hand-over; released when it is taken out again, ended when it came back after the signature.

    `replaces` is the dead machine in whose place this one left: the hand-over counts the first only.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="handover_items")
    added_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replacement")

    class Meta:
        ordering = ["handover", "added_at", "device__serial"]
        verbose_name = _("machine remise")
        constraints = [
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(released_at=None, ended_at=None),
                name="one_handover_per_device",
                violation_error_message=_("Cette machine est déjà dans une remise."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.device_id} -> {self.handover_id}"
