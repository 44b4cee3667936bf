"""How a tag is written. No database here.

A tag is the city's letters, a number and a sign that checks it: MAR-2223G. Its alphabet has no 0, 1, I, L, O, which
people misread. The alphabet has 31 signs, a prime, so that the weighted sum tells every wrong sign and every pair of
signs in the wrong order.
"""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PLACES = 4  # 31⁴ tags: 923,521; then one sign more
TOKEN_SIGNS = 16  # 79 bits: nobody guesses one
LETTERS = 3

_tag = re.compile(rf"([{ALPHABET[8:]}]{{1,{LETTERS}}})-?([{ALPHABET}]{{{PLACES + 1},12}})").fullmatch
_address = re.compile(rf"/M/([{ALPHABET}]{{{TOKEN_SIGNS}}})/?(?:[?#].*)?$").search


def prefix_of(slug: str) -> str:
    """The city's letters: the first three of its name that nobody misreads."""
    return "".join(sign for sign in slug.upper() if sign in ALPHABET[8:])[:LETTERS] or "V"


def write_tag(prefix: str, number: int) -> str:
    """The tag of a number, 0 and up: MAR-2223G."""
    digits = ""
    while number or len(digits) < PLACES:
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    return f"{prefix}-{digits}{check_of(prefix + digits)}"


def check_of(signs: str) -> str:
    """The sign that follows: places weighed 1, 2, 3…, added up, modulo 31."""
    weighed = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1))
    return ALPHABET[weighed % len(ALPHABET)]


def tag_of(text: str) -> str:
    """The tag that capitals spell, with its dash; empty when they spell none, or one that is misread."""
    match = _tag(text)
    if match is None:
        return ""
    prefix, signs = match.groups()
    return f"{prefix}-{signs}" if check_of(prefix + signs[:-1]) == signs[-1] else ""


def looks_like_a_tag(text: str) -> bool:
    """Whether capitals have the shape of a tag, be its check right or wrong."""
    return _tag(text) is not None


def new_token() -> str:
    """The name of a tag's public page, which nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_SIGNS))


def token_in(text: str) -> str:
    """The token of a label's address, in capitals as readers type it; empty when the text is no such address."""
    match = _address(text)
    return match[1] if match else ""
