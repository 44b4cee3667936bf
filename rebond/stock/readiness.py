"""A machine is ready when it is a desktop, clean, and held back by nothing; else it waits in the stock.

Every deed that touches one of the three does the same: what changes steps back to "received", the facts are written,
and what deserves it becomes ready. Machines that are promised never step back: a deed that would need it is refused.
"""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, Subquery

from rebond.stock.erasure import erasure_of
from rebond.stock.memory import batches
from rebond.stock.models import Device, ErasureCertificate
from rebond.stock.queries import held_certificates


def step_back(devices: Collection[UUID]) -> None:
    """Bring the ready ones back to "received": nobody can promise them until the transaction ends."""
    for batch in batches(devices):
        Device.objects.filter(pk__in=batch, state=Device.State.READY).update(state=Device.State.RECEIVED)


def make_ready() -> int:
    """Make ready whatever deserves it, and return how many machines became so."""
    return Device.objects.deserving().update(state=Device.State.READY)


def attach_certificates() -> set[str]:
    """Join the certificates that waited for their machine, and return the serial numbers of those machines."""
    machines = Device.objects.entered().exclude(state__in=Device.PROMISED)
    waiting = ErasureCertificate.objects.filter(device=None, serial__in=machines.values("serial")).order_by()
    serials = set(waiting.values_list("serial", flat=True))
    if serials:
        waiting.update(device=Subquery(machines.filter(serial=OuterRef("serial")).values("pk")))
    return serials


def settle_erasure(serials: Collection[str]) -> None:
    """Write on each of these machines what its certificates say together.

    The database refuses it for a machine that was promised meanwhile and would no longer be clean (IntegrityError).
    """
    for batch in batches(serials):
        held = held_certificates(batch)
        by_erasure: dict[str, list[str]] = defaultdict(list)
        for serial in batch:
            by_erasure[erasure_of(held.by_serial.get(serial, ()), held.disks.get(serial, ()))].append(serial)
        for erasure, machines in by_erasure.items():
            devices = Device.objects.entered().filter(serial__in=machines).exclude(erasure=erasure)
            if erasure not in Device.CLEAN:
                devices.filter(state=Device.State.READY).update(state=Device.State.RECEIVED)
            devices.update(erasure=erasure)
