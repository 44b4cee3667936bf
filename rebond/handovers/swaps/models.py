"""What is asked, decided and done about a machine that arrived dead."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.handovers.custodies.models import Custody
from rebond.tenancy.models import TenantModel


class Swap(TenantModel):
    """A dead machine of an association and, once it is swapped, the spare that took its place (échange).

    What the association was allocated and has received does not change: one machine stands for the other.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Demandé")
        APPROVED = "approved", _("Accepté, à échanger")
        SWAPPED = "swapped", _("Échangé")
        REFUSED = "refused", _("Refusé")

    MOVES = {
        State.ASKED: {State.APPROVED, State.REFUSED},
        State.APPROVED: {State.SWAPPED, State.REFUSED},
    }
    LIVE = (State.ASKED, State.APPROVED)

    reference = models.CharField(_("référence"), max_length=40)
    custody = models.ForeignKey(Custody, on_delete=models.PROTECT, related_name="swaps")
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.ASKED)
    symptom = models.CharField(_("ce qui se passe"), max_length=500)
    photo = models.OneToOneField("documents.Deposit", on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("demandé le"))
    refusal = models.CharField(_("motif du refus"), max_length=300, blank=True)
    spare = models.OneToOneField(
        "handovers.HandoverItem",
        on_delete=models.PROTECT,
        null=True,
        related_name="swap",
        verbose_name=_("remplaçante"),
    )
    signatory = models.CharField(_("nom de la personne qui signe"), max_length=120, blank=True)
    signatory_role = models.CharField(_("qualité"), max_length=120, blank=True)
    signed_on = models.DateField(_("date de signature"), null=True)
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("échange")
        constraints = [
            models.UniqueConstraint(fields=["city", "reference"], name="one_swap_per_reference"),
            models.UniqueConstraint(
                fields=["custody"],
                condition=~Q(state="refused"),
                name="one_swap_at_a_time_per_machine",
                violation_error_message=_("L’échange de cette machine est déjà demandé."),
            ),
            models.CheckConstraint(
                condition=Q(state="swapped", spare__isnull=False, paper__isnull=False, signed_on__isnull=False)
                & ~Q(signatory="")
                | ~Q(state="swapped") & Q(spare=None, paper=None, signed_on=None, signatory=""),
                name="swap_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""),
                name="refused_swap_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.reference
