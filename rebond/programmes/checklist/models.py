"""What an officer has checked before a wave opens."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.accounts.models import User
from rebond.tenancy.models import TenantModel


class Tick(TenantModel):
    """A point that somebody, on a day, has said to be settled."""

    wave = models.ForeignKey("programmes.Wave", on_delete=models.CASCADE, related_name="ticks")
    code = models.CharField(max_length=12, choices=[("texts", ""), ("donor", ""), ("form", "")])
    ticked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("point vérifié")
        constraints = [models.UniqueConstraint(fields=["wave", "code"], name="one_tick_per_point")]

    def __str__(self) -> str:
        return self.code
