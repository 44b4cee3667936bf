"""An officer uploads a file of applications, sees what each row would do, then confirms."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import rebond.demo
from rebond.applications.models import Application, SubmittedFile
from rebond.jobs.testing import run_all
from rebond.programmes.actions import load_programme
from tests.factories.accounts import person
from tests.factories.programmes import marseille_definition

DEMO = (Path(rebond.demo.__file__).parent / "data" / "associations-demo.csv").read_bytes()
UPLOAD = "/candidatures/fichiers/deposer/"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def officer(client, marseille, settings, tmp_path):
    """The browser of an officer, in a city that has a programme."""
    settings.FILES_DIR = tmp_path / "files"
    load_programme(definition=marseille_definition(), by=None, at=MONDAY)
    client.force_login(person("ines"))
    return client


def upload(officer, content: bytes) -> SubmittedFile:
    officer.post(UPLOAD, {"file": SimpleUploadedFile("candidatures.csv", content)})
    run_all()
    return SubmittedFile.objects.get()


def test_a_file_is_read_shown_confirmed_and_applied_once(officer):
    file = upload(officer, b"\n".join(DEMO.splitlines()[:4]))
    page = officer.get(f"/candidatures/fichiers/{file.pk}/")
    assert (file.state, page.context["counts"]["rows"]) == ("read", 3)
    assert "Clic et Calanques" in page.content.decode()
    assert not Application.objects.exists()
    for _ in range(2):
        officer.post(f"/candidatures/fichiers/{file.pk}/enregistrer/")
        run_all()
    file.refresh_from_db()
    assert (file.state, Application.objects.count()) == ("applied", 3)


def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(officer):
    file = upload(officer, b"%PDF-1.7")
    assert file.state == "unreadable"
    assert (
        "ni un classeur (.xlsx, .ods, .xls) ni un fichier .csv"
        in officer.get(f"/candidatures/fichiers/{file.pk}/").content.decode()
    )


def test_without_a_file_the_form_says_what_it_needs(officer):
    answer = officer.post(UPLOAD, {})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"file": ["Choisissez un fichier."]})


def test_only_officers_upload(client, marseille):
    client.force_login(person("lucie"))
    assert client.get(UPLOAD).status_code == 403
