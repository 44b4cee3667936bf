"""The committee: quorum, recusals, votes, minutes, and what the publication asks of them."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.accounts.models import Membership
from rebond.applications.models import Finding
from rebond.applications.reviews.actions import declare_interest
from rebond.documents.files import read_document
from rebond.journal.models import Entry
from rebond.programmes.models import Criterion, Wave
from rebond.waves.actions import (
    CommitteeHasNotVoted,
    FilesUndecided,
    ReadingsNotSettled,
    change_allocation,
    propose_allocation,
    publish_allocation,
)
from rebond.waves.models import Proposal
from rebond.waves.sittings import actions
from rebond.waves.sittings.queries import lack_of_vote
from rebond.waves.sittings.room import room_of
from tests.factories.accounts import person, reader
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import criterion, programme
from tests.factories.waves import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    allocation_of,
    closed_sitting,
    contested_wave,
    draft_of,
    opened_sitting,
    ready_machines,
    voted,
)
from tests.papers import text_of_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(marseille) -> Proposal:
    person("lucie")
    for name in ("yann", "zoe"):
        reader(name)
    return draft_of(contested_wave())


def rules(**chosen) -> None:
    settled = {"quorum": 2, "casting_vote": False, "vote_required": False} | chosen
    actions.settle_rules(programme=programme(), seen=0, by=person("ines"), at=MONDAY, **settled)


def close(sitting):
    return actions.close_sitting(sitting=sitting, by=person("ines"), at=WEDNESDAY)


def recuse(name: str, application) -> None:
    declare_interest(application=application, nature="member", by=reader(name), at=MONDAY)


def change(proposal: Proposal, units: int, name: str = "Mots en Partage") -> None:
    allocation = allocation_of(proposal, name)
    change_allocation(allocation=allocation, units=units, reason="Une salle.", by=person("lucie"), at=TUESDAY)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


# --- quorum and votes --------------------------------------------------------------------------------------------


def test_nobody_votes_without_the_quorum(proposal):
    rules(quorum=2)
    with pytest.raises(actions.NoQuorum, match="1 votants, il en faut 2"):
        voted(opened_sitting(proposal))


def test_every_voter_is_counted(proposal):
    with pytest.raises(actions.VotesDoNotAddUp):
        voted(opened_sitting(proposal, "yann"), in_favour=1)


@pytest.mark.parametrize(("casting", "adopted"), [("for", True), ("against", False), ("", False)])
def test_a_tie_is_decided_by_the_chair_where_the_programme_says_so(proposal, casting, adopted):
    rules(casting_vote=True)
    sitting = voted(opened_sitting(proposal, "yann"), in_favour=1, against=1, casting=casting)
    assert sitting.votes.get().is_adopted == adopted


def test_no_casting_vote_where_the_programme_has_none(proposal):
    with pytest.raises(actions.NoCastingVote):
        voted(opened_sitting(proposal, "yann"), in_favour=1, against=1, casting="for")


def test_a_change_after_the_vote_asks_for_another_vote(proposal):
    sitting = voted(opened_sitting(proposal))
    change(proposal, 8)
    with pytest.raises(actions.VotesAreMissing):
        close(sitting)
    assert not close(voted(sitting)).is_open


def test_votes_are_forgotten_when_other_people_are_there(proposal):
    sitting = voted(opened_sitting(proposal))
    there = [person("lucie"), reader("yann")]
    facts = {"held_on": TUESDAY.date(), "place": "Mairie", "chair": there[0], "present": there, "remarks": ""}
    actions.change_sitting(sitting=sitting, seen=1, **facts, by=person("ines"), at=TUESDAY)
    assert (sitting.votes.count(), sitting.attendances.count()) == (0, 2)


# --- recusals ----------------------------------------------------------------------------------------------------


def test_a_recused_member_is_no_voter_on_the_file_and_leaves(proposal):
    file = allocation_of(proposal).application
    recuse("yann", file)
    sitting = voted(opened_sitting(proposal, "yann", "zoe"), in_favour=3)
    with pytest.raises(actions.VotesAreMissing, match=file.reference):
        close(sitting)
    with pytest.raises(actions.VotesDoNotAddUp):
        voted(sitting, in_favour=3, about=file)
    closed = close(voted(sitting, in_favour=2, about=file))
    assert list(closed.leaves.values_list("application", "person__name")) == [(file.pk, "Yann")]


def test_a_recusal_counts_against_the_quorum_of_the_file(proposal):
    rules(quorum=2)
    file = allocation_of(proposal).application
    recuse("yann", file)
    sitting = opened_sitting(proposal, "yann")
    assert room_of(sitting).has_quorum()
    with pytest.raises(actions.NoQuorum):
        voted(sitting, in_favour=1, about=file)


def test_who_left_is_written_down_for_good(proposal):
    file = allocation_of(proposal).application
    sitting = close(voted(opened_sitting(proposal, "yann"), in_favour=2))
    recuse("yann", file)
    assert room_of(sitting).leaves == {}


def test_whoever_stepped_back_reads_how_many_files_and_never_which(proposal):
    file = allocation_of(proposal).application
    recuse("yann", file)
    sitting = voted(opened_sitting(proposal, "yann"), in_favour=2)
    with pytest.raises(actions.VotesAreMissing) as refusal:
        actions.close_sitting(sitting=sitting, by=reader("yann"), at=WEDNESDAY)
    assert plain(str(refusal.value)) == "Restent à voter à part : 1 dossier."
    close(voted(sitting, in_favour=0, against=1, about=file))
    lacks = [lack_of_vote(proposal, viewer) for viewer in (person("ines"), reader("yann"))]
    assert lacks == [f"La commission n’a pas adopté l’attribution de {which}." for which in ("V1-002", "1 dossier")]


# --- closed ------------------------------------------------------------------------------------------------------


def test_a_closed_sitting_does_not_change(proposal):
    sitting = closed_sitting(proposal)
    with pytest.raises(actions.SittingIsClosed):
        voted(sitting)
    with pytest.raises(actions.SittingIsClosed):
        close(sitting)


def test_a_closed_sitting_shows_who_was_absent_that_day(proposal):
    sitting = closed_sitting(proposal)
    reader("noe")
    Membership.objects.filter(user=reader("zoe")).delete()
    assert [str(one) for one in room_of(sitting).absent] == ["Yann", "Zoe"]


def test_a_sitting_ends_with_its_proposal_and_stays_on_the_list(proposal, client):
    sitting = voted(opened_sitting(proposal, "yann"), in_favour=2)
    again = draft_of(proposal.wave)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.closed_by, len(room_of(sitting).absent)) == ("dropped", person("ines"), 1)
    with pytest.raises(actions.SittingIsClosed):
        close(sitting)
    closed_sitting(again)
    client.force_login(person("ines"))
    shown = client.get(reverse("waves:sittings", args=[proposal.wave.slug])).context["sittings"]
    assert sorted(one.state for one in shown) == ["closed", "dropped"]
    assert "restée sans suite" in client.get(reverse("waves:sitting", args=[sitting.pk])).content.decode()


def test_no_sitting_stays_open_on_what_is_published(proposal):
    sitting = opened_sitting(proposal)
    publish(proposal)
    sitting.refresh_from_db()
    assert sitting.state == "dropped"


def test_the_page_of_a_sitting_asks_as_much_for_four_votes_as_for_one(proposal, client):
    sitting = voted(opened_sitting(proposal))
    client.force_login(person("ines"))
    address = reverse("waves:sitting", args=[sitting.pk])
    client.get(address)
    counts = []
    for about in ([], proposal.allocations.select_related("application")):
        for allocation in about:
            voted(sitting, about=allocation.application)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_minutes_tell_everything(proposal):
    file = allocation_of(proposal, "Atelier Pixel").application
    recuse("yann", file)
    change(proposal, 8)
    sitting = voted(voted(opened_sitting(proposal, "yann"), in_favour=1, abstained=1), about=file)
    minutes = close(sitting).minutes
    text = plain(text_of_pdf(read_document(minutes)))
    for told in (
        "Hôtel de ville",
        "Zoe",
        "2 présents sur 3 membres ; il en fallait 1.",
        "V1-004 Atelier Pixel : Yann, en déport, a quitté la salle",
        "10 proposés par la règle, 8 décidés. Motif : Une salle.",
        "2 1 0 1 adoptée",
        "V1-004 Atelier Pixel 1 1 0 0 adoptée",
        "V1-001 Clic et Calanques",
    ):
        assert told in text
    assert Entry.objects.get(verb="sitting_closed").facts["minutes_sha256"] == minutes.sha256


def test_minutes_of_a_blind_wave_name_references(marseille):
    person("lucie")
    sitting = closed_sitting(draft_of(contested_wave(blind=True)))
    text = text_of_pdf(read_document(sitting.minutes))
    assert ("V1-001" in text, "Calanques" in text) == (True, False)


def test_whoever_stepped_back_reads_the_minutes_after_the_publication(proposal, client):
    recuse("yann", allocation_of(proposal).application)
    sitting = closed_sitting(proposal)
    client.force_login(reader("yann"))
    address = reverse("waves:minutes", args=[sitting.pk])
    assert client.get(address).status_code == 404
    ready_machines(25)
    publish_allocation(proposal=proposal, by=person("karim"), at=WEDNESDAY)
    assert client.get(address).status_code == 200


# --- the publication ---------------------------------------------------------------------------------------------


def publish(proposal: Proposal) -> Proposal:
    ready_machines(25)
    return publish_allocation(proposal=proposal, by=person("karim"), at=WEDNESDAY)


def test_no_vote_is_needed_unless_the_programme_asks_for_it(proposal):
    assert publish(proposal).is_published


def test_a_programme_that_asks_for_a_vote_waits_for_it(proposal):
    rules(quorum=1, vote_required=True)
    with pytest.raises(CommitteeHasNotVoted, match="Aucune séance close"):
        publish(proposal)
    closed_sitting(proposal)
    assert publish(proposal).is_published


def test_a_number_changed_after_the_sitting_asks_for_another(proposal):
    closed_sitting(proposal)
    change(proposal, 8)
    assert "doit voter de nouveau" in lack_of_vote(proposal)


def test_a_file_that_was_voted_down_holds_the_publication_back(proposal):
    sitting = voted(opened_sitting(proposal))
    close(voted(sitting, in_favour=0, against=1, about=allocation_of(proposal).application))
    assert lack_of_vote(proposal) == "La commission n’a pas adopté l’attribution de V1-002."


def test_a_proposal_waits_for_the_points_of_the_readers(marseille):
    wave = contested_wave()
    criterion("projet", {"points": 5})
    Criterion.objects.update(given_by="readers")
    with pytest.raises(ReadingsNotSettled, match="V1-001, V1-002, V1-003, V1-004"):
        propose_allocation(wave=wave, by=person("ines"), at=MONDAY)


def test_the_publication_waits_until_every_file_has_an_answer(proposal, client):
    file = application(proposal.wave, association("Club de Lyon"), state="to-check", points=10)
    with pytest.raises(FilesUndecided, match="V1-005"):
        publish(proposal)
    client.force_login(person("karim"))
    page = client.get(reverse("waves:publish", args=[proposal.pk])).content.decode()
    assert ("V1-005" in page, "Publier «" in page) == (True, False)
    file.state = "ineligible"
    file.save()
    assert publish(proposal).is_published


# --- the sheet ---------------------------------------------------------------------------------------------------


def sheet_read_by(client, who, kind: str) -> bytes:
    client.force_login(who)
    answer = client.get(reverse(f"waves:committee_sheet_{kind}", args=[Wave.objects.get().slug]))
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_sheet_has_a_line_for_each_file_and_room_for_the_decision(proposal, client):
    file = allocation_of(proposal, "Les Claviers du Panier").application
    Finding.objects.create(application=file, code="identifier-missing", weight="doubt")
    book = openpyxl.load_workbook(io.BytesIO(sheet_read_by(client, person("lucie"), "xlsx")))
    header, *rows = book.active.iter_rows(values_only=True)
    assert header[-1] == "Décision de la commission"
    assert [(row[0], row[2], row[-1]) for row in rows] == [
        ("V1-001", 20, None), ("V1-002", 20, None), ("V1-003", 20, None), ("V1-004", 4, None),
    ]  # fmt: skip
    assert "Ni numéro RNA ni SIREN" in rows[2][-5]


def test_the_sheet_on_paper_repeats_its_headings(proposal, client):
    text = plain(text_of_pdf(sheet_read_by(client, person("ines"), "pdf")))
    assert "Fiche de la commission" in text
    assert "Page 1 sur 1" in text
    assert "le stock permettait votre lot utile" in text


def test_the_sheet_of_a_blind_wave_names_nobody_to_the_committee(marseille, client):
    draft_of(contested_wave(blind=True))
    assert "Calanques" not in text_of_pdf(sheet_read_by(client, person("lucie"), "pdf"))
    assert "Calanques" in text_of_pdf(sheet_read_by(client, person("ines"), "pdf"))


def test_the_sheet_leaves_out_the_files_that_one_stepped_back_from(proposal, client):
    recuse("yann", allocation_of(proposal).application)
    assert "V1-002" not in text_of_pdf(sheet_read_by(client, reader("yann"), "pdf"))
