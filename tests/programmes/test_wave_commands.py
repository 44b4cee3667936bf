import io

import pytest
import time_machine
from django.core.management import call_command

from rebond.programmes.models import Wave
from rebond.tenancy.commands import Nonsense
from tests.factories.programmes import wave


@time_machine.travel("2026-11-23T09:00:00Z")
def test_a_wave_is_closed_and_opened_by_command(marseille):
    wave()
    call_command("close_wave", "vague-1", stdout=io.StringIO())
    assert Wave.objects.get().state == "closed"
    call_command("open_wave", "vague-1", stdout=io.StringIO())
    assert Wave.objects.get().state == "open"


@time_machine.travel("2026-12-12T09:00:00Z")
@pytest.mark.parametrize(
    ("command", "slug", "sentence"),
    [
        ("open_wave", "vague-1", "Vague 1\u00a0: la date de clôture est passée."),
        ("close_wave", "vague-1", "Vague 1\u00a0: impossible, son état est «\u00a0En préparation\u00a0»."),
        ("close_wave", "vague-9", "Aucune vague ne s’appelle «\u00a0vague-9\u00a0»."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(marseille, command, slug, sentence):
    wave(state=Wave.State.DRAFT)
    with pytest.raises(Nonsense) as refusal:
        call_command(command, slug)
    assert (str(refusal.value), refusal.value.returncode) == (sentence, 2)


@time_machine.travel("2026-12-12T09:00:00Z")
def test_the_public_draw_is_told_by_command(marseille):
    wave(state=Wave.State.CLOSED, public_draw="Loto du 12 décembre 2026")
    call_command("tell_draw", "vague-1", "3 17 22 40 41", stdout=io.StringIO())
    assert Wave.objects.get().drawn == "3 17 22 40 41"


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        ("3 17", "Vague 1\u00a0: aucun tirage public n’est attendu (état «\u00a0Ouverte aux candidatures\u00a0»)."),
        (" ", "Résultat du tirage public\u00a0: Ce champ est obligatoire."),
    ],
)
def test_a_draw_that_nobody_awaits_is_said_in_one_sentence(marseille, result, sentence):
    wave()
    with pytest.raises(Nonsense) as refusal:
        call_command("tell_draw", "vague-1", result)
    assert str(refusal.value) == sentence
