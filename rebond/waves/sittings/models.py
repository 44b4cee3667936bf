"""A sitting of the committee: who was there, what was voted, and the minutes that freeze it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.programmes.models import Programme
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantModel


class CommitteeRules(Versioned, TenantModel):
    """How the committee of a programme decides: without a row it needs one member and no vote is asked for."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="committee_rules")
    quorum = models.PositiveSmallIntegerField(_("membres présents pour voter (quorum)"), default=1)
    casting_vote = models.BooleanField(_("voix prépondérante de la présidence en cas d’égalité"), default=False)
    vote_required = models.BooleanField(_("pas de publication sans vote de la commission"), default=False)

    class Meta:
        verbose_name = _("règles de la commission")
        constraints = [
            models.CheckConstraint(
                condition=Q(quorum__gte=1),
                name="quorum_is_one_at_least",
                violation_error_message=_("Le quorum est d’un membre au moins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.quorum}"


class Sitting(Versioned, TenantModel):
    """A meeting of the committee about one proposal (séance).

    `quorum` and `casting_vote` are those of the programme on the day it was opened. Closed, it has its minutes and
    nothing of it changes any more; `decided_sha256` names the table of numbers that was voted. An open one ends with
    its proposal (dropped), without minutes: what it voted is no more on the table.
    """

    class State(models.TextChoices):
        OPEN = "open", _("En cours")
        CLOSED = "closed", _("Close")
        DROPPED = "dropped", _("Sans suite")

    MOVES = {State.OPEN: {State.CLOSED, State.DROPPED}}

    proposal = models.ForeignKey("waves.Proposal", on_delete=models.PROTECT, related_name="sittings")
    state = models.CharField(_("état"), max_length=7, choices=State.choices, default=State.OPEN)
    held_on = models.DateField(_("date"))
    place = models.CharField(_("lieu"), max_length=200)
    chair = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("présidence"))
    quorum = models.PositiveSmallIntegerField(_("quorum"))
    casting_vote = models.BooleanField(default=False)
    remarks = models.TextField(_("observations"), max_length=4000, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    decided_sha256 = models.CharField(max_length=64, blank=True)
    minutes = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-opened_at"]
        verbose_name = _("séance de la commission")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state="open"),
                name="one_open_sitting_per_proposal",
                violation_error_message=_("Une séance est déjà ouverte sur cette proposition."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_by=None, closed_at=None, minutes=None, decided_sha256="")
                | Q(state="closed", closed_by__isnull=False, closed_at__isnull=False, minutes__isnull=False)
                & ~Q(decided_sha256="")
                | Q(state="dropped", closed_at__isnull=False, closed_by__isnull=False, minutes=None, decided_sha256=""),
                name="closed_sitting_has_its_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.held_on}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Attendance(TenantModel):
    """A member of the committee who was there. Once the sitting is over, also who was a member and was not."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_present = models.BooleanField(default=True)

    class Meta:
        ordering = ["sitting", "person__name"]
        verbose_name = _("présence")
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="one_attendance_per_person")]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.person_id}"


class Leave(TenantModel):
    """A member left the room for one file, being recused from it: no voter there (sortie de séance)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="leaves")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sitting", "application__reference", "person__name"]
        verbose_name = _("sortie de séance")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "application", "person"], name="one_leave_per_person_and_file")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.person_id}"


class Vote(TenantModel):
    """What the voters said of the proposal as a whole (no application), or of one file.

    The files from which somebody present is recused are voted apart, without that person; the whole is the rest.
    `units` is the number that was voted for a file, `table_sha256` names the numbers of the whole.
    """

    class Voice(models.TextChoices):
        NONE = "", _("Aucune")
        FOR = "for", _("Pour")
        AGAINST = "against", _("Contre")

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="votes")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, null=True, related_name="+")
    voters = models.PositiveSmallIntegerField(_("votants"))
    in_favour = models.PositiveSmallIntegerField(_("pour"))
    against = models.PositiveSmallIntegerField(_("contre"))
    abstained = models.PositiveSmallIntegerField(_("abstentions"))
    casting = models.CharField(
        _("voix prépondérante"), max_length=7, choices=Voice.choices, blank=True, default=Voice.NONE
    )
    units = models.PositiveSmallIntegerField(null=True)
    table_sha256 = models.CharField(max_length=64)
    voted_at = models.DateTimeField()

    class Meta:
        ordering = ["sitting", F("application__reference").asc(nulls_first=True)]
        verbose_name = _("vote")
        constraints = [
            models.UniqueConstraint(fields=["sitting"], condition=Q(application=None), name="one_vote_on_the_whole"),
            models.UniqueConstraint(
                fields=["sitting", "application"],
                condition=Q(application__isnull=False),
                name="one_vote_per_file",
            ),
            models.CheckConstraint(
                condition=Q(voters=F("in_favour") + F("against") + F("abstained")),
                name="every_voter_is_counted",
                violation_error_message=_("Pour, contre et abstentions doivent faire le nombre de votants."),
            ),
            models.CheckConstraint(
                condition=Q(casting="") | Q(in_favour=F("against")), name="casting_vote_only_on_a_tie"
            ),
            models.CheckConstraint(condition=Q(casting__in=["", "for", "against"]), name="casting_vote_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.in_favour}/{self.against}/{self.abstained}"

    @property
    def is_adopted(self) -> bool:
        """More for than against; a tie adopts nothing, unless the chair's casting vote says so."""
        return self.in_favour > self.against or self.casting == self.Voice.FOR
