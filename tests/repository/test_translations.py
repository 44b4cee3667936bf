"""English is complete: every French string of the house has its translation."""

import polib

from scripts import messages


def test_every_string_is_translated():
    assert messages.problems(polib.pofile(str(messages.CATALOGUE)), messages.strings_of_the_house()) == []


def test_a_missing_string_shows():
    assert messages.problems(polib.POFile(), {("", "Bonjour", ""): ["a.py"]}) == ["missing: 'Bonjour' (a.py)"]


def test_a_translation_that_forgets_a_name_shows():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="%(n)s remises", msgstr="hand-overs"))
    assert messages.problems(catalogue, {("", "%(n)s remises", ""): ["a.py"]}) == ["names differ in: 'hand-overs'"]
