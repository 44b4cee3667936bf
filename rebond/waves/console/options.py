"""What may be said on the command line, and what it means for a table of applicants."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from rebond.allocation.nonsense import Nonsense, Place
from rebond.allocation.problem import ADMISSIONS, KEYS
from rebond.allocation.words import LANGUAGES
from rebond.waves.console.tables import FIELDS, GROUP, WHOLE, option_for

QUOTA = re.compile(r"(?P<group>[^=]+)=(?P<value>.+?)(?P<bounds>(:(max|min)=[0-9]{1,16}){1,2})").fullmatch
GROUP_COLUMN = re.compile(r"(?P<group>[^=]+)=(?P<column>.+)", re.DOTALL).fullmatch
COLUMN_OPTIONS = {field: option_for(field) for field in FIELDS}
TABLE_OPTIONS = (
    "--stock", "--floor", "--cap", "--key", "--admission", "--seed", "--label", "--quota", "--group",
    *COLUMN_OPTIONS.values(),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one sentence, like all others."""

    def error(self, message: str) -> NoReturn:
        raise Nonsense("usage", Place("command"), why=message, prog=self.prog)


def allocate_parser() -> Parser:
    parser = Parser(
        prog="rebond allocate",
        description="Répartit un stock par une règle publique. / Shares a stock by a public rule.",
        allow_abbrev=False,
    )
    parser.add_argument("problem", metavar="PROBLEM", help="JSON, CSV, XLSX")
    parser.add_argument("-o", dest="output", metavar="RESULT.json")
    parser.add_argument("--table", action="store_true", help="une phrase par candidature / one sentence per applicant")
    parser.add_argument("--csv", metavar="F")
    parser.add_argument("--xlsx", metavar="F")
    parser.add_argument("--lang", choices=LANGUAGES, default="fr")
    add_table_options(parser)
    return parser


def add_table_options(parser: Parser) -> None:
    """The rule, and where a table keeps what: a column has the name of its field unless an option says otherwise."""
    sheet = parser.add_argument_group(
        "CSV, XLSX", "La règle, pour un tableau de candidatures. / The rule, for a table of applicants."
    )
    sheet.add_argument("--stock", metavar="N", help="machines à répartir / machines to share")
    sheet.add_argument("--floor", metavar="N", help="plancher, sauf colonne / floor, unless a column says it")
    sheet.add_argument("--cap", metavar="N", help="plafond, sauf colonne / cap, unless a column says it")
    sheet.add_argument("--key", metavar="|".join(KEYS))
    sheet.add_argument("--admission", metavar="|".join(ADMISSIONS))
    sheet.add_argument("--seed", metavar="TEXT", help="graine du tirage / seed of the lottery")
    sheet.add_argument("--label", metavar="TEXT")
    sheet.add_argument("--quota", action="append", metavar="district=13003:max=120")
    columns = parser.add_argument_group(
        "Colonnes / Columns",
        "Quand une colonne porte un autre nom que id, points, request… / Where a column has another name.",
    )
    for option in COLUMN_OPTIONS.values():
        columns.add_argument(option, metavar="COLUMN")
    columns.add_argument("--group", action="append", metavar="district=COLUMN")


def verify_parser() -> Parser:
    parser = Parser(
        prog="rebond verify",
        description="Vérifie un résultat, ou un procès-verbal publié. / Checks a result, or a published record.",
        allow_abbrev=False,
    )
    parser.add_argument("files", nargs="+", metavar="PROBLEM RESULT | RECORD", help="JSON")
    parser.add_argument("--lang", choices=LANGUAGES, default="fr")
    return parser


def given_for_tables(options: argparse.Namespace) -> dict[str, Any]:
    """What was said of tables, by option."""
    values = {option: getattr(options, option[2:].replace("-", "_")) for option in TABLE_OPTIONS}
    return {option: value for option, value in values.items() if value is not None}


def rule_from(options: argparse.Namespace) -> dict[str, Any]:
    """The options of a table, as the members of a problem file."""
    given = {option[2:]: value for option, value in given_for_tables(options).items()}
    if "stock" not in given:
        raise Nonsense("needed-for-tables", Place("option", "--stock"))
    return {
        "stock": whole("stock", given["stock"]),
        "label": given.get("label", ""),
        "rule": {name: given[name] for name in ("key", "admission") if name in given},
        "lottery": {"seed": given.get("seed")},
        "quotas": [quota_from(text) for text in given.get("quota", ())],
    }


def limits_from(options: argparse.Namespace) -> dict[str, int]:
    """The floor and the cap of whoever has none of its own."""
    return {name: whole(name, text) for name in ("floor", "cap") if (text := getattr(options, name)) is not None}


def columns_from(options: argparse.Namespace) -> dict[str, str]:
    """The headings that the options name: by field, and by `group:district` for a group."""
    given = given_for_tables(options)
    named = {field: given[option] for field, option in COLUMN_OPTIONS.items() if option in given}
    return named | dict(group_columns(given.get("--group", ())))


def group_columns(texts: list[str]) -> Iterator[tuple[str, str]]:
    """`district=Arrondissement`: the heading of a group."""
    option, seen = Place("option", "--group"), set[str]()
    for text in texts:
        found = GROUP_COLUMN(text)
        if found is None or found["group"] in seen:
            raise Nonsense("bad-group-option" if found is None else "group-twice", option, value=text)
        seen.add(found["group"])
        yield GROUP + found["group"], found["column"]


def whole(name: str, text: str) -> int:
    if not WHOLE(text):
        raise Nonsense("not-whole", Place("option", f"--{name}"), field=name, value=text)
    return int(text)


def quota_from(text: str) -> dict[str, Any]:
    """`district=13003:max=120`, `theme=mediation:min=40:max=200`."""
    found = QUOTA(text)
    bounds = [bound.split("=") for bound in found["bounds"][1:].split(":")] if found else []
    if found is None or len(dict(bounds)) < len(bounds):
        raise Nonsense("bad-quota-option", Place("option", "--quota"), value=text)
    return {
        "group": found["group"],
        "value": found["value"],
        **{name: int(number) for name, number in bounds},
    }
