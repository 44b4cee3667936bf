"""What officers do with the form of a wave, until its call opens."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.applications.questionnaires.editor.needs import needs_of
from rebond.applications.questionnaires.editor.rules import FormIsFrozen, refuse_contradictions
from rebond.applications.questionnaires.layout import DEFAULT, Layout
from rebond.applications.questionnaires.models import Questionnaire
from rebond.applications.questionnaires.queries import form_of
from rebond.applications.questionnaires.written import as_data
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects


@deed
def settle_form(*, wave: Wave, seen: int, layout: Layout, by: User, at: datetime) -> None:
    """Write the form of a wave in preparation. `seen` is the version that the officer had before their eyes.

    Raises FormIsFrozen once the call has opened, FormRefused, EditedMeanwhile.
    """
    written = _write(wave, seen, layout)
    facts = {"parts": len(layout.sections), "questions": len(layout.by_name)}
    record("form_settled", of=written, by=by, at=at, wave=wave.slug, **facts)


@deed
def copy_form(*, wave: Wave, seen: int, source: Wave | None, by: User, at: datetime) -> None:
    """Take over the form of another wave, or the usual one (None), in place of the wave's own.

    Raises FormIsFrozen, FormRefused, EditedMeanwhile.
    """
    layout = DEFAULT if source is None else form_of(source).layout
    written = _write(wave, seen, layout)
    record("form_copied", of=written, by=by, at=at, wave=wave.slug, source=source.slug if source else "")


def _write(wave: Wave, seen: int, layout: Layout) -> Questionnaire:
    lock_objects(wave)
    wave.refresh_from_db()
    require(wave.is_draft, FormIsFrozen)
    refuse_contradictions(layout, form_of(wave).layout, needs_of(wave))
    stored, _new = Questionnaire.objects.get_or_create(wave=wave, defaults={"data": as_data(DEFAULT)})
    stored.save_version(seen, data=as_data(layout))
    return stored


def wave_copied(sender: type[Wave], *, source: Wave, copy: Wave, **others: object) -> None:
    """A wave that is copied takes its form along, where somebody wrote one."""
    for written in Questionnaire.objects.filter(wave=source):
        Questionnaire.objects.create(wave=copy, data=written.data)
