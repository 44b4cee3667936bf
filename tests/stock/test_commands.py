"""The two commands on the whole Marseille case, and on nonsense."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from rebond.stock.models import Device, ErasureCertificate, Lot
from rebond.tenancy.commands import Nonsense
from rebond.tenancy.scope import every_city
from tests.factories.stock import inventory_file, machine

pytestmark = pytest.mark.django_db

DATA = Path("rebond/demo/data")
PARC, ERASURES = DATA / "parc-donateur-1000.xlsx", DATA / "parc-donateur-1000-effacements.csv"
TRUTH = json.loads(Path("tests/data/parc-donateur-1000-truth.json").read_text())


@pytest.fixture
def run(tmp_path):
    """Run a command and return its report."""

    def run_command(name, *arguments):
        path = tmp_path / "rapport.json"
        call_command(name, *map(str, arguments), "--report", str(path))
        return json.loads(path.read_text())

    return run_command


def codes_by_row(report: dict, verdict: str) -> dict[str, list[str]]:
    return {
        str(row["row"]): sorted(reason["code"] for reason in row["reasons"])
        for row in report["rows"]
        if row["verdict"] == verdict
    }


def test_a_dry_run_finds_the_truth_on_an_empty_house(run):
    report = run("import_stock", PARC, "--dry-run")
    assert report["counts"] == {
        "rows": 1000, "new": 949, "changed": 0, "unchanged": 0, "rejected": 7, "warned": 44, "ignored": 1,
    }  # fmt: skip
    assert codes_by_row(report, "rejected") == {row: [code] for row, code in TRUTH["rejected"].items()}
    assert codes_by_row(report, "warned") == {row: sorted(codes) for row, codes in TRUTH["warned"].items()}
    taken = {row["serial"]: row["category"] for row in report["rows"] if row["verdict"] != "rejected"}
    assert taken == TRUTH["devices"]
    assert report["ignored"] == [{"row": 1005, "reason": "total"}]
    with every_city():
        assert (len(report["rows"]), Device.objects.count(), Lot.objects.count()) == (1000, 0, 0)


def test_the_marseille_case_frees_948_desktops(marseille, run):
    applied = run("import_stock", PARC, "--lot", "ORANGE-1", "--donor", "Orange")
    erasures = run("import_erasures", ERASURES)
    assert applied["counts"]["new"] + applied["counts"]["warned"] == TRUTH["counts"]["devices"]
    assert erasures["counts"] == {"rows": 992} | TRUTH["counts"]["certificates"]
    assert sorted(erasures["failed"]) == sorted(TRUTH["erasure"]["failed"])
    assert sorted(erasures["without"]) == sorted(TRUTH["erasure"]["no_certificate"])
    assert sorted(erasures["orphan"]) == sorted(TRUTH["erasure"]["orphan"])
    assert sorted(erasures["disk_removed"]) == sorted(TRUTH["erasure"]["disk_removed"])
    flags = dict(Device.objects.exclude(blocking_flags="").values_list("serial", "blocking_flags"))
    assert flags == TRUTH["blocked"]
    assert Device.objects.allocatable().count() == TRUTH["counts"]["allocatable_desktops"]
    assert run("import_stock", PARC, "--lot", "ORANGE-1")["counts"]["unchanged"] == 993
    assert run("import_erasures", ERASURES) == erasures


def test_certificates_may_come_before_their_machines(marseille, run):
    run("import_erasures", ERASURES)
    run("import_stock", PARC, "--lot", "ORANGE-1", "--donor", "Orange")
    assert Device.objects.allocatable().count() == TRUTH["counts"]["allocatable_desktops"]
    assert ErasureCertificate.objects.filter(device=None).count() == 3


def test_a_dry_run_of_certificates_needs_no_machine(run):
    counts = run("import_erasures", ERASURES, "--dry-run")["counts"]
    assert counts == {"rows": 992, "matched": 0, "failed": 3, "disk_removed": 2, "orphan": 992, "without": 0}
    with every_city():
        assert ErasureCertificate.objects.count() == 0


def test_an_erasure_tool_writes_xml(marseille, run):
    report = run("import_erasures", DATA / "blancco-style-report-sample.xml")
    assert (report["failed"], report["orphan"]) == (["8CC9341R9G"], ["431P643", "S97H7Z3", "8CC9341R9G"])


def test_rejected_rows_are_written_where_asked(marseille, tmp_path, run):
    path = tmp_path / "parc.xlsx"
    path.write_bytes(inventory_file(machine("CZC1"), machine("")))
    corrections = tmp_path / "a-corriger.xlsx"
    run("import_stock", path, "--lot", "L1", "--donor", "Orange", "--rejected", corrections)
    assert run("import_stock", corrections, "--dry-run")["counts"]["rejected"] == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["absent.xlsx", "--dry-run"], "Le fichier « absent.xlsx » est introuvable"),
        ([PARC], "Précisez la référence du lot avec --lot REF"),
        ([PARC, "--lot", "L1"], "Le lot L1 est nouveau"),
        ([PARC, "--lot", "L" * 61], "La référence du lot tient en 60 caractères"),
        ([DATA / "associations-demo.csv", "--dry-run"], "Aucune ligne de titres n’a été reconnue"),
        ([PARC, "--dry-run", "--report", "/nulle/part.json"], "Impossible d’écrire dans /nulle/part.json"),
        ([PARC, "--dry-run", "--by", "inconnue@marseille.example"], "Personne n'a l'adresse"),
    ],
)
def test_nonsense_gets_one_sentence_and_writes_nothing(marseille, arguments, sentence):
    with pytest.raises(Nonsense) as refusal:
        call_command("import_stock", *map(str, arguments))
    said = str(refusal.value).replace("\u00a0", " ")
    assert (said.startswith(sentence), refusal.value.returncode) == (True, 2)
    assert (Lot.objects.count(), Device.objects.count()) == (0, 0)


@pytest.mark.parametrize("option", ["--report", "--rejected"])
def test_a_place_that_cannot_be_written_is_refused_before_the_import(marseille, tmp_path, option):
    with pytest.raises(Nonsense, match="Impossible d’écrire"):
        call_command("import_stock", PARC, "--lot", "L1", "--donor", "Orange", option, tmp_path / "absent" / "a")
    assert Device.objects.count() == 0


def test_a_refused_file_leaves_the_last_report_alone(marseille, tmp_path):
    report = tmp_path / "rapport.json"
    report.write_text("celui d’hier")
    with pytest.raises(Nonsense):
        call_command("import_stock", tmp_path / "absent.xlsx", "--dry-run", "--report", report)
    assert report.read_text() == "celui d’hier"
