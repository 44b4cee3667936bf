"""What the city asks an association to complete, as tests need it."""

from datetime import date, datetime

from rebond.applications.corrections.actions import answer_item, ask_for_corrections, complete_correction
from rebond.applications.corrections.letter import Asked
from rebond.applications.corrections.models import Correction
from rebond.applications.models import Application
from tests.factories.accounts import person
from tests.factories.applications import MONDAY

DUE = date(2026, 12, 7)
BUDGET = Asked("question", "budget", "Le total ne correspond pas aux comptes.")
STATUTES = Asked("paper", "", "Vos statuts signés")


def asked(application: Application, *points: Asked, due_on: date = DUE, at: datetime = MONDAY) -> Correction:
    """Inès asks for another budget and the statutes, or for these points."""
    return ask_for_corrections(
        application=application, asked=points or (BUDGET, STATUTES), due_on=due_on, by=person("ines"), at=at
    )


def answered(correction: Correction, at: datetime = MONDAY, **given) -> Correction:
    """Every point has its answer, by question name; nothing is sent yet."""
    for item in correction.items.all():
        said = given.get(item.question, 300_000) if item.question else None
        answer_item(item=item, seen=item.version, given=said, reply="Parti ce matin.", by=person("karim"), at=at)
    return correction


def completed(correction: Correction, at: datetime = MONDAY, **given) -> Correction:
    """The list came back."""
    complete_correction(correction=answered(correction, at, **given), by=person("karim"), at=at)
    return correction
