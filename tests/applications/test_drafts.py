import pytest
import time_machine
from django.urls import reverse

from rebond.applications.drafts.actions import Signature, save_draft, send_draft, start_draft
from rebond.applications.drafts.models import Draft, Engagement, typed_code
from rebond.applications.drafts.suggestion import suggested
from rebond.applications.models import Application
from rebond.applications.questionnaires.editor.changes import put
from rebond.applications.questionnaires.layout import DEFAULT
from rebond.mail.models import Mail
from rebond.programmes.models import Programme, Wave
from rebond.safeguards.versions import EditedMeanwhile
from tests.factories.accounts import manager_of, person
from tests.factories.applications import COMPLETE, MONDAY, application, draft
from tests.factories.organisations import association
from tests.factories.programmes import wave


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def awa(marseille):
    return manager_of(association("Mots en Partage", rna="W133990021", siren="099900219"))


@pytest.fixture
def hers(awa) -> Draft:
    """Awa's own draft, empty."""
    return start_draft(wave=wave(), association=awa.associations[0], by=awa, at=MONDAY)


def address(route: str, one: Draft, *more) -> str:
    return reverse(f"applications:{route}", args=[one.pk, *more])


def save(one: Draft, by, seen: int | None = None, **answers) -> None:
    save_draft(draft=one, seen=seen or one.version, answers=answers, by=by, at=MONDAY)


def test_a_draft_is_no_application(client, hers, awa):
    save(hers, awa, **COMPLETE)
    client.force_login(person("ines"))
    assert client.get(reverse("applications:list")).context["page"].paginator.count == 0
    assert client.get(address("draft", hers)).status_code == 404
    assert not Application.objects.exists()


def test_two_managers_share_one_draft(client, hers, awa):
    client.force_login(manager_of(awa.associations[0], "moussa", "Moussa Ba"))
    assert client.get(reverse("applications:new", args=[hers.wave.slug]))["Location"] == address("draft", hers)


def test_a_step_keeps_what_reads_and_lets_questions_wait(client, hers, awa):
    client.force_login(awa)
    answer = client.post(address("step", hers, 1), {"budget": "274 000", "version": hers.version})
    assert answer["Location"] == address("step", hers, 2)
    assert Draft.objects.get().answers == {"budget": 274_000}


def test_what_does_not_read_stays_on_the_screen(client, hers, awa):
    client.force_login(awa)
    answer = client.post(address("step", hers, 1), {"budget": "beaucoup", "theme": "sante", "version": hers.version})
    assert (answer.status_code, Draft.objects.get().answers) == (422, {})
    assert answer.context["form"].errors == {"budget": ["Écrivez un nombre entier, en chiffres."]}


def test_typing_keeps_the_rest_and_says_so_in_words(client, hers, awa):
    client.force_login(awa)
    typed = {"budget": "beaucoup", "theme": "sante", "version": hers.version, "autosave": "1"}
    answer = client.post(address("step", hers, 1), typed, follow=True)
    assert answer.json() == {"version": 2, "said": "Enregistré à 10\u00a0h\u00a000, sauf une réponse à corriger"}
    assert Draft.objects.get().answers == {"theme": "sante"}


def test_two_people_who_answer_different_questions_do_not_disturb_each_other(hers, awa):
    seen = hers.version
    save(hers, awa, theme="sante")
    save(hers, person("ines"), seen=seen, budget=40_000)
    assert Draft.objects.get().answers == {"theme": "sante", "budget": 40_000}


def test_an_answer_that_somebody_changed_meanwhile_is_not_overwritten(hers, awa):
    seen = hers.version
    save(hers, awa, theme="sante")
    with pytest.raises(EditedMeanwhile):
        save(hers, person("ines"), seen=seen, theme="precarite")
    assert Draft.objects.get().answers == {"theme": "sante"}


def test_the_second_person_sees_what_the_first_one_saved(client, hers, awa):
    seen = hers.version
    save(hers, person("ines"), theme="sante")
    client.force_login(awa)
    answer = client.post(address("step", hers, 1), {"theme": "precarite", "version": seen})
    assert [(one["stored"], one["typed"]) for one in answer.context["conflicts"]] == [
        ("Santé", "Lutte contre la précarité")
    ]


def test_the_last_page_says_what_is_missing_and_where(client, hers, awa):
    save(hers, awa, **{name: value for name, value in COMPLETE.items() if name != "internet"})
    client.force_login(awa)
    answer = client.get(address("send", hers))
    assert [(str(label), place) for label, place in answer.context["missing"]] == [("Connexion à internet", 4)]
    assert client.post(address("send", hers), {"version": 2}).status_code == 422
    assert not Application.objects.exists()


def test_what_changed_since_the_last_look_is_not_sent(client, hers, awa):
    save(hers, awa, **COMPLETE)
    client.force_login(awa)
    answer = client.post(address("send", hers), {"version": 1})
    assert (answer.status_code, answer.context["changed"]) == (422, True)
    assert not Application.objects.exists()


def test_two_browsers_send_one_application(client, hers, awa):
    save(hers, awa, **COMPLETE)
    client.force_login(awa)
    first = client.post(address("send", hers), {"version": 2})
    second = client.post(address("send", hers), {"version": 2})
    made = Application.objects.get()
    assert first["Location"] == reverse("applications:received", args=[made.pk])
    assert second["Location"] == reverse("applications:detail", args=[made.pk])
    assert Mail.objects.count() == 1


def test_a_sent_draft_is_empty_and_leads_to_its_application(client, hers, awa):
    save(hers, awa, **COMPLETE)
    made = send_draft(draft=hers, seen=2, signature=None, by=awa, at=MONDAY)
    hers.refresh_from_db()
    assert (hers.application, hers.answers) == (made, {})
    client.force_login(awa)
    assert client.get(address("draft", hers))["Location"] == reverse("applications:detail", args=[made.pk])


def test_a_hidden_answer_does_not_leave(hers, awa):
    save(hers, awa, **COMPLETE | {"has_room": False, "room_seats": 12})
    made = send_draft(draft=hers, seen=2, signature=None, by=awa, at=MONDAY)
    assert "room_seats" not in made.answers


def test_a_hidden_mandatory_question_blocks_nothing():
    asked = DEFAULT.by_name["room_seats"]
    layout = put(DEFAULT, type(asked)("room_seats", required=True, only_if=asked.only_if), "place")
    assert layout.missing(COMPLETE | {"has_room": False}) == []
    assert [one.name for one in layout.missing(COMPLETE)] == ["room_seats"]


def test_a_hidden_answer_shows_nothing_else():
    """A condition on a question that is hidden itself does not hold, whatever was once answered there."""
    asked = DEFAULT.by_name["leader_trained"]
    layout = put(DEFAULT, type(asked)("insured", only_if=type(asked.only_if)("leader_trained", ("yes",))), "place")
    answers = {"leader": "nobody-yet", "leader_trained": True}
    assert "insured" not in [one.name for one in layout.shown(answers)]


@pytest.mark.parametrize("state", [Wave.State.CLOSED, Wave.State.PUBLISHED])
def test_a_draft_of_a_closed_wave_goes_nowhere(client, hers, awa, state):
    save(hers, awa, **COMPLETE)
    Wave.objects.update(state=state)
    client.force_login(awa)
    for page in ("draft", "send"):
        assert "Cette vague ne prend pas de candidatures" in client.get(address(page, hers)).content.decode()
    client.post(address("send", hers), {"version": 2})
    assert not Application.objects.exists()


def test_answers_of_another_time_are_taken_again_without_the_quantity(awa):
    ours = awa.associations[0]
    earlier = application(wave(), ours, answers={"theme": "sante", "budget": 40_000, "purpose_code": "019016"})
    again = start_draft(wave=wave(2), association=ours, answers_of=earlier, by=awa, at=MONDAY)
    assert again.answers == {"theme": "sante", "budget": 40_000}


def test_a_discarded_draft_leaves_room_for_another(client, hers, awa):
    client.force_login(awa)
    client.post(address("discard_draft", hers))
    assert not Draft.objects.exists()


def test_the_city_types_only_when_somebody_asked_it_to(client, awa):
    client.force_login(person("ines"))
    page = f"{reverse('applications:new', args=[wave().slug])}?association={awa.associations[0].pk}"
    assert client.post(page, {}).context["form"].errors.keys() == {"consent_from", "consent_how"}
    client.post(page, {"consent_from": "Awa Diallo, présidente", "consent_how": "phone"})
    made = Draft.objects.get()
    assert (made.channel, made.consent_from, made.consent_how, made.consent_at) == (
        "assisted", "Awa Diallo, présidente", "phone", MONDAY
    )  # fmt: skip


def test_an_application_that_the_city_typed_says_so_and_the_association_gets_the_mail(awa):
    typed = draft(wave(), awa.associations[0])
    made = send_draft(draft=typed, seen=typed.version, signature=None, by=person("ines"), at=MONDAY)
    assert (made.channel, made.draft.consent_from, Mail.objects.get().to) == ("assisted", "Awa Diallo", awa.email)


def test_a_transfer_needs_the_engagement(client, hers, awa):
    Programme.objects.update(legal_route="transfer")
    save(hers, awa, **COMPLETE)
    client.force_login(awa)
    refused = client.post(address("send", hers), {"version": 2})
    assert refused.context["form"].errors.keys() == {"agreed", "signatory", "role"}
    client.post(address("send", hers), {"version": 2, "agreed": "on", "signatory": "Awa Diallo", "role": "présidente"})
    signed = Engagement.objects.get()
    assert (signed.signatory, signed.role, signed.signed_at) == ("Awa Diallo", "présidente", MONDAY)
    assert signed.text_version == "Décret n° 2021-1947 du 31 décembre 2021"
    assert signed.application.answers["charter_signed"] is True


def test_an_approved_association_is_deemed_to_have_subscribed(hers, awa):
    Programme.objects.update(legal_route="loan")
    save(hers, awa, **COMPLETE)
    signature = Signature("Décret", "Awa Diallo", "présidente", "agrément JEP 2024-13")
    made = send_draft(draft=hers, seen=2, signature=signature, by=awa, at=MONDAY)
    assert made.engagement.deemed_by == "agrément JEP 2024-13"


@pytest.mark.parametrize(
    ("answers", "units", "sentence"),
    [
        ({"seats": 12, "weekly_sessions": 3}, 12, "12 places par séance\u00a0: 12."),
        (
            {
                "seats": 12, "weekly_sessions": 3, "room_seats": 10, "screens": 6, "current_computers": 11,
                "old_computers": 9, "for_office": True,
            },
            5,
            "12 places par séance, la salle en contient 10, 6 écrans disponibles, moins 2 ordinateurs récents, "
            "plus 1 pour la gestion\u00a0: 5.",
        ),
        ({"seats": 12, "weekly_sessions": 0}, 0, "12 places par séance, pas encore de séance\u00a0: 0."),
        (
            {"seats": 1, "weekly_sessions": 1, "current_computers": 9},
            0,
            "1 place par séance, moins 9 ordinateurs récents\u00a0: 0.",
        ),
    ],
)  # fmt: skip
def test_the_suggested_quantity_shows_its_formula(answers, units, sentence):
    found = suggested(answers, with_screen=False)
    assert (found.units, found.sentence) == (units, sentence)


def test_nothing_is_suggested_before_the_capacity_is_known():
    assert suggested({"seats": 12}, with_screen=False) is None


@pytest.mark.parametrize("typed", ["P-7K30-9XW1", "p7k30 9xw1", " 7k3o-9xwl "])
def test_a_code_is_read_as_people_write_it(typed):
    assert typed_code(typed) == "P-7K30-9XW1"
