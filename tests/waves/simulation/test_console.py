"""`rebond simulate_waves` from outside: one table per scenario, files, one sentence when it makes no sense."""

import csv
import json
import subprocess
import sys

import pytest
from python_calamine import load_workbook

from rebond.waves.console import simulate_waves
from rebond.waves.simulation.report import report_from

TINY = ["--stock=20", "--wave=2:10:10", "--wave=2:10:10", "--points=10-10", "--forecast-error=0", "--replications=3"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_table_says_all_in_french(capfd):
    assert simulate_waves([*TINY, "--policy=no-reserve", "--policy=tranches=10-10"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.replace("\u00a0", " ").splitlines() == [
        "Scénario « reference » : 20 ordinateurs, vagues de 2 + 2 associations, 3 tirages, graine 1.",
        "",
        "Politique                   Écart à l’équité  Sans rien  Plus petite part  Inégalité (Gini)  "
        "Envie entre vagues  Jamais donnés  Donnés en retard",
        "La règle, sans rien garder        10,0 ± 0,0  2,0 ± 0,0     0,0 % ± 0,0 %     0,500 ± 0,000  "
        "         0,0 ± 0,0      0,0 ± 0,0         0,0 ± 0,0",
        "Tranches fixes 10-10               0,0 ± 0,0  2,0 ± 0,0   100,0 % ± 0,0 %     0,500 ± 0,000  "
        "         0,0 ± 0,0      0,0 ± 0,0         0,0 ± 0,0",
        "",
        "Moyenne par programme ± erreur type. La plus petite part est meilleure haute, tout le reste bas.",
        "Toutes ces politiques laissent parfois quelqu’un sans rien.",
        "Au plus près du partage équitable : Tranches fixes 10-10 (0,0 ordinateurs d’écart en moyenne).",
    ]


def test_the_table_in_english(capfd):
    assert simulate_waves([*TINY, "--policy=q80+settlement", "--lang=en", "--replications=1"]) == 0
    out = capfd.readouterr().out
    assert "Scenario “reference”: 20 computers, waves of 2 + 2 associations, 1 draws, seed 1." in out
    assert "Phantoms at 80%, with settlement" in out
    assert "±" not in out.splitlines()[3]


def test_several_scenarios_make_several_tables(capfd):
    options = ["--scenario=reference", "--scenario=late-rush", "--replications=2", "--json=both.json"]
    assert simulate_waves([*options, "--policy=q80"]) == 0
    assert capfd.readouterr().out.count("Scénario «") == 2
    with open("both.json", encoding="utf-8") as file:
        assert [report["scenario"]["label"] for report in json.load(file)] == ["reference", "late-rush"]


def test_a_scenario_file_is_played_as_it_was_written(folder, capfd):
    assert simulate_waves([*TINY, "--policy=q80", "--json=first.json"]) == 0
    first = report_from((folder / "first.json").read_text(encoding="utf-8"))
    (folder / "mine.json").write_text(json.dumps(first.scenario.as_dict()))
    again = ["--scenario=mine.json", "--replications=3", "--policy=q80", "--json=again.json"]
    assert simulate_waves(again) == 0
    assert (folder / "first.json").read_bytes() == (folder / "again.json").read_bytes()


def test_csv_and_xlsx_hold_plain_numbers(folder, capfd):
    options = ["--policy=no-reserve", "--csv=out.csv", "--xlsx=out.xlsx", "--lang=en", "--replications=2"]
    assert simulate_waves(options) == 0
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.readline())
        file.seek(0)
        (row,) = csv.DictReader(file, dialect=dialect)
    assert (row["Scenario"], row["Policy"], row["Policy in words"]) == (
        "reference", "no-reserve", "The rule, nothing kept",
    )  # fmt: skip
    sheet = load_workbook(folder / "out.xlsx").get_sheet_by_index(0).to_python()
    assert sheet[0][3:5] == ["Distance from fair", "Distance from fair ± (standard error)"]
    assert sheet[1][3] == float(row["Distance from fair"])


def test_progress_is_for_terminals(monkeypatch, capfd):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert simulate_waves([*TINY, "--policy=q80"]) == 0
    assert capfd.readouterr().err.endswith("\r3 tirages sur 3\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--policy=free-for-all"], "La politique « free-for-all » est inconnue"),
        (["--policy=tranches=1-2"], "Les tranches 1-2 sont 2, les vagues 3 ; il faut une tranche par vague."),
        (["--policy=tranches=999-1-1"], "Les tranches 999-1-1 font 1001 ordinateurs, le stock 1000"),
        (["--policy=q80", "--policy=q80"], "La politique « q80 » est demandée deux fois."),
        (["--replications=0"], "« replications » vaut 0 ; il faut un nombre entier de 1 à 100000."),
        (["--replications=beaucoup"], "« replications » vaut beaucoup"),
        (["--replications=" + "9" * 400], "« replications » vaut 999"),
        (["--seed=-1"], "« seed » vaut -1"),
        (["--stock=0"], "« stock » vaut 0"),
        (["--stock=1e3"], "« stock » vaut 1e3"),
        (["--wave=27"], "« 27 » ne décrit pas une vague"),
        (["--wave=27:30:10"], "« waves[1].cap » vaut 10 ; il faut un nombre entier de 30 à 100000."),
        (["--wave=5:1:9"] * 13, "« waves » doit être une liste de 1 à 12 vagues."),
        (["--points=80"], "« 80 » n’est pas un intervalle"),
        (["--points=80-20"], "« waves[1].points.to » vaut 20"),
        (["--forecast-error=200"], "« forecast-error » vaut 200"),
        (["--surprise=-100"], "« surprise » vaut -100 ; il faut un nombre entier de -90 à 300."),
        (["--scenario=unknown"], "Le scénario « unknown » est inconnu"),
        (["--scenario=absent.json"], "Le fichier absent.json ne peut pas être lu."),
        (["--csv=absent/out.csv"], "Impossible d’écrire absent/out.csv"),
        (["--json=."], "Impossible d’écrire ."),
        (["--lang=de"], "Voir « rebond simulate_waves --help »."),
        (["--nonsense"], "Voir « rebond simulate_waves --help »."),
    ],
)
def test_nonsense_gets_one_sentence_and_no_file(options, sentence, folder, capfd):
    assert simulate_waves(["--replications=1", *options]) == 2
    out, err = capfd.readouterr()
    err = err.replace("\u00a0", " ")
    assert (out, err.count("\n"), list(folder.iterdir())) == ("", 1, [])
    assert sentence in err


def test_nonsense_in_english(capfd):
    assert simulate_waves(["--lang", "en", "--policy=q00"]) == 2
    assert capfd.readouterr().err == "Q0 is not possible; choose from q01 to q99.\n"


def test_the_command_needs_neither_settings_nor_database(folder):
    """Django is not even imported."""
    code = (
        "import sys; sys.argv = ['rebond', 'simulate_waves', '--replications=1', '--policy=q80'];"
        "from rebond.__main__ import main; assert main() == 0; assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert (done.returncode, done.stderr) == (0, b"")
