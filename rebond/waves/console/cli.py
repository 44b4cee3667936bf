"""`rebond allocate` and `rebond verify`: no settings, no database, files in and files out.

Exit status 0: done, or yes. 1: no, with the first reason. 2: nonsense, one sentence on standard error, nothing written.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from shutil import get_terminal_size

from rebond.allocation.nonsense import Nonsense, Place
from rebond.allocation.problem import Problem, parse_problem
from rebond.allocation.record import verify_record
from rebond.allocation.result import Result
from rebond.allocation.solver import solve
from rebond.allocation.verifier import verify as verify_result
from rebond.waves.console.answers import csv_bytes, table_text, xlsx_bytes
from rebond.waves.console.files import is_json, read_bytes, write_together
from rebond.waves.console.options import (
    allocate_parser,
    columns_from,
    given_for_tables,
    limits_from,
    rule_from,
    verify_parser,
)
from rebond.waves.console.tables import problem_from_table


def allocate(argv: Sequence[str]) -> int:
    """Share a stock: the result as JSON, a table of sentences, a CSV or XLSX file."""
    lang = language_of(argv)
    try:
        options = allocate_parser().parse_args(argv)
        problem = read_problem(Path(options.problem), options)
        result = solve(problem)
        write_together(files_for(options, problem, result))
        if options.table:
            say(table_text(problem, result, lang, width=get_terminal_size((0, 0)).columns).encode())
        elif options.output is None:
            say(result.as_bytes())
    except Nonsense as nonsense:
        return refuse(nonsense, lang)
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
        say(f"{verdict.sentence(lang)}\n".encode())
    except Nonsense as nonsense:
        return refuse(nonsense, lang)
    return 0 if verdict else 1


def read_problem(path: Path, options: argparse.Namespace) -> Problem:
    """JSON holds its own rule; a table of applicants takes it from the options."""
    given = given_for_tables(options)
    if is_json(path):
        if given:
            raise Nonsense("only-for-tables", Place("option", next(iter(given))))
        return parse_problem(read_bytes(path))
    return problem_from_table(path, rule_from(options), limits_from(options), columns_from(options))


def files_for(options: argparse.Namespace, problem: Problem, result: Result) -> dict[Path, bytes]:
    """The files asked for, with what they will hold."""
    files: dict[Path, bytes] = {}
    if options.output is not None:
        files[Path(options.output)] = result.as_bytes()
    if options.csv is not None:
        files[Path(options.csv)] = csv_bytes(problem, result, options.lang)
    if options.xlsx is not None:
        files[Path(options.xlsx)] = xlsx_bytes(problem, result, options.lang)
    return files


def language_of(argv: Sequence[str]) -> str:
    """The language of refusals, even when the command line itself is what is refused."""
    return "en" if "--lang=en" in argv or ("--lang", "en") in pairwise(argv) else "fr"


def refuse(nonsense: Nonsense, lang: str) -> int:
    """One line on standard error, whatever a file name or an option tried to put into it."""
    sentence = " ".join(nonsense.sentence(lang).splitlines())
    print("".join("?" if ord(letter) < 32 else letter for letter in sentence), file=sys.stderr)
    return 2


def say(text: bytes) -> None:
    """UTF-8 on standard output, whatever the terminal pretends; a reader who leaves early is no mistake."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Nonsense("unwritable", Place("file", "/dev/stdout")) from error
