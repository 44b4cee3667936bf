"""Disks that somebody saw in a machine, and disks that must be destroyed because their erasure failed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.tenancy.models import TenantModel


class KnownDisk(TenantModel):
    """A disk that somebody saw in a machine: without a certificate of its own, the machine is not clean."""

    device = models.ForeignKey("stock.Device", on_delete=models.CASCADE, related_name="disks")
    serial = models.CharField(_("numéro de série du disque"), max_length=60)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["serial"]
        verbose_name = _("disque")
        constraints = [
            models.UniqueConstraint(
                fields=["device", "serial"],
                name="one_row_per_disk_of_a_device",
                violation_error_message=_("Ce disque est déjà noté."),
            )
        ]

    def __str__(self) -> str:
        return self.serial


class PastUse(TenantModel):
    """A machine came back from somebody who used it: what was erased before says nothing of its disks any more.

    Certificates kept until `ended_at`, and those of a day before it, stay as history.
    """

    device = models.ForeignKey("stock.Device", on_delete=models.CASCADE, related_name="past_uses")
    ended_at = models.DateTimeField(_("revenue le"))

    class Meta:
        ordering = ["ended_at"]
        verbose_name = _("usage passé d’une machine")

    def __str__(self) -> str:
        return f"{self.device_id} {self.ended_at}"


class Destruction(TenantModel):
    """The slip of a disk whose erasure failed: to be destroyed, then destroyed, by whom and when."""

    class State(models.TextChoices):
        TO_DESTROY = "to-destroy", _("À détruire")
        DESTROYED = "destroyed", _("Détruit")

    MOVES = {State.TO_DESTROY: {State.DESTROYED}}

    certificate = models.OneToOneField(
        "stock.ErasureCertificate", on_delete=models.PROTECT, related_name="destruction", verbose_name=_("certificat")
    )
    number = models.CharField(_("numéro du bordereau"), max_length=20)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.TO_DESTROY)
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    destroyed_on = models.DateField(_("détruit le"), null=True, blank=True)
    destroyed_by = models.CharField(_("détruit par"), max_length=120, blank=True)
    method = models.CharField(_("procédé"), max_length=80, blank=True)
    reference = models.CharField(_("référence du certificat de destruction"), max_length=80, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("bordereau de destruction")
        constraints = [
            models.UniqueConstraint(fields=["city", "number"], name="one_slip_per_number"),
            models.CheckConstraint(
                condition=Q(state="to-destroy", destroyed_on=None)
                | Q(state="destroyed", destroyed_on__isnull=False) & ~Q(destroyed_by=""),
                name="destroyed_disk_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.number
