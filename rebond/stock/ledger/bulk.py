"""What a deed on many machines would do to each of them, before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _

from rebond.stock.codes import devices_by_code
from rebond.stock.ledger.actions.devices import STANDING
from rebond.stock.ledger.models import Place
from rebond.stock.models import Device


@dataclass(frozen=True)
class Preview:
    """The machines that the deed would touch, those that it would not and why, and the codes that name none."""

    concerned: list[Device] = field(default_factory=list)
    left: list[tuple[Device, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    deed: str = ""

    @property
    def fingerprint(self) -> str:
        """What was shown: the confirmation names it, so that what is done is what was seen."""
        shown = [f"{device.pk}:{device.moves}:{device.state}" for device in self.concerned]
        return sha256(" ".join([self.deed, *shown]).encode()).hexdigest()


def preview(*, codes: Iterable[str], deed: str, place: Place | None, why: str) -> Preview:
    """What would become of each code."""
    found = devices_by_code(codes)
    shown = Preview(deed=f"{deed} {place.pk if place else ''}")
    for code in codes:
        devices = found.get(code, [])
        if not devices:
            shown.unknown.append(code)
        elif len(devices) > 1:
            shown.ambiguous.append(code)
        elif devices[0] not in shown.concerned:
            reason = why_left(devices[0], deed, place)
            if reason:
                shown.left.append((devices[0], reason))
            else:
                shown.concerned.append(devices[0])
    return shown


def why_left(device: Device, deed: str, place: Place | None) -> str:
    """Why the deed leaves a machine alone; empty when it does not."""
    if deed == "find":
        return "" if device.state == Device.State.GONE else _("elle n’était pas sortie du stock")
    if deed == "release":
        return _("rien ne la retient") if not device.flags else ""
    if device.state not in STANDING:
        return _("elle n’est plus dans le stock")
    if deed == "move":
        return _("elle y est déjà") if place and device.stands_in_id == place.pk else ""
    return _("elle est réservée pour une remise") if device.is_promised else ""
