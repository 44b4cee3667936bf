"""A problem from a spreadsheet of applicants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
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
from rebond.allocation.words import show
from rebond.spreadsheets import Unreadable, find_header, find_table, is_blank, plain, read_workbook
from rebond.spreadsheets.tables import SEARCHED, Table
from rebond.spreadsheets.workbook import Cell, Row, Workbook

GROUP = "group:"
FIELDS = tuple(field for field in APPLICANT_FIELDS if field != "groups")
WHOLE = re.compile(r"[+-]?[0-9]{1,20}").fullmatch
YES_OR_NO = {"true": True, "false": False, "vrai": True, "faux": False, "oui": True, "non": False}
NAMED = 12  # headings quoted in a refusal


def option_for(field: str) -> str:
    """The option of the command line that names the column of a field."""
    return "--group" if field.startswith(GROUP) else f"--{field}-column"


def problem_from_table(
    path: Path, rule: Mapping[str, Any], limits: Mapping[str, int], named: Mapping[str, str]
) -> Problem:
    """Read the applicants of a CSV or XLSX file and put the rule of the command line beside them.

    `rule` holds the other members of a problem file; `limits` a floor and a cap for the rows that give none; `named`
    the headings of the fields whose column has another name. Columns that are no field of an applicant are left aside.

    Raises Nonsense with the row of the sheet.
    """
    head = parse_problem({"format": FORMAT, "rule": {}, **rule, "applicants": []})
    if not path.is_file():
        raise Nonsense("unreadable", Place("file", str(path)))
    try:
        applicants = applicants_of(read_workbook(path), limits, named)
    except Unreadable as error:
        raise Nonsense("not-a-table", Place("file", path.name), why=str(error)) from error
    if not len(applicants):
        raise Nonsense("no-rows", Place("file", path.name))
    return checked(replace(head, applicants=applicants))


def applicants_of(workbook: Workbook, limits: Mapping[str, int], named: Mapping[str, str]) -> Applicants:
    """The applicants of the one table that has what is needed. Raises Unreadable where there is none."""
    headings = {field: field for field in (*FIELDS, *group_headings(workbook))} | dict(named)
    table = table_with(workbook, headings, named)
    found = table.header.columns
    columns = {field: found[plain(title)] for field, title in headings.items() if plain(title) in found}
    return Applicants.of(applicants_in(table, columns, limits))


def table_with(workbook: Workbook, headings: Mapping[str, str], named: Mapping[str, str]) -> Table:
    """The sheet that has the ids, the points and every column that the command line names."""
    vocabulary = {plain(title): (title,) for title in headings.values() if plain(title)}
    required = dict.fromkeys(plain(headings[field]) for field in ("id", "points", *named))
    try:
        if required.keys() <= vocabulary.keys():
            return find_table(workbook, vocabulary, required=required)
    except Unreadable:
        if not named:
            raise
    rows = max((sheet.rows for sheet in workbook.sheets), key=len, default=[])
    header = find_header(rows, vocabulary)
    for field, title in named.items():
        if header is None or plain(title) not in header.columns:
            known = [*header.titles.values(), *header.unknown] if header else fullest(rows)
            raise Nonsense("no-such-column", Place("option", option_for(field)), value=title, known=said(known))
    return find_table(workbook, vocabulary, required=required)


def fullest(rows: list[Row]) -> list[str]:
    """What is probably the row of headings where none is known: the one with the most words."""
    tops = [[cell for cell in row if isinstance(cell, str) and cell.strip()] for row in rows[:SEARCHED]]
    return max(tops, key=len, default=[])


def said(titles: Iterable[str]) -> str:
    """The first headings, to put into a sentence."""
    shown = [show(" ".join(title.split())) for title in titles]
    return ", ".join(shown[:NAMED] + ["…"] * (len(shown) > NAMED))


def group_headings(workbook: Workbook) -> set[str]:
    """Headings such as `group:district`."""
    tops = (cell for sheet in workbook.sheets for row in sheet.rows[:SEARCHED] for cell in row)
    return {cell.strip() for cell in tops if isinstance(cell, str) and cell.strip().startswith(GROUP)}


def applicants_in(table: Table, columns: Mapping[str, int], limits: Mapping[str, int]) -> Iterator[Applicant]:
    for number, row in table.numbered_rows():
        if not is_blank(row):
            at = Place("row", str(number))
            yield read_applicant({**limits, **members_in(row, columns, at)}, at)


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
