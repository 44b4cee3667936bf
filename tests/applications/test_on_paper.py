"""The paper form: printed as the wave asks, tied to its draft by a code, typed with the scan before one's eyes."""

import io

import pikepdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rebond.applications.drafts.actions import send_draft, start_draft
from rebond.applications.drafts.models import Draft
from rebond.applications.on_paper.sheet import form_of, render_form
from rebond.applications.papers.models import Paper
from rebond.applications.questionnaires.layout import DEFAULT
from rebond.applications.questionnaires.models import Questionnaire
from rebond.applications.questionnaires.written import as_data
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.programmes.models import Programme, Wave
from tests.documents.test_inspection import photograph
from tests.factories.accounts import manager_of, person
from tests.factories.applications import MONDAY, draft
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.papers import text_of_pdf

ATTACH = "/candidatures/formulaires-papier/"


@pytest.fixture(autouse=True)
def on_monday(settings, tmp_path):
    settings.FILES_DIR, settings.QUARANTINE_DIR = tmp_path / "files", tmp_path / "quarantine"
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def panier(marseille):
    return association("Les Claviers du Panier", rna="W133990099", address="3 rue du Refuge")


@pytest.fixture
def ines(client, marseille):
    client.force_login(person("ines"))
    return person("ines")


@pytest.fixture
def theirs(panier, ines) -> Draft:
    """A draft that nobody has typed into: its form was printed."""
    return start_draft(wave=wave(), association=panier, by=ines, at=MONDAY)


def words_of(pdf: bytes) -> str:
    return " ".join(text_of_pdf(pdf).split())


def scan(code: str, **more) -> dict:
    sent = SimpleUploadedFile("formulaire.jpg", photograph())
    return {"code": code, "given_by": "Ana Lopes, présidente", "file": sent} | more


# --- the sheet ---------------------------------------------------------------------------------------------------


def test_the_form_asks_every_question_of_the_wave_in_its_order(marseille):
    sections = form_of(wave(), None)["sections"]
    asked = [question["name"] for section in sections for question in section["questions"]]
    assert asked == [entry.name for entry in DEFAULT.entries]
    numbers = [question["number"] for section in sections for question in section["questions"]]
    assert numbers == list(range(1, len(asked) + 1))


def test_a_condition_is_told_in_words_with_the_number_of_its_question(marseille):
    questions = {one["name"]: one for section in form_of(wave(), None)["sections"] for one in section["questions"]}
    room = questions["has_room"]["number"]
    assert questions["room_seats"]["condition"] == (
        f"Seulement si vous avez répondu «\u00a0Oui\u00a0» à la question {room}"
    )
    assert questions["leader_trained"]["condition"].count(" ou ") == 2


def test_the_form_speaks_the_words_of_the_city(marseille):
    one = wave()
    data = as_data(DEFAULT)
    data[0]["entries"][0]["label"] = {"fr": "Ce que vous faites"}
    Questionnaire.objects.create(wave=one, data=data)
    assert form_of(one, None)["sections"][0]["questions"][0]["label"] == "Ce que vous faites"


def test_a_blank_form_has_no_code_and_room_for_the_name(marseille):
    form = form_of(wave(), None)
    assert (form["code"], form["qr"], form["association"][0]) == ("", "", ["Nom de l’association", ""])


def test_the_form_of_an_association_holds_its_code_and_none_of_its_answers(marseille, panier):
    made = draft(wave(), panier, project="Un projet secret")
    words = words_of(render_form(made.wave, made))
    assert (made.code in words, "Les Claviers du Panier" in words, "secret" in words) == (True, True, False)


def test_a_public_help_asks_for_the_engagement_on_paper_too(marseille):
    one = wave()
    assert form_of(one, None)["engagement"] is None
    Programme.objects.update(legal_route="loan")
    one.programme.refresh_from_db()
    assert "L’association souscrit ce contrat d’engagement." in words_of(render_form(one))


def test_the_form_is_a_tagged_pdf_and_the_same_every_time(marseille):
    one = wave()
    pdf = render_form(one)
    assert pdf == render_form(one)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root["/MarkInfo"]["/Marked"] is True


# --- printing it -------------------------------------------------------------------------------------------------


def test_anybody_prints_the_blank_form_of_an_announced_wave(client, marseille):
    one = wave()
    answer = client.get(reverse("applications:blank_form", args=[one.slug]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


@pytest.mark.parametrize("hidden", ["wave", "programme"])
def test_nobody_prints_a_form_that_is_not_settled(client, marseille, hidden):
    one = wave()
    if hidden == "wave":
        Wave.objects.update(state=Wave.State.DRAFT)
    else:
        Programme.objects.update(state=Programme.State.DRAFT)
    assert client.get(reverse("applications:blank_form", args=[one.slug])).status_code == 404


def test_an_officer_prepares_the_form_of_an_association_without_typing_for_it(client, panier, ines):
    one = wave()
    answer = client.post(reverse("applications:prepare_form", args=[one.slug, panier.pk]))
    made = Draft.objects.get()
    assert answer["Location"] == reverse("applications:prepared_form", args=[made.pk])
    assert (made.channel, made.code in client.get(answer["Location"]).content.decode()) == ("online", True)
    assert client.get(reverse("applications:coded_form", args=[made.pk])).status_code == 200
    assert client.get(reverse("applications:draft", args=[made.pk])).status_code == 404


def test_another_association_prints_no_form_of_theirs(client, theirs):
    client.force_login(manager_of(association("Atelier Pixel"), "moussa"))
    for route in ("prepared_form", "coded_form"):
        assert client.get(reverse(f"applications:{route}", args=[theirs.pk])).status_code == 404


# --- back again --------------------------------------------------------------------------------------------------


def test_the_code_finds_the_draft_and_the_scan_is_beside_the_questions(client, theirs, ines):
    answer = client.post(ATTACH, scan(theirs.code))
    assert answer["Location"] == reverse("applications:step", args=[theirs.pk, 1])
    theirs.refresh_from_db()
    assert (theirs.channel, theirs.consent_how, theirs.consent_from) == (
        "assisted",
        "letter",
        "Ana Lopes, présidente",
    )
    run_all()
    kept = Paper.objects.get()
    page = client.get(answer["Location"])
    assert (kept.kind, page.context["scans"]) == ("form", [kept])
    image = f'src="{reverse("applications:paper", args=[kept.pk])}"'
    large = client.get(reverse("applications:scan", args=[theirs.pk]))
    assert [image in one.content.decode() for one in (page, large)] == [True, True]


def test_a_code_typed_in_a_hurry_is_understood(client, theirs, ines):
    typed = theirs.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.post(ATTACH, scan(typed)).status_code == 302


def test_a_code_that_nobody_has_changes_nothing(client, theirs, ines):
    answer = client.post(ATTACH, scan("P-0000-0000"))
    [error] = answer.context["form"].errors["code"]
    assert (answer.status_code, error[:48]) == (422, "Aucun brouillon ne porte le code P-0000-0000. Re")
    assert not Paper.objects.exists()


def test_a_code_of_another_city_is_nobodys(client, theirs, ines, genoa):
    Draft._base_manager.update(city=genoa)
    assert client.post(ATTACH, scan(theirs.code)).status_code == 422


def test_the_qr_code_opens_the_page_with_the_code_in_it(client, theirs, ines):
    assert client.get(f"{ATTACH}?code={theirs.code}").context["form"].initial == {"code": theirs.code}


def test_a_second_page_joins_the_first(client, theirs, ines):
    client.post(ATTACH, scan(theirs.code))
    client.post(ATTACH, scan(theirs.code))
    assert [one.kind for one in theirs.papers.all()] == ["form", "form"]
    assert Entry.objects.filter(verb="paper_form_attached").count() == 2


def test_the_form_of_an_application_that_left_leads_to_its_papers(client, panier, ines):
    made = draft(wave(), panier)
    left = send_draft(draft=made, seen=made.version, signature=None, by=ines, at=MONDAY)
    answer = client.post(ATTACH, scan(made.code))
    assert answer["Location"] == reverse("applications:papers", args=[left.pk])
    assert not Paper.objects.exists()


def test_a_form_that_comes_after_the_close_is_refused_in_words(client, theirs, ines):
    Wave.objects.update(state=Wave.State.CLOSED)
    answer = client.post(ATTACH, scan(theirs.code))
    assert answer.context["form"].errors == {"code": ["La vague de ce formulaire ne prend plus de candidatures."]}


def test_the_scan_stays_with_the_papers_of_the_application(client, panier, ines):
    made = draft(wave(), panier)
    client.post(ATTACH, scan(made.code))
    made.refresh_from_db()
    left = send_draft(draft=made, seen=made.version, signature=None, by=ines, at=MONDAY)
    assert [one.kind for one in left.papers.all()] == ["form"]
