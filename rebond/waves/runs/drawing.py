"""The bars of a report: one for each policy, with a whisker as long as chance may have moved it."""

from dataclasses import dataclass

from rebond.waves.simulation import Report, words


@dataclass(frozen=True)
class Whisker:
    """One bar in percent of the line: up to the mean, the whisker two standard errors to both sides."""

    label: str
    figure: str
    length: int
    low: int
    high: int


def whiskers(report: Report, metric: str, lang: str) -> list[Whisker]:
    """The bars of one measure; the longest whisker ends where the line does."""
    reach = {line.policy: 2 * (line[metric].error or 0) for line in report.lines}
    full = max(line[metric].mean + reach[line.policy] for line in report.lines) or 1

    def percent(value: float) -> int:
        return round(100 * max(0.0, value) / full)

    return [
        Whisker(
            label=words.policy(line.policy, lang),
            figure=words.figure(line[metric].mean, metric, lang),
            length=percent(line[metric].mean),
            low=percent(line[metric].mean - reach[line.policy]),
            high=percent(line[metric].mean + reach[line.policy]),
        )
        for line in report.lines
    ]
