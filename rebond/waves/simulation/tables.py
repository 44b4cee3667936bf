"""A report as a table: aligned for a terminal, or as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from rebond.spreadsheets import Value, stream_csv, write_xlsx
from rebond.waves.simulation import words
from rebond.waves.simulation.metrics import METRICS
from rebond.waves.simulation.report import Estimate, Report


def header(lang: str) -> list[str]:
    """The columns of a spreadsheet: each measure, then its standard error."""
    titles = [words.column(name, lang) for name in ("scenario", "policy", "label")]
    for metric in METRICS:
        name = words.metric(metric, lang)
        titles += [name, f"{name} {words.column('error', lang)}"]
    return titles


def rows(reports: Sequence[Report], lang: str) -> Iterator[list[Value]]:
    """One row for each scenario and policy, with plain numbers."""
    for report in reports:
        for line in report.lines:
            figures: list[Value] = []
            for metric in METRICS:
                figures += [line[metric].mean, line[metric].error]
            yield [report.scenario.label, line.policy, words.policy(line.policy, lang), *figures]


def csv_bytes(reports: Sequence[Report], lang: str) -> bytes:
    return b"".join(stream_csv(header(lang), rows(reports, lang)))


def xlsx_bytes(reports: Sequence[Report], lang: str) -> bytes:
    target = BytesIO()
    write_xlsx(target, header(lang), rows(reports, lang), sheet="simulation")
    return target.getvalue()


def printed(report: Report, lang: str) -> str:
    """The report for a terminal: what was asked, the figures in columns, the conclusion in words."""
    scenario = report.scenario
    heading = words.line(
        "heading",
        lang,
        label=scenario.label,
        stock=words.count(scenario.stock, lang),
        waves=" + ".join(str(plan.expected) for plan in scenario.waves),
        replications=words.count(report.replications, lang),
        seed=report.seed,
    )
    titles = [words.column("policy", lang), *(words.metric(metric, lang) for metric in METRICS)]
    lines = [
        [words.policy(line.policy, lang), *(with_error(line[metric], metric, lang) for metric in METRICS)]
        for line in report.lines
    ]
    return "\n".join([heading, "", *aligned([titles, *lines]), "", *conclusion(report, lang), ""])


def conclusion(report: Report, lang: str) -> list[str]:
    """How to read the table, who leaves nobody with nothing, who comes nearest to the fair outcome."""
    nearest, safe = report.nearest_to_fair, report.leave_nobody_with_nothing
    return [
        words.line("reading", lang),
        words.line("nobody", lang, policies=words.several([words.policy(code, lang) for code in safe], lang))
        if safe
        else words.line("somebody", lang),
        words.line(
            "nearest",
            lang,
            policy=words.policy(nearest.policy, lang),
            moved=words.figure(nearest["moved"].mean, "moved", lang),
        ),
    ]


def with_error(one: Estimate, metric: str, lang: str) -> str:
    mean = words.figure(one.mean, metric, lang)
    return mean if one.error is None else f"{mean} ± {words.figure(one.error, metric, lang)}"


def aligned(table: Sequence[Sequence[str]]) -> list[str]:
    """Columns of one width: the first to the left, figures to the right."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
