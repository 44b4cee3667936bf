"""What is missing or wrong in an application: one list, one day, one answer."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantManager, TenantModel


class CorrectionQuerySet(models.QuerySet):
    def open(self):
        """Those that the association has not sent back yet."""
        return self.filter(state=Correction.State.OPEN)

    def overdue(self, today: date):
        """Those whose day is over."""
        return self.open().filter(due_on__lt=today)


class Correction(TenantModel):
    """A list of what an application lacks, sent to its association with a day (demande de compléments).

    One at a time: the database refuses a second one while the first is open. `before` keeps the answers as they stood
    when the list was sent, `after` as they stood once the association had completed them. `suspends` are the days
    during which the silence of the city decides nothing because of this list.
    """

    class State(models.TextChoices):
        OPEN = "open", _("À compléter")
        COMPLETED = "completed", _("Complété, à relire")
        CHECKED = "checked", _("Relu")
        WITHDRAWN = "withdrawn", _("Retirée")

    MOVES = {
        State.OPEN: {State.COMPLETED, State.WITHDRAWN},
        State.COMPLETED: {State.CHECKED},
    }

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="corrections")
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.OPEN)
    due_on = models.DateField(_("à envoyer au plus tard le"))
    suspends = models.PositiveSmallIntegerField(default=0)
    # The mail exactly as it left, and the version of the city's text that it holds.
    subject = models.CharField(max_length=200)
    body = models.TextField()
    letter_version = models.PositiveSmallIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    # When it was completed or withdrawn, and by whom.
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(CorrectionQuerySet)()

    class Meta:
        ordering = ["application", "-asked_at"]
        verbose_name = _("demande de compléments")
        indexes = [
            models.Index(fields=["city", "application"], name="corrections_by_application"),
            models.Index(fields=["city", "due_on"], condition=Q(state="open"), name="corrections_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="open"),
                name="one_open_correction_per_application",
                violation_error_message=_("Une demande de compléments est déjà en cours pour cette candidature."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "completed", "checked", "withdrawn"]), name="correction_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None, closed_by=None)
                | ~Q(state="open") & Q(closed_at__isnull=False, closed_by__isnull=False),
                name="closed_correction_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["completed", "checked"], after__isnull=False)
                | Q(state__in=["open", "withdrawn"], after__isnull=True),
                name="completed_correction_keeps_both_answers",
            ),
            models.CheckConstraint(
                condition=Q(state="checked", checked_at__isnull=False, checked_by__isnull=False)
                | ~Q(state="checked") & Q(checked_at=None, checked_by=None),
                name="checked_correction_has_its_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class CorrectionItem(Versioned, TenantModel):
    """One thing that is asked for: an answer to look at again, a paper, or something else in words.

    `paper` is the kind of the paper, where it is one that the wave asks for; the files that came stand among the papers
    of the application too.

    `given` is the association's new answer to the question; it enters the application when the whole list is sent.
    `reply` are its own words.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("Une réponse")
        PAPER = "paper", _("Une pièce")
        OTHER = "other", _("Autre chose")

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    question = models.CharField(max_length=40, blank=True)
    paper = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("ce qui manque, ou ce qui ne va pas"), max_length=500, blank=True)
    given = models.JSONField(null=True)
    reply = models.CharField(_("un mot pour le service"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["correction", "place"]
        verbose_name = _("point à compléter")
        constraints = [
            models.UniqueConstraint(fields=["correction", "place"], name="one_item_per_place"),
            models.UniqueConstraint(
                fields=["correction", "question"],
                condition=~Q(question=""),
                name="one_item_per_question",
                violation_error_message=_("Cette question est déjà dans la liste."),
            ),
            models.UniqueConstraint(
                fields=["correction", "paper"],
                condition=~Q(paper=""),
                name="one_item_per_paper",
                violation_error_message=_("Cette pièce est déjà dans la liste."),
            ),
            models.CheckConstraint(
                condition=Q(kind="question", paper="") & ~Q(question="")
                | Q(kind__in=["paper", "other"], question="", paper="") & ~Q(text="")
                | Q(kind="paper", question="") & ~Q(paper=""),
                name="item_says_what_is_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.question or self.paper

    @property
    def is_answered(self) -> bool:
        """It has a new answer, a word or a file; a file that does not open or was refused is no answer by itself."""
        files = self.papers.all()
        return self.answered_at is not None and bool(
            self.reply or not files or any(not one.is_wanting for one in files)
        )
