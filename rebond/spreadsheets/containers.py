"""What a file is, judged by its first bytes and not by its name, before anything is unpacked."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from rebond.spreadsheets import limits
from rebond.spreadsheets.unreadable import Unreadable, _

Kind = Literal["xlsx", "ods", "xls", "csv"]

NEITHER = _(
    "Ce fichier n’est ni un classeur (.xlsx, .ods, .xls) ni un fichier .csv. "
    "Exportez le tableau en .xlsx ou en .csv, puis déposez-le."
)
LOCKED = _(
    "Ce classeur est protégé par un mot de passe. "
    "Enregistrez-le au format .xlsx sans mot de passe, ou en .csv, puis déposez-le."
)
BINARY_EXCEL = _(
    "Les classeurs .xlsb ne sont pas lus. Enregistrez le tableau au format .xlsx ou .csv, puis déposez-le."
)
EMPTY = _("Le fichier est vide. Déposez un classeur .xlsx ou un fichier .csv qui contient le tableau.")
TOO_HEAVY = _(
    "Le fichier pèse plus de %(megabytes)d Mo. "
    "Retirez les images et les onglets inutiles, ou coupez le tableau en plusieurs fichiers."
)
DAMAGED = _(
    "Le classeur est abîmé : il ne s’ouvre pas. "
    "Ouvrez-le dans un tableur, enregistrez-le de nouveau en .xlsx, puis déposez-le."
)
BOMB = _(
    "Le classeur se déplie en un volume démesuré et n’a pas été ouvert. "
    "Enregistrez le tableau seul en .csv, puis déposez-le."
)
DECLARES_TYPES = _(
    "Le classeur contient une déclaration DOCTYPE, qu’un tableur n’écrit jamais : il n’a pas été ouvert. "
    "Enregistrez le tableau en .csv, puis déposez-le."
)

NO_FILE = _(
    "Le fichier « %(name)s » est introuvable ou ne peut pas être ouvert. Vérifiez son chemin et vos droits de lecture."
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = 256 * 1024
_ZIP = b"PK\x03\x04"
_NOT_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"PK\x05\x06",
    b"{\\rtf",
)
_markup = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]|\xff\xfe<\0|\xfe\xff\0<").match


def kind_of(path: Path) -> Kind:
    """Tell a workbook from a text table, and refuse everything else with the reason.

    Raises Unreadable.
    """
    start = first_bytes(path)
    if start.startswith(_OLE):
        _check_old(path)
        return "xls"
    if start.startswith(_ZIP):
        return _kind_of_archive(path)
    if start.startswith(_NOT_TABLES) or _markup(start):
        raise Unreadable(NEITHER)
    return "csv"


def is_markup(path: Path | str) -> bool:
    """Whether a file begins as XML or HTML does.

    Raises Unreadable for an empty, too heavy or absent file.
    """
    return bool(_markup(first_bytes(Path(path))))


def first_bytes(path: Path) -> bytes:
    """The beginning of a file that is there, is not empty and is not too heavy.

    A pipe or a device is no file: to open it could wait for ever.
    """
    if not path.is_file():
        raise Unreadable(NO_FILE, name=path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise Unreadable(NO_FILE, name=path.name) from error
    if size == 0:
        raise Unreadable(EMPTY)
    if size > limits.MAX_BYTES:
        raise Unreadable(TOO_HEAVY, megabytes=limits.MAX_BYTES // 1024**2)
    return start


def _check_old(path: Path) -> None:
    """An .xls and a locked .xlsx are containers of the same make: only the latter holds an encrypted package."""
    if _ENCRYPTED in path.read_bytes():
        raise Unreadable(LOCKED)


def _kind_of_archive(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            return _check_parts(archive)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Unreadable(DAMAGED) from error


def _check_parts(archive: zipfile.ZipFile) -> Kind:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise Unreadable(BINARY_EXCEL)
    if "xl/workbook.xml" not in names and not _is_sheet_of_open_document(archive, names):
        raise Unreadable(NEITHER)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml")[:_MANIFEST]:
        raise Unreadable(LOCKED)
    if len(parts) > limits.MAX_PARTS or sum(part.file_size for part in parts) > limits.MAX_UNPACKED:
        raise Unreadable(BOMB)
    for part in parts:
        if part.file_size > limits.RATIO_MATTERS_FROM and part.file_size > limits.MAX_RATIO * part.compress_size:
            raise Unreadable(BOMB)
        if part.filename.endswith((".xml", ".rels")):
            _check_prologue(archive, part)
    return "xlsx" if "xl/workbook.xml" in names else "ods"


def _is_sheet_of_open_document(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Texts and drawings of the same family are no tables."""
    return {"content.xml", "mimetype"} <= names and archive.read("mimetype").strip() == _ODS


def _check_prologue(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A DOCTYPE can only stand before the first element: the first kilobytes are enough."""
    with archive.open(part) as file:
        prologue = file.read(8192).replace(b"\0", b"")  # UTF-16 reads as ASCII then
    if b"<!DOCTYPE" in prologue or b"<!ENTITY" in prologue:
        raise Unreadable(DECLARES_TYPES)
