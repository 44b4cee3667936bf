"""What the house took from public files still agrees with them. Run by `.ci/run`, which says where they stand."""

import csv
import json
import os
from pathlib import Path

import pytest

from rebond.applications.questions import PUBLICS
from rebond.countries.france.places import districts
from tests.repository import HOUSE, ROOT

pytestmark = pytest.mark.reference
COPIES = {
    "synthetic/parc-donateur-1000.xlsx": HOUSE / "demo/data",
    "synthetic/parc-donateur-1000-effacements.csv": HOUSE / "demo/data",
    "synthetic/associations-demo.csv": HOUSE / "demo/data",
    "synthetic/asset-export-dirty-cp1252.csv": HOUSE / "demo/data",
    "synthetic/asset-export-servicenow-like-utf8bom.csv": HOUSE / "demo/data",
    "synthetic/blancco-style-report-sample.xml": HOUSE / "demo/data",
    "synthetic/parc-donateur-1000-truth.json": ROOT / "tests/data",
    "synthetic/asset-export-dirt-catalogue.csv": ROOT / "tests/data",
}


@pytest.fixture(scope="module")
def reference() -> Path:
    """The folder of the public files."""
    return Path(os.environ["REBOND_REFERENCE"])


@pytest.mark.parametrize("name", COPIES)
def test_a_copied_file_is_the_original(reference, name):
    original = reference / name
    assert (COPIES[name] / original.name).read_bytes() == original.read_bytes()


def test_the_publics_of_the_form_are_those_of_the_national_list(reference):
    enumerations = json.loads((reference / "official/data-inclusion-1.0.10-enumerations.json").read_text())
    assert list(PUBLICS) == [entry["value"] for entry in enumerations["Public"]]


def test_the_districts_of_marseille_are_those_of_the_official_code(reference):
    official = json.loads((reference / "official/marseille-cog.json").read_text())["arrondissements"]
    ours = {one.code: (one.population, list(one.postal_codes)) for one in districts("13055")}
    assert ours == {one["code"]: (one["population"], one["codesPostaux"]) for one in official}


def test_the_objects_of_the_demonstration_are_in_the_register_s_nomenclature(reference):
    with (reference / "reference/rna-objets-sociaux-waldec.csv").open(encoding="utf-8") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    with (HOUSE / "demo/data/associations-demo.csv").open(encoding="utf-8") as file:
        used = {row["objet_social_rna"] for row in csv.DictReader(file)}
    assert used - known == set()


def test_nothing_under_reference_was_copied(reference):
    theirs = {path.name for path in (reference / "reference").iterdir()}
    assert [path for path in ROOT.rglob("*") if path.name in theirs and ".git" not in path.parts] == []
