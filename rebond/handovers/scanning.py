"""From what a reader types to a machine, or to the reason why it cannot be taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.handovers.models import Handover, HandoverItem
from rebond.stock.codes import devices_by_code
from rebond.stock.models import Device, Flag


class ScanRefused(Exception):
    """A code was read and no machine joins the hand-over. As text: one sentence for whoever scans."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


class UnknownCode(ScanRefused):
    """No machine of the city has this serial number, asset tag or barcode."""


class AmbiguousCode(ScanRefused):
    """Several machines share this asset tag or barcode."""


class AlreadyHere(ScanRefused):
    """The machine is in this very hand-over."""


class InAnotherHandover(ScanRefused):
    """The machine is in the hand-over of somebody else."""


class NotAllocatable(ScanRefused):
    """The machine has no erasure, is blocked, or is no desktop."""


class HandoverIsFull(ScanRefused):
    """The hand-over counts as many machines as were allocated."""


@dataclass(frozen=True)
class Scan:
    """What became of one code: the machine that joined the hand-over, or the refusal."""

    code: str
    device: Device | None = None
    refusal: ScanRefused | None = None


def the_one_device(code: str, found: list[Device]) -> Device:
    """The machine that a code means. Raises UnknownCode, AmbiguousCode."""
    if not found:
        raise UnknownCode(
            code,
            _("« %(code)s » n’est le numéro d’aucune machine du stock. Scannez le numéro de série, sous la machine.")
            % {"code": code},
        )
    if len(found) > 1:
        serials = ", ".join(device.serial for device in found)
        raise AmbiguousCode(
            code,
            _("« %(code)s » désigne plusieurs machines : %(serials)s. Scannez le numéro de série.")
            % {"code": code, "serials": serials},
        )
    return found[0]


class Reading:
    """One series of codes read into a hand-over: who may join, in order. It decides, and writes nothing."""

    def __init__(self, handover: Handover, codes: Sequence[str]):
        self.handover = handover
        self.found = devices_by_code(codes)
        self.items = items_by_device(chain.from_iterable(self.found.values()))
        self.taken: list[Device] = []

    def scan(self, code: str) -> Scan:
        """Take the machine of this code, or say why not."""
        try:
            device = the_one_device(code, self.found.get(code, []))
            self.check(code, device)
        except ScanRefused as refusal:
            return Scan(code, refusal=refusal)
        self.taken.append(device)
        return Scan(code, device=device)

    def check(self, code: str, device: Device) -> None:
        """Raise why this machine cannot join the hand-over, if it cannot."""
        item = self.items.get(device.pk)
        if device in self.taken or (item is not None and item.handover_id == self.handover.pk):
            raise AlreadyHere(code, _("%(serial)s est déjà dans cette remise.") % {"serial": device.serial})
        if item is not None:
            raise InAnotherHandover(
                code,
                _("%(serial)s est déjà dans la remise %(reference)s, pour « %(association)s ».")
                % {
                    "serial": device.serial,
                    "reference": item.handover.reference,
                    "association": item.handover.association,
                },
            )
        if device.state != Device.State.READY:
            raise NotAllocatable(
                code,
                _("%(serial)s ne peut pas être remis : %(reasons)s. Mettez-le de côté.")
                % {"serial": device.serial, "reasons": ", ".join(reasons_against(device))},
            )
        donor = self.handover.wave.programme.donor
        if device.lot.donor_id != donor.pk:
            raise NotAllocatable(
                code,
                _("%(serial)s vient d’un autre donateur : prenez une machine de %(donor)s.")
                % {"serial": device.serial, "donor": donor},
            )
        route = self.handover.wave.programme.legal_route
        if device.lot.regime not in ("", route):
            raise NotAllocatable(
                code,
                _("%(serial)s est d’un lot sous un autre régime (%(regime)s)\u00a0: prenez une autre machine.")
                % {"serial": device.serial, "regime": device.lot.get_regime_display()},
            )
        if self.handover.left <= len(self.taken):
            raise HandoverIsFull(
                code,
                ngettext(
                    "La remise est complète : %(units)s ordinateur attribué. %(serial)s n’est pas ajouté.",
                    "La remise est complète : %(units)s ordinateurs attribués. %(serial)s n’est pas ajouté.",
                    self.handover.units,
                )
                % {"units": self.handover.units, "serial": device.serial},
            )


def items_by_device(devices: Iterable[Device]) -> dict[UUID, HandoverItem]:
    """Where each of these machines is, if it is in a hand-over."""
    items = HandoverItem.objects.filter(device__in=list(devices), released_at=None, ended_at=None)
    items = items.select_related("handover__allocation__application__association")
    return {item.device_id: item for item in items}


def reasons_against(device: Device) -> list[str]:
    """Why a machine is not ready, in words."""
    reasons = []
    if device.category != Device.Category.DESKTOP:
        reasons.append(_("ce n’est pas une unité centrale"))
    if device.erasure == Device.Erasure.UNKNOWN:
        reasons.append(_("aucun certificat d’effacement"))
    if device.erasure == Device.Erasure.FAILED:
        reasons.append(_("l’effacement a échoué"))
    reasons += [within_sentence(dict(Flag.choices).get(flag, flag)) for flag in device.flags]
    return reasons or [within_sentence(device.get_state_display())]


def within_sentence(label: object) -> str:
    """A label as it stands inside a sentence: « hors service », but « BIOS verrouillé »."""
    text = str(label)
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
