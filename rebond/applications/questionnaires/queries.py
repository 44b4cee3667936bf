"""Which questions a wave asks."""

from rebond.applications.questionnaires.layout import DEFAULT, Layout
from rebond.applications.questionnaires.models import Questionnaire
from rebond.programmes.models import Wave


def layout_of(wave: Wave) -> Layout:
    """The form of a wave: its own, or the usual one."""
    stored = Questionnaire.objects.filter(wave=wave).first()
    return stored.layout if stored is not None else DEFAULT
