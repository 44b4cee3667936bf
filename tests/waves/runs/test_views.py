"""The pages of the simulator: past runs, the form, a run under way, its report, its files."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from rebond.applications.models import Application
from rebond.jobs.models import Job
from rebond.jobs.testing import run_all
from rebond.programmes.models import Wave
from rebond.waves.models import SimulationRun
from rebond.waves.runs.actions import begin, tell_progress
from rebond.waves.simulation.scenario import EVERY_POINT
from tests.factories.accounts import person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.waves import asked_simulation, contested_wave, finished_simulation

pytestmark = pytest.mark.django_db
NEW = "/vagues/simulations/nouvelle/"


def text_of(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def page_of(run: SimulationRun) -> str:
    return f"/vagues/simulations/{run.pk}/"


@pytest.fixture
def lucie(marseille, client):
    """The browser of a member of the committee."""
    client.force_login(person("lucie"))
    return client


def answers(**changes) -> dict:
    return {
        "policies": ["no-reserve", "tranches+settlement"],
        "tranches": "",
        "stock": "20",
        "wave_1": "3",
        "wave_2": "2",
        "likeness": "applied",
        "forecast": "usual",
        "replications": "10",
        "seed": "7",
    } | changes


@pytest.fixture
def two_waves(marseille):
    """Four applications in the first wave, none in the second."""
    contested_wave()
    wave(2, floor=1, cap=9, stock=6)


def test_without_a_wave_there_is_nothing_to_simulate(lucie):
    assert lucie.get(NEW).status_code == 404


def test_the_form_knows_the_programme(lucie, two_waves):
    initial = lucie.get(NEW).context["form"].initial
    assert {name: initial[name] for name in ("stock", "wave_1", "wave_2", "tranches", "likeness")} == {
        "stock": 1000, "wave_1": 4, "wave_2": 20, "tranches": "25-6", "likeness": "applied",
    }  # fmt: skip


def test_the_form_starts_from_an_earlier_run_to_change_one_setting(lucie, two_waves):
    lucie.post(NEW, answers(tranches="12-8", forecast="rush"))
    run = SimulationRun.objects.get()
    assert f"{NEW}?comme={run.pk}" not in text_of(lucie.get(page_of(run)))
    run_all()
    assert f"{NEW}?comme={run.pk}" in text_of(lucie.get(page_of(run)))
    initial = lucie.get(f"{NEW}?comme={run.pk}").context["form"].initial
    asked = {name: str(initial[name]) for name in ("tranches", "stock", "wave_1", "wave_2", "forecast", "seed")}
    assert asked == {
        "tranches": "12-8", "stock": "20", "wave_1": "3", "wave_2": "2", "forecast": "rush", "seed": "7",
    }  # fmt: skip
    assert initial["policies"] == ["no-reserve", "tranches+settlement"]


@pytest.mark.parametrize("named", ["", "jamais", "00000000-0000-0000-0000-000000000000"])
def test_the_form_starts_from_the_programme_when_no_run_is_named(lucie, two_waves, named):
    assert lucie.get(NEW, {"comme": named}).context["form"].initial["stock"] == 1000


def test_only_those_who_may_take_part_count_as_expected(lucie, two_waves):
    application(Wave.objects.get(number=1), association("Hors sujet"), state=Application.State.INELIGIBLE)
    assert lucie.get(NEW).context["form"].initial["wave_1"] == 4


def test_a_form_becomes_a_run_that_a_worker_finishes(lucie, two_waves):
    answer = lucie.post(NEW, answers())
    run = SimulationRun.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(run))
    assert (run.policies, run.replications, run.seed, run.asked_by) == (
        ["no-reserve", "tranches=17-3+settlement"], 10, 7, person("lucie"),
    )  # fmt: skip
    run_all()
    assert SimulationRun.objects.get().state == "done"
    assert "Tous les chiffres" in text_of(lucie.get(page_of(run)))


def test_a_simulation_waits_behind_shorter_work(lucie, two_waves):
    lucie.post(NEW, answers())
    assert Job.objects.get().priority < 0


def test_associations_are_like_those_who_applied_or_else_like_anybody(lucie, two_waves):
    lucie.post(NEW, answers())
    first, second = SimulationRun.objects.get().expectation.waves
    assert (first.expected, first.points, first.requests) == (3, (30, 40, 50, 60), (4, 20, 20, 20))
    assert (second.expected, second.points, second.requests) == (2, EVERY_POINT, tuple(range(1, 10)))


def test_the_forecast_is_said_in_words(lucie, two_waves):
    lucie.post(NEW, answers(forecast="rush"))
    run = SimulationRun.objects.get()
    assert (run.expectation.forecast_error, run.expectation.surprise) == (20, 30)
    assert "à 20 % près, et +30 % d’associations par rapport à ce que l’on attendait" in text_of(
        lucie.get(page_of(run))
    )


def test_tranches_may_be_typed_as_one_likes(lucie, two_waves):
    lucie.post(NEW, answers(tranches=" 12, 8 "))
    assert SimulationRun.objects.get().policies[1] == "tranches=12-8+settlement"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tranches": "10-5-5"}, "Les tranches 10-5-5 sont 3, les vagues 2 ; il faut une tranche par vague."),
        ({"tranches": "15-15"}, "Les tranches 15-15 font 30 ordinateurs, le stock 20 ; baissez une tranche."),
        ({"tranches": "beaucoup"}, "Écrivez un nombre par vague, avec un tiret entre eux"),
        ({"policies": []}, "Ce champ est obligatoire."),
        ({"replications": "2001"}, "inférieure ou égale à 2000"),
        ({"replications": "2000", "wave_1": "200", "wave_2": "201"}, "inférieure ou égale à 200"),
        ({"seed": "-1"}, "supérieure ou égale à 0"),
        ({"policies": ["q80", "q95", "no-reserve", "first-come", "q80+settlement"], "replications": "2000",
          "wave_1": "200", "wave_2": "0"}, "Ce serait trop long"),
    ],
)  # fmt: skip
def test_nonsense_in_the_form_is_said_beside_the_field_and_asks_for_nothing(lucie, two_waves, changes, sentence):
    answer = lucie.post(NEW, answers(**changes))
    assert (answer.status_code, SimulationRun.objects.count()) == (422, 0)
    assert sentence in text_of(answer)


def test_a_run_under_way_shows_its_progress_with_and_without_script(lucie):
    run = asked_simulation()
    begin(run)
    tell_progress(run, 3)
    answer = lucie.get(page_of(run))
    page = text_of(answer)
    assert "3 sur 4" in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert 'id="draws" data-refresh="2"' in page
    assert "Annuler la simulation" in page


def test_a_run_that_is_over_is_not_looked_at_again(lucie):
    page = text_of(lucie.get(page_of(finished_simulation())))
    assert "data-refresh" not in page
    assert "http-equiv" not in page


def test_a_run_is_cancelled_with_one_button(lucie):
    run = asked_simulation()
    page = lucie.post(f"{page_of(run)}annuler/", follow=True)
    assert "La simulation est annulée." in text_of(page)
    assert "Cette simulation a été annulée" in text_of(page)
    again = lucie.post(f"{page_of(run)}annuler/", follow=True)
    assert "Cette simulation était déjà terminée." in text_of(again)


def test_the_report_says_in_words_who_leaves_nobody_with_nothing(lucie):
    page = text_of(lucie.get(page_of(finished_simulation())))
    assert "Dans aucun des 4 programmes tirés au sort :</p> <ul><li>Candidatures fictives à 80 %, avec" in page
    assert "« Candidatures fictives à 80 %, avec solde », à 0,0 ordinateurs près en moyenne" in page


def test_the_report_says_when_all_leave_somebody_with_nothing(lucie):
    page = text_of(lucie.get(page_of(finished_simulation("no-reserve"))))
    assert "Chacune de ces politiques laisse parfois quelqu’un sans rien" in page


def test_drawing_and_table_hold_the_same_figures(lucie):
    sheet = lucie.get(page_of(finished_simulation())).context["sheet"]
    assert [(bar.figure, bar.length) for bar in sheet.moved] == [("10,0", 100), ("0,0", 0)]
    assert [row.cells[0].mean for row in sheet.rows] == [bar.figure for bar in sheet.moved]
    assert [row.cells[1].mean for row in sheet.rows] == [bar.figure for bar in sheet.nothing] == ["2,0", "0,0"]


def test_the_report_in_english(lucie):
    run = finished_simulation()
    lucie.cookies["django_language"] = "en"
    page = text_of(lucie.get(page_of(run)))
    assert "Phantoms at 80%, with settlement" in page
    assert "Distance from fair" in page


def test_the_files_hold_the_figures_of_the_page(lucie):
    run = finished_simulation()
    rows = list(
        csv.reader(io.StringIO(b"".join(lucie.get(f"{page_of(run)}simulation.csv")).decode("utf-8-sig")), delimiter=";")
    )
    assert rows[0][:5] == [
        "Scénario",
        "Politique",
        "Politique en clair",
        "Écart à l’équité",
        "Écart à l’équité ± (erreur type)",
    ]
    assert rows[1][:4] == ["à la main", "no-reserve", "La règle, sans rien garder", "10.0"]
    workbook = b"".join(lucie.get(f"{page_of(run)}simulation.xlsx"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert sheet[1][:4] == ["à la main", "no-reserve", "La règle, sans rien garder", 10]
    stored = SimulationRun.objects.get().report
    assert lucie.get(f"{page_of(run)}simulation.json").content.decode() == stored
    assert json.loads(stored)["seed"] == 1


def test_there_are_no_files_before_the_report(lucie):
    run = asked_simulation()
    assert [lucie.get(f"{page_of(run)}simulation.{kind}").status_code for kind in ("csv", "xlsx", "json")] == [404] * 3


def test_who_reads_only_is_offered_no_button(marseille, client):
    run = asked_simulation()
    client.force_login(person("nadia"))
    assert "Annuler la simulation" not in text_of(client.get(page_of(run)))
    assert "Nouvelle simulation" not in text_of(client.get("/vagues/simulations/"))
    assert "Refaire avec un autre réglage" not in text_of(client.get(page_of(finished_simulation())))


def test_the_list_is_found_from_the_waves_and_teaches_when_empty(lucie):
    assert "/vagues/simulations/" in text_of(lucie.get("/vagues/"))
    assert "Aucune simulation pour l’instant" in text_of(lucie.get("/vagues/simulations/"))


def test_the_list_asks_as_many_questions_for_three_runs_as_for_one(lucie):
    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            lucie.get("/vagues/simulations/")
        return len(queries)

    finished_simulation()
    one = questions()
    finished_simulation()
    asked_simulation()
    assert questions() == one
