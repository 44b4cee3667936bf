"""A text table on disk, as it is or alone in a .zip: opened as often as it is read, never unpacked to disk."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from rebond.spreadsheets import limits
from rebond.spreadsheets.containers import BOMB, NO_FILE
from rebond.spreadsheets.unreadable import Unreadable, _

Opener: TypeAlias = Callable[[], BinaryIO]
# What a broken archive raises, when it is opened or while it is read.
BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)

DAMAGED_ZIP = _("L’archive .zip est abîmée ou protégée par un mot de passe. Téléchargez-la de nouveau.")
ONE_TABLE_ONLY = _(
    "L’archive .zip doit contenir un seul fichier .csv\u00a0; celle-ci en contient %(files)d. "
    "Gardez celui de votre territoire, puis recommencez."
)


def is_archive(path: Path) -> bool:
    """Whether a file is a .zip, which a workbook is too. Raises Unreadable when there is no such file."""
    try:
        return zipfile.is_zipfile(path) if path.is_file() else False
    except OSError as error:
        raise Unreadable(NO_FILE, name=str(path)) from error


def is_workbook(path: Path) -> bool:
    """Whether an archive is a workbook. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except BROKEN as error:
        raise Unreadable(DAMAGED_ZIP) from error


def opener_of(path: Path) -> Opener:
    """How to open the text of a file, or of the only table in a .zip. Raises Unreadable."""
    if not is_archive(path):
        return lambda: cast(BinaryIO, open(path, "rb"))
    part = only_table(path)
    return lambda: cast(BinaryIO, zipfile.ZipFile(path).open(part))


def only_table(path: Path) -> str:
    """The name of the one text table in an archive, which does not unpack beyond measure. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise Unreadable(DAMAGED_ZIP) from error
    tables = [part for part in parts if part.filename.lower().endswith((".csv", ".txt"))]
    if len(parts) > limits.MAX_PARTS or any(map(_is_bomb, tables)):
        raise Unreadable(BOMB)
    if len(tables) != 1:
        raise Unreadable(ONE_TABLE_ONLY, files=len(tables))
    return tables[0].filename


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > limits.RATIO_MATTERS_FROM and part.file_size > limits.MAX_RATIO * part.compress_size
