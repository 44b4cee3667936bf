"""What readers think of a file: points and words, sealed until both are in and the call is closed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.programmes.models import Criterion
from rebond.tenancy.models import TenantModel


class Reading(TenantModel):
    """One reader's opinion of one file (lecture), of the answers as they stood in `version`.

    `answers` keeps what was read, so that a correction made afterwards can be shown beside it.
    """

    class Opinion(models.TextChoices):
        FOR = "for", _("Favorable")
        RESERVED = "reserved", _("Réservé")
        AGAINST = "against", _("Défavorable")

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opinion = models.CharField(_("avis"), max_length=8, choices=Opinion.choices)
    comment = models.CharField(_("ce qui fonde l’avis"), max_length=2000)
    version = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "given_at"]
        verbose_name = _("lecture")
        indexes = [models.Index(fields=["city", "application"], name="readings_by_application")]
        constraints = [
            models.UniqueConstraint(fields=["application", "reader"], name="one_reading_per_reader"),
            models.CheckConstraint(condition=Q(opinion__in=["for", "reserved", "against"]), name="opinion_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.reader}, {self.get_opinion_display()}"


class ReadingMark(TenantModel):
    """The points that a reader gives for one criterion, and why."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"))
    comment = models.CharField(_("pourquoi"), max_length=500, blank=True)

    class Meta:
        ordering = ["reading", "criterion__position"]
        verbose_name = _("note d’un lecteur")
        indexes = [models.Index(fields=["city", "reading"], name="marks_by_reading")]
        constraints = [
            models.UniqueConstraint(fields=["reading", "criterion"], name="one_mark_per_reading_and_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"


class Settlement(TenantModel):
    """The readings of a file became its points: by themselves where they agree, else by a reasoned decision."""

    application = models.OneToOneField("applications.Application", on_delete=models.PROTECT, related_name="settlement")
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("arrêt des notes")

    def __str__(self) -> str:
        return self.reason


class Peek(TenantModel):
    """An officer looked at sealed readings: who, when, why. Everybody in the city hall may read that it was done."""

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="peeks")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("motif"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ["application", "at"]
        verbose_name = _("ouverture de scellés")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="peek_has_a_reason")]

    def __str__(self) -> str:
        return self.reason


class Comment(TenantModel):
    """A remark on a file, private or for the city hall; never for the association.

    A comment never changes: correcting it writes another one in its place, and both are kept.
    """

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("commentaire"), max_length=2000)
    is_shared = models.BooleanField(_("partagé avec le service et la commission"), default=False)
    written_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("corrige")
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["application", "written_at"]
        verbose_name = _("commentaire")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def __str__(self) -> str:
        return self.text
