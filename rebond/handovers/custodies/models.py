"""Which association has a machine, from when to when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rebond.organisations.models import Association
from rebond.stock.models import Device
from rebond.tenancy.models import TenantModel


class Custody(TenantModel):
    """An association has a machine (garde). One at a time for each machine; those that ended are its history.

    `allocation` is the one under which the machine counts: the hand-over's, or, after a passage between associations,
    the receiver's own in the programme, if it has one. `handover` is the signed one by which the machine left the
    stock: it says programme and legal route. `since` and `until` are the days on the papers.
    """

    class Began(models.TextChoices):
        HANDOVER = "handover", _("Remise")
        SWAP = "swap", _("Échange d’une machine en panne")
        TRANSFER = "transfer", _("Passage entre associations")

    class Ended(models.TextChoices):
        RETURN = "return", _("Retour")
        SWAP = "swap", _("Échangée")
        TRANSFER = "transfer", _("Passée à une autre association")

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="custodies")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="custodies")
    allocation = models.ForeignKey(
        "waves.Allocation", on_delete=models.PROTECT, null=True, related_name="custodies", verbose_name=_("attribution")
    )
    handover = models.ForeignKey("handovers.Handover", on_delete=models.PROTECT, related_name="custodies")
    began_as = models.CharField(_("reçue par"), max_length=8, choices=Began.choices)
    since = models.DateField(_("depuis le"))
    ended_as = models.CharField(_("partie par"), max_length=8, choices=Ended.choices, blank=True)
    until = models.DateField(_("jusqu’au"), null=True)

    class Meta:
        ordering = ["since", "until", "pk"]
        verbose_name = _("garde d’une machine")
        constraints = [
            models.UniqueConstraint(
                fields=["device"],
                condition=Q(until=None),
                name="one_association_has_a_device",
                violation_error_message=_("Cette machine est déjà dans une association."),
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended_as="") | Q(until__gte=F("since")) & ~Q(ended_as=""),
                name="custody_that_ended_says_how",
            ),
            models.CheckConstraint(
                condition=Q(began_as__in=["handover", "swap", "transfer"])
                & Q(ended_as__in=["", "return", "swap", "transfer"]),
                name="custody_codes_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.association_id} {self.since}"
