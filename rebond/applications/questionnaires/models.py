"""The form of a wave, as the city settled it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rebond.applications.questionnaires.layout import Layout
from rebond.applications.questionnaires.written import layout_from
from rebond.programmes.models import Wave
from rebond.safeguards.versions import Versioned
from rebond.tenancy.models import TenantModel


class Questionnaire(Versioned, TenantModel):
    """The questions that a wave asks, in order. Written at the latest with the first draft; frozen once the call opens.

    From then on an amendment may still correct its words: what was answered before is read with the `PastForm`.
    """

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="questionnaire")
    # As `written.as_data` gives it.
    data = models.JSONField(_("questions"), default=list)

    class Meta:
        ordering = ["wave"]
        verbose_name = _("formulaire de candidature")

    def __str__(self) -> str:
        return str(self.wave)

    @property
    def layout(self) -> Layout:
        return layout_from(self.data)


class PastForm(TenantModel):
    """A form as it read until an amendment corrected its words. Applications sent before are read with it."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="past_forms")
    data = models.JSONField(_("questions"))
    until = models.DateTimeField()

    class Meta:
        ordering = ["wave", "until"]
        verbose_name = _("formulaire d’avant un avenant")
        verbose_name_plural = _("formulaires d’avant un avenant")

    def __str__(self) -> str:
        return f"{self.wave} {self.until:%d/%m/%Y}"

    @property
    def layout(self) -> Layout:
        return layout_from(self.data)
