"""Forms of waves, as officers write them."""

from rebond.applications.questionnaires.editor.changes import with_section, without
from rebond.applications.questionnaires.layout import DEFAULT, Section
from rebond.applications.questionnaires.models import Questionnaire
from rebond.applications.questionnaires.written import as_data
from rebond.programmes.models import Wave


def written_form(one: Wave) -> Questionnaire:
    """A form of the wave's own: without the question of the storage, with a part that asks nothing yet."""
    layout = with_section(without(DEFAULT, "storage"), Section("spare", words={"fr": "En plus"}))
    return Questionnaire.objects.create(wave=one, data=as_data(layout))
