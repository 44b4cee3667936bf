"""Text tables: in which encoding, with which separator, cut into which records."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from rebond.spreadsheets import limits
from rebond.spreadsheets.containers import NEITHER
from rebond.spreadsheets.unreadable import Unreadable, _

CELL_TOO_LONG = _(
    "Ligne %(row)d : une cellule dépasse %(characters)s caractères. "
    "Un guillemet ouvert n’a sans doute pas été refermé : corrigez-le, puis déposez le fichier."
)
NUL = _(
    "Le fichier contient des caractères nuls : ce n’est pas du texte. "
    "Exportez le tableau en .xlsx ou en .csv (UTF-8), puis déposez-le."
)

SEPARATORS = ";,\t|"

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# The four one-byte encodings that French offices still write, likeliest first.
_ONE_BYTE = ("cp1252", "iso-8859-15", "mac-roman", "cp850")
# How much each character speaks for French text: roughly its frequency, capitals and signs apart.
_FRENCH = {
    **dict.fromkeys("é", 8),
    **dict.fromkeys("èàêç", 6),
    **dict.fromkeys("âîôûùëïœ’°«»€\u00a0", 4),
    **dict.fromkeys("ÉÈÀÇÊ", 2),
    **dict.fromkeys("ÂÎÔÛÙËÏŒ–—…‘“”ºª²³½×·µ§£", 1),
}
_STRANGE = -3

_sep_line = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE).match


def decode(data: bytes) -> tuple[str, str]:
    """Turn bytes into text and say in which encoding they were.

    The byte-order mark decides; else strict UTF-8; else UTF-16 where every second byte is nul; else the one-byte
    encoding in which the text looks most like French.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _utf16_without_mark(data) or max(_ONE_BYTE, key=lambda encoding: _frenchness(data, encoding))
        return _decoded(data, encoding), encoding
    if "\0" not in text:
        return text, "utf-8"
    encoding = _utf16_without_mark(data)
    if not encoding:
        raise Unreadable(NUL)
    return _decoded(data, encoding), encoding


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding, errors="strict" if encoding.startswith("utf") else "replace")
    except UnicodeDecodeError as error:
        raise Unreadable(NEITHER) from error
    if "\0" in text:
        raise Unreadable(NUL)
    return text


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:4096]
    pairs = max(1, len(sample) // 2)
    if sample[1::2].count(0) > pairs * 0.6:
        return "utf-16-le"
    if sample[0::2].count(0) > pairs * 0.6:
        return "utf-16-be"
    return ""


def _frenchness(data: bytes, encoding: str) -> int:
    accented = Counter(data.translate(None, bytes(range(128))))
    return sum(
        count * _FRENCH.get(bytes([byte]).decode(encoding, errors="replace"), _STRANGE)
        for byte, count in accented.items()
    )


def separator_of(text: str) -> str:
    """The separator that cuts the first lines into the most regular table of at least two columns."""
    return max(SEPARATORS, key=lambda separator: _regularity(text[:65_536], separator))


def _regularity(sample: str, separator: str) -> int:
    try:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        widths = Counter(len(row) for row in islice(rows, 200) if len(row) > 1)
    except csv.Error:
        return 0
    return max((times * (width - 1) for width, times in widths.items()), default=0)


def records(text: str) -> tuple[str, Iterator[list[str]]]:
    """The separator, and the rows as a spreadsheet would number them: blank ones count, quoted line breaks do not.

    Excel's `sep=;` first line is an instruction, not a row.
    """
    if instruction := _sep_line(text):
        return instruction[1], _rows(text[instruction.end() :], instruction[1])
    separator = separator_of(text)
    return separator, _rows(text, separator)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(limits.MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):  # noqa: B007
            yield cells
    except csv.Error as error:
        raise Unreadable(CELL_TOO_LONG, row=row + 1, characters=limits.spoken(limits.MAX_CELL)) from error
