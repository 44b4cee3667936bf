"""The hand-over note: what is written on it, and the document."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from rebond.documents.pdf import qr_code, render_pdf
from rebond.handovers.models import Handover
from rebond.handovers.terms import TERMS
from rebond.programmes.models import Programme
from rebond.stock.models import Device, ErasureCertificate
from rebond.tenancy.queries import city_address


def has_terms(programme: Programme) -> bool:
    """Whether there is a note for the programme's legal route."""
    return programme.legal_route in TERMS


def render_note(handover: Handover) -> bytes:
    """The note as PDF; the same bytes for the same hand-over."""
    return render_pdf("handovers/note.typ", note_of(handover))


def note_of(handover: Handover) -> dict[str, Any]:
    """What the note says, as plain data; its words are in handovers/note.typ."""
    application = handover.allocation.application
    programme, association = handover.wave.programme, application.association
    return {
        "reference": handover.reference,
        "city": programme.city.name,
        "programme": programme.title,
        "application": application.reference,
        "day": iso(handover.signed_on or localdate(handover.prepared_at)),
        "signed_on": iso(handover.signed_on),
        "machines": handover.scanned,
        "left": handover.left,
        "allocated": handover.allocation.units,
        "before": handover.before,
        "keyboards": handover.keyboards if programme.with_keyboard else None,
        "mice": handover.mice if programme.with_mouse else None,
        "with_screen": programme.with_screen,
        "donor": {"name": programme.donor.name, "siren": spaced(programme.donor.siren)},
        "association": {
            "name": association.name,
            "rna": association.rna,
            "siren": spaced(association.siren),
            "address": [association.address, f"{association.postal_code} {association.town}".strip()],
        },
        "contact": [programme.contact_name, programme.contact_email],
        "terms": TERMS[programme.legal_route],
        "signatory": handover.signatory,
        "role": handover.signatory_role,
        "devices": [device_line(device) for device in devices_of(handover)],
        "address": verification_address(handover),
        "qr": qr_code(verification_address(handover)),
    }


def verification_address(handover: Handover) -> str:
    """Where anybody can check the note."""
    return city_address() + reverse("handovers:verify", args=[handover.reference])


def devices_of(handover: Handover) -> list[Device]:
    """The machines of a hand-over, in the order of their serial numbers."""
    devices = Device.objects.filter(handover_items__handover=handover, handover_items__released_at=None)
    return list(devices.order_by("serial").prefetch_related("certificates"))


def device_line(device: Device) -> dict[str, str]:
    certificate = latest_certificate(device)
    return {
        "serial": device.serial,
        "model": f"{device.brand} {device.model}".strip(),
        "asset_tag": device.asset_tag,
        "erasure": device.erasure,
        "certificate": certificate.reference if certificate else "",
        "erased_on": iso(certificate.erased_on) if certificate else "",
    }


def latest_certificate(device: Device) -> ErasureCertificate | None:
    """The certificate that freed the machine; of several disks the last one done."""
    freeing = [one for one in device.certificates.all() if one.result == device.erasure]
    return max(freeing, key=lambda one: (iso(one.erased_on), one.reference), default=None)


def iso(day) -> str:
    return day.isoformat() if day else ""


def spaced(siren: str) -> str:
    """A SIREN as the French write it: 099 900 021."""
    return "\u00a0".join((siren[:3], siren[3:6], siren[6:])) if len(siren) == 9 else siren
