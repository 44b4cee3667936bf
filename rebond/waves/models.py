"""A proposal of the engine for a wave, what the committee changed, and the published record."""

from hashlib import sha256

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.programmes.models import Wave
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel
from rebond.waves.rules import Rules, published_rules
from rebond.waves.runs.models import SimulationRun  # noqa: F401  Django looks for models in this module
from rebond.waves.scenarios.models import Scenario


class Proposal(TenantModel):
    """One run of the engine on a wave, kept as its two canonical texts; published, it also has its record.

    `granted` is the sum of the allocations, kept with each change, so that the stock cannot be passed. `problem`,
    `result` and `record` are files as anybody downloads them: their bytes never change.

    `stock` is what may be granted: the wave's, less what is `reserved` for later waves. `rules` is empty where the
    published rules decided; other rules come with their `departure`, the reason that is published with them.
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
    record = models.TextField(blank=True)
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, null=True, related_name="proposals")
    rules = models.JSONField(null=True)
    departure = models.CharField(_("motif d’une autre règle que la règle publiée"), max_length=500, blank=True)
    reserved = models.PositiveIntegerField(_("gardés pour les vagues suivantes"), default=0)

    class Meta:
        ordering = ["wave", "-proposed_at"]
        verbose_name = _("proposition d’attribution")
        constraints = [
            models.UniqueConstraint(fields=["wave"], condition=Q(state="draft"), name="one_draft_proposal_per_wave"),
            models.UniqueConstraint(
                fields=["wave"],
                condition=Q(state="published"),
                name="one_publication_per_wave",
                violation_error_message=_("L’attribution de cette vague est déjà publiée."),
            ),
            models.CheckConstraint(
                condition=Q(granted__lte=F("stock")),
                name="proposal_within_stock",
                violation_error_message=_("L’attribution dépasserait le stock de la vague."),
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_by__isnull=False, published_at__isnull=False)
                & ~Q(published_by=F("proposed_by"))
                | ~Q(state="published") & Q(published_by=None, published_at=None),
                name="publication_needs_a_second_person",
                violation_error_message=_("La publication revient à une autre personne que celle qui a proposé."),
            ),
            models.CheckConstraint(
                condition=Q(state="published") & ~Q(record="") | ~Q(state="published") & Q(record=""),
                name="publication_has_its_record",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "discarded"]), name="proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(rules__isnull=True, departure="")
                | Q(rules__isnull=False, scenario__isnull=False) & ~Q(departure=""),
                name="other_rules_have_a_reason",
                violation_error_message=_("Une autre règle que la règle publiée demande un motif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave} ({self.get_state_display()})"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def departs(self) -> bool:
        """Whether other rules than the published ones decided."""
        return self.rules is not None

    @property
    def shared_by(self) -> Rules:
        """The rules that decided."""
        return published_rules(self.wave) if self.rules is None else Rules.from_dict(self.rules)

    def is_decided_by(self, user: User) -> bool:
        """Whether the person proposed it, or changed one of its numbers: somebody else then publishes."""
        return self.proposed_by_id == user.pk or self.allocations.filter(changed_by=user.pk).exists()

    @property
    def left(self) -> int:
        """What the wave has not granted."""
        return self.stock - self.granted

    @property
    def record_sha256(self) -> str:
        """The fingerprint of the published record, which the journal holds too."""
        return sha256(self.record.encode()).hexdigest()


class AllocationQuerySet(models.QuerySet):
    def published(self):
        """What associations were told: the allocations of published proposals."""
        return self.filter(proposal__state=Proposal.State.PUBLISHED)

    def served(self):
        """One machine at least."""
        return self.filter(units__gt=0)


class Allocation(Versioned, TenantModel):
    """How many machines an application receives (attribution): what the engine proposed, what was decided.

    `ceiling` is the most that anybody may decide: what was asked, or the wave's cap when that is lower.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="allocations")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="allocations")
    proposed = models.PositiveSmallIntegerField(_("proposé"))
    units = models.PositiveSmallIntegerField(_("attribué"))
    ceiling = models.PositiveSmallIntegerField(_("au plus"))
    # One plain sentence for the association: why the rule gave this many.
    sentence = models.CharField(max_length=600)
    change_reason = models.CharField(_("motif du changement"), max_length=500, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TenantManager.from_queryset(AllocationQuerySet)()

    class Meta:
        ordering = ["proposal", "-units", "application__reference"]
        verbose_name = _("attribution")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "application"], name="one_allocation_per_application"),
            models.CheckConstraint(
                condition=Q(units=F("proposed"), change_reason="", changed_by=None)
                | ~Q(units=F("proposed")) & ~Q(change_reason="") & Q(changed_by__isnull=False),
                name="manual_change_has_a_reason",
                violation_error_message=_("Un changement manuel demande un motif."),
            ),
            models.CheckConstraint(
                condition=Q(units__lte=F("ceiling")),
                name="allocation_within_ceiling",
                violation_error_message=_("L’attribution dépasserait la demande ou le plafond de la vague."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.units}"

    @property
    def is_changed(self) -> bool:
        """Whether the committee decided otherwise than the rule."""
        return self.units != self.proposed


# The models of the folders that build on these, for Django to find them here.
from rebond.waves.letters.models import DecisionLetter  # noqa: E402, F401
from rebond.waves.sittings.models import Attendance, CommitteeRules, Leave, Sitting, Vote  # noqa: E402, F401
