"""The list of papers of a wave, and the papers that associations sent."""

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.applications.papers.asked import AskedPapers, papers_from
from rebond.documents.deposits.models import Deposit
from rebond.programmes.models import Wave
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel


class PaperList(Versioned, TenantModel):
    """The papers that a wave asks for, as the city settled them. Frozen once the call opens, as its questions are."""

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="paper_list")
    # As `asked.as_data` gives it.
    data = models.JSONField(_("pièces"), default=list)
    blocks = models.BooleanField(_("aucune candidature ne part sans ces pièces"), default=False)

    class Meta:
        ordering = ["wave"]
        verbose_name = _("liste de pièces")

    def __str__(self) -> str:
        return str(self.wave)

    @property
    def asked(self) -> AskedPapers:
        return AskedPapers(papers_from(self.data), self.blocks)


class PaperQuerySet(models.QuerySet):
    def live(self):
        """Those that no later one replaced."""
        return self.filter(replaced_by=None)


class Paper(TenantModel):
    """One file of a draft or of an application (pièce): a page, or several in a PDF. Several may be of one kind.

    It opens once its deposit is clean. Those of a draft go with it when it is sent; then only an officer's word
    changes them, and a later paper may replace one that was refused.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Envoyée")
        ACCEPTED = "accepted", _("Acceptée")
        REFUSED = "refused", _("Refusée")

    MOVES = {
        State.SENT: {State.ACCEPTED, State.REFUSED},
        State.ACCEPTED: {State.REFUSED},
        State.REFUSED: {State.ACCEPTED},
    }

    draft = models.ForeignKey("applications.Draft", on_delete=models.PROTECT, related_name="papers", null=True)
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="papers", null=True
    )
    kind = models.CharField(_("pièce"), max_length=40)
    # What it answers, where the city had asked for it.
    item = models.ForeignKey("applications.CorrectionItem", on_delete=models.PROTECT, related_name="papers", null=True)
    deposit = models.ForeignKey(Deposit, on_delete=models.PROTECT, related_name="papers")
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.SENT)
    reason = models.CharField(_("motif du refus"), max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, related_name="replaces", null=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("envoyée le"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(PaperQuerySet)()

    class Meta:
        ordering = ["sent_at", "pk"]
        verbose_name = _("pièce")
        indexes = [
            models.Index(
                fields=["city", "sent_at"], condition=Q(state="sent", replaced_by=None), name="papers_to_look_at"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, application__isnull=False) | Q(draft__isnull=False, application=None),
                name="paper_is_of_a_draft_or_of_an_application",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", reason="", decided_by=None, decided_at=None)
                | Q(state="accepted", reason="", decided_by__isnull=False, decided_at__isnull=False)
                | Q(state="refused", decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""),
                name="paper_is_decided_by_somebody_and_refused_with_a_reason",
                violation_error_message=_("Un refus dit son motif."),
            ),
            models.CheckConstraint(
                condition=Q(draft=None) | Q(state="sent", replaced_by=None), name="paper_of_a_draft_is_not_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def is_wanting(self) -> bool:
        """It was refused by an officer, or does not open: another one is needed."""
        return self.state == self.State.REFUSED or self.deposit.is_refused

    @property
    def opens(self) -> bool:
        return self.deposit.is_clean

    @property
    def standing(self) -> str | Promise:
        """Where it stands, in a few words."""
        return self.get_state_display() if self.opens else self.deposit.get_state_display()

    @property
    def tag(self) -> str:
        """The kind of tag that its standing has."""
        if self.is_wanting:
            return "refused"
        if not self.opens:
            return "waiting"
        return "done" if self.state == self.State.ACCEPTED else "info"

    @property
    def why(self) -> str | Promise:
        """Why another one is needed, for whoever sent it."""
        return self.reason or self.deposit.reason
