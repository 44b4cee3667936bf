"""From what a reader types or scans to machines.

A machine's serial number, asset tag and barcode are its own columns, each with an index on its capitals; the city's
tags and what else a machine is known by have rows of their own. One query asks all of these indexes at once.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Upper

from rebond.stock.labels.tags import tag_of, token_in
from rebond.stock.models import Device, Identifier, Tag

# Its three numbers as one text in capitals: PostgreSQL has an index of what is inside (migration 0025).
NUMBERS = Func("serial", "asset_tag", "barcode", function="UPPER", arg_joiner=" || ' ' || ", output_field=TextField())
SEPARATORS = re.compile(r"[\s,;]+")
MOST_CODES = 300  # at once: ten times what an association is allocated

_network_address = re.compile(
    r"(?:[0-9A-F]{2}([:-]))(?:[0-9A-F]{2}\1){4}[0-9A-F]{2}|(?:[0-9A-F]{4}\.){2}[0-9A-F]{4}|[0-9A-F]{12}"
).fullmatch
_signs = str.maketrans("", "", ":-.")


def clean_code(typed: str) -> str:
    """A code as machines are looked up by: capitals, without the blanks and the stars that some readers add.

    The address on a label's QR code, which a reader types whole, stands for its token.
    """
    code = typed.strip().strip("*").strip().upper()
    return token_in(code) or code


def normal_address(code: str) -> str:
    """A network address (MAC) as its twelve signs, however its pairs are parted; empty when the code is none."""
    return code.translate(_signs) if _network_address(code) else ""


def codes_in(text: str) -> list[str]:
    """The codes of a pasted list, each once, in order: one per line, or between blanks, commas or semicolons."""
    codes = (clean_code(piece) for piece in SEPARATORS.split(text))
    return list(dict.fromkeys(code for code in codes if code))


@dataclass(frozen=True)
class Resolved:
    """What a code means: one machine, several that share it, or none of this city."""

    code: str
    devices: list[Device] = field(default_factory=list)

    @property
    def device(self) -> Device | None:
        """The machine, when the code means exactly one."""
        return self.devices[0] if len(self.devices) == 1 else None

    @property
    def is_unknown(self) -> bool:
        return not self.devices

    @property
    def is_ambiguous(self) -> bool:
        return len(self.devices) > 1


def resolve(typed: str) -> Resolved:
    """The machine that somebody means by what they typed or scanned. Another city's is unknown, as what never was."""
    code = clean_code(typed)
    return Resolved(code, devices_by_code([code]).get(code, [])) if code else Resolved(code)


def with_number(devices: QuerySet[Device], words: str) -> QuerySet[Device]:
    """The machines that a number names; where there are none, those whose serial number begins with it, or whose asset
    tag does, or whose barcode does; where there are none still, those that have it inside one of the three.

    An index finds each of these among a million.
    """
    code, capitals = clean_code(words), words.upper()
    named = [device.pk for device in devices_by_code([code]).get(code, [])]
    nearer = (
        devices.filter(pk__in=named),
        # what begins with it sorts after it: lists are in the order of serial numbers, and start there
        beginning(devices, "serial", capitals).filter(serial__gte=capitals),
        beginning(devices, "asset_tag", capitals),
        beginning(devices, "barcode", capitals),
    )
    inside = devices.alias(spelled=NUMBERS).filter(spelled__contains=capitals)
    return next((found for found in nearer if found.exists()), inside)


def beginning(devices: QuerySet[Device], name: str, capitals: str) -> QuerySet[Device]:
    """The machines one of whose numbers, in capitals, begins so."""
    found = devices.alias(spelled=Upper(name)).filter(spelled__startswith=capitals)
    if connection.vendor == "sqlite":  # finds by an index of capitals what lies between two, and not what begins so
        found = found.filter(spelled__range=(capitals, capitals + chr(sys.maxunicode)))
    return found


def devices_by_code(codes: Iterable[str]) -> dict[str, list[Device]]:
    """The machines that each code may mean, in two queries however many there are.

    A serial number comes before the city's tag, that before an asset tag, then a barcode, then what else a machine is
    known by, then what it was known by: only machines that share the first of these are several. What named a record
    that was merged into another names that one.
    """
    meant = spellings(codes)
    if not meant:
        return {}
    found: dict[str, dict[int, list[UUID]]] = defaultdict(lambda: defaultdict(list))
    for spelled, rank, device in named_by(meant):
        for code in meant[spelled]:
            found[code][rank].append(device)
    named = {pk for ranks in found.values() for pks in ranks.values() for pk in pks}
    devices = {device.pk: device for device in Device.objects.entered().select_related("lot").filter(pk__in=named)}
    told = {code: first_meant(ranks, devices) for code, ranks in found.items()}
    return {code: several for code, several in told.items() if several}


def first_meant(ranks: Mapping[int, list[UUID]], devices: Mapping[UUID, Device]) -> list[Device]:
    """The machines of the lowest rank that has any in the stock, by serial number."""
    for rank in sorted(ranks):
        if several := [devices[pk] for pk in dict.fromkeys(ranks[rank]) if pk in devices]:
            return sorted(several, key=str)
    return []


def spellings(codes: Iterable[str]) -> dict[str, list[str]]:
    """Every form under which a code may be kept, with the codes that it stands for."""
    meant: dict[str, list[str]] = defaultdict(list)
    for code in set(codes):
        for spelled in {code, tag_of(code), normal_address(code)} - {""}:
            meant[spelled].append(code)
    return meant


def named_by(wanted: Iterable[str]) -> QuerySet:
    """Rows of (form, rank, machine) from every index that knows one of these forms: the lowest rank counts."""
    forms = list(wanted)
    own = [arm(Device.objects.all(), rank, Upper(name), Coalesce("merged_into", "pk"), forms) for rank, name in OWN]
    tags = Tag.objects.exclude(device=None)
    further = Identifier.objects.filter(until=None)
    return own[0].union(
        *own[1:],
        arm(tags, 1, F("code"), F("device"), forms),
        arm(tags, 1, F("token"), F("device"), forms),
        arm(further.filter(kind=Identifier.Kind.SERIAL), 0, F("code"), F("device"), forms),
        arm(further.exclude(kind=Identifier.Kind.SERIAL), 4, F("code"), F("device"), forms),
        arm(Identifier.objects.exclude(until=None), 5, F("code"), F("device"), forms),
        all=True,
    )


OWN = ((0, "serial"), (2, "asset_tag"), (3, "barcode"))


def arm(rows: QuerySet, rank: int, spelled, device, forms: list[str]) -> QuerySet:
    """One index asked for these forms."""
    asked = rows.order_by().annotate(spelled=spelled, rank=Value(rank, IntegerField()), machine=device)
    return asked.filter(spelled__in=forms).values_list("spelled", "rank", "machine")
