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

    A wave never goes back to being prepared, so its form is the version that each of its applications was made with.
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
