"""An outreach, whom it wrote to, and what associations said about being written to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.joining.models import Invitation
from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.mail.models import Mail
from rebond.organisations.models import Association
from rebond.programmes.models import Programme
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantModel

LEAST_QUIET_DAYS = 30


class Outreach(Versioned, TenantModel):
    """A list of associations to write to about a programme (démarche), chosen by filters of the directory.

    Who is on it is asked when it leaves: until then the list is only a preview. `quiet_days` is how long an
    association that was written to is left in peace.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("En préparation")
        PLANNED = "planned", _("Départ programmé")
        SENDING = "sending", _("En cours d’envoi")
        DONE = "done", _("Partie")

    MOVES = {State.DRAFT: {State.PLANNED}, State.PLANNED: {State.DRAFT, State.SENDING}, State.SENDING: {State.DONE}}

    title = models.CharField(_("titre"), max_length=120)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name=_("dispositif"))
    filters = models.JSONField(default=dict)
    words = models.TextField(_("message"), max_length=1500)
    quiet_days = models.PositiveSmallIntegerField(_("jours de silence"), default=90)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("créée le"))
    leaves_at = models.DateTimeField(null=True)
    expected = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("démarche")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "planned", "sending", "done"]), name="outreach_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", leaves_at=None) | (~Q(state="draft") & Q(leaves_at__isnull=False)),
                name="outreach_that_leaves_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(quiet_days__gte=LEAST_QUIET_DAYS),
                name="outreach_leaves_people_in_peace",
                violation_error_message=_("Laissez au moins trente jours entre deux messages."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_under_way(self) -> bool:
        return self.state == self.State.SENDING


class Exclusion(TenantModel):
    """An association that an officer took off a list."""

    double_stays_with_merged = True

    outreach = models.ForeignKey(Outreach, on_delete=models.CASCADE, related_name="exclusions")
    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outreach", "association"], name="excluded_once")]

    def __str__(self) -> str:
        return f"{self.association} ({self.outreach})"


class LetterBundle(TenantModel):
    """Letters of an outreach in one document, to be printed and posted."""

    outreach = models.ForeignKey(Outreach, on_delete=models.PROTECT, related_name="bundles")
    number = models.PositiveSmallIntegerField(_("liasse"))
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    letters = models.PositiveSmallIntegerField(_("lettres"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("liasse de lettres")
        constraints = [models.UniqueConstraint(fields=["outreach", "number"], name="one_bundle_per_number")]

    def __str__(self) -> str:
        return f"{self.outreach} {self.number}"


class Approach(TenantModel):
    """One message of an outreach to one association (prise de contact): an e-mail or a letter, with its invitation."""

    double_stays_with_merged = True

    class Channel(models.TextChoices):
        EMAIL = "email", _("Courriel")
        LETTER = "letter", _("Lettre")

    outreach = models.ForeignKey(Outreach, on_delete=models.PROTECT, related_name="approaches")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("par"), max_length=6, choices=Channel.choices)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="+")
    mail = models.OneToOneField(Mail, on_delete=models.PROTECT, null=True, related_name="+")
    bundle = models.ForeignKey(LetterBundle, on_delete=models.PROTECT, null=True, related_name="approaches")
    written_at = models.DateTimeField(_("écrite le"))

    class Meta:
        ordering = ["association__search_text", "association__name"]
        verbose_name = _("prise de contact")
        indexes = [models.Index(fields=["association", "written_at"], name="approaches_of_associations")]
        constraints = [
            models.UniqueConstraint(
                fields=["outreach", "association"],
                name="one_message_per_association",
                violation_error_message=_("Cette association a déjà reçu ce message."),
            ),
            models.CheckConstraint(
                condition=Q(channel="email", mail__isnull=False, bundle=None) | Q(channel="letter", mail=None),
                name="approach_has_its_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association} ({self.get_channel_display()})"


class ContactChoice(TenantModel):
    """What an association said about being written to: when, by whom, how. The last one counts; none is ever changed.

    `kept_by` is the officer who noted it; nobody where the association answered by itself.
    """

    class How(models.TextChoices):
        LINK = "link", _("Par le lien d’un message")
        PHONE = "phone", _("Au téléphone")
        EMAIL = "email", _("Par courriel")
        LETTER = "letter", _("Par lettre")
        ON_THE_SPOT = "on-the-spot", _("De vive voix")

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("choix"), max_length=7, choices=Association.Consent.choices[1:])
    how = models.CharField(_("comment"), max_length=12, choices=How.choices)
    said_by = models.CharField(_("personne qui l’a dit"), max_length=120, blank=True)
    said_on = models.DateField(_("dit le"))
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(_("noté le"))

    class Meta:
        ordering = ["-kept_at"]
        verbose_name = _("choix de contact")
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=["agreed", "refused"]), name="contact_choice_is_known"),
            models.CheckConstraint(
                condition=Q(how="link", kept_by=None) | (~Q(how="link") & Q(kept_by__isnull=False) & ~Q(said_by="")),
                name="contact_choice_says_by_whom",
                violation_error_message=_("Un accord ou un refus dit qui l’a donné."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association} : {self.get_choice_display()}"
