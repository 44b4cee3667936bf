"""`docs/fairness.md` keeps to the truth: the tests that it names exist, its example is the engine's."""

import re

from rebond.waves.example import worked_example
from tests.repository import ROOT

DOC = ROOT / "docs" / "fairness.md"


def test_every_test_that_the_document_names_exists():
    named = set(re.findall(r"`(?:tests/[\w/]+/)?(test_\w+(?:\.py)?)`", DOC.read_text()))
    sources = list((ROOT / "tests").rglob("test_*.py"))
    known = {path.name for path in sources} | {
        name for path in sources for name in re.findall(r"def (test_\w+)", path.read_text())
    }
    assert (named - known, len(named) > 15) == (set(), True)


def test_the_example_of_the_document_is_the_one_of_the_page():
    rows = re.findall(r"\| (L\w+ \S+) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \| \*\*(\d+)\*\* \|", DOC.read_text())
    assert rows == [
        (
            part.name,
            str(part.account.applicant.points),
            str(part.account.applicant.request),
            str(part.account.useful_lot),
            f"{part.product:g}",
            str(part.units),
        )
        for part in worked_example().parts
    ]
