"""Decision letters: what they say, versions, and that each leaves once."""

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from rebond.applications.models import Application, Finding
from rebond.applications.reviews.actions import declare_interest
from rebond.documents.files import read_document
from rebond.journal.models import Entry
from rebond.mail.delivery import deliver_next
from rebond.mail.models import Mail
from rebond.programmes.letters.actions import write_letter
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.actions import change_allocation, publish_allocation
from rebond.waves.letters import actions
from rebond.waves.letters.queries import letters_shown, letters_to_post, progress_of, rows_of
from rebond.waves.models import DecisionLetter, Proposal
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import programme
from tests.factories.waves import TUESDAY, WEDNESDAY, allocation_of, contested_wave, draft_of, ready_machines
from tests.papers import text_of_pdf

pytestmark = pytest.mark.django_db


def to_publish() -> Proposal:
    """A draft of four associations, with one more whose file is not eligible."""
    wave = contested_wave()
    refused = application(wave, association("Club de Lyon"), state=Application.State.INELIGIBLE, points=10)
    Finding.objects.create(application=refused, code="company", weight="refuses", facts={"form": "SARL"})
    ready_machines(25)
    return draft_of(wave)


def publish(proposal: Proposal) -> Proposal:
    return publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def written() -> Proposal:
    """A published wave whose five letters are written."""
    proposal = publish(to_publish())
    actions.write_missing(proposal=proposal, at=TUESDAY)
    return proposal


def letter_to(name: str, **fields) -> DecisionLetter:
    return DecisionLetter.objects.get(application__association__name=name, **fields)


def ready(proposal: Proposal) -> str:
    return actions.fingerprint(proposal.letters.ready().values_list("pk", flat=True))


def send(proposal: Proposal) -> None:
    actions.release_letters(proposal=proposal, seen=ready(proposal), by=person("ines"), at=WEDNESDAY)
    actions.send_released(proposal=proposal, at=WEDNESDAY)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


# --- what they say -----------------------------------------------------------------------------------------------


def test_every_answer_has_its_letter_and_nobody_is_written_to_before_somebody_read(marseille):
    written()
    assert sorted(DecisionLetter.objects.values_list("application__reference", "kind", "state")) == [
        ("V1-001", "granted", "ready"),
        ("V1-002", "granted", "ready"),
        ("V1-003", "waiting", "ready"),
        ("V1-004", "granted", "ready"),
        ("V1-005", "refused", "ready"),
    ]
    assert Mail.objects.count() == 0


def test_a_letter_says_how_many_why_what_next_and_the_rights(marseille):
    written()
    letter = letter_to("Mots en Partage")
    assert plain(letter.subject) == "Vague 1 : 10 ordinateurs vous sont attribués"
    for told in (plain(letter.body), plain(text_of_pdf(read_document(letter.document)))):
        assert "Nombre d’ordinateurs attribués : 10" in told
        assert "le stock permettait votre lot utile, pas davantage" in told
        assert "la ville vous proposera une date" in told
        assert "traitement algorithmique" in told
        assert "Demander un nouvel examen" in told
        assert "tribunal" not in told


def test_a_letter_names_the_court_where_a_public_body_decides(marseille):
    programme(legal_route="transfer")
    written()
    letter = letter_to("Mots en Partage")
    for told in (plain(letter.body), plain(text_of_pdf(read_document(letter.document)))):
        assert "tribunal administratif" in told


def test_a_refusal_gives_what_the_rules_found(marseille):
    written()
    letter = letter_to("Club de Lyon")
    finding = Finding.objects.get(application=letter.application)
    assert finding.message.rstrip(".") in letter.body
    assert finding.message.rstrip(".").split()[-1] in text_of_pdf(read_document(letter.document))


@pytest.mark.parametrize(("units", "kind"), [(8, "granted"), (0, "refused")])
def test_a_change_by_the_committee_is_told_with_its_reason(marseille, units, kind):
    proposal = to_publish()
    allocation = allocation_of(proposal)
    change_allocation(allocation=allocation, units=units, reason="Une seule salle.", by=person("lucie"), at=TUESDAY)
    actions.write_missing(proposal=publish(proposal), at=TUESDAY)
    letter = letter_to("Mots en Partage")
    assert letter.kind == kind
    assert f"la commission a décidé {units}. Motif : Une seule salle" in plain(letter.body)


def test_letters_are_in_french_whatever_the_officers_language(marseille):
    with override("en"):
        written()
    assert plain(letter_to("Les Claviers du Panier").subject) == "Vague 1 : votre candidature est sur liste d’attente"


def test_equal_facts_give_equal_bytes(marseille):
    proposal = written()
    [decision] = [one for one in actions.decisions_of(proposal) if one.application.reference == "V1-001"]
    again = actions.write(decision, proposal, version=1, at=TUESDAY, correction=None)
    assert again.pdf == read_document(letter_to("Clic et Calanques").document)


# --- each once, none forgotten -----------------------------------------------------------------------------------


def test_writing_goes_on_where_a_worker_died(marseille, monkeypatch):
    proposal = publish(to_publish())
    keep, kept = actions.keep_letter, []

    def dies_after_two(**letter):
        if len(kept) == 2:
            raise KeyboardInterrupt
        kept.append(letter)
        return keep(**letter)

    monkeypatch.setattr(actions, "keep_letter", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        actions.write_missing(proposal=proposal, at=TUESDAY)
    monkeypatch.undo()
    assert [actions.write_missing(proposal=proposal, at=TUESDAY) for _ in range(2)] == [3, 0]
    assert progress_of(proposal).is_written


def test_each_manager_is_told_once_and_the_others_by_post(marseille):
    proposal = written()
    ours = letter_to("Mots en Partage").application.association
    manager_of(ours)
    manager_of(ours, "zoe", "Zoé Petit")
    send(proposal)
    actions.send_released(proposal=proposal, at=WEDNESDAY)
    assert sorted(Mail.objects.values_list("to", flat=True)) == ["awa@association.example", "zoe@association.example"]
    assert (letter_to("Mots en Partage").state, progress_of(proposal).to_post) == ("sent", 4)


def test_where_nobody_has_an_account_the_letter_goes_to_the_association_s_address(marseille):
    proposal = written()
    with_people, without = (letter_to(name).application.association for name in ("Mots en Partage", "Atelier Pixel"))
    manager_of(with_people)
    for one in (with_people, without):
        one.email = "contact@association.example"
        one.save()
    send(proposal)
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "awa@association.example",
        "contact@association.example",
    ]
    assert (letter_to("Atelier Pixel").state, progress_of(proposal).to_post) == ("sent", 3)


def test_two_workers_send_no_letter_twice(marseille):
    proposal = written()
    letter = letter_to("Mots en Partage")
    awa = manager_of(letter.application.association)
    actions.release_letters(proposal=proposal, seen=ready(proposal), by=person("ines"), at=WEDNESDAY)
    first, second = (DecisionLetter.objects.get(pk=letter.pk) for _ in range(2))
    actions.send_letter(letter=first, to=[awa.email], at=WEDNESDAY)
    with pytest.raises(SomebodyElseWasFirst):
        actions.send_letter(letter=second, to=[awa.email], at=WEDNESDAY)
    assert Mail.objects.count() == 1


def test_a_second_click_finds_nothing_to_send(marseille):
    proposal = written()
    seen = ready(proposal)
    send(proposal)
    with pytest.raises(actions.NothingToSend):
        actions.release_letters(proposal=proposal, seen=seen, by=person("karim"), at=WEDNESDAY)
    assert Entry.objects.filter(verb="letters_released").count() == 1


def test_only_letters_that_were_read_leave(marseille):
    proposal = written()
    seen = ready(proposal)
    actions.correct_letter(letter=letter_to("Atelier Pixel"), seen=1, reason="Adresse.", by=person("ines"), at=TUESDAY)
    with pytest.raises(actions.LettersChanged):
        actions.release_letters(proposal=proposal, seen=seen, by=person("ines"), at=WEDNESDAY)


def test_the_mail_carries_the_stored_bytes(marseille, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    proposal = written()
    letter = letter_to("Mots en Partage")
    manager_of(letter.application.association)
    send(proposal)
    deliver_next(at=WEDNESDAY)
    [sent] = outbox.outbox
    assert (sent.body, sent.attachments[0].content) == (letter.body, read_document(letter.document))


# --- versions ----------------------------------------------------------------------------------------------------


def test_a_correction_writes_the_next_version_and_the_first_stays(marseille):
    proposal = written()
    send(proposal)
    first = letter_to("Mots en Partage")
    kept = (first.document.sha256, first.body)
    second = actions.correct_letter(letter=first, seen=1, reason="Nom mal écrit.", by=person("ines"), at=WEDNESDAY)
    first.refresh_from_db()
    assert (first.document.sha256, first.body, first.state) == (*kept, "to-post")
    assert (second.version, second.state) == (2, "ready")
    assert "annule et remplace celle du mardi 24 novembre 2026. Motif : Nom mal écrit." in plain(second.body)


def test_a_letter_that_never_left_is_replaced_without_a_word(marseille):
    written()
    first = letter_to("Mots en Partage")
    second = actions.correct_letter(letter=first, seen=1, reason="Nom mal écrit.", by=person("ines"), at=WEDNESDAY)
    first.refresh_from_db()
    assert (first.state, "remplace" in second.body, "corrigée" in second.subject) == ("replaced", False, False)
    assert "Version 2" not in text_of_pdf(read_document(second.document))


def test_a_letter_that_left_is_said_to_be_corrected(marseille):
    proposal = written()
    send(proposal)
    first = letter_to("Mots en Partage")
    second = actions.correct_letter(letter=first, seen=1, reason="Nom mal écrit.", by=person("ines"), at=WEDNESDAY)
    assert plain(second.subject) == "Vague 1 : 10 ordinateurs vous sont attribués (lettre corrigée)"
    assert "Version 2 de cette lettre" in plain(text_of_pdf(read_document(second.document)))


def test_nothing_is_to_be_done_with_a_version_that_another_replaces(marseille, client):
    proposal = written()
    manager_of(letter_to("Mots en Partage").application.association)
    send(proposal)
    Mail.objects.update(state=Mail.State.DEAD)
    bounced, to_post = letter_to("Mots en Partage"), letter_to("Atelier Pixel")
    for letter in (bounced, to_post):
        actions.correct_letter(letter=letter, seen=1, reason="Adresse.", by=person("ines"), at=WEDNESDAY)
    progress = progress_of(proposal)
    assert (progress.to_post, progress.bounced, progress.ready) == (3, 0, 2)
    assert to_post not in letters_to_post(proposal, person("ines"))
    with pytest.raises(actions.NotToBePosted):
        actions.send_by_post(letter=bounced, by=person("ines"), at=WEDNESDAY)
    client.force_login(person("ines"))
    home = plain(client.get(reverse("portal:home")).content.decode())
    assert ("2 lettres de décision à relire" in home, "3 lettres à poster" in home, "pas été remise" in home) == (
        True, True, False,
    )  # fmt: skip


def test_words_that_no_longer_hold_are_not_kept(marseille):
    proposal = written()
    letter = letter_to("Mots en Partage")
    manager_of(letter.application.association)
    [decision] = actions.decisions_of(proposal, [letter.application_id])
    text = actions.write(decision, proposal, version=2, at=WEDNESDAY, correction=None)
    send(proposal)
    kept = actions.keep_letter(
        proposal=proposal, decision=decision, replacing=letter, text=text, reason="Nom.", by=None, at=WEDNESDAY
    )
    assert (kept, DecisionLetter.objects.filter(version=2).count()) == (False, 0)


def test_the_second_of_two_correctors_is_told(marseille):
    written()
    letter = letter_to("Mots en Partage")
    actions.correct_letter(letter=letter, seen=1, reason="Un.", by=person("ines"), at=WEDNESDAY)
    with pytest.raises(EditedMeanwhile):
        actions.correct_letter(letter=letter, seen=1, reason="Deux.", by=person("karim"), at=WEDNESDAY)


def test_letters_to_read_take_the_city_s_new_text(marseille):
    proposal = written()
    write_letter(programme=programme(), kind="waiting", seen=0, body="Patience.", by=person("ines"), at=TUESDAY)
    assert progress_of(proposal).outdated == 1
    assert actions.rewrite_outdated(proposal=proposal, at=WEDNESDAY) == 1
    letter = letter_to("Les Claviers du Panier", version=2)
    assert (letter.text_version, letter.body.startswith("Patience.")) == (1, True)
    assert progress_of(proposal).outdated == 0


# --- who stepped back --------------------------------------------------------------------------------------------


def test_whoever_stepped_back_finds_no_letter_of_that_file(marseille, client):
    proposal = to_publish()
    ours = allocation_of(proposal)
    karim = person("karim")
    declare_interest(application=ours.application, nature="member", by=person("ines"), at=TUESDAY)
    actions.write_missing(proposal=publish_allocation(proposal=proposal, by=karim, at=TUESDAY), at=TUESDAY)
    send(proposal)
    client.force_login(person("ines"))
    letter, slug = letter_to("Mots en Partage"), proposal.wave.slug
    for route in ("letter", "letter_file", "correct_letter"):
        assert client.get(reverse(f"waves:{route}", args=[letter.pk])).status_code == 404
    for route in ("letters", "letters_csv"):
        answer = client.get(reverse(f"waves:{route}", args=[slug]))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert ("Atelier Pixel" in content.decode(), "Mots en Partage" in content.decode()) == (True, False)
    bundle = client.get(reverse("waves:letters_to_print", args=[slug]))
    assert "V1-002" not in text_of_pdf(b"".join(bundle.streaming_content))


# --- on the pages ------------------------------------------------------------------------------------------------


def test_the_association_opens_its_letter_once_it_left(marseille, client):
    proposal = written()
    letter = letter_to("Mots en Partage")
    client.force_login(manager_of(letter.application.association))
    address = reverse("waves:letter_file", args=[letter.pk])
    assert client.get(address).status_code == 404
    send(proposal)
    assert address in client.get(reverse("portal:home")).content.decode()
    assert client.get(address).content == read_document(letter.document)


def test_a_letter_that_bounced_is_a_task(marseille, client):
    proposal = written()
    letter = letter_to("Mots en Partage")
    manager_of(letter.application.association)
    send(proposal)
    Mail.objects.update(state=Mail.State.DEAD)
    letter.refresh_from_db()
    assert [row.trouble for row in rows_of([letter])] == [True]
    client.force_login(person("ines"))
    assert "1 lettre n’a pas été remise" in plain(client.get(reverse("portal:home")).content.decode())
    shown = client.get(reverse("waves:letters", args=[proposal.wave.slug]), {"state": "bounced"})
    assert [row.letter.pk for row in shown.context["rows"]] == [letter.pk]
    client.post(reverse("waves:letter_by_post", args=[letter.pk]), {"idempotency_key": str(letter.pk)})
    letter.refresh_from_db()
    assert letter.state == "to-post"


def test_letters_to_post_are_printed_together_and_said_to_be_posted(marseille, client):
    proposal = written()
    send(proposal)
    client.force_login(person("ines"))
    answer = client.get(reverse("waves:letters_to_print", args=[proposal.wave.slug]))
    text = text_of_pdf(b"".join(answer.streaming_content))
    assert [reference in text for reference in ("V1-001", "V1-005")] == [True, True]
    page = client.get(reverse("waves:letters", args=[proposal.wave.slug]))
    actions.post_letters(proposal=proposal, seen=page.context["printed"], by=person("ines"), at=WEDNESDAY)
    assert (progress_of(proposal).to_post, progress_of(proposal).posted) == (0, 5)


def test_the_page_of_letters_asks_as_much_for_one_letter_as_for_five(marseille, client):
    proposal = written()
    send(proposal)
    client.force_login(person("ines"))
    address, counts = reverse("waves:letters", args=[proposal.wave.slug]), []
    client.get(address)
    for few in (False, True):
        if few:
            DecisionLetter.objects.exclude(application__reference="V1-001").delete()
            Application.objects.filter(reference="V1-005").update(state="withdrawn")
            proposal.allocations.exclude(application__reference="V1-001").delete()
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_letters_to_print_are_offered_once_none_is_leaving_any_more(marseille, client):
    proposal = written()
    actions.release_letters(proposal=proposal, seen=ready(proposal), by=person("ines"), at=WEDNESDAY)
    actions.send_letter(letter=letter_to("Atelier Pixel"), to=[], at=WEDNESDAY)
    client.force_login(person("ines"))
    address, offered = reverse("waves:letters", args=[proposal.wave.slug]), []
    for work in (lambda: None, lambda: actions.send_released(proposal=proposal, at=WEDNESDAY)):
        work()
        offered.append("Imprimer ces lettres" in client.get(address).content.decode())
    assert offered == [False, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_questions_for_one_letter_as_for_three(
    marseille, client, django_assert_num_queries, count
):
    proposal = written()
    kept = list(DecisionLetter.objects.values_list("pk", flat=True)[:count])
    DecisionLetter.objects.exclude(pk__in=kept).delete()
    DecisionLetter.objects.update(state="sent", released_by=person("ines"), released_at=WEDNESDAY)
    found = letters_shown(proposal, person("ines"), {})
    with django_assert_num_queries(2):
        assert len(rows_of(found)) == count
