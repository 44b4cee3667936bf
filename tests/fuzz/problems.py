"""Whatever is read, there is a result that verifies or a refusal in one sentence: fuzzed with atheris.

The first byte chooses the way in: any text as a problem file; a problem put together from the bytes, right in its
form and wild in its values; any text as a table of applicants.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["rebond"]):
    from rebond.allocation import Nonsense, canonical_bytes, parse_problem, parse_result, solve, verify
    from rebond.allocation.problem import ADMISSIONS, APPLICANT_NUMBERS, FORMAT, KEYS
    from rebond.spreadsheets import Unreadable
    from rebond.spreadsheets.text import decode, records
    from rebond.spreadsheets.workbook import Sheet, Workbook
    from rebond.waves.console.tables import applicants_of

from tests.allocation.naive import naive

FEW_UNITS = 60  # so few are shared again one by one
NUMBERS = (0, 1, 2, 3, 7, 10, 2**31, 2**52, 2**53 - 1, 2**53, 2**60, -1, 1.5, True, None, "10", [])


def one_input(data: bytes) -> None:
    ways = (read_text, read_built, read_table)
    if data:
        ways[data[0] % len(ways)](data[1:])


def read_text(data: bytes) -> None:
    settled(data)


def read_built(data: bytes) -> None:
    """Numbers that are mostly small and sometimes nonsense."""
    take = atheris.FuzzedDataProvider(data)

    def number():
        return NUMBERS[take.ConsumeIntInRange(0, len(NUMBERS) - 1)] if take.ConsumeProbability() > 0.9 else small()

    def small():
        return take.ConsumeIntInRange(0, 12)

    rows = []
    for place in range(take.ConsumeIntInRange(0, 7)):
        row = {"id": f"A{place}", "points": 1 + small(), "groups": {"d": f"D{small() % 3}", "t": f"T{small() % 2}"}}
        for field in APPLICANT_NUMBERS:
            if field != "tie" and take.ConsumeBool():
                row[field] = number()
        rows.append(row)
    quotas = [
        {"group": family, "value": value, "max": number(), "min": small() if take.ConsumeProbability() > 0.7 else 0}
        for family, value in (("d", "D0"), ("d", "D1"), ("t", "T0"))
        if take.ConsumeBool()
    ]
    rule = {"key": KEYS[small() % len(KEYS)], "admission": ADMISSIONS[small() % len(ADMISSIONS)]}
    settled(asking(number() if take.ConsumeProbability() > 0.95 else 3 * small(), *rows, quotas=quotas, **rule))


def read_table(data: bytes) -> None:
    """As the console reads a sheet, without the process that it starts for it."""
    try:
        text, encoding = decode(data)
        separator, rows = records(text)
        list(applicants_of(Workbook([Sheet("", list(rows))], encoding, separator), {"floor": 2}, {}))
    except Unreadable:
        pass  # its text is the sentence
    except Nonsense as nonsense:
        one_sentence(nonsense)


def asking(stock, *rows, quotas=(), **rule):
    """The mapping that a problem file holds."""
    return {
        "format": FORMAT,
        "stock": stock,
        "rule": rule,
        "lottery": {"seed": "fuzz"},
        "applicants": list(rows),
        "quotas": list(quotas),
    }


def settled(source) -> None:
    """A result that verifies, reads back, and is what one ticket at a time gives; or a refusal."""
    try:
        problem = parse_problem(source)
    except Nonsense as nonsense:
        return one_sentence(nonsense)
    assert parse_problem(canonical_bytes(problem)) == problem
    result = solve(problem)
    assert verify(problem, result)
    assert parse_result(result.as_bytes()) == result
    if problem.stock <= FEW_UNITS:
        units, removed = naive(problem)
        given = {row.id: row.units for row in (*result.allocations, *result.reserved)}
        assert (given, list(result.removed)) == (units, removed)
    return None


def one_sentence(nonsense: Nonsense) -> None:
    for lang in ("fr", "en"):
        assert len(nonsense.sentence(lang).splitlines()) == 1


def seeds(corpus: Path) -> None:
    """Something of each kind to begin with."""
    row = {"id": "A", "points": 3, "request": 5, "groups": {"d": "D0"}}
    problem = parse_problem(
        asking(9, row, {**row, "id": "B", "floor": 2}, quotas=[{"group": "d", "value": "D0", "max": 4}])
    )
    for name, content in (
        ("text", b"\0" + canonical_bytes(problem)),
        ("built", b"\1" + bytes(range(256))),
        ("table", b"\2id;points;request;group:d\nA;3;5;D0\nB;2;;D1\n"),
    ):
        (corpus / name).write_bytes(content)


if __name__ == "__main__":
    seeds(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
