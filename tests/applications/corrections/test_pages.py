"""The pages of the list: what officers write, see and send; what the association answers."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from rebond.accounts.joining.actions import managers_of
from rebond.applications.corrections.letter import Asked
from rebond.applications.corrections.models import Correction, CorrectionItem
from rebond.applications.models import Application
from rebond.applications.papers.actions import refuse_paper
from rebond.applications.papers.models import Paper
from rebond.documents.deposits.actions import refuse_deposit
from rebond.jobs.testing import run_all
from rebond.mail.models import Mail
from tests.factories.accounts import manager_of, person
from tests.factories.applications import MONDAY, application
from tests.factories.corrections import answered, asked, completed
from tests.factories.messages import photographed
from tests.factories.organisations import association
from tests.factories.programmes import wave

pytestmark = pytest.mark.django_db
LIST = {"rows": "3", "what-0": "question:budget", "text-0": "Quel total ?", "what-1": "paper", "text-1": "Vos statuts"}
LIST |= {"due_on": "2026-12-07"}


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def file(marseille) -> Application:
    ours = association("Mots en Partage")
    manager_of(ours)
    return application(wave(), ours, answers={"theme": "illettrisme", "budget": 274_000, "size": "M"})


@pytest.fixture
def awa(file, client):
    client.force_login(managers_of(file.association).get().user)
    return client


@pytest.fixture
def ines(file, client):
    client.force_login(person("ines"))
    return client


def address(route: str, one) -> str:
    return reverse(f"applications:{route}", args=[one.pk])


def test_what_the_preview_shows_is_what_leaves_to_the_letter(ines, file):
    ask = address("ask_correction", file)
    preview = ines.post(ask, LIST | {"do": "preview"})
    shown = preview.context["asking_mail"]
    assert (preview.status_code, Correction.objects.count()) == (200, 0)
    answer = ines.post(ask, LIST | {"do": "send", "mail": shown.fingerprint})
    mail = Mail.objects.get()
    assert answer["Location"] == address("correction", Correction.objects.get())
    assert (mail.subject, mail.body) == (shown.subject, shown.body)


def test_what_was_changed_after_the_preview_is_shown_before_it_leaves(ines, file):
    ask = address("ask_correction", file)
    seen = ines.post(ask, LIST | {"do": "preview"}).context["asking_mail"].fingerprint
    again = ines.post(ask, LIST | {"text-0": "Autre chose", "do": "send", "mail": seen})
    assert (again.status_code, Mail.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"what-0": ""}, "what-0", "Dites sur quoi porte ce point."),
        ({"text-1": ""}, "text-1", "Écrivez ce que l’association doit envoyer ou faire."),
        ({"what-1": "question:budget"}, "what-1", "Cette question est déjà dans la liste."),
        ({"due_on": "2026-11-23"}, "due_on", "Choisissez un jour entre demain et dans soixante jours."),
        ({"due_on": "2027-03-01"}, "due_on", "Choisissez un jour entre demain et dans soixante jours."),
        ({f"{name}-{row}": "" for name in ("what", "text") for row in (0, 1)}, "__all__", "Écrivez au moins un point."),
    ],
)
def test_a_list_that_cannot_leave_says_why(ines, file, changes, field, sentence):
    answer = ines.post(address("ask_correction", file), LIST | changes | {"do": "preview"})
    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [sentence]})


def test_more_rows_keep_what_was_typed(ines, file):
    form = ines.post(address("ask_correction", file), LIST | {"do": "more"}).context["form"]
    assert (form.count, form["text-1"].value(), form.is_bound) == (6, "Vos statuts", False)


@pytest.mark.parametrize("rows", ["-1", "999999999999", "x", ""])
def test_a_hostile_number_of_rows_makes_no_endless_page(ines, file, rows):
    form = ines.post(address("ask_correction", file), LIST | {"rows": rows, "do": "more"}).context["form"]
    assert form.count <= 30


def test_a_second_officer_is_led_to_the_list_that_is_open(ines, file):
    answer = ines.get(address("ask_correction", file))
    assert answer.status_code == 200
    correction = asked(file)
    assert ines.get(address("ask_correction", file))["Location"] == address("correction", correction)


def test_an_association_without_mail_gets_a_letter(client, marseille):
    client.force_login(person("ines"))
    one = application(wave())
    page = client.post(address("ask_correction", one), LIST | {"do": "preview"})
    assert "Aucun courriel ne part" in page.content.decode()
    assert client.get(address("correction", asked(one))).context["by_letter"] is True


def test_the_association_answers_point_by_point_and_sends_once(awa, file):
    correction = asked(file)
    budget, statutes = correction.items.all()
    home = awa.get("/accueil/").content.decode()
    assert "Le service vous demande de compléter votre candidature" in home
    awa.post(address("answer_item", budget), {"given": "300 000", "reply": "", "version": 1})
    awa.post(address("answer_item", statutes), {"reply": "Partis par lettre.", "version": 1})
    page = awa.get(address("correction", correction))
    assert (page.context["all_done"], b"Envoyer mes compl" in page.content) == (True, True)
    for _ in range(2):
        awa.post(address("complete_correction", correction))
    file.refresh_from_db()
    assert (file.answers["budget"], Mail.objects.filter(to="ines@marseille.example").count()) == (300_000, 1)


def test_an_answer_that_cannot_be_read_is_asked_again(awa, file):
    item = asked(file).items.get(place=1)
    answer = awa.post(address("answer_item", item), {"given": "beaucoup", "version": 1})
    assert (answer.status_code, answer.context["form"].errors["given"]) == (
        422,
        ["Écrivez un nombre entier, en chiffres."],
    )


def test_nothing_leaves_before_every_point_is_answered(awa, file):
    correction = asked(file)
    answer = awa.post(address("complete_correction", correction), follow=True)
    assert "répondez d’abord à tous les points" in answer.content.decode()


def test_an_answer_to_a_closed_list_changes_nothing(awa, file):
    correction = answered(asked(file))
    item = correction.items.get(place=1)
    completed_once = completed(correction)
    assert awa.get(address("answer_item", item))["Location"] == address("correction", completed_once)


def test_the_officer_sees_old_and_new_and_says_that_it_was_read(ines, file):
    correction = completed(asked(file))
    page = ines.get(address("correction", correction))
    assert [(one.before, one.after) for one in page.context["changes"]] == [
        ("274\u00a0000\u00a0€", "300\u00a0000\u00a0€")
    ]
    ines.post(address("check_correction", correction))
    correction.refresh_from_db()
    assert (correction.state, correction.checked_by) == ("checked", person("ines"))


def test_the_status_page_tells_the_step_the_history_and_the_mails(awa, file):
    asked(file)
    page = awa.get(address("detail", file))
    assert page.context["standing"].next_step.act == "Voir la liste et répondre"
    assert [one["title"] for one in page.context["history"]] == ["Compléments demandés", "Candidature reçue"]
    assert [mail.to for mail in page.context["log"]] == ["awa@association.example"]


def test_the_association_reads_no_mail_to_the_city(awa, file):
    completed(asked(file))
    assert {mail.to for mail in awa.get(address("detail", file)).context["log"]} == {"awa@association.example"}


# --- papers ------------------------------------------------------------------------------------------------------


@pytest.fixture
def quarantine(settings, tmp_path):
    settings.FILES_DIR, settings.QUARANTINE_DIR = tmp_path / "files", tmp_path / "quarantine"


BOARD = Asked("paper", "", "Celle de cette année.", paper="board")


def point(correction: Correction) -> CorrectionItem:
    return correction.items.get()


def test_the_list_begins_with_the_papers_that_are_missing(ines, file):
    form = ines.get(address("ask_correction", file)).context["form"]
    begun = [form[f"what-{place}"].value() for place in range(form.count)]
    assert begun == ["paper:statutes", "paper:declaration", "paper:board", None]


def test_a_paper_is_asked_for_once_and_named_in_the_mail(ines, file):
    rows = {"what-0": "paper:board", "text-0": "", "what-1": "paper:board", "text-1": "", "due_on": "2026-12-07"}
    twice = ines.post(address("ask_correction", file), rows | {"rows": "2", "do": "preview"})
    assert twice.context["form"].errors == {"what-1": ["Cette pièce est déjà dans la liste."]}
    once = ines.post(address("ask_correction", file), rows | {"rows": "1", "do": "preview"})
    assert "– Liste des dirigeants" in once.context["asking_mail"].body


def test_a_file_answers_its_point_and_is_a_paper_of_the_application(awa, file, quarantine):
    one = asked(file, BOARD)
    awa.post(address("answer_item", point(one)), {"version": 1, "paper": photographed("bureau.jpg")})
    run_all()
    [paper] = Paper.objects.all()
    assert (paper.application, paper.kind, paper.item, point(one).is_answered) == (file, "board", point(one), True)
    assert reverse("applications:paper", args=[paper.pk]) in awa.get(address("correction", one)).content.decode()
    awa.post(address("complete_correction", one))
    one.refresh_from_db()
    assert one.state == Correction.State.COMPLETED


def test_a_paper_is_answered_by_a_file_or_a_word(awa, file):
    where = address("answer_item", point(asked(file, BOARD)))
    answer = awa.post(where, {"version": 1})
    sentence = "Choisissez un fichier, ou écrivez pourquoi vous ne l’avez pas."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"paper": [sentence]})
    assert awa.post(where, {"version": 1, "reply": "L’assemblée est en janvier."}).status_code == 302


def test_a_file_that_does_not_open_is_no_answer_until_another_one_came(awa, file, quarantine):
    one = asked(file, BOARD)
    awa.post(address("answer_item", point(one)), {"version": 1, "paper": photographed()})
    refuse_deposit(deposit=Paper.objects.get().deposit, refusal="damaged", at=MONDAY)
    before = point(one).is_answered
    awa.post(address("papers", file), {"kind": "board", "board-file": photographed()})
    assert (before, point(one).is_answered) == (False, True)


def test_what_came_and_what_was_decided_is_in_the_history(awa, file, quarantine):
    one = asked(file, BOARD)
    awa.post(address("answer_item", point(one)), {"version": 1, "paper": photographed()})
    run_all()
    Paper.objects.update(sent_at=MONDAY + timedelta(hours=1))
    refuse_paper(paper=Paper.objects.get(), reason="La page 2 manque.", by=person("ines"), at=MONDAY)
    told = {event["title"]: event.get("text") for event in awa.get(address("detail", file)).context["history"]}
    assert (
        told.items()
        >= {
            "Pièce envoyée\u00a0: Liste des dirigeants": None,
            "Pièce refusée\u00a0: Liste des dirigeants": "La page 2 manque.",
        }.items()
    )
