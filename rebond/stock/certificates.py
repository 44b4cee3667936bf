"""Erasure certificates, read as their tool or a spreadsheet gives them. No database here.

`read_certificates(path)` takes a table, the log or the PDF of nwipe, or the XML of an erasure tool, of which it needs
little: the serial number of a machine and, for each disk, a state. How certificates meet the stock: a machine is
*matched* by any certificate that bears its serial number, whatever the result; *failed* and *disk_removed* are matched
machines too; a certificate of no known machine is an *orphan*; a machine without any certificate is *without*.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from django.utils.translation import gettext_noop

from rebond.spreadsheets import Cell, Element, Table, Unreadable, is_blank, is_markup, plain, read_elements, read_table
from rebond.stock.erasures.nwipe import is_nwipe_log, read_nwipe
from rebond.stock.erasures.nwipe_pdf import is_pdf, read_nwipe_pdf
from rebond.stock.inventory import Remark, read_serial
from rebond.stock.inventory.people import mask, read_free_text
from rebond.stock.inventory.remarks import told
from rebond.stock.inventory.values import Order, order_of_dates, read_date, read_text

Result: TypeAlias = Literal["erased", "failed", "disk-removed", ""]

HEADINGS = {
    "serial": [
        "N° série machine", "N° de série machine", "N° de série", "N° série", "Série machine", "N° série ordinateur",
        "Machine serial", "Machine serial number", "Computer serial", "System serial", "Serial number", "Asset serial",
        "Chassis serial", "Service tag",
    ],
    "disk_serial": [
        "N° série disque", "N° de série disque", "N° de série du disque dur", "Série disque", "Disk serial",
        "Disk serial number", "Drive serial", "Drive serial number", "HDD serial", "Media serial",
    ],
    "disk_brand": ["Marque disque", "Modèle disque", "Disque", "Disk brand", "Disk vendor", "Disk model", "Drive"],
    "method": ["Méthode", "Méthode d'effacement", "Type d'effacement", "Method", "Erasure method"],
    "standard": ["Norme", "Standard", "Référentiel", "Erasure standard", "Algorithme", "Algorithm"],
    "tool": ["Logiciel", "Outil", "Outil d'effacement", "Software", "Tool", "Product"],
    "version": ["Version", "Version logiciel", "Software version", "Tool version", "Product version"],
    "result": ["Résultat", "Statut", "État", "Result", "Status", "State", "Erasure status", "Erasure state", "Outcome"],
    "erased_on": [
        "Date", "Date d'effacement", "Effacé le", "Date fin", "Date certificat", "Erasure date", "Erased on",
        "End time", "Completed", "Timestamp",
    ],
    "operator": ["Opérateur", "Technicien", "Effacé par", "Operator", "Technician", "Erased by"],
    "reference": [
        "Réf. certificat", "Référence certificat", "Référence", "N° certificat", "Certificat", "Certificate",
        "Certificate reference", "Certificate number", "Certificate ID", "Report ID", "Document ID", "Reference",
    ],
}  # fmt: skip
_TEXTS = {
    "disk_serial": 60, "disk_brand": 60, "method": 60, "standard": 80, "tool": 80, "version": 20, "operator": 60,
    "reference": 80,
}  # fmt: skip

SENTENCES = {
    "serial-missing": gettext_noop(
        "%(where)s\u00a0: le numéro de série de la machine manque. Complétez-le, puis renvoyez le certificat."
    ),
    "serial-unreadable": gettext_noop(
        "%(where)s\u00a0: «\u00a0%(value)s\u00a0» n’est pas un numéro de série, le tableur l’a changé en nombre "
        "ou en date. Ressaisissez-le au format Texte, puis renvoyez le certificat."
    ),
    "result-missing": gettext_noop(
        "%(where)s\u00a0: le résultat de l’effacement manque. Écrivez «\u00a0Réussi\u00a0», «\u00a0Échec\u00a0» ou "
        "«\u00a0Disque retiré\u00a0», puis renvoyez le certificat."
    ),
    "result-unknown": gettext_noop(
        "%(where)s\u00a0: «\u00a0%(value)s\u00a0» ne dit pas si le disque est effacé. Écrivez «\u00a0Réussi\u00a0», "
        "«\u00a0Échec\u00a0» ou «\u00a0Disque retiré\u00a0», puis renvoyez le certificat."
    ),
    "date-unreadable": gettext_noop(
        "%(where)s\u00a0: «\u00a0%(value)s\u00a0» n’est pas une date, elle est laissée vide. Écrivez-la jj/mm/aaaa."
    ),
    "date-ambiguous": gettext_noop(
        "%(where)s\u00a0: la date «\u00a0%(value)s\u00a0» peut se lire de deux façons, elle est comprise jour d’abord. "
        "Écrivez l’année sur quatre chiffres."
    ),
    "personal-data": gettext_noop(
        "%(where)s\u00a0: le nom de l’opérateur n’a pas été repris. La référence du certificat suffit à le retrouver."
    ),
}
NO_REPORT = gettext_noop(
    "Le fichier XML ne contient aucun rapport d’effacement. Exportez les rapports depuis l’outil d’effacement, "
    "puis déposez le fichier."
)


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate: of which disk of which machine, with which result. `row` is the sheet's, or the report's rank.

    A rejected one has no result that can be used, and one remark that says why.
    """

    row: int
    serial: str
    result: Result
    disk_serial: str = ""
    disk_brand: str = ""
    method: str = ""
    standard: str = ""
    tool: str = ""
    operator: str = ""
    reference: str = ""
    erased_on: date | None = None
    remarks: tuple[Remark, ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Certificates:
    """All the certificates of a file, and how many rows were none (blank, totals)."""

    rows: list[CertificateRow]
    ignored: list[int]


def read_certificates(path: Path | str) -> Certificates:
    """Read the certificates of a file, table or XML.

    Raises rebond.spreadsheets.Unreadable with the sentence to show.
    """
    if is_markup(path):
        return Certificates(list(_from_reports(read_elements(path))), [])
    if is_pdf(path):
        return Certificates(list(_from_log(read_nwipe_pdf(path))), [])
    if is_nwipe_log(path):
        return Certificates(list(_from_log(read_nwipe(path))), [])
    return _from_table(read_table(path, HEADINGS, required=["serial", "result"]))


# --- results -------------------------------------------------------------------------------------------------------

_disk_removed = re.compile(
    r"disque.* retire|sans disque|(?:disk|drive|hdd|ssd).* removed|no (?:disk|drive|hdd|ssd)"
).search
_failed = re.compile(
    r"\b(?:echec|echou\w*|fail\w*|nok|ko|n|non|no|not|pas|err\w*|annul\w*|cancel\w*|abort\w*|interromp\w*"
    r"|incompl\w*|partiel\w*|partial\w*|exception\w*)\b"
).search
_erased = re.compile(
    r"(?:ok|efface\w*|erased?|wiped?|reussi\w*|succes\w*|succeeded|pass\w*|complete\w*|termine\w*|done|fait|oui|yes"
    r"|verifi\w*|conforme)\b"
).match


def result_of(words: str) -> Result:
    """What a result means: erased, failed, disk-removed, or nothing that we know. Any word of failure is a failure."""
    text = plain(words[:200])
    if _disk_removed(text):
        return "disk-removed"
    if _failed(text):
        return "failed"
    return "erased" if _erased(text) else ""


# --- tables --------------------------------------------------------------------------------------------------------


def _from_table(table: Table) -> Certificates:
    rows, ignored = [], []
    columns = table.header.columns
    date_column = columns.get("erased_on")
    dates = {
        row[date_column] for _n, row in table.numbered_rows() if date_column is not None and len(row) > date_column
    }
    order = order_of_dates(dates)
    for number, row in table.numbered_rows():
        cells = row + [""] * (max(columns.values()) + 1 - len(row))
        named = {field: cells[column] for field, column in columns.items()}
        if is_blank([named["serial"], named["result"]]):
            ignored.append(number)
        else:
            rows.append(_certificate(number, gettext_noop("Ligne %(row)s"), named, order))
    return Certificates(rows, ignored)


def _certificate(number: int, where: str, named: Mapping[str, Cell], order: Order) -> CertificateRow:
    """One certificate from its named cells; whatever brought them."""
    serial, code = read_serial(named["serial"])
    words, _code = read_text(named["result"])
    result = result_of(words)
    refusal = code if code in ("serial-missing", "serial-unreadable") else ""
    refusal = refusal or ("" if result else "result-unknown" if words else "result-missing")
    texts = {field: read_text(named.get(field, ""))[0][:length] for field, length in _TEXTS.items()}
    tool = " ".join(part for part in (texts["tool"], texts.pop("version")) if part)[: _TEXTS["tool"]]
    row = CertificateRow(number, serial, result, **texts | {"tool": tool})
    if refusal:
        value = serial if refusal == "serial-unreadable" else mask(words)[:60]
        return replace(row, rejected=True, remarks=(_remark(refusal, number, where, value=value),))
    erased_on, date_code = read_date(named.get("erased_on", ""), order)
    operator, operator_code = read_free_text(row.operator)
    remarks = (
        [_remark(date_code, number, where, value=mask(str(named["erased_on"]))[:60])] if date_code in SENTENCES else []
    )
    if operator_code == "personal-data":
        remarks.append(_remark("personal-data", number, where))
    return replace(row, erased_on=erased_on, operator=operator, remarks=tuple(remarks))


def _remark(code: str, number: int, where: str, **facts: str) -> Remark:
    return Remark(code, SENTENCES[code], {"row": number, "where": where} | told(SENTENCES[code], facts))


# --- typed ---------------------------------------------------------------------------------------------------------


def typed_certificate(named: Mapping[str, Cell]) -> CertificateRow:
    """A certificate from what somebody typed, under our names; cleaned as one that came by file."""
    return _certificate(1, gettext_noop("Saisie"), named, "day-first")


# --- logs of nwipe -------------------------------------------------------------------------------------------------


def _from_log(disks: Iterable[Mapping[str, str]]) -> Iterator[CertificateRow]:
    for number, named in enumerate(disks, start=1):
        yield _certificate(number, gettext_noop("Disque %(row)s"), named, "day-first")


# --- XML of erasure tools ------------------------------------------------------------------------------------------


def _from_reports(elements: Iterator[Element]) -> Iterator[CertificateRow]:
    """One certificate per erased disk; reports may stand at any depth, and a file may hold just one."""
    number = 0
    loose = []
    for element in elements:
        reports = [inner for inner in element.iter() if inner.tag == "report"]
        if not reports:
            loose.append(element)
        for report in reports:
            number += 1
            yield from _from_report(number, report)
    if not number:
        if not any(inner.tag == "entries" for element in loose for inner in element.iter()):
            raise Unreadable(NO_REPORT)
        yield from _from_report(1, Element("report", {}, "", loose))


def _from_report(number: int, report: Element) -> Iterator[CertificateRow]:
    where = gettext_noop("Rapport %(row)s")
    system = _group(report, "system")
    machine = {
        "serial": _entry(system, "serial"),
        "reference": _text_of(report, "document_id"),
        "tool": _entry(report, "product_name") or _text_of(report, "product_name"),
        "version": _entry(report, "product_version") or _text_of(report, "product_version"),
        "operator": _entry(report, "operator") or _entry(report, "technician"),
    }
    disk = _group(report, "disk")
    erasures = [
        group for group in report.iter() if group.tag == "entries" and group.attributes.get("name") == "erasure"
    ]
    for erasure in erasures or [Element("entries", {}, "", [])]:
        target = _group(erasure, "target")
        named = machine | {
            "disk_serial": _entry(target, "serial") or _entry(disk, "serial"),
            "disk_brand": _entry(target, "vendor") or _entry(disk, "vendor") or _entry(target, "model"),
            "standard": " ".join(
                part
                for part in (_entry(erasure, "erasure_standard_name"), _entry(erasure, "erasure_standard_version"))
                if part
            ),
            "result": _entry(erasure, "state"),
            "erased_on": (_entry(erasure, "timestamp") or _entry(erasure, "end_time"))[:10],
        }
        yield _certificate(number, where, named, "day-first")


def _group(element: Element, name: str) -> Element:
    """The first group of entries of that name, or an empty one: versions of the format differ."""
    groups = (inner for inner in element.iter() if inner.tag == "entries" and inner.attributes.get("name") == name)
    return next(groups, Element("entries", {}, "", []))


def _entry(element: Element, name: str) -> str:
    entries = (inner.text for inner in element.iter() if inner.tag == "entry" and inner.attributes.get("name") == name)
    return next(entries, "")


def _text_of(element: Element, tag: str) -> str:
    return next((inner.text for inner in element.iter() if inner.tag == tag and inner.text), "")
