"""The two commands from outside: files in, files out, one sentence when it makes no sense."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import load_workbook

import rebond.demo
from benchmarks.allocation import instances
from rebond.allocation import solve
from rebond.spreadsheets import write_csv
from rebond.waves import console
from rebond.waves.console.options import allocate_parser
from rebond.waves.console.tables import FIELDS
from tests.allocation.cases import asking, problem

APPLICANTS = [{"id": "A", "points": 3}, {"id": "B", "points": 2, "request": 10}, {"id": "C", "points": 1, "request": 2}]
SHEET = """Candidatures de la vague 1
id;points;request;nom;group:district
A;3;;Mots en Partage;13003
B;2;10;;13001

C;1;2;;13003
"""


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    """Tests run anywhere: a width that the environment tells would fold the table's lines."""
    monkeypatch.delenv("COLUMNS", raising=False)


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
    same_level = "the stock served everyone up to the same level per point, and at that level"
    assert capfd.readouterr().out.splitlines() == [
        "Applicant  Allocated  Explanation",
        "─" * 100,
        f"A                  5  You set no quantity; {same_level} you receive 5. "
        "With 5 points instead of 3, you would have received one more.",
        f"B                  3  You asked for 10 computers; {same_level} you receive 3. "
        "With 3 points instead of 2, you would have received one more.",
        "C                  2  You asked for 2 computers: you receive them all.",
        "─" * 100,
        "Total             10  of 10; 0 left. Applicants served: 3 of 3. The stock ended at the level 3/2 per point.",
    ]


def test_sentences_go_on_under_themselves_in_a_terminal(files, capfd, monkeypatch):
    monkeypatch.setenv("COLUMNS", "70")
    assert console.allocate(["problem.json", "--table"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert max(len(line) for line in lines) == 70
    assert [line[:24].split() for line in lines[2:8]] == [["A", "5"], [], [], [], [], ["B", "3"]]


def test_what_is_kept_for_later_waves_is_a_line_of_its_own(files, capfd):
    (files / "sheet.csv").write_text("id;points;phantom\nA;10;\nZ;5;oui\n")
    assert console.allocate(["sheet.csv", "--stock=9", "--seed=x", "--table", "--csv", "out.csv"]) == 0
    assert capfd.readouterr().out.splitlines()[3] == (
        "Z                    3  Part réservée aux vagues suivantes\u00a0: personne ne la reçoit cette fois."
    )
    assert [row[0] for row in read_csv("out.csv")] == ["Candidature", "A", "Z"]


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
    assert [row[:8] for row in read_csv("out.csv")] == [
        ["Candidature", "Points", "Demandés", "Déjà reçus", "Attribués", "Motif", "Limite atteinte",
         "Niveau de la dernière unité"],
        ["A", "3", "", "0", "5", "stock épuisé", "stock", "4/3 par point"],
        ["B", "2", "10", "0", "3", "stock épuisé", "stock", "1 par point"],
        ["C", "1", "2", "0", "2", "demande satisfaite", "demande", "1 par point"],
    ]  # fmt: skip
    sheet = load_workbook("out.xlsx").get_sheet_by_index(0).to_python()
    assert [[row[0], row[4]] for row in sheet[1:]] == [["A", 5], ["B", 3], ["C", 2]]


def test_headings_of_a_sheet_are_in_the_language_asked_for(files):
    assert console.allocate(["problem.json", "-o", "out.json", "--csv", "out.csv", "--lang=en"]) == 0
    assert read_csv("out.csv")[0] == [
        "Applicant", "Points", "Requested", "Received before", "Allocated", "Reason", "Limit reached",
        "Level of the last unit", "Level of the next unit", "Points for one more unit", "Place in the order (0 first)",
        "Explanation",
    ]  # fmt: skip


def read_csv(name):
    with open(name, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


OTHER_NAMES = """Dossier;Note;Souhait;Part de la salle;Rang;Arrondissement
A;3;;4;2;13003
B;2;10;;0;13001
C;1;2;;1;13003
"""
COLUMNS = [
    "--id-column=Dossier", "--points-column=note", "--request-column", "SOUHAIT", "--cap-column=Part de la salle",
    "--tie-column=Rang", "--group=district=Arrondissement", "--group=rank=Rang",
]  # fmt: skip


def test_columns_may_have_any_name(files, capfd):
    """Accents, case and small words of a heading do not matter; a column may serve twice."""
    (files / "sheet.csv").write_text(OTHER_NAMES)
    assert console.allocate(["sheet.csv", "--stock=10", *COLUMNS, "--quota=district=13003:max=5"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert [(row["units"], row["tie"], row["binding"]) for row in found["allocations"]] == [
        (3, 2, "district=13003"),
        (5, 0, "stock"),
        (2, 1, "request"),
    ]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_may_have_its_column_named(field):
    assert vars(allocate_parser().parse_args(["sheet.csv", f"--{field}-column=X"]))[f"{field}_column"] == "X"


def test_column_that_is_not_there_is_named_with_those_that_are(files, capfd):
    assert console.allocate(["sheet.csv", "--stock=10", "--seed=x", "--points-column=Note", "--lang=en"]) == 2
    assert capfd.readouterr().err == (
        "Option --points-column: the table has no column “Note”; it has: id, request, group:district, points, nom.\n"
    )


def test_three_hundred_applicants_from_a_sheet_to_every_kind_of_answer(files, capfd):
    rows = instances.problem(300)["applicants"]
    header = ["id", "points", "request", "cap", "floor", "received", "group:district", "group:theme"]
    lines = [[*(row[name] for name in header[:6]), *row["groups"].values()] for row in rows]
    write_csv("sheet.csv", header, lines)
    options = ["--stock=2700", "--seed=x", "--quota=district=13215:max=300", "--quota=theme=culture:max=200"]
    outputs = ["-o", "out.json", "--csv", "out.csv", "--xlsx", "out.xlsx", "--table"]
    assert console.allocate(["sheet.csv", *options, *outputs]) == 0
    allocations = json.loads((files / "out.json").read_text())["allocations"]
    assert sum(row["units"] for row in allocations) == 2700
    assert {row["reason"] for row in allocations} == {"granted-in-full", "stock", "quota", "floor-did-not-fit"}
    assert len(capfd.readouterr().out.splitlines()) == 300 + 4
    assert len(read_csv("out.csv")) == load_workbook("out.xlsx").get_sheet_by_index(0).height == 301


def test_the_demonstration_s_own_export_is_read_as_it_is(files, capfd):
    """From the first wave of the Marseille case, whose columns have French names: beneficiaries as points."""
    with (Path(rebond.demo.__file__).parent / "data/associations-demo.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    first_wave = [row for row in rows if row[header.index("vague")] == "1" and row[header.index("beneficiaires_an")]]
    write_csv("sheet.csv", header, first_wave)
    columns = [
        "--points-column=beneficiaires_an",
        "--request-column=ordinateurs_demandes",
        "--group=district=code_insee",
    ]
    assert console.allocate(["sheet.csv", "--stock=486", "--floor=10", "--cap=30", "--seed=v1", *columns]) == 0
    assert sum(row["units"] for row in json.loads(capfd.readouterr().out)["allocations"]) == 486


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
    "a quota with two maximums": ["sheet.csv", "--stock=4", "--seed=x", "--quota=district=13003:max=1:max=2"],
    "a group without its column": ["sheet.csv", "--stock=4", "--seed=x", "--group=district"],
    "a group with two columns": ["sheet.csv", "--stock=4", "--seed=x", "--group=d=nom", "--group=d=id"],
    "a column that is not there": ["sheet.csv", "--stock=4", "--seed=x", "--request-column=Souhait"],
    "a column whose name has no letter": ["sheet.csv", "--stock=4", "--seed=x", "--request-column=§"],
    "a column of a problem that has its own": ["problem.json", "--points-column=points"],
    "a name that would make two lines": ["no\nfile"],
    "a name with a null character": ["no\0file"],
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


def test_a_reader_who_leaves_early_is_no_mistake(files):
    """`rebond allocate … | head -0`"""
    command = [sys.executable, "-m", "rebond", "allocate", "problem.json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_a_full_disk_is_one_sentence(files):
    command = [sys.executable, "-m", "rebond", "allocate", "problem.json", "--lang=en"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "The file /dev/stdout: it cannot be written; check the folder.\n")


def test_console_needs_no_settings(files):
    """As a stranger would run it: no database, no setting, and Django never imported."""
    command = [sys.executable, "-X", "importtime", "-m", "rebond", "verify", "problem.json", "result.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "", "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stdout) == (0, "Le résultat est bien celui que la règle donne.\n")
    assert "django" not in done.stderr
