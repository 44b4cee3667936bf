"""A definition that is incomplete or contradicts itself is refused with one sentence that names the place."""

import pytest

from rebond.programmes.definition import DefinitionRefused, read_definition
from tests.factories.programmes import marseille_definition


def refusal_of(definition) -> str:
    with pytest.raises(DefinitionRefused) as refusal:
        read_definition(definition)
    return str(refusal.value)


def changed(path: str, value) -> dict:
    """Marseille's definition with one value changed: changed("waves.0.floor", 31)."""
    definition = marseille_definition()
    place = definition
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        place = place[step]
    place[last] = value
    return definition


def test_the_waves_of_marseille_give_what_may_be_given():
    waves = read_definition(marseille_definition()).waves
    assert [(wave.slug, wave.stock, wave.floor, wave.cap) for wave in waves] == [
        ("vague-1", 486, 10, 30),
        ("vague-2", 348, 10, 30),
        ("dernier-lot", 114, 1, 9),
    ]
    assert sum(wave.stock for wave in waves) == 948


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("waves.0.floor", 31, "Vague 1\u00a0: le plancher (31) dépasse le plafond (30)."),
        ("waves.0.closes_on", "2026-09-01", "Vague 1\u00a0: la clôture précède l’ouverture."),
        ("waves.0.handover_from", "2026-09-30", "Vague 1\u00a0: les remises commenceraient avant la clôture."),
        (
            "waves.0.stock",
            539,
            "Les vagues attribuent 1001 ordinateurs en tout, mais 1000 seulement sont annoncés.",
        ),
        ("waves.1.slug", "vague-1", "Deux vagues ont le même identifiant\u00a0: vague-1."),
        ("waves.1.number", 1, "Deux vagues ont le même numéro\u00a0: 1."),
        ("criteria.1.code", "precarity", "Deux critères ont le même code\u00a0: precarity."),
        (
            "waves.0.stock",
            -1,
            "Le dispositif, «\u00a0waves\u00a0» n°\u00a01, «\u00a0stock\u00a0»\u00a0: "
            "il faut un nombre entier de 0 à 100000.",
        ),
        (
            "waves.0.opens_on",
            "07/09/2026",
            "Le dispositif, «\u00a0waves\u00a0» n°\u00a01, «\u00a0opens_on\u00a0»\u00a0: "
            "il faut une date (AAAA-MM-JJ).",
        ),
        (
            "waves.0.flour",
            10,
            "Le dispositif, «\u00a0waves\u00a0» n°\u00a01\u00a0: «\u00a0flour\u00a0» n’est pas connu.",
        ),
        ("criteria", [], "Le dispositif, «\u00a0criteria\u00a0»\u00a0: il faut une liste d’au moins un élément."),
    ],
)
def test_a_contradiction_is_refused(path, value, sentence):
    assert refusal_of(changed(path, value)) == sentence


def test_a_floor_of_ten_is_refused_where_needs_go_from_one_to_nine():
    definition = changed("waves.2.floor", 10)
    definition["waves"][2]["cap"] = 30
    assert refusal_of(definition) == (
        "Dernier lot, petites associations\u00a0: un plancher de 10 exclut les petites associations, dont les besoins "
        "vont de 1 à 9 ordinateurs. Abaissez le plancher ou ouvrez la vague à toutes."
    )


@pytest.mark.parametrize("nonsense", [None, [], "texte", 3, {}, {"format": "autre"}, {"format": ["x"]}])
def test_what_is_not_a_definition_is_refused(nonsense):
    assert refusal_of(nonsense).startswith("Le dispositif")


def test_a_number_that_is_no_whole_number_is_refused():
    for value in (True, 10.5, "10", 2**60, None):
        assert "un nombre entier" in refusal_of(changed("waves.0.cap", value))
