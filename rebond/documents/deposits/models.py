"""A file that somebody sent, from its arrival to the document that it becomes."""

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rebond.documents.deposits.words import why_refused
from rebond.tenancy.models import TenantModel


class Deposit(TenantModel):
    """A file that somebody sent (dépôt). It waits in quarantine, and becomes a document or is refused.

    `sha256` and `size` are those of what was sent. Nobody ever gets these bytes: what is opened is `document`, written
    anew. Who sent it is the owner's to know, and the journal's.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("En cours de vérification")
        CLEAN = "clean", _("Vérifié")
        REFUSED = "refused", _("Illisible")

    MOVES = {State.WAITING: {State.CLEAN, State.REFUSED}}

    name = models.CharField(_("nom"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("taille"))
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.WAITING)
    refusal = models.CharField(max_length=20, blank=True)
    document = models.OneToOneField("documents.Document", on_delete=models.PROTECT, related_name="deposit", null=True)
    sent_at = models.DateTimeField(_("envoyé le"))
    # When somebody was last asked to look at it.
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("dépôt")
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="waiting"), name="deposits_that_wait")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", document=None, refusal="", settled_at=None)
                | Q(state="clean", document__isnull=False, refusal="", settled_at__isnull=False)
                | Q(state="refused", document=None, settled_at__isnull=False) & ~Q(refusal=""),
                name="deposit_is_opened_only_when_clean",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_clean(self) -> bool:
        return self.state == self.State.CLEAN

    @property
    def is_refused(self) -> bool:
        return self.state == self.State.REFUSED

    @property
    def reason(self) -> str | Promise:
        """Why it was refused and what to do, for whoever sent it."""
        return why_refused(self.refusal) if self.refusal else ""
