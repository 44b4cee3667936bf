"""A programme as the file that makes it again: the inverse of `definition.read_definition`.

Without the seeds of its lotteries, which are told with each allocation and not before, and with waves in preparation.
"""

from typing import Any

from rebond.programmes.definition import FORMAT
from rebond.programmes.letters.places import PLACES
from rebond.programmes.letters.text import current_text
from rebond.programmes.models import Criterion, CriterionAnswer, Programme, Wave
from rebond.programmes.queries import criteria_of, waves_of


def definition_of(programme: Programme) -> dict[str, Any]:
    """The definition of a programme; loading it where the programme is changes nothing."""
    city, donor = programme.city, programme.donor
    return {
        "format": FORMAT,
        "city": {"slug": city.slug, "name": city.name, "code": city.code},
        "slug": programme.slug,
        "title": programme.title,
        "summary": programme.summary,
        "reference_prefix": programme.reference_prefix,
        "donor": {"name": donor.name, "siren": donor.siren},
        "legal_route": programme.legal_route,
        "announced_devices": programme.announced_devices,
        "supplied": {
            "keyboard": programme.with_keyboard,
            "mouse": programme.with_mouse,
            "screen": programme.with_screen,
        },
        "contact": {"name": programme.contact_name, "email": programme.contact_email},
        "criteria": [_criterion(criterion) for criterion in criteria_of(programme)],
        "waves": [_wave(wave) for wave in waves_of(programme)],
        "letters": {kind: text.body for kind in PLACES if (text := current_text(programme, kind))},
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    answers = [_answer(answer) for answer in criterion.answers.all()]
    return {"code": criterion.code, "label": criterion.label, "answers": answers}


def _answer(answer: CriterionAnswer) -> dict[str, Any]:
    said: dict[str, Any] = {"label": answer.label, "points": answer.points}
    if answer.field:
        said["field"] = answer.field
    if answer.values:
        said["values"] = answer.values
    if answer.at_least is not None:
        said["at_least"] = answer.at_least
    return said


def _wave(wave: Wave) -> dict[str, Any]:
    return {
        "number": wave.number,
        "slug": wave.slug,
        "name": wave.name,
        "stock": wave.stock,
        "floor": wave.floor,
        "cap": wave.cap,
        "open_to": wave.open_to,
        "bodies": wave.bodies,
        "territory": wave.territory,
        "minimum_age": wave.minimum_age,
        "opens_on": wave.opens_on.isoformat(),
        "closes_on": wave.closes_on.isoformat(),
        "handover_from": wave.handover_from.isoformat() if wave.handover_from else None,
        "public_draw": wave.public_draw,
    }
