"""A problem is read strictly: nonsense gets one sentence that says where and what."""

import json

import pytest

from rebond.allocation import Nonsense, canonical_bytes, parse_problem, parse_result, solve, verify_record
from tests.allocation.cases import asking

ONE = {"id": "ASSO-001", "points": 10}
TWO = {"id": "ASSO-002", "points": 10}


def crossing():
    both = {"district": "D1", "theme": "T1"}
    members = [
        {**ONE, "groups": both},
        {**TWO, "groups": {"district": "D1"}},
        {"id": "ASSO-003", "points": 1, "groups": {"theme": "T1"}},
    ]
    quotas = [{"group": "district", "value": "D1", "min": 1}, {"group": "theme", "value": "T1", "max": 5}]
    return asking(9, *members, quotas=quotas)


def small_group(**quota):
    return asking(9, {**ONE, "groups": {"size": "S"}}, TWO, quotas=[{"group": "size", "value": "S", **quota}])


NONSENSE = {
    "negative stock": (asking(-1, ONE), "out-of-range"),
    "no stock": ({**asking(1, ONE), "stock": None}, "missing-field"),
    "stock as text": (asking("486", ONE), "not-an-integer"),
    "stock as a boolean": (asking(True, ONE), "not-an-integer"),
    "half a machine": (asking(1.5, ONE), "not-an-integer"),
    "2^60": (asking(2**60, ONE), "out-of-range"),
    "another format": ({**asking(1, ONE), "format": "problem/9"}, "wrong-format"),
    "unknown name": ({**asking(1, ONE), "stocks": 1}, "unknown-field"),
    "unknown name of an applicant": (asking(1, {**ONE, "flor": 10}), "unknown-field"),
    "unknown key": (asking(1, ONE, key="hare"), "unknown-choice"),
    "unknown admission": (asking(1, ONE, admission="best"), "unknown-choice"),
    "applicants as an object": ({**asking(1), "applicants": {}}, "not-a-list"),
    "applicant as text": (asking(1, "ASSO-001"), "not-an-object"),
    "no id": (asking(1, {"points": 3}), "missing-field"),
    "id as a number": (asking(1, {"id": 7, "points": 3}), "not-text"),
    "empty id": (asking(1, {"id": " ", "points": 3}), "bad-length"),
    "invisible character": (asking(1, {"id": "A\u0000", "points": 3}), "bad-character"),
    "half a character": (asking(1, {"id": "\ud800", "points": 3}), "bad-character"),
    "two equal ids": (asking(1, ONE, TWO, ONE), "duplicate-id"),
    "no points": (asking(1, {"id": "ASSO-001"}), "missing-field"),
    "zero points": (asking(1, {**ONE, "points": 0}), "out-of-range"),
    "points as text": (asking(1, {**ONE, "points": "10"}), "not-an-integer"),
    "cap below floor": (asking(1, {**ONE, "cap": 5, "floor": 10}), "cap-below-floor"),
    "negative request": (asking(1, {**ONE, "request": -1}), "out-of-range"),
    "phantom as a number": (asking(1, {**ONE, "phantom": 1}), "not-a-boolean"),
    "groups as a list": (asking(1, {**ONE, "groups": ["D1"]}), "not-an-object"),
    "group as a number": (asking(1, {**ONE, "groups": {"district": 13003}}), "not-text"),
    "tie for one only": (asking(1, {**ONE, "tie": 0}, TWO), "tie-missing"),
    "two equal ties": (asking(1, {**ONE, "tie": 0}, {**TWO, "tie": 0}), "tie-duplicate"),
    "no seed": ({**asking(1, ONE), "lottery": None}, "seed-missing"),
    "two equal quotas": (asking(1, ONE, quotas=[{"group": "d", "value": "1"}] * 2), "duplicate-quota"),
    "quota without value": (asking(1, ONE, quotas=[{"group": "d"}]), "missing-field"),
    "minimum over maximum": (small_group(min=4, max=3), "max-below-min"),
    "minimums that cross": (crossing(), "crossing-minimums"),
    "minimum over the stock": (small_group(min=10), "minimums-exceed-stock"),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_refused(name):
    given, code = NONSENSE[name]
    with pytest.raises(Nonsense) as refusal:
        solve(given)
    assert refusal.value.code == code
    for lang in ("fr", "en"):
        assert len(refusal.value.sentence(lang).splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not-json"),
        ("[" * 100_000, "too-deep"),
        (b"\xff\xfe{}", "not-utf8"),
        ('{"stock": 1, "stock": 2}', "duplicate-field"),
        ('{"stock": NaN}', "not-a-number"),
        ('{"stock": ' + "9" * 5000 + "}", "number-too-long"),
        ("[]", "not-an-object"),
    ],
)
def test_text_that_is_no_problem_is_refused(text, code):
    with pytest.raises(Nonsense) as refusal:
        parse_problem(text)
    assert refusal.value.code == code


def test_refusal_names_the_applicant_and_what_to_do():
    with pytest.raises(Nonsense) as refusal:
        parse_problem(asking(1, {**ONE, "cap": 5, "floor": 10}))
    assert refusal.value.sentence("fr") == (
        "Candidature ASSO-001\u00a0: le plafond (5) est plus petit que le plancher (10)."
    )
    assert refusal.value.sentence("en") == "Applicant ASSO-001: the cap (5) is smaller than the floor (10)."


def test_crossing_minimums_name_both_quotas():
    with pytest.raises(Nonsense) as refusal:
        parse_problem(crossing())
    assert refusal.value.sentence("en").startswith("Quota theme=T1: it crosses quota district=D1;")


def test_canonical_form_fills_defaults_and_sorts():
    case = parse_problem(asking(4, TWO, ONE))
    assert json.loads(canonical_bytes(case)) == {
        "format": "rebond.allocation.problem/1",
        "label": "",
        "stock": 4,
        "rule": {"key": "leximin", "admission": "rank"},
        "lottery": {"seed": "vague-1"},
        "applicants": [
            {
                "id": name,
                "points": 10,
                "size": 1,
                "request": None,
                "cap": None,
                "floor": 0,
                "minimum": 0,
                "received": 0,
                "class": 0,
                "tie": None,
                "groups": {},
                "phantom": False,
            }
            for name in ("ASSO-001", "ASSO-002")
        ],
        "quotas": [],
    }


def test_canonical_form_reads_back_to_the_same_bytes():
    case = parse_problem(small_group(min=2, max=3))
    assert canonical_bytes(parse_problem(canonical_bytes(case))) == canonical_bytes(case)


@pytest.mark.parametrize(
    ("read", "kind"), [(parse_problem, "problem"), (parse_result, "result"), (verify_record, "record")]
)
@pytest.mark.parametrize("text", ["{", b"\xff", '{"a": 1, "a": 2}', '{"a": NaN}'])
def test_refusal_names_the_file_that_cannot_be_read(read, kind, text):
    with pytest.raises(Nonsense) as refusal:
        read(text)
    assert refusal.value.at.kind == kind


def test_refusal_of_a_list_names_what_should_be_an_object():
    with pytest.raises(Nonsense) as refusal:
        parse_problem("[]")
    assert refusal.value.sentence("en") == "The problem: “problem” must be a JSON object, in braces."
