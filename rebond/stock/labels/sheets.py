"""Labels as PDF: what each says, and where it lies on its paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.documents.pdf import qr_code, render_pdf
from rebond.programmes.models import Programme
from rebond.stock.labels.formats import Format
from rebond.stock.labels.models import Tag
from rebond.stock.models import Device
from rebond.tenancy.models import City
from rebond.tenancy.queries import city_address


@dataclass(frozen=True)
class Placing:
    """On which paper, from which of its cells on (1 is the first), moved by how many millimetres."""

    format: Format
    start: int = 1
    across: float = 0.0
    down: float = 0.0

    def sheets(self, labels: Sequence[dict]) -> list[list[dict]]:
        """The labels sheet by sheet, each with the corner of its cell."""
        cells = self.format.cells
        sheets: list[list[dict]] = []
        for number, label in enumerate(labels, start=self.start - 1):
            sheet, cell = divmod(number, cells)
            x, y = self.format.corner(cell)
            if sheet >= len(sheets):
                sheets.append([])
            sheets[sheet].append(label | {"x": x + self.across, "y": y + self.down})
        return sheets


def render_labels(
    tags: Sequence[Tag], placing: Placing, city: City, *, programme: Callable[[Device | None], Programme | None]
) -> bytes:
    """Labels of these tags in their order, with their machines loaded; `programme` tells a machine's. Same facts, same
    bytes."""
    titles = titles_by_donor(tags, programme)
    with override("fr"):
        data = paper_of(placing.format, city) | {
            "title": _("Étiquettes"),
            "help": [_("Trouvé\u00a0? Une question\u00a0? Scannez le code."), city_address().split("//")[1]],
            "sheets": placing.sheets([label_of(tag, city, titles[donor_of(tag)]) for tag in tags]),
        }
        return render_pdf("stock/labels/labels.typ", data)


def titles_by_donor(tags: Sequence[Tag], programme: Callable) -> dict[UUID | None, str]:
    """The title of each donor's programme, asked for once."""
    examples = {donor_of(tag): tag.device for tag in tags}
    return {donor: getattr(programme(device), "title", "") for donor, device in examples.items()}


def donor_of(tag: Tag) -> UUID | None:
    return tag.device.lot.donor_id if tag.device else None


def paper_of(format: Format, city: City) -> dict[str, Any]:
    return {"issuer": city.name, "paper": format.paper, "width": format.width, "height": format.height}


def label_of(tag: Tag, city: City, programme: str) -> dict[str, Any]:
    """What a label says: of a tag that has no machine yet, only whose it is."""
    device = tag.device
    machine = [device.serial, f"{device.brand} {device.model}".strip()] if device else []
    whose = " · ".join(part for part in (_("Ville de %(city)s") % {"city": city}, programme) if part)
    return {"tag": tag.code, "lines": [*machine, whose], "qr": qr_code(address_of(tag))}


def address_of(tag: Tag) -> str:
    """The public page of a machine."""
    return city_address() + reverse("labels:machine", args=[tag.token])


def render_calibration(placing: Placing, city: City) -> bytes:
    """Every cell of a paper, drawn with its number and rulers."""
    format = placing.format
    corners = [format.corner(cell) for cell in range(format.cells)]
    with override("fr"):
        data = paper_of(format, city) | {
            "title": _("Page de réglage"),
            "corners": [[x + placing.across, y + placing.down] for x, y in corners],
            "words": _("%(format)s. À imprimer à 100\u00a0%%, sans ajuster à la page.") % {"format": format.label},
        }
        return render_pdf("stock/labels/calibration.typ", data)
