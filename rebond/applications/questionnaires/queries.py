"""Which questions a wave asks."""

from django.utils import timezone

from rebond.applications.models import Application
from rebond.applications.questionnaires.layout import DEFAULT, Layout
from rebond.applications.questionnaires.models import Questionnaire
from rebond.applications.questionnaires.written import as_data
from rebond.journal.models import Entry
from rebond.programmes.models import Wave


def layout_of(wave: Wave) -> Layout:
    """The form of a wave as associations see it: its own, or the usual one."""
    stored = Questionnaire.objects.filter(wave=wave).first()
    return stored.layout.asked if stored is not None else DEFAULT


def layout_for(application: Application) -> Layout:
    """The form of an application in the words that it was answered under."""
    past = application.answered_under
    return past.layout.asked if past is not None else layout_of(application.wave)


def form_of(wave: Wave) -> Questionnaire:
    """The form of a wave as officers write it; the usual one, not yet stored, where nobody changed it."""
    stored = Questionnaire.objects.filter(wave=wave).first()
    return stored or Questionnaire(wave=wave, data=as_data(DEFAULT))


def waves_with_a_form(but: Wave) -> list[Wave]:
    """The other waves of the city whose form was written, the last one first."""
    return list(Wave.objects.exclude(questionnaire=None).exclude(pk=but.pk).order_by("-opens_on", "name"))


def opened_on(wave: Wave):
    """The day when the call first opened, which froze the form; the planned one where the journal does not say."""
    entry = Entry.objects.filter(subject_id=str(wave.pk), verb="wave_opened").order_by("number").first()
    return timezone.localdate(entry.at) if entry else wave.opens_on
