"""A problem from a spreadsheet of applicants, a result to a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from rebond.allocation.applicants import Applicant, Applicants
from rebond.allocation.nonsense import Nonsense, Place
from rebond.allocation.problem import (
    APPLICANT_FIELDS,
    APPLICANT_NUMBERS,
    FORMAT,
    Problem,
    checked,
    parse_problem,
    read_applicant,
)
from rebond.allocation.result import ALLOCATION_FIELDS, Result
from rebond.allocation.sentences import told
from rebond.spreadsheets import Unreadable, find_table, is_blank, read_workbook, stream_csv, write_xlsx
from rebond.spreadsheets.tables import SEARCHED, Table
from rebond.spreadsheets.workbook import Cell, Row, Workbook

GROUP = "group:"
WHOLE = re.compile(r"[+-]?[0-9]{1,20}").fullmatch
YES_OR_NO = {"true": True, "false": False, "vrai": True, "faux": False, "oui": True, "non": False}
HEADER = (*ALLOCATION_FIELDS, "sentence")


def problem_from_table(path: Path, rule: Mapping[str, Any], limits: Mapping[str, int]) -> Problem:
    """Read the applicants of a CSV or XLSX file and put the rule of the command line beside them.

    `rule` holds the other members of a problem file; `limits` a floor and a cap for the rows that give none.
    Columns that are no field of an applicant are left aside.

    Raises Nonsense with the row of the sheet.
    """
    head = parse_problem({"format": FORMAT, "rule": {}, **rule, "applicants": []})
    applicants = Applicants.of(applicants_in(read(path), limits))
    if not len(applicants):
        raise Nonsense("no-rows", Place("file", path.name))
    return checked(replace(head, applicants=applicants))


def read(path: Path) -> Table:
    if not path.is_file():
        raise Nonsense("unreadable", Place("file", str(path)))
    try:
        workbook = read_workbook(path)
        fields = [field for field in APPLICANT_FIELDS if field != "groups"]
        vocabulary = {field: (field,) for field in (*fields, *group_columns(workbook))}
        return find_table(workbook, vocabulary, required=("id", "points"))
    except Unreadable as error:
        raise Nonsense("not-a-table", Place("file", path.name), why=str(error)) from error


def group_columns(workbook: Workbook) -> set[str]:
    """Headings such as `group:district`."""
    tops = (cell for sheet in workbook.sheets for row in sheet.rows[:SEARCHED] for cell in row)
    return {cell.strip() for cell in tops if isinstance(cell, str) and cell.strip().startswith(GROUP)}


def applicants_in(table: Table, limits: Mapping[str, int]) -> Iterator[Applicant]:
    for number, row in table.numbered_rows():
        if not is_blank(row):
            at = Place("row", str(number))
            yield read_applicant({**limits, **members_in(row, table.header.columns, at)}, at)


def members_in(row: Row, columns: Mapping[str, int], at: Place) -> dict[str, Any]:
    """What a row of a sheet says, as an applicant of a problem file; empty cells say nothing."""
    members: dict[str, Any] = {"groups": {}}
    for field, column in columns.items():
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, str) and not cell.strip():
            continue
        if field.startswith(GROUP):
            members["groups"][field.removeprefix(GROUP)] = as_name(cell)
        elif field in APPLICANT_NUMBERS:
            members[field] = as_number(cell, at, field)
        elif field == "phantom":
            members[field] = YES_OR_NO.get(str(cell).strip().casefold(), cell)
        else:
            members[field] = as_name(cell)
    return members


def as_name(cell: Cell) -> str:
    """Text as it is; a number that a spreadsheet keeps as 13003.0 as 13003."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def as_number(cell: Cell, at: Place, field: str) -> int:
    """A whole number, written by a spreadsheet or typed into a text file."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == cell // 1:
        return int(cell)
    if isinstance(cell, str) and WHOLE(cell.strip()):
        return int(cell)
    raise Nonsense("not-whole", at, field=field, value=cell)


def rows_of(problem: Problem, result: Result, lang: str) -> Iterator[Sequence[Any]]:
    """One row for each applicant, the sentence last."""
    applicants = {applicant.id: applicant for applicant in problem.applicants}
    for allocation in result.allocations:
        figures = [getattr(allocation, field) for field in ALLOCATION_FIELDS]
        yield [*figures, told(allocation, applicants[allocation.id], problem, lang)]


def csv_bytes(problem: Problem, result: Result, lang: str) -> bytes:
    return b"".join(stream_csv(HEADER, rows_of(problem, result, lang)))


def xlsx_bytes(problem: Problem, result: Result, lang: str) -> bytes:
    target = BytesIO()
    write_xlsx(target, HEADER, rows_of(problem, result, lang), sheet="allocations")
    return target.getvalue()


def table_text(problem: Problem, result: Result, lang: str) -> str:
    """One line for each applicant: its id and its sentence."""
    return "".join(f"{row[0]}\t{row[-1]}\n" for row in rows_of(problem, result, lang))
