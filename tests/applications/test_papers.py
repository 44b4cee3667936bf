"""The papers of an application: asked as data, sent by phone, opened by few, accepted or refused with a reason."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.applications.actions import AlreadyApplied
from rebond.applications.drafts.actions import PapersMissing, discard_draft, save_draft, send_draft, start_draft
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.papers.actions import (
    CallIsOpen,
    PaperIsNotRead,
    PapersAreSettled,
    accept_paper,
    refuse_paper,
    reuse_papers,
    send_paper,
    settle_list,
    take_back_paper,
)
from rebond.applications.papers.asked import AskedPaper
from rebond.applications.papers.models import Paper, PaperList
from rebond.applications.papers.queries import missing_papers, papers_asked_in, rows_of, to_look_at
from rebond.applications.reviews.actions import declare_interest
from rebond.documents.deposits.models import Deposit
from rebond.documents.models import Document
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.portal.tracking import track
from rebond.programmes.models import Programme, Wave
from rebond.programmes.setup.actions import remove_wave
from rebond.safeguards.states import MoveNotAllowed
from tests.documents.test_inspection import paper as a_pdf
from tests.documents.test_inspection import photograph
from tests.factories.accounts import manager_of, person, reader
from tests.factories.applications import COMPLETE, MONDAY, application
from tests.factories.organisations import association
from tests.factories.papers import NONE_ASKED
from tests.factories.programmes import wave

QUEUE = "/candidatures/pieces/"


@pytest.fixture(autouse=True)
def on_monday(settings, tmp_path):
    settings.FILES_DIR, settings.QUARANTINE_DIR = tmp_path / "files", tmp_path / "quarantine"
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def awa(marseille):
    return manager_of(association("Mots en Partage", rna="W133990021", siren="099900219"))


@pytest.fixture
def hers(awa) -> Draft:
    draft = start_draft(wave=wave(), association=awa.associations[0], by=awa, at=MONDAY)
    save_draft(draft=draft, seen=1, answers=COMPLETE, by=awa, at=MONDAY)
    return draft


@pytest.fixture
def applied(awa) -> Application:
    return application(wave(), awa.associations[0])


def sent(file, by, kind: str = "statutes", content: bytes | None = None) -> Paper:
    """A paper that was sent and looked at."""
    made = send_paper(file=file, kind=kind, name="IMG_1.jpg", content=content or photograph(), by=by, at=MONDAY)
    run_all()
    return Paper.objects.select_related("deposit").get(pk=made.pk)


def upload(name: str = "statuts.jpg", content: bytes | None = None, kind: str = "statutes") -> dict:
    return {"kind": kind, f"{kind}-file": SimpleUploadedFile(name, content or photograph())}


def address(route: str, of) -> str:
    return reverse(f"applications:{route}", args=[of.pk])


def kinds(papers) -> list[str]:
    return [one.kind for one in papers]


# --- what is asked -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("route", "needed"),
    [
        ("gift", ["statutes", "declaration", "board"]),
        ("transfer", ["statutes", "declaration", "board", "accounts"]),
        ("loan", ["statutes", "declaration", "board", "insurance"]),
        ("refurbisher", ["statutes", "declaration"]),
    ],
)
def test_the_legal_route_says_which_papers_are_needed(marseille, route, needed):
    one = wave()
    Programme.objects.update(legal_route=route)
    one.programme.refresh_from_db()
    assert kinds(papers_asked_in(one).needed) == needed


def test_the_first_draft_pins_the_list(hers):
    Programme.objects.update(legal_route="loan")
    assert kinds(papers_asked_in(Wave.objects.get()).needed) == ["statutes", "declaration", "board"]


def test_officers_choose_the_papers_of_a_wave_and_add_their_own(client, marseille):
    one = wave(state=Wave.State.DRAFT)
    client.force_login(person("ines"))
    chosen = NONE_ASKED | {
        "statutes": "needed",
        "own-1": "welcome",
        "own-1-label": "Photo du local",
        "own-1-help": "De l’entrée.",
    }
    client.post(reverse("applications:asked_papers", args=[one.slug]), chosen | {"blocks": "on"})
    asked = papers_asked_in(one)
    assert asked.papers == (
        AskedPaper("statutes", True),
        AskedPaper("own-1", False, label={"fr": "Photo du local"}, help={"fr": "De l’entrée."}),
    )
    assert asked.blocks


def test_a_paper_without_a_name_is_not_added(client, marseille):
    one = wave(state=Wave.State.DRAFT)
    client.force_login(person("ines"))
    answer = client.post(reverse("applications:asked_papers", args=[one.slug]), NONE_ASKED | {"own-1": "needed"})
    assert answer.context["form"].errors == {"own-1-label": ["Écrivez le nom de cette pièce."]}


def test_the_list_is_settled_once_the_call_opens(marseille):
    with pytest.raises(CallIsOpen):
        settle_list(wave=wave(), papers=[], blocks=False, seen=0, by=person("ines"), at=MONDAY)


def test_a_stale_copy_of_an_open_wave_settles_nothing(marseille):
    one = wave(state=Wave.State.DRAFT)
    Wave.objects.filter(pk=one.pk).update(state=Wave.State.OPEN)
    with pytest.raises(CallIsOpen):
        settle_list(wave=one, papers=[], blocks=False, seen=0, by=person("ines"), at=MONDAY)


def test_a_wave_that_never_opened_goes_with_its_list(marseille):
    one = wave(state=Wave.State.DRAFT)
    settle_list(wave=one, papers=[AskedPaper("statutes", True)], blocks=False, seen=0, by=person("ines"), at=MONDAY)
    remove_wave(wave=one, by=person("ines"), at=MONDAY)
    assert not PaperList.objects.exists()


# --- from the phone ----------------------------------------------------------------------------------------------


def test_a_photograph_is_checked_before_anybody_opens_it(client, hers, awa):
    client.force_login(awa)
    answer = client.post(address("draft_papers", hers), upload())
    assert answer["Location"] == address("draft_papers", hers) + "#statutes"
    one = Paper.objects.get()
    assert (one.standing, client.get(address("paper", one)).status_code) == ("En cours de vérification", 404)
    run_all()
    download = client.get(address("paper", one))
    assert download["Content-Disposition"] == 'attachment; filename="statuts.jpg"'


def test_a_file_that_is_no_paper_is_refused_at_once_beside_its_question(client, hers, awa):
    client.force_login(awa)
    answer = client.post(address("draft_papers", hers), upload("statuts.docx", b"PK\x03\x04"))
    wrong = [(row.asked.kind, form.errors["file"][0][:22]) for row, form in answer.context["rows"] if form.errors]
    assert (answer.status_code, wrong) == (422, [("statutes", "Ce fichier n’est ni un")])
    assert not Paper.objects.exists()


def test_a_paper_of_a_kind_that_nobody_asks_for_is_not_taken(client, hers, awa):
    client.force_login(awa)
    assert client.post(address("draft_papers", hers), upload(kind="passport")).status_code == 422
    assert not Paper.objects.exists()


def test_a_paper_that_does_not_open_says_so_on_the_page_and_by_mail(client, hers, awa):
    broken = sent(hers, awa, content=b"%PDF-1.7 and then nothing")
    client.force_login(awa)
    assert "Ce fichier ne s’ouvre pas." in client.get(address("draft_papers", hers)).content.decode()
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (awa.email, "Une pièce est à renvoyer\u00a0: Statuts")
    assert address("draft_papers", hers) in mail.body
    assert (broken.is_wanting, kinds(missing_papers(hers))) == (True, ["statutes", "declaration", "board"])


def test_another_file_takes_the_place_of_one_that_does_not_open(hers, awa):
    sent(hers, awa, content=b"%PDF-1.7 and then nothing")
    good = sent(hers, awa)
    assert (list(Paper.objects.all()), Deposit.objects.count()) == ([good], 1)


def test_several_pages_of_one_paper_stay_together(hers, awa):
    sent(hers, awa)
    sent(hers, awa, content=a_pdf())
    assert [len(row.papers) for row in rows_of(hers)] == [2, 0, 0, 0, 0]


def test_a_paper_taken_back_leaves_no_file(client, hers, awa):
    client.force_login(awa)
    client.post(address("take_back_paper", sent(hers, awa)))
    assert (Paper.objects.count(), Deposit.objects.count(), Document.objects.count()) == (0, 0, 0)


def test_a_draft_thrown_away_takes_its_papers_with_it(hers, awa):
    sent(hers, awa)
    discard_draft(draft=hers, by=awa, at=MONDAY)
    assert (Draft.objects.count(), Document.objects.count()) == (0, 0)


def test_a_file_holds_forty_papers(client, hers, awa, monkeypatch):
    monkeypatch.setattr("rebond.applications.papers.actions.MOST_PAPERS", 1)
    sent(hers, awa)
    client.force_login(awa)
    answer = client.post(address("draft_papers", hers), upload(kind="board"))
    assert (answer.status_code, Paper.objects.count()) == (422, 1)


# --- sending -----------------------------------------------------------------------------------------------------


def send(draft: Draft, by) -> Application:
    return send_draft(draft=draft, seen=draft.version, signature=None, by=by, at=MONDAY)


def test_papers_go_with_the_application(hers, awa):
    one = sent(hers, awa)
    made = send(hers, awa)
    one.refresh_from_db()
    assert (one.application, one.draft) == (made, None)


def test_a_missing_paper_does_not_keep_an_application_back(client, hers, awa):
    client.force_login(awa)
    page = client.get(address("send", hers))
    assert (kinds(page.context["wanted"]), page.context["blocked"]) == (["statutes", "declaration", "board"], False)
    assert kinds(missing_papers(send(hers, awa))) == ["statutes", "declaration", "board"]


def test_a_wave_may_take_no_application_without_its_papers(client, hers, awa):
    PaperList.objects.update(blocks=True, data=[vars(AskedPaper("statutes", True))])
    client.force_login(awa)
    assert client.post(address("send", hers), {"version": hers.version}).status_code == 422
    with pytest.raises(PapersMissing, match="statutes"):
        send(hers, awa)
    sent(hers, awa)
    assert send(hers, awa).is_live


def test_a_paper_sent_to_a_draft_that_has_left_is_refused(hers, awa):
    seen = Draft.objects.get()
    send(hers, awa)
    with pytest.raises(PapersAreSettled):
        sent(seen, awa)


def test_what_left_is_not_taken_back(hers, awa):
    one = sent(hers, awa)
    send(hers, awa)
    with pytest.raises(PapersAreSettled):
        take_back_paper(paper=one, by=awa, at=MONDAY)


def test_the_page_of_a_draft_that_left_meanwhile_takes_nothing_back(client, hers, awa):
    one = sent(hers, awa)
    made = send(hers, awa)
    client.force_login(awa)
    answer = client.post(address("take_back_paper", one))
    assert (answer["Location"], Paper.objects.get()) == (address("papers", made), one)


def test_a_draft_that_left_meanwhile_is_not_thrown_away(hers, awa):
    one, seen = sent(hers, awa), Draft.objects.get()
    send(hers, awa)
    with pytest.raises(AlreadyApplied):
        discard_draft(draft=seen, by=awa, at=MONDAY)
    assert Paper.objects.get() == one


def test_papers_of_last_time_serve_again_and_are_looked_at_anew(client, hers, awa):
    one, wrong = sent(hers, awa), sent(hers, awa, "board")
    sent(hers, awa, "own-1")
    made = send(hers, awa)
    one.refresh_from_db()
    accept_paper(paper=one, by=person("ines"), at=MONDAY)
    wrong.refresh_from_db()
    refuse_paper(paper=wrong, reason="Illisible.", by=person("ines"), at=MONDAY)
    next_time = start_draft(wave=wave(2), association=made.association, by=awa, at=MONDAY)
    client.force_login(awa)
    assert client.get(address("draft_papers", next_time)).context["again"] == 1
    assert reuse_papers(draft=next_time, by=awa, at=MONDAY) == 1
    again = Paper.objects.get(draft=next_time)
    assert (again.kind, again.state, again.deposit) == ("statutes", "sent", one.deposit)
    take_back_paper(paper=again, by=awa, at=MONDAY)
    assert Document.objects.filter(deposit=one.deposit).exists()


# --- officers ----------------------------------------------------------------------------------------------------


def test_a_refused_paper_is_told_with_its_reason_and_replaced(client, applied, awa):
    one = sent(applied, awa)
    client.force_login(person("ines"))
    client.post(address("refuse_paper", one), {"reason": "La page 2 manque."})
    mail = Mail.objects.get()
    assert (mail.to, mail.about_id) == (awa.email, str(applied.pk))
    assert [part for part in ("La page 2 manque.", address("papers", applied)) if part not in mail.body] == []
    later = sent(applied, awa)
    one.refresh_from_db()
    assert (one.state, one.replaced_by) == ("refused", later)
    assert [row.papers for row in rows_of(applied) if row.papers] == [[later]]


def test_the_next_step_of_an_association_is_what_is_missing(applied, awa):
    PaperList.objects.create(wave=applied.wave, data=[vars(AskedPaper("statutes", True))])
    asked = track(applied).next_step
    sent(applied, awa)
    assert (asked.act, asked.url) == ("Envoyer les pièces", address("papers", applied))
    assert track(applied).next_step.title == "Votre candidature est enregistrée"


def test_an_accepted_paper_is_missing_no_more(client, applied, awa):
    one = sent(applied, awa)
    client.force_login(person("ines"))
    client.post(address("accept_paper", one))
    one.refresh_from_db()
    assert (one.standing, one.decided_by) == ("Acceptée", person("ines"))
    assert kinds(missing_papers(applied)) == ["declaration", "board"]


def test_the_second_of_two_officers_changes_nothing(applied, awa):
    one = sent(applied, awa)
    twin = Paper.objects.get()
    accept_paper(paper=one, by=person("ines"), at=MONDAY)
    with pytest.raises(MoveNotAllowed):
        accept_paper(paper=one, by=person("karim"), at=MONDAY)
    twin.refresh_from_db()
    assert twin.decided_by == person("ines")


def test_nobody_decides_on_a_paper_that_does_not_open(applied, awa):
    one = sent(applied, awa, content=b"%PDF-1.7 and then nothing")
    with pytest.raises(PaperIsNotRead):
        accept_paper(paper=one, by=person("ines"), at=MONDAY)


def test_a_published_wave_takes_no_more_papers(client, applied, awa):
    Wave.objects.update(state=Wave.State.PUBLISHED)
    client.force_login(awa)
    page = client.get(address("papers", applied))
    assert (page.status_code, page.context["may_send"]) == (200, False)
    assert client.post(address("papers", applied), upload()).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"state": "refused"},
        {"state": "accepted"},
        {"reason": "Illisible."},
        {"application": None},
    ],
)
def test_the_database_keeps_a_paper_honest(applied, awa, change):
    sent(applied, awa)
    with pytest.raises(IntegrityError):
        Paper.objects.update(**change)


# --- who opens ---------------------------------------------------------------------------------------------------


def test_another_association_finds_nothing(client, applied, awa):
    one = sent(applied, awa)
    client.force_login(manager_of(association("Atelier Pixel"), "moussa"))
    assert [client.get(address(route, of)).status_code for route, of in (("papers", applied), ("paper", one))] == [
        404,
        404,
    ]


def test_an_officer_sees_the_papers_of_a_draft_only_where_the_city_types(client, hers, awa):
    one = sent(hers, awa)
    client.force_login(person("ines"))
    assert client.get(address("paper", one)).status_code == 404
    Draft.objects.update(channel="assisted", consent_from="Awa", consent_how="phone", consent_at=MONDAY)
    assert client.get(address("paper", one)).status_code == 200


def test_the_committee_declares_before_it_opens_a_paper(client, applied, awa):
    one, lucie = sent(applied, awa), person("lucie")
    client.force_login(lucie)
    assert client.get(address("papers", applied))["Location"] == address("declare", applied)
    assert client.get(address("paper", one))["Location"] == address("declare", applied)
    declare_interest(application=applied, nature="none", by=lucie, at=MONDAY)
    assert client.get(address("paper", one)).status_code == 200


def test_a_recusal_hides_the_papers(client, applied, awa):
    one, zoe = sent(applied, awa), reader("zoe")
    declare_interest(application=applied, nature="family", by=zoe, at=MONDAY)
    client.force_login(zoe)
    assert [client.get(address(route, of)).status_code for route, of in (("papers", applied), ("paper", one))] == [
        404,
        404,
    ]


def test_a_wave_read_without_names_shows_the_committee_no_papers(client, applied, awa):
    one, lucie = sent(applied, awa), person("lucie")
    Wave.objects.update(blind=True)
    declare_interest(application=applied, nature="none", by=lucie, at=MONDAY)
    client.force_login(lucie)
    assert [client.get(address(route, of)).status_code for route, of in (("papers", applied), ("paper", one))] == [
        404,
        404,
    ]
    page = client.get(address("review", applied))
    assert (page.context["papers"], "IMG_1" in page.content.decode()) == (None, False)


@pytest.mark.parametrize("who", ["nadia", "paul", "tom"])
def test_other_roles_open_no_papers(client, applied, awa, who):
    one = sent(applied, awa)
    client.force_login(person(who))
    assert client.get(address("paper", one)).status_code == 403
    assert "IMG_1" not in client.get(address("detail", applied)).content.decode()


def test_the_page_asks_the_database_as_often_for_three_papers_as_for_one(client, applied, awa):
    client.force_login(person("ines"))
    counted = []
    for content in (photograph((10, 10)), photograph((20, 20)), photograph((30, 30))):
        sent(applied, awa, content=content)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address("papers", applied))
        counted.append(len(queries))
    assert counted[0] == counted[2]


# --- the queue ---------------------------------------------------------------------------------------------------


def test_officers_look_at_what_opens_and_nobody_decided_the_oldest_first(client, applied, awa):
    one, decided = sent(applied, awa), sent(applied, awa, "board")
    accept_paper(paper=decided, by=person("ines"), at=MONDAY)
    send_paper(file=applied, kind="board", name="b.jpg", content=photograph(), by=awa, at=MONDAY)
    client.force_login(person("ines"))
    lines = client.get(QUEUE).context["lines"]
    assert lines == [(one, "Statuts")]
    assert "1 pièce à regarder" in client.get("/accueil/").content.decode()


def test_the_queue_is_found_by_name_wave_and_kind(applied, awa):
    one, board = sent(applied, awa), sent(applied, awa, "board")
    chosen = ({"kind": "board"}, {"q": "pixel"}, {"wave": "vague-1", "sort": "name"})
    found = [set(to_look_at(person("ines"), each)) for each in chosen]
    assert found == [{board}, set(), {one, board}]


def test_the_queue_hides_what_an_officer_recused_from_and_what_is_published(applied, awa):
    sent(applied, awa)
    declare_interest(application=applied, nature="family", by=person("ines"), at=MONDAY)
    before = [to_look_at(person(name), {}).count() for name in ("ines", "karim")]
    Wave.objects.update(state=Wave.State.PUBLISHED)
    assert (before, to_look_at(person("karim"), {}).count()) == ([0, 1], 0)


def test_the_queue_leaves_as_a_file_and_the_journal_knows(client, applied, awa):
    sent(applied, awa)
    client.force_login(person("ines"))
    lines = b"".join(client.get(f"{QUEUE}pieces.csv")).decode("utf-8-sig").splitlines()
    assert lines[1].split(";")[:4] == [applied.reference, "Mots en Partage", "Vague 1", "Statuts"]
    assert client.get(f"{QUEUE}pieces.xlsx").status_code == 200
    assert [one.facts for one in Entry.objects.filter(verb="papers_exported")] == [{"rows": 1}, {"rows": 1}]
