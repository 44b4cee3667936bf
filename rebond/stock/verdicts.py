"""What each row of a donor's inventory would do to the stock. No database here: rows and machines in, verdicts out.

Each data row gets one verdict: new, changed, unchanged, rejected, or warned (new or changed, with a remark). They add
up to the rows of the file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias
from uuid import UUID

from django.utils.translation import gettext_noop

from rebond.stock.inventory import IgnoredRow, Inventory, InventoryRow, Remark

Verdict: TypeAlias = Literal["new", "changed", "unchanged", "rejected", "warned"]
VERDICTS: tuple[Verdict, ...] = ("new", "changed", "unchanged", "rejected", "warned")


class Known(NamedTuple):
    """A machine of the stock, as far as an import looks at it: `promised` when it is reserved or handed over, `merged`
    the serial number of the record that it was merged into."""

    pk: UUID
    lot: str
    fingerprint: str
    promised: bool
    merged: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A data row and its verdict; `known` is the machine it speaks of, when the stock has it."""

    row: InventoryRow
    verdict: Verdict
    reasons: tuple[Remark, ...]
    fingerprint: str = ""
    known: Known | None = None

    @property
    def is_written(self) -> bool:
        """Whether applying the file writes this row."""
        return self.verdict in ("new", "changed", "warned")


class Finding(NamedTuple):
    """What a page shows of one row of a file."""

    number: int
    verdict: str
    serial: str = ""
    nature: str = ""
    reasons: tuple[Remark, ...] = ()
    cells: Mapping[str, str] = MappingProxyType({})

    @property
    def codes(self) -> list[str]:
        """The codes of its reasons, each once."""
        return list(dict.fromkeys(reason.code for reason in self.reasons))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole inventory, judged."""

    inventory: Inventory
    rows: list[Judged]

    @property
    def ignored(self) -> list[IgnoredRow]:
        return self.inventory.ignored

    def counts(self) -> dict[str, int]:
        """How many data rows there are and how many have each verdict; ignored rows are no data rows."""
        found = Counter(judged.verdict for judged in self.rows)
        return {
            "rows": len(self.rows),
            **{verdict: found[verdict] for verdict in VERDICTS},
            "ignored": len(self.ignored),
        }

    def report(self) -> dict[str, Any]:
        """The report that the command writes."""
        return {
            "counts": self.counts(),
            "rows": [
                {
                    "row": judged.row.row,
                    "verdict": judged.verdict,
                    "serial": judged.row.serial,
                    "category": judged.row.category,
                    "reasons": as_plain(judged.reasons),
                }
                for judged in self.rows
            ],
            "ignored": [{"row": ignored.row, "reason": ignored.why} for ignored in self.ignored],
        }

    def findings(self) -> Iterator[Finding]:
        """What the page shows of each row, ignored ones too; what is or was to be corrected with its cells."""
        inventory = self.inventory
        for judged in self.rows:
            row = judged.row
            shown = judged.verdict == "rejected" or row.row in inventory.corrected
            cells = inventory.texts_of(row.row) if shown else {}
            yield Finding(row.row, judged.verdict, row.serial[:60], row.category, judged.reasons, cells)
        for ignored in self.ignored:
            yield Finding(ignored.row, "ignored")


def as_plain(reasons: Iterable[Remark]) -> list[dict[str, str]]:
    """Remarks as a report says them."""
    return [{"code": reason.code, "message": reason.message} for reason in reasons]


def as_kept(reasons: Iterable[Remark]) -> list[dict[str, Any]]:
    """Remarks as JSON holds them, to be worded for whoever reads them."""
    return [{"code": reason.code, "sentence": reason.sentence, "facts": dict(reason.facts)} for reason in reasons]


def judge(inventory: Inventory, known: Mapping[str, Known], *, lot: str | None) -> Comparison:
    """Give every data row its verdict against the machines of the stock, by serial number.

    `lot` is the reference of the lot that the file would be applied to, None while nobody has said.
    """
    return Comparison(inventory, [judge_row(row, known.get(row.serial), lot=lot) for row in inventory.rows])


def judge_row(row: InventoryRow, known: Known | None, *, lot: str | None) -> Judged:
    """What the reader rejected stays so; a known machine changes only when the file says something else of it."""
    if row.rejected:
        return Judged(row, "rejected", row.remarks)
    fingerprint = fingerprint_of(row)
    if known is None:
        return Judged(row, "warned" if row.remarks else "new", row.remarks, fingerprint)
    if known.merged:
        return Judged(row, "unchanged", (*row.remarks, merged(row, known)), fingerprint, known)
    if lot is not None and known.lot != lot:
        return Judged(row, "rejected", (in_another_lot(row, known),))
    if known.fingerprint == fingerprint:
        return Judged(row, "unchanged", row.remarks, fingerprint, known)
    if known.promised and (row.blocking or row.category != "desktop"):
        return Judged(row, "rejected", (promised(row),))
    return Judged(row, "warned" if row.remarks else "changed", row.remarks, fingerprint, known)


def fingerprint_of(row: InventoryRow) -> str:
    """The same for two rows that say the same of a machine, whatever the file around them."""
    return blake2b(repr((row.category, row.blocking, row.fields)).encode(), digest_size=16).hexdigest()


IN_ANOTHER_LOT = gettext_noop(
    "Ligne %(row)s\u00a0: la machine %(serial)s est déjà dans le lot %(lot)s. Une machine n’est que d’un lot."
)
PROMISED = gettext_noop(
    "Ligne %(row)s\u00a0: la machine %(serial)s est déjà promise ou remise à une association, et le fichier la "
    "bloquerait. Rien n’est changé\u00a0: retirez-la d’abord de la remise, puis renvoyez cette ligne."
)

MERGED = gettext_noop("Ligne %(row)s\u00a0: %(serial)s est la machine %(other)s, dont la fiche ne change pas.")


def in_another_lot(row: InventoryRow, known: Known) -> Remark:
    return Remark("other-lot", IN_ANOTHER_LOT, {"row": row.row, "serial": row.serial, "lot": known.lot})


def merged(row: InventoryRow, known: Known) -> Remark:
    return Remark("merged", MERGED, {"row": row.row, "serial": row.serial, "other": known.merged})


def promised(row: InventoryRow) -> Remark:
    return Remark("device-promised", PROMISED, {"row": row.row, "serial": row.serial})
