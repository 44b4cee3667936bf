import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from rebond.organisations.models import Association
from rebond.tenancy.commands import Nonsense

SAMPLE = Path(__file__).parents[1] / "data" / "rna_waldec_sample_latin1.csv"

pytestmark = pytest.mark.django_db


def run(file: Path, **options) -> str:
    out = io.StringIO()
    call_command("import_registry", str(file), stdout=out, **options)
    return out.getvalue()


def test_a_department_is_taken_in_and_counted(marseille, tmp_path):
    report = tmp_path / "bilan.json"
    run(SAMPLE, department="13", report=str(report))
    assert json.loads(report.read_text())["counts"] == {
        "read": 42, "kept": 40, "new": 40, "changed": 0, "unchanged": 0, "left": 0, "dissolved": 2, "refused": 0,
    }  # fmt: skip


def test_without_an_area_the_city_s_own_commune_is_kept(marseille):
    marseille.code = "13203"
    marseille.save()
    run(SAMPLE)
    assert {one.district_code for one in Association.objects.all()} == {"13203"}


def test_a_dry_run_writes_nothing(marseille):
    assert "new 40" in run(SAMPLE, department="13", dry_run=True)
    assert Association.objects.count() == 0


def test_a_row_without_title_is_refused_by_its_number(marseille, tmp_path):
    file = tmp_path / "rna.csv"
    file.write_text("id;id_ex;titre;objet;adrs_codepostal;position\nW133990001;;;;13003;A\nW133990002;;CLUB;;13003;A\n")
    assert run(file, department="13").splitlines() == [
        "       2 titre\u00a0: le nom manque",
        "read 2, kept 1, new 1, changed 0, unchanged 0, left 0, dissolved 0, refused 1",
    ]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Dites quelle partie du registre garder"),
        ({"commune": "Marseille"}, "Donnez un code de commune"),
        ({"department": "13", "commune": "13055"}, "un seul des deux"),
    ],
)
def test_nonsense_is_one_sentence(marseille, options, sentence):
    with pytest.raises(Nonsense, match=sentence) as refusal:
        run(SAMPLE, **options)
    assert refusal.value.returncode == 2


def test_a_file_of_no_register_is_refused(marseille, tmp_path):
    file = tmp_path / "autre.csv"
    file.write_text("nom;ville\nX;Y\n")
    with pytest.raises(Nonsense, match="d’aucun registre connu"):
        run(file, department="13")
