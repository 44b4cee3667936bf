"""Programmes and waves, made with as little as a test needs to say."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import rebond.demo
from rebond.programmes.amendments.actions import propose_amendment
from rebond.programmes.checklist.points import BY_HAND
from rebond.programmes.models import Amendment, Criterion, CriterionAnswer, Programme, Tick, Wave
from tests.factories.accounts import person
from tests.factories.organisations import donor

MARSEILLE = Path(rebond.demo.__file__).parent / "data" / "marseille-programme.json"


def marseille_definition() -> dict:
    """The programme of the true case, as its file says it."""
    return json.loads(MARSEILLE.read_text(encoding="utf-8"))


def programme(**fields) -> Programme:
    """The programme of the tests, made on first use."""
    defaults = {
        "title": "1\u00a0000 ordinateurs pour les associations marseillaises",
        "state": Programme.State.PUBLISHED,
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


def draft_programme(slug: str = "prochain") -> Programme:
    """A programme in preparation, with two criteria and a wave."""
    made = Programme.objects.create(
        slug=f"{slug}-brouillon",
        title="Le prochain dispositif",
        donor=donor(),
        legal_route=Programme.LegalRoute.TRANSFER,
        reference_prefix="P2-",
        announced_devices=200,
        contact_name="Mission numérique",
        contact_email="ordinateurs@marseille.example",
    )
    for position, code in enumerate(("theme", "seats"), 1):
        criterion = Criterion.objects.create(programme=made, code=code, label=f"Critère {code}", position=position)
        CriterionAnswer.objects.create(criterion=criterion, label="Toujours", points=5)
    Wave.objects.create(
        programme=made,
        number=1,
        slug=f"{slug}-brouillon-1",
        name="Vague du prochain",
        stock=100,
        floor=1,
        cap=20,
        opens_on=date(2027, 9, 6),
        closes_on=date(2027, 10, 15),
        lottery_seed="secret",
    )
    return made


def ticked(one: Wave) -> Wave:
    """A wave in preparation that may open: its programme is complete, and an officer has checked the rest."""
    criteria = Criterion.objects.filter(programme=one.programme)
    if not criteria.exists():
        criterion("theme", {"points": 5})
    Programme.objects.filter(pk=one.programme_id, contact_email="").update(
        contact_email="ordinateurs@marseille.example"
    )
    for code in BY_HAND:
        Tick.objects.create(wave=one, code=code, ticked_by=person("ines"), ticked_at=datetime(2026, 11, 23, tzinfo=UTC))
    one.programme.refresh_from_db()
    return one


def proposed_amendment(one: Wave, **changes) -> Amendment:
    """An amendment to a wave that has opened, which Inès proposes: five more computers."""
    wanted = changes or {"stock": one.stock + 5}
    monday = datetime(2026, 11, 23, tzinfo=UTC)
    return propose_amendment(
        wave=one, wanted=wanted, reason="Cinq de plus.", by=person("ines"), on=monday.date(), at=monday
    )
