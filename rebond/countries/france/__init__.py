"""France: a `Country`."""

from rebond.countries.france.companies import COOPERATIVES, body_of, company_form
from rebond.countries.france.days import is_day_off
from rebond.countries.france.law import (
    ENGAGEMENT,
    LEGAL_ROUTES,
    LETTERS,
    letter_blocks,
    silence_ends,
)
from rebond.countries.france.numbers import read_association_number, read_organisation_number, read_site_number, spaced
from rebond.countries.france.places import District, all_districts, district_map, districts, lies_in, place_of
from rebond.countries.france.registers import area, register_reader

CODE = "fr"

__all__ = [
    "CODE",
    "COOPERATIVES",
    "ENGAGEMENT",
    "LEGAL_ROUTES",
    "LETTERS",
    "District",
    "all_districts",
    "area",
    "body_of",
    "company_form",
    "district_map",
    "districts",
    "is_day_off",
    "letter_blocks",
    "lies_in",
    "place_of",
    "read_association_number",
    "read_organisation_number",
    "read_site_number",
    "register_reader",
    "silence_ends",
    "spaced",
]
