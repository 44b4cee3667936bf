"""A certificate and the machine that it speaks of, when their serial numbers do not agree."""

from datetime import datetime

from django.db.models import F

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.actions.flags import DeviceIsPromised
from rebond.stock.models import Device, ErasureCertificate
from rebond.stock.readiness import attach_certificates, make_ready, settle_erasure
from rebond.tenancy.scope import current_city


@deed
def link_certificate(*, certificate: ErasureCertificate, device: Device, by: User, at: datetime) -> None:
    """Say which machine a certificate without one speaks of. What the certificate itself says is kept beside.

    Raises DeviceIsPromised, and SomebodyElseWasFirst when it has a machine already.
    """
    lock_objects(current_city())
    require_at_rest(device)
    free = ErasureCertificate.objects.filter(pk=certificate.pk, device=None)
    linked = free.update(device=device, said_serial=F("serial"), serial=device.serial, linked_at=at)
    require(linked, SomebodyElseWasFirst)
    settle_erasure({device.serial})
    make_ready()
    record("certificate_linked", of=certificate, by=by, at=at, device=str(device.pk))


@deed
def unlink_certificate(*, certificate: ErasureCertificate, by: User, at: datetime) -> None:
    """Take a link back that somebody made: the certificate joins the machine that it names, or waits for it.

    One that a merge brought stays: the record that it names is this machine.

    Raises DeviceIsPromised, and SomebodyElseWasFirst when nobody linked it, or no longer.
    """
    lock_objects(current_city())
    linked = ErasureCertificate.objects.linked_by_hand().filter(pk=certificate.pk)
    device = Device.objects.filter(certificates__in=linked).first()
    require(device is not None, SomebodyElseWasFirst)
    require_at_rest(device)
    linked.update(device=None, serial=F("said_serial"), said_serial="", linked_at=None)
    settle_erasure({device.serial} | attach_certificates())
    make_ready()
    record("certificate_unlinked", of=certificate, by=by, at=at, device=str(device.pk))


def require_at_rest(device: Device) -> None:
    """What is proven of a promised machine does not change under its hand-over. Raises DeviceIsPromised."""
    require(not Device.objects.filter(pk=device.pk, state__in=Device.PROMISED).exists(), DeviceIsPromised)
