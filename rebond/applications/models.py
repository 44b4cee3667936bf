"""An association's application to a wave, its eligibility and its points."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import Role, User
from rebond.applications.corrections.models import Correction, CorrectionItem  # noqa: F401
from rebond.applications.drafts.models import Draft, Engagement  # noqa: F401  Django looks for models in this module
from rebond.applications.eligibility import Reason
from rebond.applications.messages.models import Attachment, Message, ReadMark  # noqa: F401
from rebond.applications.papers.models import Paper, PaperList  # noqa: F401
from rebond.applications.questionnaires.models import PastForm, Questionnaire  # noqa: F401
from rebond.applications.questions import source_of
from rebond.applications.reviews.models import Declaration
from rebond.documents.models import Document
from rebond.organisations.models import Association
from rebond.programmes.models import Criterion, Programme, Wave
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel

CITY_HALL = (Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR)


class ApplicationQuerySet(models.QuerySet):
    def live(self):
        """All but those that were withdrawn."""
        return self.filter(state__in=Application.LIVE)

    def eligible(self):
        """Those that take part in the allocation."""
        return self.filter(state=Application.State.ELIGIBLE)

    def visible_to(self, user: User):
        """The city hall sees all but what one recused oneself from; a manager those of their own associations."""
        if user.has_role(*CITY_HALL):
            return self.exclude(pk__in=Declaration.objects.recusals().filter(person=user).values("application"))
        return self.filter(association__in=user.associations)


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

    class Channel(models.TextChoices):
        ONLINE = "online", _("Formulaire")
        ASSISTED = "assisted", _("Saisie assistée")
        FILE = "file", _("Fichier importé")

    LIVE = (State.SUBMITTED, State.TO_CHECK, State.ELIGIBLE, State.INELIGIBLE)

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="applications")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="applications")
    # Place in the order of arrival in the wave; `reference` is made of it: "V1-021".
    number = models.PositiveSmallIntegerField(_("numéro"))
    reference = models.CharField(_("référence"), max_length=40)
    channel = models.CharField(_("reçue par"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    answers = models.JSONField(_("réponses"), default=dict)
    # The words that were read when they were given; none where no amendment has corrected any since.
    answered_under = models.ForeignKey(
        PastForm, on_delete=models.PROTECT, null=True, editable=False, related_name="applications"
    )
    # What the association said of itself that day (name, address, …), and what reading it had to settle.
    declared = models.JSONField(default=dict)
    noticed = models.JSONField(default=dict)
    requested = models.PositiveSmallIntegerField(_("ordinateurs demandés"))
    minimum = models.PositiveSmallIntegerField(_("minimum utile"), default=0)
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    submitted_at = models.DateTimeField(_("reçue le"))
    # How long the city's silence decided nothing, because it waited for the association.
    suspended_days = models.PositiveSmallIntegerField(default=0)
    # The file's own number when the application came by import: "ASSO-021".
    source_id = models.CharField(max_length=40, blank=True)
    # Which version of the city's text the acknowledgement left with, so that it is read again as it was sent.
    receipt_version = models.PositiveSmallIntegerField(default=0, editable=False)
    # An officer's decision against the computed eligibility, with its reason.
    override_reason = models.CharField(_("motif de la décision"), max_length=500, blank=True)

    objects = TenantManager.from_queryset(ApplicationQuerySet)()

    class Meta:
        ordering = ["wave", "-points", "reference"]
        verbose_name = _("candidature")
        indexes = [
            models.Index(fields=["city", "submitted_at", "reference"], name="applications_by_reception"),
            models.Index(fields=["city", "id"], name="applications_by_key"),  # else SQLite reads a whole city
            models.Index(fields=["city", "-points", "reference"], name="applications_by_points"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["city", "reference"], name="one_application_per_reference"),
            models.UniqueConstraint(fields=["wave", "number"], name="one_application_per_number"),
            models.UniqueConstraint(
                fields=["wave", "association"],
                condition=~Q(state="withdrawn"),
                name="one_application_per_association_and_wave",
                violation_error_message=_("Cette association a déjà une candidature dans cette vague."),
            ),
            models.UniqueConstraint(
                fields=["wave", "source_id"],
                condition=~Q(source_id="") & ~Q(state="withdrawn"),
                name="one_application_per_source",
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
            models.CheckConstraint(
                condition=Q(channel__in=["online", "assisted", "file"]), name="application_channel_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.association}"

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE


class Finding(TenantModel):
    """Something that a check found in an application: a reason to refuse, a doubt for a human, or a remark."""

    class Weight(models.TextChoices):
        REFUSES = "refuses", _("Motif de refus")
        DOUBT = "doubt", _("À vérifier")
        REMARK = "remark", _("Remarque")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    weight = models.CharField(max_length=8, choices=Weight.choices)
    # What the sentence names: other files, figures. The sentence itself is in `eligibility.TEXTS`.
    facts = models.JSONField(default=dict)

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
        return self.code

    @property
    def message(self) -> str:
        return Reason(self.code, self.facts).message


class Score(TenantModel):
    """The points of an application for one criterion, and where they come from."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"))
    answer = models.CharField(_("réponse retenue"), max_length=200)
    # The question whose answer gave the points, and that answer; both empty where no answer fitted.
    question = models.CharField(max_length=40, blank=True)
    given = models.JSONField(null=True)

    class Meta:
        ordering = ["application", "criterion__position"]
        verbose_name = _("note")
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_score_per_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"

    @property
    def source(self) -> str:
        """Where the points come from, in words: the question and what was answered, or those who read."""
        if self.criterion.is_read:
            return _("Note de deux lecteurs")
        return source_of(self.question, self.given)


class SubmittedFile(TenantModel):
    """A file of applications that an officer uploaded: read in the background, shown, applied once when confirmed."""

    class State(models.TextChoices):
        READING = "reading", _("Lecture en cours")
        READ = "read", _("À confirmer")
        UNREADABLE = "unreadable", _("Illisible")
        APPLYING = "applying", _("Enregistrement en cours")
        APPLIED = "applied", _("Enregistré")

    MOVES = {
        State.READING: {State.READ, State.UNREADABLE},
        State.READ: {State.APPLYING},
        State.APPLYING: {State.APPLIED},
    }
    UNDER_WAY = (State.READING, State.APPLYING)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.READING)
    # As `filing.report_of` gives it: what the rows would do, then what they did.
    report = models.JSONField(null=True)
    refusal = models.CharField(max_length=600, blank=True)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("fichier de candidatures")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "read", "unreadable", "applying", "applied"]),
                name="submitted_file_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_state_display()})"

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY
