"""Certificates that nwipe writes as PDF, one per disk, itself or under ShredOS. No database here.

The machine is the "System S/N" of the header, which nwipe writes on demand, else the user's own tag where it can be a
serial number; without either the certificate is refused with its reason. Labels end with a colon, and their value
stands to the right of them on the same line. Source: nwipe, create_single_disc_pdf.c.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext, gettext_noop

from rebond.documents.inspection import Refused, words_in
from rebond.spreadsheets import Unreadable
from rebond.stock.erasures.nwipe import unhidden

SAME_LINE = 3.0  # points
NO_CERTIFICATE = gettext_noop(
    "Ce PDF n’est pas un certificat d’effacement de nwipe, un par disque. "
    "Saisissez le certificat et joignez le PDF, ou déposez le journal .log de nwipe."
)

_header = re.compile(r"(Disk Model|Disk S/N|System S/N|Tag):\s*(.*)").fullmatch
_version = re.compile(r"NWIPE version v?(\S+)", re.IGNORECASE).search
_day = re.compile(r"(\d{4})/(\d\d)/(\d\d)").match
_errors = re.compile(r"[1-9]").search

Words = list[tuple[float, float, str]]


def is_pdf(path: Path | str) -> bool:
    with Path(path).open("rb") as file:
        return file.read(5) == b"%PDF-"


def read_nwipe_pdf(path: Path | str) -> Iterator[dict[str, str]]:
    """The facts of each disk of a PDF, under the names that certificates use. Raises Unreadable."""
    try:
        pages = words_in(Path(path).read_bytes())
    except Refused:
        raise Unreadable(NO_CERTIFICATE) from None
    found = [page for page in pages if any(words == "Disk Erasure Details" for _x, _y, words in page)]
    if not found:
        raise Unreadable(NO_CERTIFICATE)
    return (disk_of(page) for page in found)


def disk_of(page: Words) -> dict[str, str]:
    """What one page certifies. An error counted on the way is a failure; hidden sectors are told beside the method."""
    said = labelled(page)
    header = dict(found.groups() for _x, _y, words in page if (found := _header(words)))
    version = next((told[1] for _x, _y, words in page if (told := _version(words))), "")
    day = _day(said.get("End time", ""))
    status, warned = re.subn(r"\s*See Warning.*", "", said.get("Status", ""))
    method = said.get("Method", "")
    if warned:
        method = gettext("%(method)s (secteurs cachés à vérifier)") % {"method": method}
    failed = _errors(said.get("Errors(pass/sync/verify)", ""))
    return {
        "serial": unhidden(header.get("System S/N", "")) or tagged(header.get("Tag", "")),
        "disk_serial": unhidden(said.get("Serial") or header.get("Disk S/N", "")),
        "disk_brand": said.get("Make/Model") or header.get("Disk Model", ""),
        "method": method,
        "standard": method,
        "tool": f"nwipe {version}".strip(),
        "result": "failed" if failed else status,
        "erased_on": f"{day[3]}/{day[2]}/{day[1]}" if day else "",
        "operator": said.get("Name/ID", ""),
    }


def labelled(page: Words) -> dict[str, str]:
    """Each label with what stands to the right of it, up to the next label of the line; the first of a name counts."""
    said: dict[str, str] = {}
    for x, y, words in page:
        if not words.endswith(":"):
            continue
        line = sorted(one for one in page if one[0] > x and abs(one[1] - y) <= SAME_LINE)
        following = next((place for place, one in enumerate(line) if one[2].endswith(":")), len(line))
        said.setdefault(words.rstrip(": "), " ".join(one[2] for one in line[:following]).strip())
    return said


def tagged(tag: str) -> str:
    """The user's tag, where it can be the serial number of a machine."""
    return tag if re.fullmatch(r"(?=.*\d)[\w./-]{4,40}", tag) else ""
