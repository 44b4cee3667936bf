import io

import pytest
from django.core.management import call_command

from rebond.applications.models import Application
from rebond.tenancy.commands import Nonsense
from tests.factories.accounts import person
from tests.factories.applications import application
from tests.factories.programmes import wave


def decide(reference: str, decision: str, reason: str, by: str) -> None:
    call_command(
        "decide_application", reference, "--decision", decision, "--reason", reason, "--by", by, stdout=io.StringIO()
    )


def test_an_officer_decides_by_command(marseille):
    application(wave(), state=Application.State.TO_CHECK, source_id="ASSO-065")
    decide("ASSO-065", "ineligible", "Doublon de ASSO-002", person("ines").email)
    decided = Application.objects.get()
    assert (decided.state, decided.override_reason) == ("ineligible", "Doublon de ASSO-002")


@pytest.mark.parametrize(
    ("reference", "reason", "name", "sentence"),
    [
        ("V1-001", "Motif", "lucie", "Lucie Moreau ne décide pas de la recevabilité."),
        ("V1-001", " ", "ines", "Le motif est un texte de 1 à 500 caractères."),
        ("V1-009", "Motif", "ines", "Aucune candidature ne porte le numéro «\u00a0V1-009\u00a0»."),
        ("V1-001", "Motif", "ines", "V1-001\u00a0: déjà «\u00a0Recevable\u00a0», ou l’attribution est publiée."),
    ],
)
def test_what_cannot_be_decided_is_said_in_one_sentence(marseille, reference, reason, name, sentence):
    application(wave())
    with pytest.raises(Nonsense) as refusal:
        decide(reference, "eligible", reason, person(name).email)
    assert (str(refusal.value), refusal.value.returncode) == (sentence, 2)
