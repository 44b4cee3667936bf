"""France: a `Country`."""

from rebond.countries.france.companies import company_form
from rebond.countries.france.delays import implicit_decision_on, months_after
from rebond.countries.france.law import LEGAL_ROUTES, rights_of_recipients
from rebond.countries.france.numbers import read_association_number, read_organisation_number, read_site_number, spaced
from rebond.countries.france.places import District, all_districts, district_map, districts, place_of

CODE = "fr"

__all__ = [
    "CODE",
    "LEGAL_ROUTES",
    "District",
    "all_districts",
    "company_form",
    "district_map",
    "districts",
    "implicit_decision_on",
    "months_after",
    "place_of",
    "read_association_number",
    "read_organisation_number",
    "read_site_number",
    "rights_of_recipients",
    "spaced",
]
