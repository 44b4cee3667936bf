"""The checker knows the rule, not the solver."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from rebond.allocation import Nonsense, parse_result, solve, verifier, verify
from tests.allocation.cases import problem

ENGINE = Path(verifier.__file__).parents[1]
CASE = problem(10, {"id": "A", "points": 3}, {"id": "B", "points": 2, "request": 10}, {"id": "C", "points": 1})
RESULT = solve(CASE)


def tampered(**changes):
    first, *others = RESULT.allocations
    return replace(RESULT, allocations=(replace(first, **changes), *others))


def file_of(name):
    """The file of one of the engine's modules, such as `queue` or `keys.rank`."""
    path = ENGINE.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def imports_of(name):
    """The modules of the engine that one of its modules imports, and those of its folder if it is one."""
    for node in ast.walk(ast.parse(file_of(name).read_text())):
        assert not isinstance(node, ast.Import) or "rebond" not in node.names[0].name
        if isinstance(node, ast.ImportFrom) and node.module == "rebond.allocation":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rebond.allocation."):
            yield node.module.removeprefix("rebond.allocation.")
    if file_of(name).name == "__init__.py":
        yield from (f"{name}.{path.stem}" for path in file_of(name).parent.glob("[!_]*.py"))


def test_verifier_imports_nothing_of_the_solver():
    """It may read problems, results and the definitions of the keys; whatever computes an allocation is out of its
    reach, however indirectly.
    """
    pending, reached = {"verifier"}, set()
    while pending:
        name = pending.pop()
        reached.add(name)
        pending |= set(imports_of(name)) - reached
    assert {name.split(".")[0] for name in reached} == {
        *("verifier", "problem", "applicants", "groups", "keys", "result", "allocations"),
        *("columns", "nonsense", "words"),
    }


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (replace(RESULT, problem_sha256="0" * 64), "another-problem"),
        (replace(RESULT, left=1), "left"),
        (replace(RESULT, level="2"), "level"),
        (replace(RESULT, removed=("A",)), "opt-out-order"),
        (replace(RESULT, allocations=RESULT.allocations[1:]), "not-everybody-once"),
        (tampered(reason="quota"), "explanation"),
        (tampered(binding="district=D1"), "explanation"),
        (tampered(last_level="1/3"), "explanation"),
        (tampered(tie=1), "explanation"),
        (tampered(points_for_one_more=4), "explanation"),
        (tampered(points_for_one_more=6), "explanation"),
        (tampered(points_for_one_more=None), "explanation"),
        (tampered(units=4), "left"),
    ],
)
def test_verifier_says_what_is_wrong(result, code):
    verdict = verify(CASE, result)
    assert (bool(verdict), verdict.code) == (False, code)
    assert verdict.sentence("fr") != verdict.sentence("en")


def test_result_is_read_strictly():
    for broken in (
        {},
        {**RESULT.as_dict(), "format": "result/9"},
        {**RESULT.as_dict(), "left": "0"},
        {**RESULT.as_dict(), "note": ""},
        {**RESULT.as_dict(), "allocations": [{"id": "A"}]},
    ):
        with pytest.raises(Nonsense):
            verify(CASE, broken)


def test_result_reads_back_from_its_bytes():
    assert parse_result(RESULT.as_bytes()) == RESULT
