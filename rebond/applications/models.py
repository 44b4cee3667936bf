"""An association's application to a wave, its eligibility and its points."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.organisations.models import Association
from rebond.programmes.models import Criterion, Wave
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantModel


class Application(Versioned, TenantModel):
    """What an association asks of a wave (candidature), and what the city found.

    `answers` holds the answers by question name; points are computed from them, never typed. `requested` is a cap
    on what may be given, never a weight. A duplicate waits for a human.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Reçue")
        TO_CHECK = "to-check", _("À vérifier")
        ELIGIBLE = "eligible", _("Recevable")
        INELIGIBLE = "ineligible", _("Non recevable")
        WITHDRAWN = "withdrawn", _("Retirée")

    MOVES = {
        State.SUBMITTED: {State.TO_CHECK, State.ELIGIBLE, State.INELIGIBLE, State.WITHDRAWN},
        State.TO_CHECK: {State.ELIGIBLE, State.INELIGIBLE, State.WITHDRAWN},
        State.ELIGIBLE: {State.TO_CHECK, State.INELIGIBLE, State.WITHDRAWN},
        State.INELIGIBLE: {State.TO_CHECK, State.ELIGIBLE, State.WITHDRAWN},
    }

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="applications")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="applications")
    reference = models.CharField(_("référence"), max_length=40)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    answers = models.JSONField(_("réponses"), default=dict)
    requested = models.PositiveSmallIntegerField(_("ordinateurs demandés"))
    minimum = models.PositiveSmallIntegerField(_("minimum utile"), default=0)
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    submitted_at = models.DateTimeField(_("reçue le"))
    # The file's own number when the application came by import: "ASSO-021".
    source_id = models.CharField(max_length=40, blank=True)
    # An officer's decision against the computed eligibility, with its reason.
    override_reason = models.CharField(_("motif de la décision"), max_length=500, blank=True)

    class Meta:
        ordering = ["wave", "-points", "reference"]
        verbose_name = _("candidature")
        constraints = [
            models.UniqueConstraint(fields=["city", "reference"], name="one_application_per_reference"),
            models.UniqueConstraint(
                fields=["wave", "association"],
                condition=~Q(state="withdrawn"),
                name="one_application_per_association_and_wave",
                violation_error_message=_("Cette association a déjà une candidature dans cette vague."),
            ),
            models.UniqueConstraint(
                fields=["wave", "source_id"], condition=~Q(source_id=""), name="one_application_per_source"
            ),
            models.CheckConstraint(
                condition=Q(requested__gte=1),
                name="application_asks_for_one_at_least",
                violation_error_message=_("Demandez au moins un ordinateur."),
            ),
            models.CheckConstraint(
                condition=Q(minimum__lte=models.F("requested")),
                name="application_minimum_within_request",
                violation_error_message=_("Le minimum utile ne peut pas dépasser la demande."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "to-check", "eligible", "ineligible", "withdrawn"]),
                name="application_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.association}"


class Finding(TenantModel):
    """Something that a check found in an application: a reason to refuse, a doubt for a human, or a remark."""

    class Weight(models.TextChoices):
        REFUSES = "refuses", _("Motif de refus")
        DOUBT = "doubt", _("À vérifier")
        REMARK = "remark", _("Remarque")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    weight = models.CharField(max_length=8, choices=Weight.choices)
    message = models.CharField(max_length=400)

    class Meta:
        ordering = ["application", "weight", "code"]
        verbose_name = _("constat")
        constraints = [
            models.UniqueConstraint(fields=["application", "code"], name="one_finding_per_code"),
            models.CheckConstraint(
                condition=Q(weight__in=["refuses", "doubt", "remark"]), name="finding_weight_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.message


class Score(TenantModel):
    """The points of an application for one criterion, and where they come from."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"))
    answer = models.CharField(_("réponse retenue"), max_length=200)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["application", "criterion__position"]
        verbose_name = _("note")
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_score_per_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
