"""Arbitrary bytes, arbitrary tables, arbitrary command lines: an answer, or one sentence and exit status 2."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.allocation import Nonsense, solve
from rebond.allocation.problem import FORMAT, Problem, checked
from rebond.spreadsheets import Unreadable
from rebond.spreadsheets.workbook import Sheet, Workbook
from rebond.waves import console
from rebond.waves.console.answers import csv_bytes, table_text, xlsx_bytes
from rebond.waves.console.tables import FIELDS, applicants_of

some = settings(max_examples=60, deadline=None)
few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

titles = st.sampled_from([*FIELDS, "Points", "Note", "group:district", "group:", "", "§", "a\nb"])
cells = (
    st.sampled_from(["A", "B", "13003", "oui", "=1+1", "", " ", "\u202e", "x" * 300])
    | st.integers(0, 9).map(str)
    | st.floats()
    | st.dates(date(2000, 1, 1), date(2030, 1, 1))
    | st.text(max_size=4)
)
tables = st.builds(
    lambda head, rows: [["id", "points", *head], *rows],
    st.lists(titles, max_size=4),
    st.lists(
        st.builds(lambda *row: [row[0], row[1], *row[2]], st.text(max_size=3), cells, st.lists(cells, max_size=5))
    ),
)


def refused(capfd, files, before):
    captured = capfd.readouterr()
    assert (captured.out, len(captured.err.splitlines())) == ("", 1)
    assert sorted(files.iterdir()) == before


def read_or_sentences(rows, named):
    """A problem, or the sentences that refuse it."""
    try:
        return checked(Problem(20, applicants_of(Workbook([Sheet("", rows)], "", ""), {"floor": 2}, named), seed="x"))
    except Unreadable as unreadable:
        return [str(unreadable)]
    except Nonsense as nonsense:
        return [nonsense.sentence("fr"), nonsense.sentence("en")]


@some
@given(tables | st.lists(st.lists(cells, max_size=4), max_size=4), st.dictionaries(st.sampled_from(FIELDS), titles))
def test_any_table_is_read_or_refused_in_one_sentence(rows, named):
    """Without the process that reads a file: the same rows, a hundred times faster."""
    case = read_or_sentences(rows, named)
    if isinstance(case, list):
        assert {len(sentence.splitlines()) for sentence in case} == {1}
        return
    result = solve(case)
    assert table_text(case, result, "fr", width=80).count("Total") >= 1
    assert csv_bytes(case, result, "en").startswith(b"\xef\xbb\xbf")
    assert xlsx_bytes(case, result, "fr").startswith(b"PK")


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx", "txt"])
@few
@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused_in_one_sentence(suffix, content, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    name = f"input.{suffix}"
    Path(name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    options = [] if suffix == "json" else ["--stock=4", "--seed=x"]
    assert console.allocate([name, *options, "-o", "out.json"]) == 2
    refused(capfd, tmp_path, before)
    assert console.verify([name]) == 2
    refused(capfd, tmp_path, before)


WORDS = st.sampled_from(
    ["problem.json", "--stock", "4", "-1", "--seed=x", "--table", "--lang", "en", "oc", "-o", "--quota", "d=1:max=2",
     "--", "--points-column", "points", "--group", "d=x", "=", "", "\n", "--csv", "/", "--key=rank", "\udce9"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(argv=st.lists(WORDS | st.text(max_size=4), max_size=6).filter(lambda words: not {"-h", "--help"} & set(words)))
def test_any_command_line_is_an_answer_or_one_sentence(argv, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    rule = '{"format": "%s", "stock": 1, "rule": {}, "lottery": {"seed": "x"}, "applicants": []}' % FORMAT  # noqa: UP031
    Path("problem.json").write_text(rule)
    status = console.allocate(argv)
    assert status in (0, 2)
    assert len(capfd.readouterr().err.splitlines()) == (1 if status else 0)
