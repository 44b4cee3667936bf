"""Whatever is given as a problem, there is a result that verifies or one sentence: never anything else."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.allocation import Nonsense, canonical_bytes, parse_problem, parse_result, solve, verify, verify_record
from tests.allocation.cases import problems

some = settings(max_examples=60, deadline=None)
numbers = st.integers(-2, 12) | st.sampled_from([2**52, 2**53 - 1, 2**53, 2**60, -1, 10**400]) | st.floats()
anything = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)


@st.composite
def disturbed(draw):
    """A problem in which a few members, anywhere, are something else, missing, or there twice."""
    problem = draw(problems()).as_dict()
    for _ in range(draw(st.integers(1, 3))):
        place = problem
        while True:
            names = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not names:
                break
            name = draw(st.sampled_from(names))
            if isinstance(place[name], dict | list) and place[name] and draw(st.integers(0, 3)):
                place = place[name]
                continue
            deed = draw(st.sampled_from(["replace", "replace", "remove", "repeat"]))
            if deed == "remove":
                del place[name]
            elif deed == "repeat" and isinstance(place, list):
                place.append(place[name])
            else:
                place[name] = draw(anything)
            break
    return problem


def refused(read, source):
    """The sentence with which something is refused, in both languages; nothing where it is read."""
    try:
        read(source)
    except Nonsense as nonsense:
        return [nonsense.sentence(lang) for lang in ("fr", "en")]
    return []


def settled(source):
    """What a stranger may expect of any input."""
    sentences = refused(parse_problem, source)
    assert [len(sentence.splitlines()) for sentence in sentences] in ([], [1, 1])
    if not sentences:
        case = parse_problem(source)
        assert parse_problem(canonical_bytes(case)) == case
        result = solve(case)
        assert verify(case, result)
        assert parse_result(result.as_bytes()) == result


@some
@given(disturbed())
def test_disturbed_problem_is_solved_or_refused(problem):
    settled(problem)
    settled(json.dumps(problem))


@some
@given(anything)
def test_anything_but_a_problem_is_refused(value):
    settled(value if isinstance(value, dict) else json.dumps(value))


@some
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_text_is_solved_or_refused_whatever_it_is_taken_for(text):
    settled(text)
    for read in (parse_result, verify_record):
        assert [len(sentence.splitlines()) for sentence in refused(read, text)] == [1, 1]
