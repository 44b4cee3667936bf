"""English is complete: every French string of the house has its translation."""

import re
from pathlib import Path

import polib

import rebond
from scripts import messages

HOUSE = Path(rebond.__file__).parent


def test_every_string_is_translated():
    assert messages.problems(polib.pofile(str(messages.CATALOGUE)), messages.strings_of_the_house()) == []


def test_a_missing_string_shows():
    assert messages.problems(polib.POFile(), {("", "Bonjour", ""): ["a.py"]}) == ["missing: 'Bonjour' (a.py)"]


def test_a_translation_that_forgets_a_name_shows():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="%(n)s remises", msgstr="hand-overs"))
    assert messages.problems(catalogue, {("", "%(n)s remises", ""): ["a.py"]}) == ["names differ in: 'hand-overs'"]


def test_no_other_name_hides_a_string_from_the_catalogue():
    """The strings are found by the names of Django's functions, and `_`."""
    other_names = re.compile(r"\w*gettext\w* as (?!_\b)\w+")
    assert [str(file) for file in HOUSE.rglob("*.py") if other_names.search(file.read_text())] == []
