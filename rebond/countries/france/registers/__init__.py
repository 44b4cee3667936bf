"""The registers in which French associations are found: RNA, SIRENE, national places of digital mediation.

One file per shape. What they hold of persons (the declarant's mail address, the managers) is never read.
"""

from collections.abc import Sequence

from rebond.countries.country import Area, RegisterReader
from rebond.countries.france.registers.areas import area
from rebond.countries.france.registers.places import PlacesReader
from rebond.countries.france.registers.rna import RnaReader
from rebond.countries.france.registers.sirene import SiteReader, UnitReader

__all__ = ["area", "register_reader"]

READERS = (RnaReader, SiteReader, UnitReader, PlacesReader)


def register_reader(header: Sequence[str], area: Area) -> RegisterReader | None:
    """The reader whose headings these are; None when no register has them."""
    titles = [title.strip().strip("\ufeff") for title in header]
    for reader in READERS:
        if reader.REQUIRED.issubset(titles):
            return reader(titles, area)
    return None
