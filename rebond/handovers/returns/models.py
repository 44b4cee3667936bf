"""What was brought back, by whom, to whom, and in which state."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.documents.models import Document
from rebond.handovers.custodies.models import Custody
from rebond.organisations.models import Association
from rebond.stock.models import Place
from rebond.tenancy.models import TenantModel


class Return(TenantModel):
    """Machines that an association brings back at once, against one slip (retour)."""

    class Reason(models.TextChoices):
        UNUSED = "unused", _("Elles ne servent plus")
        BROKEN = "broken", _("Elles sont en panne")
        CLOSED = "closed", _("L’association ferme")
        LOAN_ENDED = "loan-ended", _("Le prêt se termine")
        OTHER = "other", _("Autre raison")

    reference = models.CharField(_("référence"), max_length=40)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="returns")
    reason = models.CharField(_("raison"), max_length=10, choices=Reason.choices)
    remarks = models.CharField(_("précision"), max_length=300, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name=_("rangées dans"))
    brought_by = models.CharField(_("qui rapporte"), max_length=120)
    received_by = models.CharField(_("qui reçoit"), max_length=120)
    returned_on = models.DateField(_("rapportées le"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    machines = models.PositiveSmallIntegerField(_("machines"))
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]
        verbose_name = _("retour")
        constraints = [
            models.UniqueConstraint(fields=["city", "reference"], name="one_return_per_reference"),
            models.CheckConstraint(condition=Q(machines__gte=1), name="return_brings_something"),
            models.CheckConstraint(
                condition=Q(reason__in=["unused", "broken", "closed", "loan-ended", "other"]),
                name="return_reason_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ReturnItem(TenantModel):
    """A machine that came back, and how it looked."""

    class Condition(models.TextChoices):
        WORKS = "works", _("Elle marche")
        DOUBTFUL = "doubtful", _("À vérifier")
        BROKEN = "broken", _("En panne")

    slip = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="items")
    custody = models.OneToOneField(Custody, on_delete=models.PROTECT, related_name="return_item")
    condition = models.CharField(_("état"), max_length=8, choices=Condition.choices)

    class Meta:
        ordering = ["slip", "custody__device__serial"]
        verbose_name = _("machine rapportée")

    def __str__(self) -> str:
        return f"{self.custody_id} {self.condition}"
