"""`rebond allocate` and `rebond verify`: no settings, no database, files in and files out.

Exit status 0: done, or yes. 1: no, with the first reason. 2: nonsense, one sentence on standard error, nothing written.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from rebond.allocation.nonsense import Nonsense, Place
from rebond.allocation.problem import ADMISSIONS, KEYS, Problem, parse_problem
from rebond.allocation.record import verify_record
from rebond.allocation.result import Result
from rebond.allocation.solver import solve
from rebond.allocation.verifier import verify as verify_result
from rebond.allocation.words import LANGUAGES
from rebond.waves.console.tables import WHOLE, csv_bytes, problem_from_table, table_text, xlsx_bytes

QUOTA = re.compile(r"(?P<group>[^=]+)=(?P<value>.+?)(?P<bounds>(:(max|min)=[0-9]{1,16}){1,2})").fullmatch
TABLE_OPTIONS = ("stock", "floor", "cap", "key", "admission", "seed", "label", "quota")


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one sentence, like all others."""

    def error(self, message: str) -> NoReturn:
        raise Nonsense("usage", Place("command"), why=message, prog=self.prog)


def allocate(argv: Sequence[str]) -> int:
    """Share a stock: the result as JSON, a table of sentences, a CSV or XLSX file."""
    lang = language_of(argv)
    try:
        options = allocate_parser().parse_args(argv)
        problem = read_problem(Path(options.problem), options)
        result = solve(problem)
        write_together(files_for(options, problem, result))
    except Nonsense as nonsense:
        return refuse(nonsense, lang)
    if options.table:
        say(table_text(problem, result, lang).encode())
    elif options.output is None:
        say(result.as_bytes())
    return 0


def verify(argv: Sequence[str]) -> int:
    """Is this the result that the rule gives? With one file: does this published record hold?"""
    lang = language_of(argv)
    try:
        options = verify_parser().parse_args(argv)
        texts = [read_bytes(Path(name)) for name in options.files]
        if len(texts) > 2:
            raise Nonsense("usage", Place("command"), why=" ".join(options.files[2:]), prog="rebond verify")
        verdict = verify_record(*texts) if len(texts) == 1 else verify_result(*texts)
    except Nonsense as nonsense:
        return refuse(nonsense, lang)
    say(f"{verdict.sentence(lang)}\n".encode())
    return 0 if verdict else 1


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
    sheet = parser.add_argument_group("CSV, XLSX")
    for number in ("--stock", "--floor", "--cap"):
        sheet.add_argument(number, metavar="N")
    sheet.add_argument("--key", metavar="|".join(KEYS))
    sheet.add_argument("--admission", metavar="|".join(ADMISSIONS))
    sheet.add_argument("--seed", metavar="TEXT")
    sheet.add_argument("--label", metavar="TEXT")
    sheet.add_argument("--quota", action="append", metavar="district=13003:max=120")
    return parser


def verify_parser() -> Parser:
    parser = Parser(
        prog="rebond verify",
        description="Vérifie un résultat, ou un procès-verbal publié. / Checks a result, or a published record.",
        allow_abbrev=False,
    )
    parser.add_argument("files", nargs="+", metavar="PROBLEM RESULT | RECORD", help="JSON")
    parser.add_argument("--lang", choices=LANGUAGES, default="fr")
    return parser


def read_problem(path: Path, options: argparse.Namespace) -> Problem:
    """JSON holds its own rule; a table of applicants takes it from the options."""
    given = {name: value for name in TABLE_OPTIONS if (value := getattr(options, name)) is not None}
    if not is_json(path):
        return problem_from_table(path, rule_from(given), limits_from(given))
    if given:
        raise Nonsense("only-for-tables", Place("option", f"--{next(iter(given))}"))
    return parse_problem(read_bytes(path))


def is_json(path: Path) -> bool:
    """By its name; else by its first character."""
    if path.suffix.lower() in (".json", ".csv", ".xlsx"):
        return path.suffix.lower() == ".json"
    return read_bytes(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def rule_from(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a table, as the members of a problem file."""
    if "stock" not in given:
        raise Nonsense("needed-for-tables", Place("option", "--stock"))
    return {
        "stock": whole("stock", given["stock"]),
        "label": given.get("label", ""),
        "rule": {name: given[name] for name in ("key", "admission") if name in given},
        "lottery": {"seed": given.get("seed")},
        "quotas": [quota_from(text) for text in given.get("quota", ())],
    }


def limits_from(given: Mapping[str, Any]) -> dict[str, int]:
    return {name: whole(name, given[name]) for name in ("floor", "cap") if name in given}


def whole(name: str, text: str) -> int:
    if not WHOLE(text):
        raise Nonsense("not-whole", Place("option", f"--{name}"), field=name, value=text)
    return int(text)


def quota_from(text: str) -> dict[str, Any]:
    """`district=13003:max=120`, `theme=mediation:min=40:max=200`."""
    found = QUOTA(text)
    if found is None:
        raise Nonsense("bad-quota-option", Place("option", "--quota"), value=text)
    bounds = dict(bound.split("=") for bound in found["bounds"][1:].split(":"))
    return {
        "group": found["group"],
        "value": found["value"],
        **{name: int(number) for name, number in bounds.items()},
    }


def files_for(options: argparse.Namespace, problem: Problem, result: Result) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    if options.output is not None:
        files[Path(options.output)] = result.as_bytes()
    if options.csv is not None:
        files[Path(options.csv)] = csv_bytes(problem, result, options.lang)
    if options.xlsx is not None:
        files[Path(options.xlsx)] = xlsx_bytes(problem, result, options.lang)
    return files


def write_together(files: Mapping[Path, bytes]) -> None:
    """Every file whole, or none: written beside its place first, then moved there."""
    ready: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                ready.append((Path(file.name), path))
                file.write(content)
                os.fchmod(file.fileno(), 0o644)
        for written, path in ready:
            written.replace(path)
    except OSError as error:
        for written, _ in ready:
            written.unlink(missing_ok=True)
        raise Nonsense("unwritable", Place("file", str(path))) from error


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise Nonsense("unreadable", Place("file", str(path))) from error


def language_of(argv: Sequence[str]) -> str:
    """The language of refusals, even when the command line itself is what is refused."""
    return "en" if "--lang=en" in argv or ("--lang", "en") in pairwise(argv) else "fr"


def refuse(nonsense: Nonsense, lang: str) -> int:
    print(nonsense.sentence(lang), file=sys.stderr)
    return 2


def say(text: bytes) -> None:
    """UTF-8 on standard output, whatever the terminal pretends."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()
