"""A decision letter: its bytes, its e-mail, its version, and how far it is on its way."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.tenancy.models import TenantManager, TenantModel


class DecisionLetterQuerySet(models.QuerySet):
    def ready(self):
        """Written, and waiting for somebody to read them and have them leave."""
        return self.filter(state=DecisionLetter.State.READY)

    def released(self):
        """What associations may read: sent, or to be posted, or posted."""
        return self.filter(state__in=DecisionLetter.RELEASED)

    def superseded(self):
        """Those with a later version: kept, and nothing is to be done with them any more."""
        return self.filter(models.Exists(later_versions()))

    def latest_versions(self):
        """The last version for each application: the one that is sent, posted, or sent another way."""
        return self.exclude(models.Exists(later_versions()))


def later_versions() -> models.QuerySet:
    same = {name: models.OuterRef(name) for name in ("proposal", "application")}
    return DecisionLetter.objects.filter(**same, version__gt=models.OuterRef("version"))


class DecisionLetter(TenantModel):
    """What an association is told of its application once the wave is published (lettre de décision).

    Its PDF and its e-mail are kept when it is written and never change: what was read is what leaves. Version 1 is the
    first; a correction writes the next one and leaves the earlier ones as they were. `text_version` is that of the
    city's own paragraphs. A letter without an address is printed, posted, and said to be.
    """

    class Kind(models.TextChoices):
        GRANTED = "granted", _("Attribution")
        WAITING = "waiting", _("Liste d’attente")
        REFUSED = "refused", _("Refus")

    class State(models.TextChoices):
        READY = "ready", _("À relire")
        LEAVING = "leaving", _("Part")
        SENT = "sent", _("Envoyée")
        TO_POST = "to-post", _("À poster")
        POSTED = "posted", _("Postée")
        REPLACED = "replaced", _("Remplacée avant l’envoi")

    MOVES = {
        State.READY: {State.LEAVING, State.REPLACED},
        State.LEAVING: {State.SENT, State.TO_POST},
        State.SENT: {State.TO_POST},
        State.TO_POST: {State.POSTED},
    }
    RELEASED = (State.SENT, State.TO_POST, State.POSTED)

    proposal = models.ForeignKey("waves.Proposal", on_delete=models.PROTECT, related_name="letters")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(_("décision"), max_length=8, choices=Kind.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    text_version = models.PositiveSmallIntegerField(_("version du texte de la ville"))
    correction = models.CharField(_("motif de la correction"), max_length=500, blank=True)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.READY)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("texte"))
    written_at = models.DateTimeField(_("écrite le"))
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(DecisionLetterQuerySet)()

    class Meta:
        ordering = ["proposal", "application__reference", "-version"]
        verbose_name = _("lettre de décision")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "application", "version"], name="one_letter_per_version"),
            models.UniqueConstraint(
                fields=["proposal", "application"],
                condition=Q(state__in=["ready", "leaving"]),
                name="one_letter_on_its_way",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["granted", "waiting", "refused"]), name="decision_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "replaced"], released_by=None, released_at=None)
                | Q(
                    state__in=["leaving", "sent", "to-post", "posted"],
                    released_by__isnull=False,
                    released_at__isnull=False,
                ),
                name="letter_leaves_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="posted", posted_at__isnull=False) | ~Q(state="posted") & Q(posted_at=None),
                name="posted_letter_has_a_moment",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="letter_versions_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.kind} ({self.version})"

    @property
    def is_released(self) -> bool:
        return self.state in self.RELEASED
