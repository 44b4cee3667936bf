from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from rebond.journal.models import Entry
from rebond.programmes.actions import change_wave, load_programme
from rebond.programmes.models import Wave
from tests.factories.accounts import person
from tests.factories.programmes import marseille_definition, wave

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def typed(one: Wave, **changes) -> dict:
    """What the form of a wave sends when nothing was touched but `changes`."""
    return {
        "version": one.version,
        "name": one.name,
        "stock": one.stock,
        "floor": one.floor,
        "cap": one.cap,
        "open_to": one.open_to,
        "bodies": one.bodies,
        "territory": one.territory,
        "minimum_age": one.minimum_age,
        "opens_on": one.opens_on.isoformat(),
        "closes_on": one.closes_on.isoformat(),
        "handover_from": "",
        "lottery_seed": one.lottery_seed,
        "public_draw": one.public_draw,
    } | changes


def test_the_public_reads_the_rules_and_the_points(client, marseille):
    load_programme(definition=marseille_definition(), by=None, at=MONDAY)
    page = client.get(reverse("programmes:detail"))
    assert page.status_code == 200
    text = page.content.decode()
    for words in (
        "Lutte contre l’illettrisme",
        "Dernier lot, petites associations",
        "Don de l’entreprise à l’association",
    ):
        assert words in text


def test_without_a_programme_the_page_says_what_comes_next(client, marseille):
    assert "Aucun dispositif pour l’instant" in client.get(reverse("programmes:detail")).content.decode()


def test_an_officer_changes_the_stock_of_a_wave_in_preparation(client, marseille):
    one = wave(state=Wave.State.DRAFT)
    client.force_login(person("ines"))
    answer = client.post(reverse("programmes:edit_wave", args=[one.slug]), typed(one, stock=480))
    assert answer.status_code == 302
    assert Wave.objects.get().stock == 480
    assert Entry.objects.get(verb="wave_changed").facts == {"fields": ["stock"]}


def test_what_is_frozen_cannot_be_typed(client, marseille):
    one = wave()
    client.force_login(person("ines"))
    client.post(reverse("programmes:edit_wave", args=[one.slug]), typed(one, cap=25, stock=480))
    stored = Wave.objects.get()
    assert (stored.cap, stored.stock) == (30, 486)


def test_a_contradiction_is_told_and_nothing_is_saved(client, marseille):
    one = wave(state=Wave.State.DRAFT)
    client.force_login(person("ines"))
    answer = client.post(reverse("programmes:edit_wave", args=[one.slug]), typed(one, stock=1001))
    assert answer.status_code == 422
    assert "1000 seulement sont annoncés" in answer.content.decode()
    assert Wave.objects.get().stock == 486


def test_a_second_editor_sees_what_the_first_one_saved(client, marseille):
    one = wave(state=Wave.State.DRAFT)
    seen = typed(one, stock=470)
    change_wave(wave=one, seen=1, changes={"stock": 480}, by=person("karim"), at=MONDAY)
    client.force_login(person("ines"))
    answer = client.post(reverse("programmes:edit_wave", args=[one.slug]), seen)
    assert answer.status_code == 422
    assert answer.context["conflicts"] == [
        {"name": "stock", "label": "ordinateurs à attribuer".capitalize(), "stored": 480, "typed": 470}
    ]
    assert answer.context["form"]["version"].value() == 2
    assert Wave.objects.get().stock == 480


def test_an_officer_closes_a_wave_and_opens_it_again(client, marseille):
    one = wave()
    client.force_login(person("ines"))
    client.post(reverse("programmes:close_wave", args=[one.slug]))
    assert Wave.objects.get().state == "closed"
    client.post(reverse("programmes:open_wave", args=[one.slug]))
    assert Wave.objects.get().state == "open"


@pytest.mark.parametrize("name", ["lucie", "nadia", "paul", "tom"])
def test_only_officers_settle_a_wave(client, marseille, name):
    one = wave()
    client.force_login(person(name))
    for route in ("edit_wave", "open_wave", "close_wave"):
        assert client.post(reverse(f"programmes:{route}", args=[one.slug])).status_code == 403


def test_an_officer_writes_the_result_of_the_public_draw(client, marseille):
    one = wave(state=Wave.State.CLOSED, public_draw="Loto du 12 décembre 2026")
    client.force_login(person("ines"))
    assert "pas encore connu" in client.get(reverse("programmes:wave", args=[one.slug])).content.decode()
    told = reverse("programmes:tell_draw", args=[one.slug])
    assert client.post(told, {"result": ""}).status_code == 422
    assert client.post(told, {"result": "3 17 22 40 41"}).status_code == 302
    page = client.get(reverse("programmes:wave", args=[one.slug])).content.decode()
    assert ("3 17 22 40 41" in page, "Rouvrir la vague" in page) == (True, False)
