"""What the house never does, and the one place where it does it."""

import re

import pytest

from tests.repository import HOUSE, sources

NEVER = {
    "mark_safe": r"\bmark_safe\b",
    "csrf_exempt": r"\bcsrf_exempt\b",
    "eval": r"\b(eval|exec)\(",
    "raw SQL": r"\.raw\(|\.extra\(|RawSQL",
    "a row lock": r"select_for_update",
    "the system clock": r"timezone\.now\(|datetime\.now\(|datetime\.utcnow\(|date\.today\(",
    "a database cursor": r"connection\.cursor\(",
    "an address of a page": r"from rebond\.\w+(\.\w+)* import .*\bviews\b|import rebond\.\w+\.views",
}
ONLY_IN = {
    "raw SQL": {"organisations/search.py"},
    "a row lock": {"safeguards/locks.py", "jobs/queue.py"},
    "the system clock": {"safeguards/clock.py"},
    "a database cursor": {"organisations/search.py", "safeguards/checks.py", "stock/bulk.py"},
    "an address of a page": set(),
}


@pytest.mark.parametrize("habit", NEVER)
def test_the_house_never_uses(habit):
    found = {
        str(path.relative_to(HOUSE))
        for path in sources("*.py")
        if path.name != "urls.py" and re.search(NEVER[habit], path.read_text())
    }
    assert found - ONLY_IN.get(habit, set()) == set()


TEMPLATE_NEVER = {
    "inline style": r"\sstyle=",
    "inline script": r"<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=",
    "unescaped text": r"\|safe\b|autoescape off",
}


@pytest.mark.parametrize("habit", TEMPLATE_NEVER)
def test_a_template_never_holds(habit):
    found = [path for path in sources("*.html") if re.search(TEMPLATE_NEVER[habit], path.read_text())]
    assert found == []


def test_junk_drawers_do_not_exist():
    drawers = {"utils", "helpers", "common", "misc", "tools", "lib"}
    assert [path for path in HOUSE.rglob("*") if path.stem in drawers] == []
