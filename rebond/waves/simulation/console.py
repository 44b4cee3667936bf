"""`rebond simulate_waves`: policies, scenarios and seeds in, a table out; no settings, no database.

Exit status 0: done. 2: nonsense, one sentence on standard error, nothing written.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from rebond.allocation.nonsense import Nonsense
from rebond.waves.console.cli import say
from rebond.waves.console.files import write_together
from rebond.waves.simulation import words
from rebond.waves.simulation.policies import Policy, default_policies, read_policy
from rebond.waves.simulation.refusal import Refusal
from rebond.waves.simulation.report import Report
from rebond.waves.simulation.running import LARGEST_SEED, MOST_REPLICATIONS, simulate
from rebond.waves.simulation.scenario import (
    MOST_UNITS,
    SURPRISE,
    Scenario,
    named_scenario,
    read_scenario,
)
from rebond.waves.simulation.tables import csv_bytes, printed, xlsx_bytes

PROG = "rebond simulate_waves"
WHOLE = re.compile(r"-?[0-9]{1,16}").fullmatch
WAVE = re.compile(r"([0-9]{1,6}):([0-9]{1,6}):([0-9]{1,6})").fullmatch
RANGE = re.compile(r"([0-9]{1,7})-([0-9]{1,7})").fullmatch


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one sentence, like all others."""

    def error(self, message: str) -> NoReturn:
        raise Refusal("usage", why=f"{message}.", prog=self.prog)


def simulate_waves(argv: Sequence[str]) -> int:
    """Compare wave policies over many possible programmes; print one table for each scenario."""
    lang = "en" if "--lang=en" in argv or ("--lang", "en") in pairwise(argv) else "fr"
    try:
        options = parser().parse_args(argv)
        check_places(options)
        reports = [report_on(scenario, options) for scenario in scenarios_in(options)]
        write_files(reports, options)
    except (Refusal, Nonsense) as refusal:
        print(refusal.sentence(lang), file=sys.stderr)
        return 2
    say("\n".join(printed(report, options.lang) for report in reports).encode())
    return 0


def parser() -> Parser:
    parser = Parser(
        prog=PROG,
        description="Compare des politiques de vagues sur de nombreux programmes possibles. / "
        "Compares wave policies over many possible programmes.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--policy",
        action="append",
        metavar="P",
        help="first-come, no-reserve, tranches, tranches=486-400-114, q80, q95; + “+settlement”",
    )
    parser.add_argument(
        "--scenario",
        action="append",
        metavar="NAME|F.json",
        help="reference, weak-forecast, late-rush, ou un fichier / or a file",
    )
    parser.add_argument("--replications", metavar="N", default="2000")
    parser.add_argument("--seed", metavar="S", default="1")
    parser.add_argument("--stock", metavar="N")
    parser.add_argument(
        "--wave", action="append", metavar="27:10:30", help="associations:plancher:plafond / associations:floor:cap"
    )
    parser.add_argument("--points", metavar="20-80")
    parser.add_argument("--forecast-error", metavar="20", help="%%")
    parser.add_argument("--surprise", metavar="30", help="%%")
    for name in ("--csv", "--xlsx", "--json"):
        parser.add_argument(name, metavar="F")
    parser.add_argument("--lang", choices=words.LANGUAGES, default="fr")
    return parser


def scenarios_in(options: argparse.Namespace) -> list[Scenario]:
    """The scenarios that were named, the reference otherwise, each with what the other options change."""
    named = [scenario_called(name) for name in options.scenario or ["reference"]]
    return [changed(scenario, options) for scenario in named]


def scenario_called(name: str) -> Scenario:
    if not name.lower().endswith(".json"):
        return named_scenario(name)
    try:
        return read_scenario(Path(name).read_bytes())
    except OSError as error:
        raise Refusal("unreadable", path=name) from error


def changed(scenario: Scenario, options: argparse.Namespace) -> Scenario:
    """The scenario with the stock, waves, points and forecast of the command line; read again, hence checked."""
    given = scenario.as_dict()
    if options.wave is not None:
        given["waves"] = [wave_from(text) for text in options.wave]
    if options.points is not None:
        for wave in given["waves"]:
            wave["points"] = range_from(options.points)
    if options.stock is not None:
        given["stock"] = whole("stock", options.stock, 1, MOST_UNITS)
    if options.forecast_error is not None:
        given["forecast_error"] = whole("forecast-error", options.forecast_error, 0, 100)
    if options.surprise is not None:
        given["surprise"] = whole("surprise", options.surprise, *SURPRISE)
    return replace(read_scenario(given), label=scenario.label)


def wave_from(text: str) -> dict[str, int]:
    """`27:10:30`: 27 associations, each with 10 to 30."""
    found = WAVE(text)
    if found is None:
        raise Refusal("bad-wave", value=text)
    return dict(zip(("expected", "floor", "cap"), map(int, found.groups()), strict=True))


def range_from(text: str) -> dict[str, int]:
    found = RANGE(text)
    if found is None:
        raise Refusal("bad-range", value=text)
    return {"from": int(found[1]), "to": int(found[2])}


def whole(field: str, text: str, smallest: int, largest: int) -> int:
    if not WHOLE(text) or not smallest <= int(text) <= largest:
        raise Refusal("out-of-range", field=field, value=text, smallest=smallest, largest=largest)
    return int(text)


def report_on(scenario: Scenario, options: argparse.Namespace) -> Report:
    replications = whole("replications", options.replications, 1, MOST_REPLICATIONS)
    return simulate(
        scenario,
        policies_for(scenario, options.policy),
        replications=replications,
        seed=whole("seed", options.seed, 0, LARGEST_SEED),
        tell=progress_on_terminal(replications, options.lang),
    )


def policies_for(scenario: Scenario, codes: Sequence[str] | None) -> tuple[Policy, ...]:
    if codes is None:
        return default_policies(scenario)
    return tuple(read_policy(code, scenario) for code in codes)


def progress_on_terminal(total: int, lang: str) -> Callable[[int], None] | None:
    """A line that counts the draws, on a terminal only: in a file or a pipe nobody would read it."""
    if not sys.stderr.isatty():
        return None
    step = max(1, total // 100)

    def tell(done: int) -> None:
        if done % step == 0 or done == total:
            end = "\n" if done == total else ""
            print(f"\r{words.line('progress', lang, done=done, total=total)}", end=end, file=sys.stderr, flush=True)

    return tell


def check_places(options: argparse.Namespace) -> None:
    """Refuse at once a place where no file could be written: a simulation takes its time. Raises Refusal."""
    for name in (options.csv, options.xlsx, options.json):
        if name is not None and (Path(name).is_dir() or not os.access(Path(name).parent, os.W_OK)):
            raise Refusal("unwritable", path=name)


def write_files(reports: Sequence[Report], options: argparse.Namespace) -> None:
    """The files that were asked for, all or none."""
    files: dict[Path, bytes] = {}
    if options.csv is not None:
        files[Path(options.csv)] = csv_bytes(reports, options.lang)
    if options.xlsx is not None:
        files[Path(options.xlsx)] = xlsx_bytes(reports, options.lang)
    if options.json is not None:
        files[Path(options.json)] = json_bytes(reports)
    write_together(files)


def json_bytes(reports: Sequence[Report]) -> bytes:
    """One report as the object that it is, several as a list."""
    if len(reports) == 1:
        return reports[0].as_text().encode()
    return (json.dumps([report.as_dict() for report in reports], ensure_ascii=False, indent=1) + "\n").encode()
