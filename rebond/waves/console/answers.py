"""A result for people: a spreadsheet, or a table to read in a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from textwrap import wrap

from rebond.allocation.problem import Problem
from rebond.allocation.result import Result
from rebond.allocation.sentences import told
from rebond.allocation.words import choose, number
from rebond.spreadsheets import Value, stream_csv, write_xlsx
from rebond.waves.console import words

USUAL = 100  # characters of a line across the table where no terminal says its own width
NARROWEST = 30  # below that many characters a sentence is not worth cutting into lines


def rows_of(problem: Problem, result: Result, lang: str) -> Iterator[Sequence[Value]]:
    """One row for each applicant, the sentence last; then what is kept for later waves."""
    applicants = {applicant.id: applicant for applicant in problem.applicants}
    for given in result.allocations:
        applicant = applicants[given.id]
        yield [
            given.id,
            applicant.points,
            applicant.request,
            applicant.received,
            given.units,
            choose(words.REASONS[given.reason], lang),
            choose(words.BINDINGS.get(given.binding, (given.binding, given.binding)), lang) if given.binding else None,
            level(given.last_level, lang),
            level(given.next_level, lang),
            given.points_for_one_more,
            given.tie,
            told(given, applicant, problem, lang),
        ]
    for kept in result.reserved:
        applicant = applicants[kept.id]
        asked: list[Value] = [kept.id, applicant.points, applicant.request, applicant.received, kept.units]
        nothing: list[Value] = [None] * 5
        yield [*asked, choose(words.RESERVED, lang), *nothing, choose(words.RESERVE_SENTENCE, lang)]


def level(fraction: str | None, lang: str) -> str | None:
    """In words, for a spreadsheet program would read 1/4 as the first of April."""
    return choose(words.PER_POINT, lang).format(fraction=fraction) if fraction else None


def header(lang: str) -> list[str]:
    return [choose(title, lang) for title in words.COLUMNS]


def csv_bytes(problem: Problem, result: Result, lang: str) -> bytes:
    return b"".join(stream_csv(header(lang), rows_of(problem, result, lang)))


def xlsx_bytes(problem: Problem, result: Result, lang: str) -> bytes:
    target = BytesIO()
    write_xlsx(target, header(lang), rows_of(problem, result, lang), sheet=choose(words.SHEET, lang))
    return target.getvalue()


def table_text(problem: Problem, result: Result, lang: str, *, width: int = 0) -> str:
    """Id, units, sentence, aligned; a total at the end. `width` is that of the terminal, 0 where there is none."""
    lines = [(str(row[0]), number(units_in(row), lang), str(row[-1])) for row in rows_of(problem, result, lang)]
    heads = (choose(words.COLUMNS[0], lang), choose(words.UNITS, lang), choose(words.COLUMNS[-1], lang))
    total = (choose(words.TOTAL, lang), number(problem.stock - result.left, lang), summary(problem, result, lang))
    widths = [max(cells(line[column]) for line in (heads, *lines, total)) for column in (0, 1)]
    rule = "─" * (width or USUAL) + "\n"
    title = f"{problem.label}\n\n" if problem.label else ""
    body = "".join(laid_out(line, widths, width) for line in lines)
    return title + laid_out(heads, widths, width) + rule + body + rule + laid_out(total, widths, width)


def units_in(row: Sequence[Value]) -> int:
    units = row[words.COLUMNS.index(words.UNITS)]
    assert isinstance(units, int)
    return units


def summary(problem: Problem, result: Result, lang: str) -> str:
    """What was shared, what is left, at which level the stock ended."""
    facts = {
        "stock": number(problem.stock, lang),
        "left": number(result.left, lang),
        "served": number(sum(given.units > 0 for given in result.allocations), lang),
        "everybody": number(len(result.allocations), lang),
        "level": result.level,
    }
    parts = [words.SHARED, words.LEVEL] if result.level else [words.SHARED]
    return " ".join(choose(part, lang).format(**facts) for part in parts)


def laid_out(line: tuple[str, str, str], widths: Sequence[int], width: int) -> str:
    """One entry of the table; a long sentence goes on under itself."""
    name, units, text = line
    start = f"{name}{' ' * (widths[0] - cells(name))}  {units:>{widths[1]}}  "
    left = width - cells(start)
    pieces = wrap(text, left, break_long_words=False, break_on_hyphens=False) if left >= NARROWEST else [text]
    return start + f"\n{' ' * cells(start)}".join(pieces) + "\n"


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: some letters take two, some marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
