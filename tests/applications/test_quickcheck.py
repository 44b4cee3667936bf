"""« Sommes-nous concernés ? »: the rules of the real check, without an account and without keeping anything."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse

from rebond.accounts.models import Membership, Role
from rebond.applications.drafts.models import Draft
from rebond.journal.models import Entry
from rebond.programmes.models import Programme, Wave
from rebond.tenancy.models import City
from tests.factories.accounts import manager_of
from tests.factories.applications import MONDAY
from tests.factories.organisations import association
from tests.factories.programmes import programme, wave

HERE = {"body": "association", "postal_code": "13003", "since": "2012", "purpose": "people", "machines": "6"}


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def opened(marseille) -> Wave:
    City.objects.update(code="13055")
    return wave(bodies="associations", territory="city", minimum_age=12)


def ask(client, **answers):
    return client.get(reverse("applications:check"), HERE | answers)


def verdicts(client, **answers) -> list[tuple[str, str]]:
    return [(one.wave.name, one.answer) for one in ask(client, **answers).context["verdicts"]]


def test_an_association_of_the_city_may_apply(client, opened):
    answer = ask(client)
    assert [(one.answer, one.reasons) for one in answer.context["verdicts"]] == [("yes", [])]
    assert reverse("applications:new", args=[opened.slug]) in answer.content.decode()


@pytest.mark.parametrize(
    ("answers", "verdict", "sentence"),
    [
        ({"body": "company"}, "no", "Une société commerciale (entreprise) ne peut pas candidater"),
        ({"body": "cooperative"}, "no", "Une société commerciale (SCIC) ne peut pas candidater"),
        ({"body": "person"}, "no", "Le dispositif est réservé aux associations."),
        ({"body": "public-body"}, "no", "Le dispositif est réservé aux associations."),
        ({"body": "undeclared"}, "probably", "Déclarez l’association"),
        ({"postal_code": "75011"}, "no", "Cette vague est réservée aux associations de la ville."),
        ({"postal_code": "13400"}, "probably", "Le service vérifiera l’adresse."),
        ({"since": "2026"}, "no", "Candidatez à une vague suivante"),
        ({"since": "2025"}, "probably", "date de création à vérifier"),
        ({"purpose": "office"}, "no", "Un seul ordinateur peut servir à la gestion."),
        ({"machines": "50"}, "yes", "la demande sera ramenée à ce nombre"),
    ],
)
def test_each_rule_answers_with_its_reason_and_what_to_do(client, opened, answers, verdict, sentence):
    answer = ask(client, **answers)
    assert [one.answer for one in answer.context["verdicts"]] == [verdict]
    assert sentence in answer.content.decode()


def test_a_wave_for_small_ones_says_from_which_budget(client, marseille):
    wave(open_to="small-only", floor=1, cap=9)
    assert verdicts(client) == [("Vague 1", "probably")]


def test_several_waves_answer_each_for_itself(client, opened):
    wave(2, open_to="small-only", floor=1, cap=9, closes_on=date(2027, 1, 15))
    assert verdicts(client, postal_code="75011") == [("Vague 1", "no"), ("Vague 2", "probably")]


def test_a_wave_to_come_answers_with_its_day(client, marseille):
    wave(state=Wave.State.DRAFT, opens_on=date(2026, 12, 1), closes_on=date(2027, 1, 15))
    page = ask(client).content.decode()
    assert "Aucune vague n’est ouverte aujourd’hui." in page
    assert "elle est prévue le mardi 1er décembre 2026" in page
    assert "Demander des ordinateurs" not in page


def test_without_any_wave_the_last_day_is_told_and_nothing_is_asked(client, marseille):
    wave(state=Wave.State.CLOSED)
    page = client.get(reverse("applications:check")).content.decode()
    assert "les candidatures étaient ouvertes jusqu’au vendredi 11 décembre 2026" in page
    assert "Voir la réponse" not in page


def test_a_programme_in_preparation_is_not_told(client, marseille):
    programme(state=Programme.State.DRAFT)
    wave()
    assert client.get(reverse("applications:check")).context["open_waves"] == []


def test_what_does_not_read_is_said_and_nothing_is_kept(client, opened):
    before = Entry.objects.count()
    answer = ask(client, since="hier", machines="")
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["machines", "since"])
    assert (Entry.objects.count(), "sessionid" in answer.cookies) == (before, False)


def test_what_was_said_is_carried_into_the_application_and_kept_nowhere_before(client, opened):
    awa = manager_of(association("Mots en Partage"))
    told = ask(client, purpose="both").context["carried"]
    start = f"{reverse('applications:new', args=[opened.slug])}?reponses={told}"
    assert parse_qs(urlsplit(client.get(start)["Location"]).query)["next"] == [start]
    client.force_login(awa)
    assert "Ordinateurs demandés" in client.get(start).content.decode()
    assert not Draft.objects.exists()
    client.post(start)
    assert Draft.objects.get().answers == {
        "uses": ["ateliers_beneficiaires", "administration_interne"],
        "for_office": True,
        "requested": 6,
    }


def test_what_nobody_signed_is_not_carried(client, opened):
    client.force_login(manager_of(association("Mots en Partage")))
    client.post(f"{reverse('applications:new', args=[opened.slug])}?reponses=6:people")
    assert Draft.objects.get().answers == {}


def test_the_choice_of_an_association_carries_what_was_said(client, opened):
    awa = manager_of(association("Mots en Partage"))
    Membership.objects.create(user=awa, role=Role.MANAGER, association=association("Atelier Pixel"))
    client.force_login(awa)
    page = client.get(reverse("applications:new", args=[opened.slug]), {"reponses": "a:b"}).content.decode()
    assert "?reponses=a%3Ab&amp;association=" in page
