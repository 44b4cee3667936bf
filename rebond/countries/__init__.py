"""Everything that belongs to one country: identifiers, territories, legal texts. `country("fr")` gives a `Country`."""

from importlib import import_module
from typing import cast

from rebond.countries.country import (
    Area,
    Country,
    FoundPlace,
    LegalRoute,
    Misshapen,
    PaperAsked,
    PaperText,
    Place,
    Reading,
    RegisterEntry,
    RegisterReader,
    RouteKey,
    RowMisread,
)

__all__ = [
    "Area",
    "Country",
    "FoundPlace",
    "LegalRoute",
    "Misshapen",
    "PaperAsked",
    "PaperText",
    "Place",
    "Reading",
    "RegisterEntry",
    "RegisterReader",
    "RouteKey",
    "RowMisread",
    "country",
]

_MODULES = {"fr": "rebond.countries.france"}


def country(code: str) -> Country:
    """The module of a country by its ISO code. KeyError when there is none."""
    return cast(Country, import_module(_MODULES[code]))
