"""A register from an officer's browser into the directory."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rebond.directory.uploads import actions
from rebond.directory.uploads.models import RegisterFile
from rebond.jobs.testing import run_all
from rebond.organisations.models import Association, SearchEntry
from rebond.organisations.registry import actions as registry
from rebond.organisations.search import words_of
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.spreadsheets import write_xlsx
from rebond.tenancy.actions import found_city
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import person
from tests.factories.registers import MONDAY, rna_rows, uploaded_bytes, uploaded_register

SAMPLE = Path(__file__).parents[1] / "data" / "rna_waldec_sample_latin1.csv"


@pytest.fixture
def ines(client, marseille):
    client.force_login(person("ines"))
    return client


def read(file: RegisterFile) -> RegisterFile:
    actions.read_register(file=file, at=MONDAY)
    return file


def taken_in(file: RegisterFile) -> RegisterFile:
    actions.confirm_register(file=read(file), by=person("karim"), at=MONDAY)
    actions.take_in_register(file=file, by=person("karim"), at=MONDAY)
    return file


@pytest.mark.django_db
def test_an_officer_sees_the_counts_then_confirms(ines):
    form = {"file": SimpleUploadedFile("rna.csv", SAMPLE.read_bytes()), "departments": "13"}
    page = ines.post(reverse("directory:upload_register"), form).url
    run_all()
    before = (ines.get(page).context["file"].counts["new"], Association.objects.count())
    ines.post(reverse("directory:confirm_register", args=[RegisterFile.objects.get().pk]))
    run_all()
    after = ines.get(page).context["file"]
    assert (before, after.state, after.counts["new"], Association.objects.count()) == ((40, 0), "applied", 40, 40)


@pytest.mark.django_db
def test_the_page_and_the_command_come_to_the_same(marseille):
    file = taken_in(uploaded_bytes(SAMPLE.read_bytes(), departments=["13"]))
    assert file.counts == {
        "read": 42, "kept": 40, "new": 40, "changed": 0, "unchanged": 0, "left": 0, "dissolved": 2, "refused": 0,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_workbook_comes_to_what_its_text_table_does(marseille):
    lines = [line.split(";") for line in rna_rows(3)]
    content = io.BytesIO()
    write_xlsx(content, lines[0], lines[1:], sheet="RNA")
    file = taken_in(uploaded_bytes(content.getvalue(), departments=["13"]))
    assert (file.counts["new"], Association.objects.filter(postal_code="13002").count()) == (3, 3)


@pytest.mark.django_db
def test_several_places_are_kept_and_no_others(marseille):
    rows = [f"W13000000{place};;CLUB;;{code};A" for place, code in enumerate(("13002", "84000", "75011"))]
    file = read(uploaded_register(rna_rows(0)[0], *rows, departments=["84"], communes=["13055"]))
    assert (file.counts["read"], file.counts["kept"]) == (3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"communes": "Marseille"}, "Ce n’est pas un code"),
        ({"departments": "13 999"}, "999"),
        ({"communes": " "}, "quelle partie du registre"),
    ],
)
def test_a_place_that_is_none_is_refused(ines, typed, sentence):
    form = {"file": SimpleUploadedFile("rna.csv", b"id;titre\n")}
    answer = ines.post(reverse("directory:upload_register"), form | typed)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


@pytest.mark.django_db
def test_a_file_of_no_register_says_so_and_changes_nothing(marseille):
    file = read(uploaded_register("nom;ville", "X;Y"))
    assert (file.state, "d’aucun registre connu" in file.refusal) == ("unreadable", True)


@pytest.mark.django_db
def test_refused_rows_are_kept_with_their_number_and_reason(ines):
    file = read(uploaded_register(*rna_rows(1), "W133990001;;;;13003;A"))
    answer = ines.get(reverse("directory:register_refusals_csv", args=[file.pk]))
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert rows == ["Ligne;Champ;Raison", "3;titre;le nom manque"]


@pytest.mark.django_db
def test_two_officers_confirm_once(marseille):
    file = read(uploaded_register(*rna_rows(1)))
    again = RegisterFile.objects.get()
    actions.confirm_register(file=file, by=person("ines"), at=MONDAY)
    with pytest.raises(SomebodyElseWasFirst):
        actions.confirm_register(file=again, by=person("karim"), at=MONDAY)


@pytest.mark.django_db
def test_work_that_was_killed_goes_on_after_its_last_whole_batch(marseille, monkeypatch):
    """The worker dies at the third batch; the next one writes the rest, and the report is that of one run."""
    monkeypatch.setattr(registry, "BATCH", 2)
    file = read(uploaded_register(*rna_rows(7)))
    actions.confirm_register(file=file, by=person("ines"), at=MONDAY)
    write, written = actions.take_in_batch, []

    def dies_at_the_third(**arguments):
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(arguments)
        return write(**arguments)

    monkeypatch.setattr(actions, "take_in_batch", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        actions.take_in_register(file=file, by=person("ines"), at=MONDAY)
    killed = RegisterFile.objects.get()
    assert (killed.batches, Association.objects.count()) == (2, 4)
    monkeypatch.setattr(actions, "take_in_batch", write)
    actions.take_in_register(file=killed, by=person("ines"), at=MONDAY)
    assert (killed.state, killed.counts["new"], killed.counts["unchanged"], Association.objects.count()) == (
        "applied", 7, 0, 7,
    )  # fmt: skip


# --- kill -9 -----------------------------------------------------------------------------------------------------


def eventually(condition, seconds: float = 300) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def state_of_directory() -> list[tuple]:
    """Every association and the words by which it is found."""
    words = dict(SearchEntry.objects.values_list("association", "words"))
    rows = Association.objects.order_by("rna")
    return [(one.rna, one.name, one.register_state, one.version, words.get(one.pk)) for one in rows]


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_whole_batches_and_done_again_ends_as_one_run(shared_database, tmp_path):
    register = tmp_path / "rna.csv"
    register.write_text("\n".join(rna_rows(6_000)), encoding="utf-8")
    environment = os.environ | {"DATABASE_URL": shared_database, "REBOND_DATA_DIR": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def start(city: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "rebond", "import_registry", str(register), "--city", city]
        return subprocess.Popen([*command, "--department", "13"], env=environment, stdout=subprocess.DEVNULL)

    killed, whole = (found_city(slug=slug, name=slug) for slug in ("marseille", "temoin"))
    with city_scope(killed):
        process = start("marseille")
        assert eventually(Association.objects.exists)
        process.send_signal(signal.SIGKILL)
        process.wait()
        left = Association.objects.count()
        assert (0 < left < 6_000, left % registry.BATCH, SearchEntry.objects.count()) == (True, 0, left)
        assert start("marseille").wait() == 0
        done_again = state_of_directory()
        assert all(
            words_of(one) == SearchEntry.objects.get(association=one).words for one in Association.objects.all()[:50]
        )
    with city_scope(whole):
        assert start("temoin").wait() == 0
        assert state_of_directory() == done_again
