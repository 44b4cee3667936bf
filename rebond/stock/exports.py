"""The list of machines as a file: the columns, one row per machine."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rebond.spreadsheets import Value
from rebond.stock.models import Device


def header() -> list[str]:
    return [
        _("Numéro de série"), _("Type"), _("Marque"), _("Modèle"), _("Processeur"), _("Mémoire (Go)"), _("Disque"),
        _("État"), _("Effacement"), _("Blocages"), _("Lot"), _("Régime du lot"),
        _("Numéro d’immobilisation"), _("Code-barres"),
        _("Mise en service"), _("Fin de garantie"), _("Valeur déclarée (€)"), _("Site"), _("Bâtiment, étage"),
        _("État déclaré"), _("Observations"),
    ]  # fmt: skip


def rows(devices: QuerySet[Device]) -> Iterator[list[Value]]:
    """One row per machine, read as they are written."""
    for device in devices.iterator(chunk_size=2_000):
        yield [
            device.serial,
            device.get_category_display(),
            device.brand,
            device.model,
            device.processor,
            device.memory_gb,
            device.disk,
            device.get_state_display(),
            device.get_erasure_display(),
            ", ".join(device.flag_labels),
            device.lot.reference,
            device.lot.get_regime_display() if device.lot.regime else "",
            device.asset_tag,
            device.barcode,
            device.in_service_on,
            device.warranty_until,
            device.residual_value,
            device.site,
            device.place,
            device.condition,
            device.remarks,
        ]
