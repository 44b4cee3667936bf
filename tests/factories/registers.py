"""Registers as officers upload them."""

from datetime import UTC, datetime

from rebond.directory.uploads.actions import upload_register
from rebond.directory.uploads.models import RegisterFile
from tests.factories.accounts import person

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RNA = "id;id_ex;titre;objet;adrs_codepostal;position"


def rna_rows(number: int) -> list[str]:
    """A heading and so many associations."""
    return [RNA, *(f"W13{place:07};;CLUB NUMÉRO {place};jouer aux boules;13002;A" for place in range(number))]


def uploaded_register(*lines: str, departments: list[str] | None = None, communes: list[str] | None = None):
    """A register that Inès uploaded as a text table."""
    return uploaded_bytes(
        "\n".join(lines).encode(), departments=departments or ([] if communes else ["13"]), communes=communes
    )


def uploaded_bytes(content: bytes, *, departments: list[str], communes: list[str] | None = None) -> RegisterFile:
    return upload_register(
        name="rna.csv",
        content=content,
        content_type="text/csv",
        communes=communes or [],
        departments=departments,
        by=person("ines"),
        at=MONDAY,
    )
