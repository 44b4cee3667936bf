"""What follows a hand-over, ready-made: machines in use, swaps, returns, passages, spares."""

from datetime import UTC, datetime

from rebond.handovers.custodies.models import Custody
from rebond.handovers.models import Handover
from rebond.handovers.returns.actions import receive_return
from rebond.handovers.returns.models import Return
from rebond.handovers.swaps.actions import ask_swap, make_swap
from rebond.handovers.swaps.models import Swap
from rebond.handovers.transfers.actions import accept_transfer, approve_transfer, ask_transfer
from rebond.handovers.transfers.models import Transfer
from rebond.organisations.models import Association
from rebond.stock.models import Device, Lot
from rebond.stock.spares.models import SparePool
from tests.factories.accounts import person
from tests.factories.applications import application
from tests.factories.handovers import handover, signed
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.stock import receiving_place
from tests.factories.waves import ready_machines

# A Saturday, the day after the signature.
SATURDAY = datetime(2026, 11, 28, 9, tzinfo=UTC)
NAME = "LOT Orange"


def handed_over(units: int = 3) -> Handover:
    """A hand-over that Awa Diallo signed on Friday 27 November."""
    return signed(handover(units, scanned=units))


def machine_in_use(units: int = 3) -> Custody:
    """A machine of « Mots en Partage », one of so many."""
    handed_over(units)
    return Custody.objects.order_by("device__serial").first()


def kept_back(count: int = 1) -> str:
    """So many spares, ready beside what waves promise; the serial number of one."""
    ready_machines(count)
    lot = Lot.objects.get(reference=NAME)
    base = lot.devices.counted_as_given().count()
    percent = next(percent for percent in range(101) if -(-percent * base // 100) >= count)
    released = -(-percent * base // 100) - count
    SparePool.objects.update_or_create(lot=lot, defaults={"percent": min(percent, 50), "released": released, "used": 0})
    return Device.objects.filter(lot=lot).allocatable().order_by("-serial").first().serial


def asked_swap(custody: Custody | None = None, *, decided: bool = False) -> Swap:
    """Awa says that a machine stays dark; or the warehouse, which decides."""
    custody = custody or machine_in_use()
    return ask_swap(custody=custody, symptom="L’écran reste noir.", decided=decided, by=person("tom"), at=SATURDAY)


def swap_it(swap: Swap, code: str) -> Swap:
    return make_swap(
        swap=swap,
        code=code,
        place=receiving_place(),
        signatory="Awa Diallo",
        role="présidente",
        on=SATURDAY.date(),
        by=person("tom"),
        at=SATURDAY,
    )


def returned(*custodies: Custody, condition: str = "works", **said) -> Return:
    """Machines that Awa brought back on Saturday."""
    facts = {"reason": "unused", "brought_by": "Awa Diallo, présidente", "received_by": "Tom Girard"}
    facts |= {"on": SATURDAY.date(), "at": SATURDAY} | said
    return receive_return(
        association=custodies[0].association,
        machines=dict.fromkeys(custodies, condition),
        place=receiving_place(),
        **facts,
        by=person("tom"),
    )


def eligible(name: str = "Les Claviers du Panier", number: int = 90) -> Association:
    """Another association, whose application is eligible."""
    other = association(name)
    application(wave(number, slug=f"recevable-{number}", stock=0, floor=1), other)
    return other


def asked_transfer(*custodies: Custody, to: Association) -> Transfer:
    """One association proposes machines to another."""
    giver = custodies[0].association
    said = {"why": "Nous fermons une salle.", "by": person("ines"), "at": SATURDAY}
    return ask_transfer(giver=giver, receiver=to, machines=custodies, **said)


def accepted_transfer(*custodies: Custody, to: Association) -> Transfer:
    transfer = asked_transfer(*custodies, to=to)
    accept_transfer(transfer=transfer, by=person("ines"), at=SATURDAY)
    return transfer


def approved_transfer(*custodies: Custody, to: Association) -> Transfer:
    return approve_transfer(transfer=accepted_transfer(*custodies, to=to), by=person("karim"), at=SATURDAY)
