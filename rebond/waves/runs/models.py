"""A simulation that somebody asked for, how far it is, and what it found."""

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.programmes.models import Programme
from rebond.tenancy.models import TenantModel
from rebond.waves.simulation import Report, Scenario, read_scenario
from rebond.waves.simulation.report import report_from


class SimulationRun(TenantModel):
    """One question to the simulator, kept whole, so that the same answer can be computed again.

    `done` counts the draws while the work goes on; a run whose worker died starts again from none. `report` is the
    file that anybody may download: its bytes depend on the question alone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("En attente")
        RUNNING = "running", _("En cours")
        DONE = "done", _("Terminée")
        CANCELLED = "cancelled", _("Annulée")

    MOVES = {
        State.WAITING: {State.RUNNING, State.CANCELLED},
        State.RUNNING: {State.DONE, State.CANCELLED},
    }
    UNDER_WAY = (State.WAITING, State.RUNNING)

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="simulations")
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.WAITING)
    scenario = models.JSONField()
    policies = models.JSONField(_("politiques"))
    replications = models.PositiveIntegerField(_("tirages"))
    seed = models.PositiveBigIntegerField(_("graine"))
    done = models.PositiveIntegerField(default=0)
    report = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("simulation")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "cancelled"]), name="simulation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="done") & ~Q(report="") | ~Q(state="done") & Q(report=""),
                name="simulation_done_has_its_report",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | Q(state__in=["done", "cancelled"], ended_at__isnull=False),
                name="simulation_over_has_its_end",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("replications")), name="simulation_within_its_draws"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} ({self.get_state_display()})"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @cached_property
    def expectation(self) -> Scenario:
        """The scenario that was asked about."""
        return read_scenario(self.scenario)

    @cached_property
    def findings(self) -> Report:
        """What a finished run found."""
        return report_from(self.report)
