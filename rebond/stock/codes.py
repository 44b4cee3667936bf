"""From what a reader types to machines."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Upper

from rebond.stock.models import Device

SEPARATORS = re.compile(r"[\s,;]+")
CODES = ("serial", "asset_tag", "barcode")
MOST_CODES = 300  # at once: ten times what an association is allocated


def clean_code(typed: str) -> str:
    """A code as machines are looked up by: capitals, without the blanks and the stars that some readers add."""
    return typed.strip().strip("*").strip().upper()


def codes_in(text: str) -> list[str]:
    """The codes of a pasted list, each once, in order: one per line, or between blanks, commas or semicolons."""
    codes = (clean_code(piece) for piece in SEPARATORS.split(text))
    return list(dict.fromkeys(code for code in codes if code))


def devices_by_code(codes: Iterable[str]) -> dict[str, list[Device]]:
    """The machines that each code may mean. A serial number comes before an asset tag, and that before a barcode."""
    wanted = set(codes)
    upper = {f"upper_{name}": Upper(name) for name in CODES}
    matches = Q()
    for name in upper:
        matches |= Q(**{f"{name}__in": wanted})
    rows = list(Device.objects.entered().annotate(**upper).filter(matches).order_by("serial"))
    found: dict[str, list[Device]] = {}
    for name in upper:
        named = defaultdict(list)
        for device in rows:
            named[getattr(device, name)].append(device)
        for code in wanted & named.keys():
            found.setdefault(code, named[code])
    return found
