"""Tests about the code itself."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "rebond"


def sources(pattern: str) -> list[Path]:
    """The house's own files of a kind, migrations aside."""
    return sorted(path for path in HOUSE.rglob(pattern) if "migrations" not in path.parts)
