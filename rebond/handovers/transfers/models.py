"""A passage of machines between two associations: asked by one, accepted by the other, approved by the city."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.handovers.custodies.models import Custody
from rebond.organisations.models import Association
from rebond.programmes.models import Programme
from rebond.tenancy.models import TenantManager, TenantModel


class TransferQuerySet(models.QuerySet):
    def visible_to(self, user: User, everything: bool):
        """All for the city and its warehouse; for a manager those that their associations give or receive."""
        mine = [one.pk for one in user.associations]
        return self if everything else self.filter(Q(giver__in=mine) | Q(receiver__in=mine))


class Transfer(TenantModel):
    """Machines that one association passes to another (passage), all of one programme. They never enter the stock."""

    class State(models.TextChoices):
        ASKED = "asked", _("Proposé")
        ACCEPTED = "accepted", _("Accepté, à approuver")
        APPROVED = "approved", _("Approuvé")
        DECLINED = "declined", _("Décliné")
        REFUSED = "refused", _("Refusé par la ville")
        WITHDRAWN = "withdrawn", _("Retiré")

    MOVES = {
        State.ASKED: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.REFUSED},
        State.ACCEPTED: {State.APPROVED, State.REFUSED, State.WITHDRAWN},
    }
    LIVE = (State.ASKED, State.ACCEPTED)

    reference = models.CharField(_("référence"), max_length=40)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="transfers_given")
    receiver = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="transfers_received")
    state = models.CharField(_("état"), max_length=9, choices=State.choices, default=State.ASKED)
    why = models.CharField(_("pourquoi"), max_length=500)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("proposé le"))
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    # The city's decision, where the legal route wants one; the reason, where somebody said no.
    decision = models.CharField(_("référence de l’accord de la ville"), max_length=120, blank=True)
    refusal = models.CharField(_("motif"), max_length=300, blank=True)
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantManager.from_queryset(TransferQuerySet)()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("passage entre associations")
        constraints = [
            models.UniqueConstraint(fields=["city", "reference"], name="one_transfer_per_reference"),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "approved"], accepted_by__isnull=False)
                | Q(state__in=["asked", "declined", "refused", "withdrawn"]),
                name="transfer_goes_on_once_accepted",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", paper__isnull=False, settled_by__isnull=False)
                | ~Q(state="approved") & Q(paper=None),
                name="approved_transfer_has_its_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "refused"]) | ~Q(refusal=""), name="transfer_refused_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class TransferItem(TenantModel):
    """A machine that is to pass, as its giver has it; `live` while nobody has settled the passage."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="items")
    custody = models.ForeignKey(Custody, on_delete=models.PROTECT, related_name="transfer_items")
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["transfer", "custody__device__serial"]
        verbose_name = _("machine à passer")
        constraints = [
            models.UniqueConstraint(
                fields=["custody"],
                condition=Q(live=True),
                name="one_live_transfer_per_machine",
                violation_error_message=_("Cette machine est déjà dans un passage."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.custody_id} {self.transfer_id}"
