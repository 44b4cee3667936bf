"""An applications file, read as it comes: rows in, entries or refusals out. No database here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from rebond.applications.cells import Misread, read_answer, read_text, read_whole
from rebond.applications.eligibility import Candidate
from rebond.applications.questions import MOST_MACHINES, QUESTIONS
from rebond.countries import Country, Reading
from rebond.organisations.names import search_text
from rebond.spreadsheets import Cell, Row, Table, Unreadable, is_blank, read_table
from rebond.spreadsheets.limits import spoken

MOST_ROWS = 2_000
# The headings of what is no question: who asks, for how much, in which wave.
HEADINGS = {
    "id": ("id", "identifiant", "référence", "n° de candidature"),
    "wave": ("vague", "wave"),
    "name": ("nom", "association", "titre", "dénomination", "name"),
    "rna": ("rna", "numéro rna", "rna number"),
    "siren": ("siren", "numéro siren"),
    "siret": ("siret", "numéro siret"),
    "address": ("adresse", "address"),
    "postal_code": ("code_postal", "code postal", "postal code", "cp"),
    "district_code": ("code_insee", "code insee", "code commune"),
    "town": ("commune", "ville", "town", "city"),
    "founded_in": ("annee_creation", "année de création"),
    "requested": ("ordinateurs_demandes", "ordinateurs demandés", "quantité demandée", "computers requested"),
    "minimum": ("minimum_utile", "minimum utile", "useful minimum"),
}
VOCABULARY: Mapping[str, tuple[str, ...]] = HEADINGS | {
    name: (question.column,) for name, question in QUESTIONS.items()
}
REQUIRED = ("name", "requested")


@dataclass(frozen=True)
class Refusal:
    """Why a row cannot be taken: its code and the sentence that names row, field and what is expected."""

    code: str
    message: str


class RowRefused(Exception):
    """A row that cannot be taken."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.refusal = Refusal(code, message)


@dataclass(frozen=True)
class Entry:
    """One row that reads: who asks (identity), what they declared of themselves, what they ask and answer."""

    row: int
    source_id: str
    wave_number: int | None
    identity: Mapping[str, Any]
    candidate: Candidate

    @property
    def declared(self) -> dict[str, str]:
        return {field: self.identity[field] for field in ("name", "address", "postal_code", "district_code", "town")}


@dataclass(frozen=True)
class RefusedRow:
    """One row that does not read, with as much of it as a report needs to name it."""

    row: int
    source_id: str
    wave: str
    name: str
    refusal: Refusal


@dataclass(frozen=True)
class ApplicationsFile:
    """What a file holds: entries and refused rows in the order of the file, and the numbers of empty rows."""

    rows: list[Entry | RefusedRow]
    ignored: list[int]


def read_applications(path: Path | str, country: Country) -> ApplicationsFile:
    """Read an applications file, XLSX or CSV, of that country. Raises Unreadable."""
    return applications_in(read_table(path, VOCABULARY, required=REQUIRED), country)


def applications_in(table: Table, country: Country) -> ApplicationsFile:
    """The entries of a table, each row read for itself; a source number seen twice is refused the second time."""
    rows: list[Entry | RefusedRow] = []
    ignored: list[int] = []
    seen: dict[str, int] = {}
    for number, cells in table.numbered_rows():
        if is_blank(cells):
            ignored.append(number)
            continue
        if len(rows) == MOST_ROWS:
            raise Unreadable(
                _("Le fichier compte plus de %(most)s candidatures. Coupez-le en plusieurs fichiers."),
                most=spoken(MOST_ROWS),
            )
        rows.append(_read(number, _fields(table, cells), seen, country))
    return ApplicationsFile(rows, ignored)


def _fields(table: Table, cells: Row) -> dict[str, Cell]:
    return {field: cells[column] if column < len(cells) else "" for field, column in table.header.columns.items()}


def _read(row: int, fields: Mapping[str, Cell], seen: dict[str, int], country: Country) -> Entry | RefusedRow:
    try:
        source_id = _take(row, fields, "id", read_text, most=40)
        if source_id and seen.setdefault(source_id, row) != row:
            raise RowRefused(
                "id-twice",
                _("Ligne %(row)s\u00a0: %(id)s figure déjà à la ligne %(first)s, qui est gardée.")
                % {"row": row, "id": source_id, "first": seen[source_id]},
            )
        return _entry(row, source_id, fields, country)
    except RowRefused as refused:
        shown = {field: str(fields.get(field, ""))[:200] for field in ("id", "wave", "name")}
        return RefusedRow(row, shown["id"], shown["wave"], shown["name"], refused.refusal)


def _entry(row: int, source_id: str, fields: Mapping[str, Cell], country: Country) -> Entry:
    identity, noticed = _identity(row, fields, country)
    requested = _take(row, fields, "requested", read_whole, least=1, most=MOST_MACHINES)
    minimum = _take(row, fields, "minimum", read_whole, least=0, most=MOST_MACHINES) or 0
    if requested is None:
        raise refused_cell(
            row, "requested", "", _("un nombre entier de %(least)s à %(most)s") % {"least": 1, "most": MOST_MACHINES}
        )
    if minimum > requested:
        raise RowRefused(
            "minimum-over-request",
            _(
                "Ligne %(row)s, «\u00a0%(field)s\u00a0»\u00a0: le minimum utile (%(minimum)s) "
                "dépasse la demande (%(requested)s)."
            )
            % {"row": row, "field": HEADINGS["minimum"][0], "minimum": minimum, "requested": requested},
        )
    answers = {
        name: _take(row, fields, name, lambda cell, question=question: read_answer(question, cell))
        for name, question in QUESTIONS.items()
        if name in fields
    }
    return Entry(
        row=row,
        source_id=source_id,
        wave_number=_take(row, fields, "wave", read_whole, least=1, most=99),
        identity=identity,
        candidate=Candidate(
            name=identity["name"],
            requested=requested,
            minimum=minimum,
            rna=identity["rna"],
            siren=identity["siren"],
            siret=identity["siret"],
            company_form=country.company_form(identity["name"]),
            founded_in=identity["founded_in"],
            search_address=search_text(identity["address"]),
            postal_code=identity["postal_code"],
            answers=answers,
            noticed=noticed,
        ),
    )


def _identity(
    row: int, fields: Mapping[str, Cell], country: Country
) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Who asks, in the fields of Association; and what reading it had to settle."""
    name = _take(row, fields, "name", read_text)
    if not name:
        raise RowRefused(
            "name-missing", _("Ligne %(row)s, «\u00a0nom\u00a0»\u00a0: le nom de l’association manque.") % {"row": row}
        )
    numbers = {
        "rna": (country.read_association_number, _("un numéro RNA (W suivi de 9 signes)")),
        "siren": (country.read_organisation_number, _("un SIREN (9 chiffres, clé juste)")),
        "siret": (country.read_site_number, _("un SIRET (14 chiffres, clé juste)")),
    }
    noticed: dict[str, dict[str, str]] = {}
    identity: dict[str, Any] = {"name": name}
    for field, (read, expected) in numbers.items():
        identity[field] = _number(row, fields, field, read, expected, noticed)
    identity |= {
        "address": _take(row, fields, "address", read_text),
        "postal_code": _take(row, fields, "postal_code", read_text, most=10),
        "town": _take(row, fields, "town", read_text, most=80),
        "founded_in": _take(row, fields, "founded_in", read_whole, least=1000, most=2100),
    }
    code = _take(row, fields, "district_code", read_text, most=10)
    identity["district_code"] = _district(code, identity["postal_code"], country, noticed)
    return identity, noticed


def _number(row, fields, field, read: Callable[[str], Reading], expected, noticed) -> str:
    """A number of the association; how it was typed is noticed when it reads otherwise."""
    typed = _take(row, fields, field, read_text)
    if not typed:
        return ""
    number = read(typed)
    if not number.value:
        raise refused_cell(row, field, typed, expected)
    if number.remark:
        noticed["number-rewritten"] = {"typed": typed, "read": number.value}
    return number.value


def _district(code: str, postal_code: str, country: Country, noticed: dict[str, dict[str, str]]) -> str:
    """The arrondissement: that of the INSEE code where it names one, else that of the postal code."""
    place = country.place_of(code, postal_code)
    if place.disagrees:
        noticed["district-disagrees"] = {"postal_code": postal_code, "district_code": code}
    elif code and place.found_by == "postal-code":
        noticed["district-from-postal-code"] = {"postal_code": postal_code}
    return place.district


def _take(row, fields, field, read, **limits):
    """Read a cell; where it does not read, refuse the row and name the field."""
    cell = fields.get(field, "")
    try:
        return read(cell, **limits)
    except Misread as misread:
        raise refused_cell(row, field, str(cell), str(misread)) from misread


def refused_cell(row: int, field: str, typed: str, expected: str) -> RowRefused:
    """The refusal of a row for one cell: which, what it holds, what is expected."""
    heading = VOCABULARY[field][0]
    return RowRefused(
        "value-unreadable",
        _(
            "Ligne %(row)s, «\u00a0%(field)s\u00a0»\u00a0: «\u00a0%(typed)s\u00a0» ne convient pas, "
            "il faut %(expected)s."
        )
        % {"row": row, "field": heading, "typed": typed[:60], "expected": expected},
    )
