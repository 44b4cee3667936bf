"""The lists of the ledger as files: the columns, one row per line."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rebond.spreadsheets import Value
from rebond.stock.ledger.models import Movement
from rebond.stock.ledger.queries import Line


def quantity_header() -> list[str]:
    return [_("Emplacement"), _("Quoi"), _("Quantité"), _("Dont réservés")]


def quantity_rows(lines: Iterable[Line]) -> Iterator[list[Value]]:
    for line in lines:
        yield [line.place.path, line.what, line.quantity, line.reserved]


def movement_header() -> list[str]:
    return [
        _("Date"), _("Quoi"), _("Quantité"), _("De"), _("À"), _("Motif"), _("Précision"), _("Référence"), _("Par"),
        _("Corrigé"),
    ]  # fmt: skip


def movement_rows(movements: QuerySet[Movement]) -> Iterator[list[Value]]:
    """One row per movement, read as they are written."""
    for movement in movements.iterator(chunk_size=2_000):
        yield [
            timezone.localtime(movement.at).strftime("%Y-%m-%d %H:%M"),
            movement.what,
            movement.quantity,
            movement.origin,
            movement.destination,
            movement.get_reason_display(),
            movement.why,
            movement.reference,
            movement.by.name if movement.by else "Rebond",
            _("oui") if hasattr(movement, "correction") else "",
        ]
