"""Programmes and waves, made with as little as a test needs to say."""

import json
from datetime import date
from pathlib import Path

import rebond.demo
from rebond.programmes.models import Criterion, CriterionAnswer, Programme, Wave
from tests.factories.organisations import donor

MARSEILLE = Path(rebond.demo.__file__).parent / "data" / "marseille-programme.json"


def marseille_definition() -> dict:
    """The programme of the true case, as its file says it."""
    return json.loads(MARSEILLE.read_text(encoding="utf-8"))


def programme(**fields) -> Programme:
    """The programme of the tests, made on first use."""
    defaults = {
        "title": "1\u00a0000 ordinateurs pour les associations marseillaises",
        "donor": donor(),
        "legal_route": Programme.LegalRoute.GIFT,
        "announced_devices": 1000,
        "contact_name": "Mission numérique",
    }
    return Programme.objects.get_or_create(slug="1000-ordinateurs", defaults=defaults | fields)[0]


def criterion(code: str, *answers: dict, position: int = 1) -> Criterion:
    """A criterion of the programme, with its answers as fields of CriterionAnswer."""
    made = Criterion.objects.create(programme=programme(), code=code, label=code, position=position)
    for answer in answers:
        CriterionAnswer.objects.create(criterion=made, **{"label": "oui"} | answer)
    return made


def wave(number: int = 1, **fields) -> Wave:
    """A wave of the programme: open, 486 machines, from 10 to 30 for each."""
    defaults = {
        "slug": f"vague-{number}",
        "name": f"Vague {number}",
        "state": Wave.State.OPEN,
        "stock": 486,
        "floor": 10,
        "cap": 30,
        "opens_on": date(2026, 9, 7),
        "closes_on": date(2026, 12, 11),
        "lottery_seed": f"vague-{number}",
    }
    return Wave.objects.create(programme=programme(), number=number, **defaults | fields)
