"""Invitations to answer for an association, and requests to do so."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.organisations.models import Association
from rebond.tenancy.models import TenantModel


class Invitation(TenantModel):
    """A link that makes its reader a manager of an association (invitation). It works once, for one address.

    On paper it has no address: its code only names the association to whoever asks to join it, and somebody decides.

    Only a hash of its code is kept: whoever reads the database cannot use it.
    """

    double_stays_with_merged = True

    class State(models.TextChoices):
        SENT = "sent", _("Envoyée")
        ACCEPTED = "accepted", _("Acceptée")
        WITHDRAWN = "withdrawn", _("Annulée")

    MOVES = {State.SENT: {State.ACCEPTED, State.WITHDRAWN}}

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(_("adresse électronique"), blank=True)
    code_sha256 = models.CharField(max_length=64)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.SENT)
    invited_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("envoyée le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))

    class Meta:
        ordering = ["-invited_at"]
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(fields=["city", "code_sha256"], name="one_invitation_per_code"),
            models.UniqueConstraint(
                fields=["association", "email"],
                condition=Q(state="sent"),
                name="one_open_invitation_per_address",
                violation_error_message=_("Une invitation attend déjà cette personne."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "accepted", "withdrawn"]), name="invitation_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email or self.association} ({self.get_state_display()})"

    @property
    def is_on_paper(self) -> bool:
        """Whether it is a letter, which proves no address."""
        return not self.email

    def is_open(self, at: datetime) -> bool:
        """Whether the link still works."""
        return self.state == self.State.SENT and at < self.expires_at


class JoinRequest(TenantModel):
    """Somebody asks to answer for an association (demande de rattachement); a manager of it or an officer decides.

    `association` is empty as long as nobody found it in the directory; `named` and `number` are what was typed.
    `invitation` is the letter whose code the person had at hand.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("En attente")
        APPROVED = "approved", _("Acceptée")
        REFUSED = "refused", _("Refusée")

    MOVES = {State.WAITING: {State.APPROVED, State.REFUSED}}

    association = models.ForeignKey(Association, on_delete=models.PROTECT, null=True, related_name="+")
    named = models.CharField(_("nom de l’association"), max_length=200)
    number = models.CharField(_("numéro RNA ou SIRET"), max_length=20, blank=True)
    name = models.CharField(_("prénom et nom"), max_length=120)
    email = models.EmailField(_("adresse électronique"))
    function = models.CharField(_("fonction dans l’association"), max_length=120)
    message = models.CharField(_("message"), max_length=1000, blank=True)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("reçue le"))
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("motif du refus"), max_length=500, blank=True)

    class Meta:
        ordering = ["asked_at"]
        verbose_name = _("demande de rattachement")
        constraints = [
            models.UniqueConstraint(
                fields=["city", "email", "named", "association"],
                condition=Q(state="waiting"),
                name="one_waiting_request_per_address",
            ),
            models.UniqueConstraint(
                fields=["city", "email", "named"],
                condition=Q(state="waiting", association=None),
                name="one_waiting_request_per_name",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decided_requests_say_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(association__isnull=False),
                name="approved_requests_have_an_association",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="refused_requests_have_a_reason",
                violation_error_message=_("Un refus dit son motif."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "approved", "refused"]), name="request_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"
