"""A proposal of the engine for a wave, what the committee changed, and the published record."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.programmes.models import Wave
from rebond.tenancy.models import TenantModel


class Proposal(TenantModel):
    """One run of the engine on a wave, kept as its two canonical texts; published, it is the wave's record.

    `granted` is the sum of the allocations, kept with each change, so that the stock cannot be passed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Proposition")
        PUBLISHED = "published", _("Publiée")
        DISCARDED = "discarded", _("Écartée")

    MOVES = {State.DRAFT: {State.PUBLISHED, State.DISCARDED}}

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    stock = models.PositiveIntegerField(_("ordinateurs à attribuer"))
    granted = models.PositiveIntegerField(_("ordinateurs attribués"))
    problem = models.TextField()
    result = models.TextField()
    problem_sha256 = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["wave", "-proposed_at"]
        verbose_name = _("proposition d'attribution")
        constraints = [
            models.UniqueConstraint(fields=["wave"], condition=Q(state="draft"), name="one_draft_proposal_per_wave"),
            models.UniqueConstraint(
                fields=["wave"],
                condition=Q(state="published"),
                name="one_publication_per_wave",
                violation_error_message=_("L'attribution de cette vague est déjà publiée."),
            ),
            models.CheckConstraint(
                condition=Q(granted__lte=F("stock")),
                name="proposal_within_stock",
                violation_error_message=_("L'attribution dépasserait le stock de la vague."),
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_by__isnull=False, published_at__isnull=False)
                & ~Q(published_by=F("proposed_by"))
                | ~Q(state="published") & Q(published_by=None, published_at=None),
                name="publication_needs_a_second_person",
                violation_error_message=_("La publication revient à une autre personne que celle qui a proposé."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave} ({self.get_state_display()})"


class Allocation(TenantModel):
    """How many machines an application receives (attribution): what the engine proposed, what was decided."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="allocations")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="allocations")
    proposed = models.PositiveSmallIntegerField(_("proposé"))
    units = models.PositiveSmallIntegerField(_("attribué"))
    # One plain sentence for the association: why this many.
    sentence = models.CharField(max_length=600)
    change_reason = models.CharField(_("motif du changement"), max_length=500, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["proposal", "-units", "application__reference"]
        verbose_name = _("attribution")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "application"], name="one_allocation_per_application"),
            models.CheckConstraint(
                condition=Q(units=F("proposed")) | ~Q(change_reason=""),
                name="manual_change_has_a_reason",
                violation_error_message=_("Un changement manuel demande un motif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.units}"
