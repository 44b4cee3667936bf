"""A register on its way into the directory."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.organisations.registry.actions import BATCH
from rebond.tenancy.models import TenantModel


class RegisterFile(TenantModel):
    """A register that an officer uploaded, and the communes and departments of it that are wanted.

    `counts` say what it would come to, before anybody confirms; `taken` what it came to, batch after batch. A batch and
    its count are one transaction: work that was killed goes on after the last whole one.
    """

    class State(models.TextChoices):
        READING = "reading", _("Lecture en cours")
        READ = "read", _("À confirmer")
        UNREADABLE = "unreadable", _("Illisible")
        APPLYING = "applying", _("Enregistrement en cours")
        APPLIED = "applied", _("Enregistré")

    MOVES = {
        State.READING: {State.READ, State.UNREADABLE},
        State.READ: {State.APPLYING},
        State.APPLYING: {State.APPLIED, State.UNREADABLE},
    }
    UNDER_WAY = (State.READING, State.APPLYING)

    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.READING)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    communes = models.JSONField(default=list)
    departments = models.JSONField(default=list)
    register = models.CharField(_("registre"), max_length=20, blank=True)
    counts = models.JSONField(default=dict)
    refusals = models.JSONField(default=list)
    taken = models.JSONField(default=dict)
    batches = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=600, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("déposé le"))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("registre déposé")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "read", "unreadable", "applying", "applied"]),
                name="register_file_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_state_display()})"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def is_applying(self) -> bool:
        return self.state == self.State.APPLYING

    @property
    def done(self) -> int:
        """How many of the rows that are kept are written."""
        return min(self.batches * BATCH, self.counts.get("kept", 0))

    @property
    def places(self) -> str:
        """The communes and departments, as they were asked for."""
        return ", ".join([*self.communes, *self.departments])
