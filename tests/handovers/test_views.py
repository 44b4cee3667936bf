"""The pages: who sees which, what each click does, and that it does it once."""

import uuid

import pytest
from django.urls import reverse

from rebond.handovers.models import Handover, HandoverItem
from rebond.journal.models import Entry
from rebond.stock.models import Device
from tests.factories.accounts import manager_of, person
from tests.factories.handovers import FRIDAY, handover, handover_in, ready_serials, signed, two_handovers
from tests.factories.organisations import association
from tests.factories.waves import published_allocation, ready_machines


@pytest.fixture
def tom(client, marseille, time_machine):
    """The browser of Tom Girard, from the warehouse, on a Friday."""
    time_machine.move_to(FRIDAY)
    client.force_login(person("tom"))
    return client


def url(name: str, handover: Handover, **more) -> str:
    return reverse(f"handovers:{name}", kwargs={"pk": handover.pk} | more)


def text_of(response) -> str:
    """What a page says, with plain spaces."""
    return " ".join(response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").split())


def said(response) -> list[str]:
    """The sentences that answer a deed."""
    return [str(message).replace("\u00a0", " ") for message in response.wsgi_request._messages]


# list


def test_list_shows_each_allocation_and_its_totals(tom):
    two_handovers()
    totals = tom.get(reverse("handovers:list")).context["totals"]
    assert (totals.allocated, totals.prepared, totals.given, totals.associations, totals.served) == (25, 0, 0, 3, 0)


def test_list_filters_by_standing(tom):
    handover(3, scanned=3)
    page = tom.get(reverse("handovers:list"), {"standing": "preparing"}).context["page"]
    assert [line.standing for line in page] == ["preparing"]
    assert list(tom.get(reverse("handovers:list"), {"standing": "signed"}).context["page"]) == []


def test_list_asks_the_database_the_same_for_one_line_and_three(tom, django_assert_max_num_queries):
    two_handovers()
    with django_assert_max_num_queries(15):
        tom.get(reverse("handovers:list"))


def test_list_is_exported_as_shown_and_the_journal_says_by_whom(tom):
    made = handover(3, scanned=2)
    answer = tom.get(reverse("handovers:export_csv"), {"standing": "preparing"})
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [row.split(";")[:6] for row in rows[1:]] == [["Vague 1", "V1-001", "Mots en Partage", "3", "2", "0"]]
    entry = Entry.objects.last()
    assert (entry.verb, entry.actor, entry.facts) == ("handovers_exported", str(person("tom").pk), {"rows": 1})
    assert made.reference in rows[1]


# who sees what


def test_manager_sees_her_own_handovers_and_no_other(client, marseille):
    mine, theirs = two_handovers()
    client.force_login(manager_of(mine.association))
    assert [line.association for line in client.get(reverse("handovers:list")).context["page"]] == [mine.association]
    assert client.get(url("detail", mine)).status_code == 200
    assert client.get(url("note", mine)).status_code == 200
    assert client.get(url("detail", theirs)).status_code == 404
    assert client.get(url("note", theirs)).status_code == 404


def test_manager_of_another_association_sees_nothing(client, marseille):
    made = signed(handover(2, scanned=2))
    client.force_login(manager_of(association("Autre"), "lea", "Léa Petit"))
    absent = client.get(reverse("handovers:detail", args=[uuid.uuid4()]))
    foreign = client.get(url("detail", made))
    assert (foreign.status_code, foreign.content) == (absent.status_code, absent.content)


@pytest.mark.parametrize(
    ("who", "sees_note"), [("ines", 200), ("tom", 200), ("paul", 200), ("nadia", 403), ("lucie", 403)]
)
def test_note_with_its_signatory_is_not_for_every_role(client, marseille, who, sees_note):
    made = signed(handover(2, scanned=2))
    client.force_login(person(who))
    assert client.get(url("detail", made)).status_code == 200
    assert client.get(url("note", made)).status_code == sees_note
    assert ("Awa Diallo" in text_of(client.get(url("detail", made)))) == (sees_note == 200)


@pytest.mark.parametrize("name", ["scan", "paste", "accessories", "announce", "reopen", "sign", "cancel"])
def test_only_officers_and_warehouse_change_a_handover(client, marseille, name):
    made = handover(2)
    awa = manager_of(made.association)
    for user in (awa, person("lucie"), person("paul"), person("nadia")):
        client.force_login(user)
        assert client.post(url(name, made)).status_code == 403


# prepare


def test_prepare_opens_the_bench(tom):
    allocation = published_allocation(3)
    answer = tom.post(reverse("handovers:prepare", args=[allocation.pk]))
    made = Handover.objects.get()
    assert (answer.status_code, answer.url) == (302, url("detail", made))


def test_prepare_again_leads_to_the_same_bench(tom):
    made = handover(3)
    assert tom.post(reverse("handovers:prepare", args=[made.allocation_id])).url == url("detail", made)
    assert Handover.objects.count() == 1


def test_bench_has_one_field_with_the_cursor_and_says_how_far(tom):
    made = handover(18, scanned=12)
    page = text_of(tom.get(url("detail", made)))
    assert page.count("autofocus") == 1
    assert "12 sur 18" in page


# scan


def test_scan_adds_the_machine_and_answers_under_the_field(tom):
    made = handover(3)
    [serial] = ready_serials(1)
    answer = tom.post(url("scan", made), {"code": f" {serial.lower()} "})
    assert answer.url == url("detail", made)
    page = tom.get(url("detail", made))
    assert str(page.context["answer"]).replace("\u00a0", " ") == f"{serial} ajouté : 1 sur 3."
    assert 'data-scan="done"' in text_of(page)
    assert text_of(page).count("ajouté : 1 sur 3") == 1


def test_scan_that_is_refused_says_why_and_changes_nothing(tom):
    made = handover(3)
    tom.post(url("scan", made), {"code": "X9"})
    page = tom.get(url("detail", made))
    assert 'data-scan="refused"' in text_of(page)
    assert "n’est le numéro d’aucune machine" in text_of(page)
    assert HandoverItem.objects.count() == 0


@pytest.mark.parametrize("code", ["", "   ", "*", "x" * 200])
def test_scan_of_nothing_asks_for_a_number(tom, code):
    made = handover(3)
    tom.post(url("scan", made), {"code": code})
    assert str(tom.get(url("detail", made)).context["answer"]) == "Scannez ou tapez un numéro."


def test_last_scan_says_that_the_handover_is_complete(tom):
    made = handover(1)
    [serial] = ready_serials(1)
    tom.post(url("scan", made), {"code": serial})
    assert str(tom.get(url("detail", made)).context["answer"]) == f"{serial} ajouté. La remise est complète."


def test_paste_takes_many_and_tells_each_refusal(tom):
    made = handover(3)
    first, second, _ = ready_serials(3)
    tom.post(url("paste", made), {"codes": f"{first}\n{second}\nX9\n"})
    page = tom.get(url("detail", made))
    assert str(page.context["answer"]) == "2 machines ajoutées sur 3."
    assert len(page.context["remarks"]) == 1
    assert Handover.objects.get().scanned == 2


@pytest.mark.parametrize("codes", ["", " ,; ", "\n".join(f"X{number}" for number in range(301))])
def test_paste_of_nothing_or_too_much_is_to_correct(tom, codes):
    assert tom.post(url("paste", handover(3)), {"codes": codes}).status_code == 422


def test_remove_frees_the_machine(tom):
    made = handover(2, scanned=2)
    item = made.items.first()
    tom.post(url("remove", made, item=item.pk))
    assert Device.objects.get(pk=item.device_id).state == "ready"


def test_machine_of_another_handover_cannot_be_removed_through_this_one(tom):
    first, second = two_handovers()
    tom.post(url("scan", second), {"code": ready_serials(1)[0]})
    assert tom.post(url("remove", first, item=second.items.get().pk)).status_code == 404


# accessories


def test_accessories_are_counted(tom):
    made = handover(3)
    tom.post(url("accessories", made), {"keyboards": "3", "mice": "2", "version": made.version})
    assert Handover.objects.values_list("keyboards", "mice").get() == (3, 2)


@pytest.mark.parametrize("keyboards", ["-1", "4", "180", "deux", "", "1e999"])
def test_accessories_that_cannot_be_are_to_correct(tom, keyboards):
    made = handover(3)
    answer = tom.post(url("accessories", made), {"keyboards": keyboards, "mice": "3", "version": made.version})
    assert answer.status_code == 422
    assert Handover.objects.get().keyboards == 0


def test_second_person_who_counts_is_told(tom):
    made = handover(3)
    for keyboards in ("3", "1"):
        answer = tom.post(url("accessories", made), {"keyboards": keyboards, "mice": "3", "version": "1"})
    assert said(answer)[-1] == "Quelqu’un d’autre vient de compter les accessoires : voici ses chiffres."
    assert Handover.objects.get().keyboards == 3


# announce, sign, cancel


def test_announce_then_reopen(tom):
    made = handover(2, scanned=2)
    tom.post(url("announce", made))
    assert Handover.objects.get().state == "ready"
    tom.post(url("reopen", made))
    assert Handover.objects.get().state == "preparing"


def signature(made: Handover, **more) -> dict:
    return {"signatory": "Awa Diallo", "role": "présidente", "signed_on": "2026-11-27", "left": made.left} | more


def test_sign_moves_the_machines_and_gives_the_note(tom):
    made = handover(2, scanned=2)
    assert tom.post(url("sign", made), signature(made)).url == url("detail", made)
    note = tom.get(url("note", made))
    assert note.content.startswith(b"%PDF-")
    assert note["Content-Disposition"] == f'attachment; filename="{made.reference}.pdf"'
    assert note["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_partial_handover_is_signed_knowingly_or_not_at_all(tom):
    made = handover(3, scanned=2)
    assert tom.post(url("sign", made), signature(made)).status_code == 422
    assert "1 ordinateur reste dû" in text_of(tom.get(url("sign", made)))
    tom.post(url("sign", made), signature(made, partial="on"))
    assert Handover.objects.get().state == "signed"


def test_partial_handover_that_changed_meanwhile_is_not_signed(tom):
    made = handover(3, scanned=2)
    assert tom.post(url("sign", made), signature(made, partial="on", left="2")).status_code == 422
    assert Handover.objects.get().state == "preparing"


@pytest.mark.parametrize(
    "wrong", [{"signatory": ""}, {"role": ""}, {"signed_on": "31/02/2026"}, {"signed_on": "2026-11-28"}, {"left": "x"}]
)
def test_signature_that_cannot_be_is_to_correct(tom, wrong):
    made = handover(2, scanned=2)
    assert tom.post(url("sign", made), signature(made) | wrong).status_code == 422
    assert Handover.objects.get().state == "preparing"


def test_cancel_asks_why(tom):
    made = handover(2, scanned=2)
    assert tom.post(url("cancel", made), {"reason": " "}).status_code == 422
    tom.post(url("cancel", made), {"reason": "Association dissoute"})
    assert Handover.objects.get().state == "cancelled"
    assert tom.get(url("note", made)).status_code == 404


def test_note_before_the_signature_is_the_paper_to_sign(tom):
    note = tom.get(url("note", handover(2, scanned=2)))
    assert note["Content-Disposition"].endswith('-a-signer.pdf"')


# every form sent twice has one effect

POSTS = {
    "scan": lambda made: {"code": ready_serials(1)[0]},
    "paste": lambda made: {"codes": "\n".join(ready_serials(2))},
    "accessories": lambda made: {"keyboards": "1", "mice": "1", "version": made.version},
    "announce": lambda made: {},
    "sign": lambda made: signature(made, partial="on"),
    "cancel": lambda made: {"reason": "Erreur"},
}


@pytest.mark.parametrize("name", POSTS)
def test_form_sent_twice_has_one_effect(tom, name):
    made = handover(4, scanned=1)
    ready_machines(3)
    form = POSTS[name](made) | {"idempotency_key": str(uuid.uuid4())}
    first = tom.post(url(name, made), form)
    after = (Entry.objects.count(), Handover.objects.values().get(), HandoverItem.objects.count())
    second = tom.post(url(name, made), form)
    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert (Entry.objects.count(), Handover.objects.values().get(), HandoverItem.objects.count()) == after


def test_removal_and_preparation_sent_twice_have_one_effect(tom):
    made = handover(2, scanned=2)
    remove = {"idempotency_key": str(uuid.uuid4())}
    for _ in range(2):
        tom.post(url("remove", made, item=made.items.order_by("pk").first().pk), remove)
    assert Handover.objects.get().scanned == 1


# the public page


def test_verification_page_tells_the_public_what_it_may_know(client, marseille):
    made = signed(handover(2, scanned=2))
    page = text_of(client.get(reverse("handovers:verify", args=[made.reference.lower()])))
    assert "Ce procès-verbal existe, et il est signé." in page
    assert "Mots en Partage" in page
    assert "vendredi 27 novembre 2026" in page
    assert made.note.sha256[:16] in page


def test_verification_page_names_no_person(client, marseille):
    made = signed(handover(2, scanned=2))
    page = text_of(client.get(reverse("handovers:verify", args=[made.reference])))
    assert [word for word in ("Awa", "Diallo", "présidente", "Tom") if word in page] == []


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("preparing", "Cette remise existe, mais elle n’est pas encore signée."),
        ("ready", "Cette remise existe, mais elle n’est pas encore signée."),
        ("cancelled", "Cette remise a été annulée : le papier ne vaut rien."),
    ],
)
def test_verification_page_says_what_a_paper_is_worth(client, marseille, state, sentence):
    made = handover_in(state)
    assert sentence in text_of(client.get(reverse("handovers:verify", args=[made.reference])))


@pytest.mark.parametrize("reference", ["R-0000-0000", "x", "R-7K3Q-9XWD'--", "é" * 200])
def test_unknown_reference_is_absent(client, marseille, reference):
    assert client.get(reverse("handovers:verify", args=[reference])).status_code == 404


def test_handovers_of_another_city_are_absent(client, marseille, genoa):
    made = signed(handover(2, scanned=2))
    answer = client.get(reverse("handovers:verify", args=[made.reference]), headers={"host": "genova.example"})
    assert answer.status_code == 404
