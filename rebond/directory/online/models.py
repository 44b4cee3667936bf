"""A question about an association to the public services, until it is answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.organisations.models import Association
from rebond.tenancy.models import TenantModel


class OnlineCheck(TenantModel):
    """What public services say of an association, or that they could not be asked yet.

    `unasked`: the register could not be asked, for want of a number or because that is switched off. `place` is where
    the geocoder puts its address, beside what was typed; its `trouble` takes nothing from what the register said.
    """

    double_stays_with_merged = True

    class State(models.TextChoices):
        WAITING = "waiting", _("À vérifier")
        FOUND = "found", _("Vérifiée")
        UNKNOWN = "unknown", _("Inconnue du registre")
        UNASKED = "unasked", _("Registre non interrogé")

    association = models.OneToOneField(Association, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("état"), max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("demandée le"))
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(_("dernier échec"), max_length=100, blank=True)
    checked_at = models.DateTimeField(_("vérifiée le"), null=True)
    place = models.JSONField(default=dict)

    class Meta:
        ordering = ["due_at"]
        verbose_name = _("vérification en ligne")
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="checks_to_do")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "found", "unknown", "unasked"]), name="online_check_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association} ({self.get_state_display()})"
