"""What names a machine: its serial number, its maker, its model, and so its category."""

import re
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias

from rebond.spreadsheets import Cell, plain
from rebond.stock.inventory.values import is_error, read_text
from rebond.stock.inventory.vocabulary import MAX_SERIAL

Category: TypeAlias = Literal["desktop", "laptop", "screen", "other"]

_NO_SERIAL = frozenset(
    [
        "", "NA", "N/A", "N.A.", "NC", "ND", "N/D", "NULL", "NONE", "NIL", "NEANT", "NÉANT", "AUCUN", "SANS", "INCONNU",
        "UNKNOWN", "ILLISIBLE", "ABSENT", "MANQUANT", "TBD", "À COMPLÉTER", "A COMPLETER", "DEFAULT STRING",
        "SYSTEM SERIAL NUMBER", "TO BE FILLED BY O.E.M.", "NOT SPECIFIED", "0",
    ]
)  # fmt: skip
_only_signs = re.compile(r"[\W_]*|X+", re.IGNORECASE).fullmatch
_scientific = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+\d+").fullmatch
_easily_confused = re.compile(r"[OI]").search


def read_serial(cell: Cell) -> tuple[str, str]:
    """A serial number as makers print it, upper case and without spaces at its ends or the apostrophe of spreadsheets.

    `serial-missing`: none. `serial-unreadable`: the spreadsheet turned it into a number or a date and its digits are
    lost. `serial-suspect`: it has a letter O or I, that makers avoid because it reads like 0 or 1.
    """
    if isinstance(cell, float):
        return (str(int(cell)), "") if cell.is_integer() and 0 < cell < 1e15 else (str(cell), "serial-unreadable")
    if not isinstance(cell, str):
        return str(cell), "serial-unreadable" if isinstance(cell, date) else "serial-missing"
    serial = " ".join(cell.split()).lstrip("'’").strip().upper()
    if serial in _NO_SERIAL or _only_signs(serial) or is_error(cell):
        return "", "serial-missing"
    if _scientific(serial) or len(serial) > MAX_SERIAL:
        return serial, "serial-unreadable"
    return serial, "serial-suspect" if _easily_confused(serial) else ""


_BRANDS = {
    "hp": "HP", "hewlett packard": "HP", "hewlett packard enterprise": "HP", "dell": "Dell", "lenovo": "Lenovo",
    "apple": "Apple", "acer": "Acer", "asus": "Asus", "fujitsu": "Fujitsu", "fujitsu siemens": "Fujitsu",
    "toshiba": "Toshiba", "samsung": "Samsung", "microsoft": "Microsoft", "lg": "LG", "philips": "Philips",
    "iiyama": "iiyama", "aoc": "AOC", "nec": "NEC", "ibm": "IBM", "eizo": "Eizo", "benq": "BenQ", "msi": "MSI",
}  # fmt: skip
_legal_form = re.compile(
    r"\b(?:inc|corp|corporation|ltd|limited|sas?|sarl|gmbh|co|company|computers?|technologies|france)\b"
).sub


def read_brand(cell: Cell) -> tuple[str, str]:
    """One name per maker: « Hewlett-Packard » is HP, « DELL INC. » is Dell."""
    text, code = read_text(cell)
    return _BRANDS.get(" ".join(_legal_form("", plain(text)).split()), text), code


# Product lines as their makers write them; donors' lists write them in any case.
_LINES = {
    name.casefold(): name
    for name in (
        "EliteDesk", "ProDesk", "EliteOne", "ProOne", "EliteBook", "ProBook", "ZBook", "EliteDisplay", "OptiPlex",
        "Precision", "Latitude", "Vostro", "Inspiron", "ThinkCentre", "ThinkStation", "ThinkPad", "ThinkVision",
        "IdeaPad", "Micro", "Tiny", "Mini", "Tower", "SFF", "DM", "Veriton", "Esprimo", "Lifebook", "MacBook", "iMac",
    )
}  # fmt: skip
_lenovo_letter = re.compile(r"M(\d{2,3})([QSTPEN])", re.IGNORECASE).fullmatch


def read_model(cell: Cell) -> tuple[str, str]:
    """A model in its maker's spelling: « THINKCENTRE M720Q TINY » is ThinkCentre M720q Tiny."""
    text, code = read_text(cell)
    return " ".join(_spelling(word) for word in text.split()), code


def _spelling(word: str) -> str:
    if match := _lenovo_letter(word):
        return f"M{match[1]}{match[2].lower()}"
    return _LINES.get(word.casefold(), word)


_intel_core = re.compile(r"\b[im][3579]-\d{3,5}[A-Z]{0,2}\b", re.IGNORECASE).search
_noise = re.compile(r"\((?:R|TM|C)\)|[®™©]|@.*|\bCPU\b", re.IGNORECASE).sub


def read_processor(cell: Cell) -> tuple[str, str]:
    """A processor by its short name: « Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz » is i5-8500T."""
    text, code = read_text(cell)
    if match := _intel_core(text):
        return match[0][:2].lower() + match[0][2:].upper(), code
    return " ".join(_noise("", text).split()), code


_WORDS_OF: tuple[tuple[Category, re.Pattern[str]], ...] = (
    ("laptop", re.compile(r"portable|laptop|notebook|ultrabook|macbook|chromebook")),
    ("screen", re.compile(r"ecran|moniteur|monitor|screen|display|lcd")),
    (
        "other",
        re.compile(
            r"imprimante|printer|copieur|scanner|tablet|telephone|phone|serveur|server|switch|routeur|clavier|souris"
            r"|dock|onduleur"
        ),
    ),
    (
        "desktop",
        re.compile(
            r"unite centrale|\bucs?\b|desktop|fixe|tour\b|tower|workstation|station travail|mini ?pc|tout ?en ?un"
            r"|all in one|\baio\b|client leger|thin client"
        ),
    ),
)
_LINES_OF: tuple[tuple[Category, re.Pattern[str]], ...] = (
    (
        "laptop",
        re.compile(r"elitebook|probook|zbook|latitude|thinkpad|macbook|lifebook|ideapad|travelmate|surface laptop"),
    ),
    (
        "screen",
        re.compile(r"elitedisplay|thinkvision|ultrasharp|prolite|^[epsu]\d{3,4}[a-z]{0,3}$|^l[ae]?\d{4}[a-z]?$"),
    ),
    (
        "desktop",
        re.compile(
            r"elitedesk|prodesk|eliteone|proone|optiplex|precision|thinkcentre|thinkstation|veriton|esprimo|vostro"
            r"|imac|mac mini"
        ),
    ),
)
_any_computer = re.compile(r"computer|ordinateur|poste|\bpcs?\b|hardware|materiel|informatique").search


@lru_cache(maxsize=4_096)
def category_of(kind: str, model: str) -> Category:
    """Desktop, laptop, screen or other: the donor's word first; "computer" or nothing leaves it to the model."""
    word = plain(kind)
    for category, words in _WORDS_OF:
        if words.search(word):
            return category
    if word and not _any_computer(word):
        return "other"
    name = plain(model)
    for category, lines in _LINES_OF:
        if lines.search(name):
            return category
    return "desktop" if word else "other"
