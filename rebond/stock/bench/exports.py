"""The machines of a session as a file: the columns, one row per machine."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rebond.spreadsheets import Value
from rebond.stock.bench.models import Triage
from rebond.stock.bench.queries import labels_of_checks


def header() -> list[str]:
    return [
        _("Numéro de série"), _("Type"), _("Marque"), _("Modèle"), _("Lot"), _("Scannée le"), _("Catégorie"),
        _("Défauts"), _("Blocages"), _("Système"), _("Licence"), _("Installé par"), _("Remarque"), _("Par"),
    ]  # fmt: skip


def rows(triages: QuerySet[Triage]) -> Iterator[list[Value]]:
    """One row per machine, read as they are written."""
    labels = labels_of_checks()
    for one in triages.iterator(chunk_size=2_000):
        device = one.device
        yield [
            device.serial,
            device.get_category_display(),
            device.brand,
            device.model,
            device.lot.reference,
            localtime(one.scanned_at).strftime("%Y-%m-%d %H:%M"),
            one.grade,
            ", ".join(labels.get(key, key) for key, said in one.checks.items() if said == "fault"),
            ", ".join(device.flag_labels),
            one.get_system_display(),
            one.get_licence_display(),
            one.get_installed_by_display(),
            one.note,
            one.by.name,
        ]
