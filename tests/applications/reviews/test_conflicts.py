"""Ties are declared before a file opens; a recusal takes it out of sight everywhere."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from rebond.applications.models import Application
from rebond.applications.reviews import actions
from rebond.applications.reviews.models import Declaration
from rebond.applications.reviews.queries import waves_to_declare
from rebond.journal.models import Entry
from rebond.programmes.models import Wave
from tests.factories.accounts import person
from tests.factories.applications import MONDAY, application
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.waves import contested_wave, draft_of, saved_scenario

NAME = "Mots en Partage"


@pytest.fixture
def lucie(marseille, client):
    lucie = person("lucie")
    client.force_login(lucie)
    return lucie


def declare(one: Application, by, nature: str = "none") -> Declaration:
    return actions.declare_interest(application=one, nature=nature, by=by, at=MONDAY)


def test_a_file_opens_after_the_declaration_and_not_before(client, lucie):
    one = application(wave(), association(NAME))
    detail, question = (reverse(f"applications:{route}", args=[one.pk]) for route in ("detail", "declare"))
    assert client.get(detail)["Location"] == question
    assert client.post(question, {"nature": "none"})["Location"] == detail
    assert client.get(detail).status_code == 200


def test_a_declaration_without_an_answer_is_asked_again(client, lucie):
    answer = client.post(reverse("applications:declare", args=[application(wave()).pk]), {})
    assert (answer.status_code, Declaration.objects.count()) == (422, 0)


def test_a_published_wave_asks_for_no_declaration(client, lucie):
    one = application(wave(state=Wave.State.PUBLISHED))
    assert client.get(reverse("applications:detail", args=[one.pk])).status_code == 200


def test_whoever_has_a_tie_sees_the_file_nowhere(client, lucie):
    closed = contested_wave()
    draft_of(closed)
    saved_scenario(closed)
    one = Application.objects.get(association__name=NAME)
    addresses = [
        reverse("applications:list"),
        f"{reverse('applications:list')}?q=mots",
        reverse("applications:export_csv"),
        reverse("waves:detail", args=[closed.slug]),
        reverse("waves:export_csv", args=[closed.slug]),
        reverse("waves:studio", args=[closed.slug]),
        reverse("waves:studio_csv", args=[closed.slug]),
        reverse("waves:what_if", args=[closed.slug]),
    ]

    def named() -> list[bool]:
        return [NAME in b"".join(client.get(address)).decode() for address in addresses]

    assert named() == [True] * len(addresses)
    declare(one, lucie, "family")
    assert named() == [False] * len(addresses)
    routes = ("applications:detail", "applications:declare", "applications:received", "waves:explanation")
    assert [client.get(reverse(route, args=[one.pk])).status_code for route in routes] == [404] * 4
    change = reverse("waves:change", args=[one.allocations.get().pk])
    assert client.get(change).status_code == 404


def test_a_recusal_hides_the_file_from_that_person_alone(client, lucie):
    one = application(wave())
    declare(one, lucie, "member")
    seen = [Application.objects.visible_to(who).count() for who in (lucie, person("ines"), person("nadia"))]
    assert seen == [0, 1, 1]


def test_nobody_takes_back_their_own_recusal(client, lucie):
    one = application(wave())
    declared = declare(one, lucie, "money")
    with pytest.raises(actions.AlreadyRecused):
        declare(one, lucie)
    with pytest.raises(actions.NoRecusal):
        actions.lift_recusal(declaration=declared, reason="Fini.", by=lucie, at=MONDAY)
    with pytest.raises(IntegrityError):
        Declaration.objects.update(lifted_by=lucie, lifted_at=MONDAY, lifted_because="Fini.")


def test_a_mind_changes_towards_recusal(client, lucie):
    one = application(wave())
    declare(one, lucie)
    assert declare(one, lucie, "family").is_recusal


def test_an_officer_lifts_a_recusal_with_a_reason_and_the_journal_keeps_it(client, lucie):
    one = application(wave())
    declared = declare(one, lucie, "other")
    client.force_login(person("ines"))
    address = reverse("applications:lift_recusal", args=[declared.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Le mandat a pris fin en 2019."})
    declared.refresh_from_db()
    assert (declared.is_recusal, declared.lifted_because) == (False, "Le mandat a pris fin en 2019.")
    assert list(Entry.objects.order_by("number").values_list("verb", flat=True)) == [
        "interest_declared",
        "recusal_lifted",
    ]
    assert Application.objects.visible_to(lucie).count() == 1
    assert client.get(address).status_code == 404


def test_all_ties_of_a_wave_are_declared_on_one_page(client, lucie):
    closed = wave(state=Wave.State.CLOSED)
    tied, free = application(closed, association(NAME)), application(closed, association("Les Claviers du Panier"))
    page = reverse("applications:declare_wave", args=[closed.slug])
    said = {str(tied.association_id): "family", str(free.association_id): "none"}
    assert client.post(page, said).status_code == 422
    assert client.post(page, said | {"read": "on"})["Location"] == reverse("applications:queue")
    declared = Declaration.objects.values_list("application__reference", "nature")
    assert dict(declared) == {tied.reference: "family", free.reference: "none"}
    assert "Vos liens sont déclarés" in client.get(page).content.decode()


def test_a_blind_wave_asks_for_ties_by_name_without_telling_whose_file_is_which(client, lucie):
    one = application(wave(state=Wave.State.CLOSED, blind=True), association(NAME))
    page = client.get(reverse("applications:declare_wave", args=[one.wave.slug])).content.decode()
    assert (NAME in page, one.reference in page, str(one.pk) in page) == (True, False, False)


def test_a_blind_wave_asks_for_no_name_while_files_come_one_by_one(client, lucie):
    one = application(wave(blind=True), association(NAME))
    page = client.get(reverse("applications:declare_wave", args=[one.wave.slug])).content.decode()
    assert (NAME in page, "La liste des noms viendra après la clôture" in page) == (False, True)
    assert list(waves_to_declare(lucie)) == []
    with pytest.raises(actions.NamesWouldTell):
        actions.declare_interests(wave=one.wave, natures={one.association_id: "none"}, by=lucie, at=MONDAY)


def test_a_blind_wave_asks_for_all_names_at_once_and_again_of_what_was_declared_by_reference(
    client, lucie, monkeypatch
):
    monkeypatch.setattr("rebond.applications.reviews.views.conflicts.MOST", 1)
    blind = wave(state=Wave.State.CLOSED, blind=True)
    one, other = application(blind, association(NAME)), application(blind, association("Atelier Pixel"))
    declare(one, lucie)
    page = reverse("applications:declare_wave", args=[blind.slug])
    form = client.get(page).context["form"]
    assert [each.name for each in form.associations] == ["Atelier Pixel", NAME]
    with pytest.raises(actions.NamesWouldTell):
        actions.declare_interests(wave=blind, natures={other.association_id: "none"}, by=lucie, at=MONDAY)
    client.post(page, {str(one.association_id): "family", str(other.association_id): "none", "read": "on"})
    assert dict(Declaration.objects.values_list("application", "nature")) == {one.pk: "family", other.pk: "none"}


def test_a_long_wave_is_declared_page_by_page(client, lucie, monkeypatch):
    monkeypatch.setattr("rebond.applications.reviews.views.conflicts.MOST", 2)
    closed = wave(state=Wave.State.CLOSED)
    for name in ("A", "B", "C"):
        application(closed, association(name))
    page = reverse("applications:declare_wave", args=[closed.slug])
    first = client.get(page).context
    shown = [one.name for one in first["form"].associations]
    said = {str(one.pk): "none" for one in first["form"].associations} | {"read": "on"}
    answer = client.post(page, said)
    then = client.get(page).context
    assert (shown, first["left"], answer["Location"]) == (["A", "B"], 1, page)
    assert ([one.name for one in then["form"].associations], then["left"]) == (["C"], 0)


def test_declaring_for_a_wave_leaves_what_was_declared_before(lucie):
    one = application(wave(), association(NAME))
    declare(one, lucie, "member")
    natures = {one.association_id: "none"}
    assert actions.declare_interests(wave=one.wave, natures=natures, by=lucie, at=MONDAY) == 0
    assert Declaration.objects.get().nature == "member"
