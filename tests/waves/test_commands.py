"""The same deeds from the command line."""

import json

import pytest
from django.core.management import call_command

from rebond.tenancy.commands import Nonsense
from rebond.waves.models import Allocation
from tests.factories.accounts import person
from tests.factories.waves import allocation_of, contested_wave, draft_of, published, ready_machines

pytestmark = pytest.mark.django_db

INES, KARIM = "ines@marseille.example", "karim@marseille.example"


@pytest.fixture
def cast(marseille):
    for name in ("ines", "karim", "lucie", "tom"):
        person(name)


def test_a_wave_goes_from_proposal_to_record_by_commands(cast, capsys, tmp_path):
    contested_wave()
    ready_machines(25)
    call_command("propose_allocation", "vague-1", by=INES)
    call_command("change_allocation", "vague-1", "V1-002", "8", reason="Une salle.", by=INES)
    call_command("publish_allocation", "vague-1", by=KARIM)
    call_command("export_record", "vague-1", output=str(tmp_path / "record.json"))
    lines = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert lines[:2] == [
        "Vague 1 : 25 ordinateurs sur 25 proposés à 3 associations.",
        "V1-002 : 8 ordinateurs au lieu de 10 proposés ; 23 attribués, il en reste 2.",
    ]
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert [row["decided"] for row in record["decisions"]] == [11, 8, 0, 4]


def test_export_record_writes_the_published_bytes(cast, capsys):
    proposal = published(contested_wave())
    call_command("export_record", "vague-1")
    assert capsys.readouterr().out == proposal.record


@pytest.mark.parametrize(
    ("command", "options", "sentence"),
    [
        (["propose_allocation", "vague-9"], {"by": INES}, "Aucune vague ne s’appelle « vague-9 »"),
        (["propose_allocation", "vague-1"], {"by": "x@y.example"}, "Personne n'a l'adresse x@y.example."),
        (["propose_allocation", "vague-1"], {"by": "tom@marseille.example"}, "Tom Girard n’a pas le rôle"),
        (["publish_allocation", "vague-1"], {"by": INES}, "Vous avez proposé cette attribution"),
        (["publish_allocation", "vague-1"], {"by": KARIM}, "0 machines attribuables"),
        (["change_allocation", "vague-1", "V9-001", "3"], {"by": INES}, "« V9-001 »"),
        (["change_allocation", "vague-1", "V1-002", "9"], {"by": INES}, "Donnez le motif"),
        (["change_allocation", "vague-1", "V1-002", "-1"], {"by": INES}, "de 0 à 20"),
        (["change_allocation", "vague-1", "V1-002", "12"], {"by": INES, "reason": "Besoin."}, "Il ne reste que 0"),
        (["export_record", "vague-1"], {}, "n’est pas publiée"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(cast, command, options, sentence):
    proposal = draft_of(contested_wave())
    with pytest.raises(Nonsense) as refusal:
        call_command(*command, **options)
    assert sentence in str(refusal.value).replace("\u00a0", " ")
    assert refusal.value.returncode == 2
    proposal.refresh_from_db()
    assert (proposal.is_draft, allocation_of(proposal).units) == (True, 10)


def test_export_record_says_where_it_cannot_write(cast, tmp_path):
    published(contested_wave())
    with pytest.raises(Nonsense, match="Impossible d’écrire"):
        call_command("export_record", "vague-1", output=str(tmp_path / "absent" / "record.json"))


def test_publish_allocation_needs_a_proposal(cast):
    contested_wave()
    with pytest.raises(Nonsense, match="n’a pas de proposition"):
        call_command("publish_allocation", "vague-1", by=KARIM)
    assert Allocation.objects.count() == 0


def test_a_scenario_is_saved_compared_and_proposed_by_commands(cast, capsys, tmp_path):
    contested_wave()
    call_command("save_scenario", "vague-1", "Sans plancher", floor="0", by="lucie@marseille.example")
    files = {name: str(tmp_path / f"studio.{name}") for name in ("csv", "xlsx", "pdf")}
    call_command("compare_scenarios", "vague-1", **files)
    call_command("propose_allocation", "vague-1", scenario="Sans plancher", reason="Peu de machines.", by=INES)
    said = [" ".join(line.replace("\u00a0", " ").split()) for line in capsys.readouterr().out.splitlines()]
    assert said[0] == "Vague 1 : scénario « Sans plancher » enregistré."
    assert ("Associations servies 3 4" in said, "Gagnent, perdent 0, 0 1, 2" in said) == (True, True)
    assert said[-1] == "Vague 1 : 25 ordinateurs sur 25 proposés à 4 associations."
    assert all((tmp_path / f"studio.{name}").stat().st_size > 100 for name in files)


@pytest.mark.parametrize(
    ("command", "options", "sentence"),
    [
        (
            ["save_scenario", "vague-1", "Trop"],
            {"floor": "21", "by": INES},
            "Le plancher ne peut pas dépasser le plafond.",
        ),
        (["save_scenario", "vague-1", "Trop"], {"cap": "peu", "by": INES}, "Plafond par association : "),
        (["save_scenario", "vague-1", "Trop"], {"key": "borda", "by": INES}, "Ordre du partage : "),
        (["propose_allocation", "vague-1"], {"scenario": "Rien", "by": INES}, "n’a pas de scénario « Rien »"),
        (["compare_scenarios", "vague-1"], {"scenario": ["Rien"]}, "n’a pas de scénario « Rien »"),
        (["compare_scenarios", "vague-1"], {"pdf": "/nulle/part.pdf"}, "Impossible d’écrire dans /nulle/part.pdf"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_one_sentence(cast, command, options, sentence):
    contested_wave()
    with pytest.raises(Nonsense) as refusal:
        call_command(*command, **options)
    assert sentence in str(refusal.value).replace("\u00a0", " ")
