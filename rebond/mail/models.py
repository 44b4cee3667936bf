"""The outbox: an e-mail is a row, written in the transaction of the deed that it tells (reliability.md R11)."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.tenancy.models import TenantManager, TenantModel


class MailQuerySet(models.QuerySet):
    def due(self, at: datetime) -> "MailQuerySet":
        return self.filter(state=Mail.State.WAITING, due_at__lte=at).order_by("due_at")


class Mail(TenantModel):
    """An e-mail to one address. `due_at` is when somebody may try to send it, next.

    Whoever tries first moves `due_at` ahead: that is the lease. A sender who dies thus leaves the mail to the next.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("En attente")
        SENT = "sent", _("Envoyé")
        DEAD = "dead", _("Non remis")

    MOVES = {State.WAITING: {State.SENT, State.DEAD}, State.DEAD: {State.WAITING}}

    to = models.EmailField(_("destinataire"))
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("texte"))
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.WAITING)
    planned_at = models.DateTimeField(_("écrit le"))
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(_("dernier refus"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)

    objects = TenantManager.from_queryset(MailQuerySet)()

    class Meta:
        ordering = ["-planned_at"]
        verbose_name = _("courriel")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "sent", "dead"]), name="mail_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="sent_mails_have_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="mails_to_send"),
            models.Index(fields=["city", "state", "-planned_at"], name="mails_of_a_city"),
            models.Index(fields=["city", "about_id"], name="mails_about_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} -> {self.to}"

    @property
    def message_id(self) -> str:
        """The same at each attempt, so that a repeat can be recognised and dropped."""
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        return f"<{self.pk}@{domain}>"
