"""An outreach from its list to what came of it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from rebond.accounts.joining.actions import InvitationIsOver, accept_invitation, ask_with_code
from rebond.accounts.joining.models import Invitation, JoinRequest
from rebond.accounts.models import Membership
from rebond.directory.outreach import actions
from rebond.directory.outreach.codes import code_for, kept_form, typed_code
from rebond.directory.outreach.consent import refuse_by_link
from rebond.directory.outreach.models import Approach, ContactChoice, Outreach
from rebond.directory.outreach.queries import followed, letter_with, results
from rebond.directory.outreach.tasks import leave, let_outreaches_leave, write_to_associations
from rebond.directory.queries import reach_by_district
from rebond.documents.files import read_document
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.organisations.merges.actions import merge_associations, undo_merge
from rebond.organisations.models import Association
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from tests.factories.accounts import person
from tests.factories.applications import application
from tests.factories.outreach import EMAIL, MONDAY, approach_to, gone, outreach, said, with_public_email, with_seat
from tests.factories.programmes import wave

pytestmark = pytest.mark.django_db
TYPED = {"name": "Léa Roux", "email": "lea@association.example", "function": "bénévole", "message": ""}


@pytest.fixture(autouse=True)
def monday(marseille):
    with time_machine.travel(MONDAY, tick=False):
        yield


# --- leaving -----------------------------------------------------------------------------------------------------


def test_an_outreach_leaves_ten_minutes_after_it_was_planned():
    with_seat()
    one, states = outreach(), []
    actions.plan_outreach(outreach=one, by=person("ines"), at=MONDAY)
    for minutes in (9, 10):
        with time_machine.travel(MONDAY + timedelta(minutes=minutes), tick=False):
            let_outreaches_leave()
            run_all()
        one.refresh_from_db()
        states.append(one.state)
    assert states == ["planned", "done"]


def test_a_planned_outreach_is_called_back_as_long_as_nothing_left():
    with_seat()
    one = outreach()
    actions.plan_outreach(outreach=one, by=person("ines"), at=MONDAY)
    actions.call_back(outreach=one, by=person("karim"), at=MONDAY)
    let_outreaches_leave()
    run_all()
    assert (Outreach.objects.get().state, Approach.objects.count(), Mail.objects.count()) == ("draft", 0, 0)


def test_what_has_begun_is_not_called_back():
    with_seat()
    one = gone()
    with pytest.raises(actions.HasLeft):
        actions.call_back(outreach=one, by=person("ines"), at=MONDAY)


def test_a_list_of_nobody_is_not_planned():
    with_seat(contact_consent="refused")
    with pytest.raises(actions.NobodyToWriteTo):
        actions.plan_outreach(outreach=outreach(), by=person("ines"), at=MONDAY)


def test_two_officers_plan_once():
    with_seat()
    one = outreach()
    again = Outreach.objects.get()
    actions.plan_outreach(outreach=one, by=person("ines"), at=MONDAY)
    with pytest.raises(SomebodyElseWasFirst):
        actions.plan_outreach(outreach=again, by=person("karim"), at=MONDAY)
    assert Entry.objects.filter(verb="outreach_planned").count() == 1


def test_each_gets_one_message_by_its_way():
    with_public_email(), with_seat()
    one = gone()
    written = list(one.approaches.values_list("association__name", "channel", "mail__to", "bundle__number"))
    assert written == [("Atelier Pixel", "letter", None, 1), ("Mots en Partage", "email", EMAIL, None)]


def test_the_work_done_again_writes_nothing_again():
    with_public_email(), with_seat()
    one = gone()
    Outreach.objects.filter(pk=one.pk).update(state="sending")
    write_to_associations.call(city=str(one.city_id), outreach=str(one.pk))
    assert (Mail.objects.count(), Approach.objects.count(), one.bundles.count()) == (1, 2, 1)


def test_work_killed_in_the_middle_goes_on_where_it_was(monkeypatch):
    for number in range(3):
        with_seat(f"Asso {number}")
    monkeypatch.setattr(actions, "BATCH", 2)
    monkeypatch.setattr(actions, "LETTERS_IN_A_BUNDLE", 2)
    one = outreach()
    actions.plan_outreach(outreach=one, by=person("ines"), at=MONDAY)
    actions.begin(outreach=one, at=MONDAY)
    actions.write_batch(outreach=one, associations=actions.waiting_for(one, MONDAY), at=MONDAY)
    assert one.approaches.count() == 2
    write_to_associations.call(city=str(one.city_id), outreach=str(one.pk))
    assert [bundle.letters for bundle in one.bundles.all()] == [2, 1]


def test_a_refusal_that_comes_while_messages_leave_is_heard():
    one = with_seat()
    listing = outreach()
    actions.plan_outreach(outreach=listing, by=person("ines"), at=MONDAY)
    actions.begin(outreach=listing, at=MONDAY)
    waiting = actions.waiting_for(listing, MONDAY)
    said(one, "refused")
    assert actions.write_batch(outreach=listing, associations=waiting, at=MONDAY) == 0


def test_the_database_refuses_a_second_message_of_one_outreach():
    approach = approach_to(with_seat())
    approach.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        approach.save(force_insert=True)


# --- the messages ------------------------------------------------------------------------------------------------


def test_the_email_says_where_the_address_was_found_and_how_to_refuse():
    approach_to(with_public_email(contact_consent=""))
    body = Mail.objects.get().body
    assert ("Lieux de médiation numérique" in body, "/annuaire/refus/" in body, "/personnes/invitation/" in body) == (
        True, True, True,
    )  # fmt: skip


def test_the_public_address_that_accepts_becomes_the_manager():
    approach = approach_to(with_public_email())
    membership = accept_invitation(invitation=approach.invitation, user=None, name="Awa", at=MONDAY)
    assert (membership.user.email, membership.association) == (EMAIL, approach.association)


def test_letters_are_one_document_with_the_code_of_each():
    approach = approach_to(with_seat())
    content = read_document(approach.bundle.document)
    assert content.startswith(b"%PDF-")
    assert letter_with(kept_form(code_for(approach))) == approach


def test_a_code_is_read_as_people_write_it():
    approach = approach_to(with_seat())
    code = code_for(approach)
    sloppy = code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert typed_code(sloppy) == code


def test_the_code_is_not_in_the_database():
    approach = approach_to(with_seat())
    stored = list(Invitation.objects.values_list("code_sha256", flat=True))
    assert code_for(approach) not in stored[0]


def test_a_code_asks_once_and_lets_nobody_in():
    approach = approach_to(with_seat())
    request = ask_with_code(invitation=approach.invitation, **TYPED, at=MONDAY)
    assert (request.state, request.association, Membership.objects.filter(role="manager").count()) == (
        "waiting", approach.association, 0,
    )  # fmt: skip
    with pytest.raises(InvitationIsOver):
        ask_with_code(invitation=approach.invitation, **TYPED, at=MONDAY)


def test_a_code_opens_no_account_that_exists():
    person("karim")
    approach = approach_to(with_seat())
    ask_with_code(invitation=approach.invitation, **TYPED | {"email": "karim@marseille.example"}, at=MONDAY)
    assert list(JoinRequest.objects.values_list("email", "state")) == [("karim@marseille.example", "waiting")]


def test_a_code_expires():
    approach = approach_to(with_seat())
    with pytest.raises(InvitationIsOver):
        ask_with_code(invitation=approach.invitation, **TYPED, at=MONDAY + actions.VALID_FOR)


def test_a_letter_s_invitation_is_never_accepted_like_a_link():
    approach = approach_to(with_seat())
    with pytest.raises(InvitationIsOver):
        accept_invitation(invitation=approach.invitation, user=None, name="Awa", at=MONDAY)


# --- consent -----------------------------------------------------------------------------------------------------


def test_a_refusal_by_link_is_noted_once():
    approach = approach_to(with_public_email())
    first, second = (refuse_by_link(approach=approach, at=MONDAY) for _time in range(2))
    assert (first, ContactChoice.objects.count()) == (second, 1)
    assert Association.objects.get().contact_consent == "refused"


def test_the_last_word_counts_and_the_first_stays_readable():
    one = with_seat()
    for choice in ("agreed", "refused"):
        said(one, choice)
    assert (Association.objects.get().contact_consent, ContactChoice.objects.count()) == ("refused", 2)


def test_the_database_refuses_a_choice_that_nobody_gave():
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactChoice.objects.create(
            association=with_seat(), choice="agreed", how="phone", said_on=MONDAY.date(), kept_by=person("ines"),
            kept_at=MONDAY,
        )  # fmt: skip


def test_a_merge_keeps_the_refusal_of_either_and_undoing_it_gives_it_back():
    kept, refused = with_seat(), with_seat("ATELIER PIXEL", contact_consent="refused")
    merge = merge_associations(kept=kept, gone=refused, values={}, by=person("ines"), at=MONDAY)
    merged = Association.objects.get().contact_consent
    undo_merge(merge=merge, by=person("ines"), at=MONDAY)
    assert (merged, Association.objects.get(pk=kept.pk).contact_consent) == ("refused", "")


def test_undoing_a_merge_keeps_a_refusal_that_came_since(client):
    kept, gone_one = with_seat(), with_seat("ATELIER PIXEL")
    merge = merge_associations(kept=kept, gone=gone_one, values={}, by=person("ines"), at=MONDAY)
    said(kept, "refused")
    undo_merge(merge=merge, by=person("ines"), at=MONDAY)
    assert set(Association.objects.values_list("contact_consent", flat=True)) == {"refused"}


def test_undoing_a_merge_keeps_a_refusal_said_again_since(client):
    kept, refused = with_seat(), with_seat("ATELIER PIXEL", contact_consent="refused")
    merge = merge_associations(kept=kept, gone=refused, values={}, by=person("ines"), at=MONDAY - timedelta(minutes=1))
    said(kept, "refused")
    client.force_login(person("ines"))
    client.post(reverse("directory:undo_merge", args=[merge.pk]))
    assert set(Association.objects.values_list("contact_consent", flat=True)) == {"refused"}


def test_answers_to_an_association_that_was_merged_go_to_the_one_that_stands():
    stands = with_seat("Atelier Pixel")
    letter, mail = approach_to(with_seat("Pixel Atelier")), approach_to(with_public_email())
    for one in (letter, mail):
        merge_associations(kept=stands, gone=one.association, values={}, by=person("ines"), at=MONDAY)
    Invitation.objects.filter(pk=letter.invitation_id).update(association=letter.association_id)
    Approach.objects.filter(pk=mail.pk).update(association=mail.association_id)
    letter, mail = (Approach.objects.get(pk=one.pk) for one in (letter, mail))
    request = ask_with_code(invitation=letter.invitation, **TYPED, at=MONDAY)
    membership = accept_invitation(invitation=mail.invitation, user=None, name="Awa", at=MONDAY)
    refuse_by_link(approach=mail, at=MONDAY)
    stands.refresh_from_db()
    assert (request.association, membership.association, stands.contact_consent) == (stands, stands, "refused")


def test_a_second_code_takes_over_no_other_request():
    first, second = (approach_to(with_seat("Amicale", rna=f"W13399000{number}")) for number in (1, 2))
    for approach in (first, second):
        ask_with_code(invitation=approach.invitation, **TYPED, at=MONDAY)
    waiting = set(JoinRequest.objects.values_list("association", "invitation"))
    assert waiting == {(one.association_id, one.invitation_id) for one in (first, second)}


# --- what came of it ---------------------------------------------------------------------------------------------


def test_stages_tell_how_far_each_came():
    names = ("Candidate", "Entrée", "Code", "Refus", "Rien")
    made = {name: with_seat(name) for name in names} | {"Perdue": with_public_email("Perdue")}
    one = gone()
    letters = {approach.association.name: approach for approach in one.approaches.select_related("association")}
    Mail.objects.update(state="dead")
    for name in ("Candidate", "Entrée"):
        Membership.objects.create(user=person("tom"), role="manager", association=made[name])
    ask_with_code(invitation=letters["Code"].invitation, **TYPED, at=MONDAY)
    refuse_by_link(approach=letters["Refus"], at=MONDAY)
    application(wave(1), made["Candidate"], submitted_at=MONDAY + timedelta(days=1))
    assert {each.association.name: each.stage for each in followed(one)} == {
        "Candidate": "applied", "Entrée": "joined", "Code": "asked", "Refus": "refused", "Rien": "waiting",
        "Perdue": "undelivered",
    }  # fmt: skip
    assert results(one) == {"invited": 6, "used": 1, "joined": 2, "applied": 1, "refused": 1, "undelivered": 1}


def test_the_reach_page_agrees_with_the_follow_up():
    with_seat(), with_public_email(), with_seat("Loin", district_code="", postal_code="13100")
    one = gone()
    assert sum(line.invited for line in reach_by_district()) == results(one)["invited"] == 3


def test_a_draft_is_discarded_and_nothing_else():
    with_seat()
    one = gone()
    with pytest.raises(actions.HasLeft):
        actions.discard_outreach(outreach=one, by=person("ines"), at=MONDAY)
    actions.discard_outreach(outreach=outreach("Autre"), by=person("ines"), at=MONDAY)
    assert [left.title for left in Outreach.objects.all()] == ["Jamais candidates"]


def test_an_outreach_leaves_once():
    with_seat()
    one = gone()
    with pytest.raises(MoveNotAllowed):
        leave(outreach=one)
