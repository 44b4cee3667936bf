"""Several communes and departments as one area."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rebond.countries import Area, Country


@dataclass(frozen=True, slots=True)
class AnyOf:
    """An address lies in it when it lies in one of its parts."""

    parts: tuple[Area, ...]

    def contains(self, code: str, postal_code: str) -> bool:
        return any(part.contains(code, postal_code) for part in self.parts)


def area_of(country: Country, communes: Iterable[str], departments: Iterable[str]) -> Area:
    """The area of these codes, all of which are codes."""
    parts = [country.area(commune=code) for code in communes]
    parts += [country.area(department=code) for code in departments]
    known = tuple(part for part in parts if part is not None)
    return known[0] if len(known) == 1 else AnyOf(known)


def strange_codes(country: Country, communes: Sequence[str], departments: Sequence[str]) -> list[str]:
    """Those that are no codes of the country."""
    strange = [code for code in communes if country.area(commune=code) is None]
    return strange + [code for code in departments if country.area(department=code) is None]
