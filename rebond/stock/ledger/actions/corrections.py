"""A movement that was wrong is put right by another one, the other way round, with a reason, once."""

from datetime import datetime

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.ledger.actions.devices import MAY_LEAVE, STANDING, MachineElsewhere, Promised, spare_promises
from rebond.stock.ledger.actions.writing import Side, Slip, write_accessories, write_devices
from rebond.stock.ledger.models import End, Movement, Place, Reason
from rebond.stock.models import Device
from rebond.stock.readiness import make_ready
from rebond.stock.recycling.models import RecyclingSlip


class CannotBeCorrected(Exception):
    """The movement is not one that can be taken back; the text says why."""


def why_not_corrected(movement: Movement, *, with_its_slip: bool = False) -> str:
    """Why a movement cannot be corrected, in one sentence; empty when it can.

    What left on a recycling slip comes back `with_its_slip` only.
    """
    if movement.reason == Reason.RECYCLING and not with_its_slip and is_on_a_slip(movement):
        return _("Cet enlèvement a son bordereau : annulez le bordereau de recyclage.")
    if movement.reason == Reason.CORRECTION:
        return _("Ce mouvement est lui-même une correction\u00a0: enregistrez plutôt un nouveau mouvement.")
    if movement.reason == Reason.HANDOVER:
        return _("Une remise signée ne se corrige pas\u00a0: elle se défait par un retour.")
    if movement.reason == Reason.MERGE:
        return _("Deux fiches réunies ne se séparent pas.")
    if movement.from_end == End.ASSOCIATION:
        return _("Un retour ne se corrige pas\u00a0: la machine repart par une autre remise.")
    if hasattr(movement, "correction"):
        return _("Ce mouvement est déjà corrigé.")
    if movement.device is not None and movement.step != movement.device.moves:
        return _("Cette machine a bougé depuis\u00a0: corrigez d’abord son dernier mouvement.")
    return ""


def is_on_a_slip(movement: Movement) -> bool:
    return RecyclingSlip.objects.filter(pk=movement.deed).exists()


@deed
def correct_movement(
    *, movement: Movement, why: str, by: User, at: datetime, with_its_slip: bool = False, settles: bool = True
) -> Movement:
    """Write the counter-movement. Whoever corrects many of them makes machines ready once, after the last (`settles`).

    Raises CannotBeCorrected, NotEnough, Promised, PlaceIsArchived.
    """
    lock_objects(movement)
    movement = Movement.objects.select_related("device", "kind", "from_place", "to_place", "correction").get(
        pk=movement.pk
    )
    refusal = why_not_corrected(movement, with_its_slip=with_its_slip)
    require(not refusal, CannotBeCorrected(refusal))
    slip = Slip(Reason.CORRECTION, by, at, why=why, reference=movement.reference, deed=movement.deed)
    origin: Side = movement.to_place or End(movement.to_end)
    destination: Side = movement.from_place or End(movement.from_end)
    if movement.kind is not None:
        sides = {"origin": origin, "destination": destination}
        correction = write_accessories(movement.kind, movement.quantity, **sides, slip=slip, corrects=movement)
    else:
        send_back(movement, origin, destination, slip)
        if settles:
            make_ready()
        correction = Movement.objects.get(corrects=movement)
    record("movement_corrected", of=movement, by=by, at=at, correction=str(correction.pk))
    return correction


def send_back(movement: Movement, origin: Side, destination: Side, slip: Slip) -> None:
    """The machine goes back where it came from, and its state with it."""
    device = movement.device
    if isinstance(destination, Place):
        came_from_stock = isinstance(origin, Place)
        changes = {"states": STANDING} if came_from_stock else {"states": (Device.State.GONE,), "state": "received"}
    else:
        require(device.state in MAY_LEAVE, Promised)
        spare_promises(Device.objects.filter(pk=device.pk))
        changes = {"states": MAY_LEAVE, "state": Device.State.GONE}
    try:
        write_devices([device.pk], origin=origin, destination=destination, slip=slip, corrects=movement, **changes)
    except SomebodyElseWasFirst:
        raise MachineElsewhere from None
