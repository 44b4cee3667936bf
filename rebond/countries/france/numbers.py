"""RNA, SIREN and SIRET numbers, as people and spreadsheets write them."""

import re
from collections.abc import Callable

from stdnum.fr import siren, siret

from rebond.countries.country import Reading

_separators = re.compile(r"[\s.\-\u2010\u2011\u2013/]+").sub
# The national schema says W and nine digits, but Mayotte has W9T… and Corsica W2A…: real numbers, kept as they are.
_rna = re.compile(r"W[0-9][0-9A-Z]{2}\d{6}").fullmatch
_MOST_ZEROS_EATEN = 3


def read_association_number(typed: str) -> Reading:
    """An RNA number: W, three signs for the register, six digits. It has no check digit."""
    number = _separators("", typed).upper()
    return _reading(typed, number) if _rna(number) else Reading("")


def read_organisation_number(typed: str) -> Reading:
    """A SIREN: nine digits, the last one checks the others."""
    return _read_digits(typed, 9, siren.is_valid)


def read_site_number(typed: str) -> Reading:
    """A SIRET: the SIREN and five digits for the site. Those of La Poste have their own rule."""
    return _read_digits(typed, 14, siret.is_valid)


def spaced(number: str) -> str:
    """099 900 011 00018: groups of three, the site's five together, with spaces that do not break."""
    groups = [number[:3], number[3:6], number[6:9], number[9:]]
    return "\u00a0".join(group for group in groups if group)


def _read_digits(typed: str, length: int, is_valid: Callable[[str], bool]) -> Reading:
    """Leading zeros come back only when the check digit then agrees: a spreadsheet takes the number for a quantity."""
    digits = _separators("", typed)
    if not (digits.isascii() and digits.isdigit() and length - _MOST_ZEROS_EATEN <= len(digits) <= length):
        return Reading("")
    number = digits.zfill(length)
    if not is_valid(number):
        return Reading("")
    return Reading(number, "zeros-restored") if number != digits else _reading(typed, number)


def _reading(typed: str, number: str) -> Reading:
    return Reading(number, "" if typed.strip() == number else "respelt")
