"""The two commands from outside: files in, files out, one sentence when it makes no sense."""

import csv
import json
import subprocess
import sys

import pytest
from python_calamine import load_workbook

from rebond.allocation import solve
from rebond.waves import console
from tests.allocation.cases import asking, problem

APPLICANTS = [{"id": "A", "points": 3}, {"id": "B", "points": 2, "request": 10}, {"id": "C", "points": 1, "request": 2}]
SHEET = """Candidatures de la vague 1
id;points;request;nom;group:district
A;3;;Mots en Partage;13003
B;2;10;;13001

C;1;2;;13003
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder with a problem, the same as a sheet, and its result."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "problem.json").write_text(json.dumps(asking(10, *APPLICANTS)))
    (tmp_path / "sheet.csv").write_text(SHEET)
    (tmp_path / "result.json").write_bytes(solve(problem(10, *APPLICANTS)).as_bytes())
    return tmp_path


def test_allocate_prints_the_result(files, capfd):
    assert console.allocate(["problem.json"]) == 0
    assert capfd.readouterr().out.encode() == (files / "result.json").read_bytes()


def test_allocate_as_one_sentence_each(files, capfd):
    assert console.allocate(["problem.json", "--table", "--lang", "en"]) == 0
    assert capfd.readouterr().out.splitlines()[2] == "C\tYou asked for 2 computers: you receive them all."


def test_allocate_reads_a_sheet_as_it_reads_json(files, capfd):
    assert console.allocate(["sheet.csv", "--stock=10", "--seed=vague-1", "-o", "out.json"]) == 0
    found = json.loads((files / "out.json").read_text())
    assert [(row["id"], row["units"]) for row in found["allocations"]] == [("A", 5), ("B", 3), ("C", 2)]
    assert capfd.readouterr().out == ""


def test_allocate_takes_the_rule_of_a_sheet_from_the_options(files, capfd):
    options = ["--stock=10", "--seed=x", "--floor=4", "--cap=6", "--key=rank", "--admission=rank-stop"]
    assert console.allocate(["sheet.csv", *options, "--quota=district=13003:max=5"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert [(row["units"], row["reason"], row["binding"]) for row in found["allocations"]] == [
        (5, "quota", "district=13003"),
        (5, "stock", "stock"),
        (0, "floor-did-not-fit", "district=13003"),
    ]


def test_allocate_writes_csv_and_xlsx(files):
    assert console.allocate(["problem.json", "-o", "out.json", "--csv", "out.csv", "--xlsx", "out.xlsx"]) == 0
    with open("out.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[:3] for row in rows] == [
        ["id", "units", "reason"],
        ["A", "5", "stock"],
        ["B", "3", "stock"],
        ["C", "2", "granted-in-full"],
    ]
    sheet = load_workbook("out.xlsx").get_sheet_by_index(0).to_python()
    assert [row[:2] for row in sheet[1:]] == [["A", 5], ["B", 3], ["C", 2]]


def test_verify_says_yes_or_no(files, capfd):
    assert console.verify(["problem.json", "result.json"]) == 0
    text = (files / "result.json").read_text()
    (files / "result.json").write_text(text.replace('"units": 5', '"units": 4').replace('"left": 0', '"left": 1'))
    assert console.verify(["problem.json", "result.json", "--lang=en"]) == 1
    assert capfd.readouterr().out == (
        "Le résultat est bien celui que la règle donne.\n"
        "Applicant A: unit number 5 is refused although it came before others or room was left.\n"
    )


NONSENSE = {
    "no such file": ["nothing.json"],
    "a folder": ["."],
    "a result for a problem": ["result.json"],
    "options for a problem that has its own": ["problem.json", "--stock=4"],
    "a sheet without stock": ["sheet.csv", "--seed=x"],
    "a stock in words": ["sheet.csv", "--stock=many", "--seed=x"],
    "a quota that cannot be read": ["sheet.csv", "--stock=4", "--seed=x", "--quota=13003"],
    "an unknown option": ["problem.json", "--fair"],
    "an unknown language": ["problem.json", "--lang=oc"],
    "nowhere to write": ["problem.json", "--csv", "nowhere/out.csv"],
    "no argument": [],
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_one_sentence_and_writes_nothing(name, files, capfd):
    before = sorted(files.iterdir())
    assert console.allocate([*NONSENSE[name], "-o", "out.json"]) == 2
    captured = capfd.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)
    assert sorted(files.iterdir()) == before


def test_wrong_cell_names_its_row(files, capfd):
    (files / "sheet.csv").write_text(SHEET.replace("B;2", "B;deux"))
    assert console.allocate(["sheet.csv", "--stock=10", "--seed=x"]) == 2
    assert capfd.readouterr().err == "Ligne 4\u00a0: «\u00a0points\u00a0» doit être un nombre entier, pas deux.\n"


def test_verify_refuses_what_it_cannot_read(files):
    assert [console.verify(argv) for argv in (["problem.json"], ["problem.json", "problem.json"], ["a", "b"], [])] == [
        2
    ] * 4


def test_console_needs_no_settings(files):
    """As a stranger would run it: no database, no setting, and Django never imported."""
    command = [sys.executable, "-X", "importtime", "-m", "rebond", "verify", "problem.json", "result.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "", "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stdout) == (0, "Le résultat est bien celui que la règle donne.\n")
    assert "django" not in done.stderr
