"""One cell of an applications file, read as the question it answers. Raises Misread with what was expected."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rebond.applications.questions import Question
from rebond.spreadsheets import Cell

YES, NO = {"oui", "o", "yes", "y", "vrai", "true", "1", "x"}, {"non", "n", "no", "faux", "false", "0"}
LONGEST = 200
_spaces = re.compile(r"[\s\u00a0\u202f]+")


class Misread(Exception):
    """The cell does not hold what its column promises; the text says what is expected."""


def read_text(cell: Cell, *, most: int = LONGEST) -> str:
    """Text as it was typed, spaces put in order; whole numbers lose the decimals that spreadsheets give them."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).replace("\0", "").split())
    if len(text) > most:
        raise Misread(_("un texte de %(most)s caractères au plus") % {"most": most})
    return text


def read_whole(cell: Cell, *, least: int, most: int) -> int | None:
    """A whole number between two others; None for an empty cell."""
    value = read_number(cell, least=least, most=most)
    if value is not None and not float(value).is_integer():
        raise Misread(_("un nombre entier de %(least)s à %(most)s") % {"least": least, "most": most})
    return None if value is None else int(value)


def read_number(cell: Cell, *, least: int, most: int) -> float | None:
    """A number, with a decimal comma or point and spaces between thousands; None for an empty cell."""
    expected = _("un nombre entier de %(least)s à %(most)s") % {"least": least, "most": most}
    if isinstance(cell, bool | date):
        raise Misread(expected)
    text = _spaces.sub("", str(cell)).replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text) or not least <= float(text) <= most:
        raise Misread(expected)
    value = float(text)
    return int(value) if value.is_integer() else value


def read_answer(question: Question, cell: Cell) -> Any:
    """The answer to a question, None where the cell is empty."""
    if question.kind == "whole":
        return read_whole(cell, least=0, most=question.most)
    if question.kind == "number":
        return read_number(cell, least=0, most=question.most)
    if question.kind == "yes-no":
        return _yes_or_no(cell)
    if question.kind == "day":
        return _day(cell)
    text = read_text(cell, most=max(1_000, question.longest))
    if not text:
        return [] if question.kind == "choices" else None
    if question.kind == "choices":
        codes = [code for code in re.split(r"\s*[|;,]\s*", text) if code]
        return [_known(question, code) for code in dict.fromkeys(codes)]
    if question.choices:
        return _known(question, text)
    return text.zfill(question.digits) if text.isdigit() else text


def _yes_or_no(cell: Cell) -> bool | None:
    if isinstance(cell, bool):
        return cell
    word = read_text(cell).casefold()
    if word in YES or word in NO:
        return word in YES
    if word:
        raise Misread(_("oui ou non"))
    return None


def _day(cell: Cell) -> str | None:
    """A day as ISO text, from a real date cell, 2026-12-31 or 31/12/2026."""
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    text = read_text(cell)
    if not text:
        return None
    parts = re.split(r"[-/.]", text)
    try:
        year, month, day = map(int, parts if len(parts[0]) == 4 else reversed(parts))
        return date(year, month, day).isoformat()
    except ValueError:
        raise Misread(_("une date\u00a0: 31/12/2026")) from None


def _known(question: Question, code: str) -> str:
    """The code of a choice, written as the code or as its label."""
    for known, label in (question.choices or {}).items():
        if code.casefold() in (known.casefold(), str(label).casefold()):
            return known
    raise Misread(_("l’un de %(choices)s") % {"choices": ", ".join(question.choices or {})})
