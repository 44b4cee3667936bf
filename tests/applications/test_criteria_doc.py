"""docs/criteria.md prints the grid and the findings exactly as the product applies them."""

import re
from pathlib import Path

from rebond.applications.eligibility import WEIGHTS
from tests.factories.programmes import marseille_definition

LINES = (Path(__file__).parents[2] / "docs" / "criteria.md").read_text(encoding="utf-8").splitlines()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def printed_grid() -> dict[str, list]:
    """Criterion code -> [(label, points, field, values or at_least)] as printed."""
    grid: dict[str, list] = {}
    rows: list = []
    for line in LINES:
        if heading := re.fullmatch(r"## .* \(`(.+)`\)", line):
            rows = grid.setdefault(heading[1], [])
        elif line.startswith("| ") and not line.startswith("| Réponse") and len(cells(line)) == 4:
            label, points, field, values = cells(line)
            threshold = re.fullmatch(r"≥ (\d+)", values)
            rows.append(
                (
                    label,
                    int(points),
                    field.strip("`"),
                    int(threshold[1]) if threshold else re.findall("`(.+?)`", values),
                )
            )
    return grid


def test_the_printed_grid_is_the_one_of_the_programme():
    defined = {
        criterion["code"]: [
            (
                answer["label"],
                answer["points"],
                answer.get("field", ""),
                answer.get("at_least", answer.get("values", [])),
            )
            for answer in criterion["answers"]
        ]
        for criterion in marseille_definition()["criteria"]
    }
    assert printed_grid() == defined


def test_the_printed_findings_are_those_of_the_rules():
    printed = [cells(line)[:2] for line in LINES if re.match(r"\| `[a-z-]+` \| (refuses|doubt|remark) \|", line)]
    assert [(code.strip("`"), weight) for code, weight in printed] == list(WEIGHTS.items())
