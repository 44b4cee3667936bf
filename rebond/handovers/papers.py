"""The slips of what follows a hand-over: a swap, a return, a passage between associations. One sheet for the three."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rebond.documents.pdf import render_pdf
from rebond.handovers.custodies.models import Custody
from rebond.handovers.note import iso, latest_certificate, spaced
from rebond.handovers.returns.models import Return, ReturnItem
from rebond.handovers.swaps.models import Swap
from rebond.handovers.transfers.models import Transfer
from rebond.handovers.transfers.routes import rule_of
from rebond.organisations.models import Association
from rebond.stock.models import Device
from rebond.tenancy.scope import current_city

# The paper is French law's, in French whoever prints it.
REASONS = {
    Return.Reason.UNUSED: "elles ne servent plus",
    Return.Reason.BROKEN: "elles sont en panne",
    Return.Reason.CLOSED: "l’association ferme",
    Return.Reason.LOAN_ENDED: "le prêt se termine",
    Return.Reason.OTHER: "autre raison",
}
CONDITIONS = {
    ReturnItem.Condition.WORKS: "marche",
    ReturnItem.Condition.DOUBTFUL: "à vérifier",
    ReturnItem.Condition.BROKEN: "en panne",
}


def render_swap(swap: Swap, spare: Device, *, signatory: str, signatory_role: str, signed_on: date) -> bytes:
    """What leaves and what comes back; the same bytes for the same swap."""
    custody = swap.custody
    certificate = latest_certificate(spare)
    proof = f"certificat {certificate.reference}" if certificate and certificate.reference else "disque effacé"
    return sheet(
        title="Bon d’échange",
        reference=swap.reference,
        subject=custody.handover.wave.programme.title,
        day=signed_on,
        lead=f"Une machine en panne de «\u00a0{custody.association}\u00a0» est échangée. Ce que l’association "
        f"a reçu ne change pas de nombre (remise {custody.handover.reference}).",
        parties=[party("L’association", custody.association)],
        facts=[("Panne", swap.symptom)],
        devices=[line(custody.device, "revient, en panne"), line(spare, f"part à sa place, {proof}")],
        terms="La machine qui part est remise aux mêmes conditions que celle qu’elle remplace.",
        signatures=[
            ("Pour la Ville", "", None),
            ("Pour l’association", words(signatory, signatory_role), signed_on),
        ],
    )


def render_return(slip: Return, machines: Mapping[Custody, str]) -> bytes:
    """What was brought back, and how it looked."""
    rows = sorted(machines.items(), key=lambda one: one[0].device.serial)
    place = slip.place.path
    facts = [("Raison", words(REASONS[Return.Reason(slip.reason)], slip.remarks)), ("Rangées dans", place)]
    return sheet(
        title="Bon de retour",
        reference=slip.reference,
        subject="Machines rapportées",
        day=slip.returned_on,
        lead=f"«\u00a0{slip.association}\u00a0» rapporte des machines. Leurs disques seront effacés avant "
        "qu’elles resservent.",
        parties=[party("L’association", slip.association)],
        facts=facts,
        devices=[line(one.device, CONDITIONS[ReturnItem.Condition(condition)]) for one, condition in rows],
        terms="L’association n’a plus ces machines, et n’en répond plus, à compter de cette date.",
        signatures=[
            ("Pour l’association, qui rapporte", slip.brought_by, slip.returned_on),
            ("Pour la Ville, qui reçoit", slip.received_by, slip.returned_on),
        ],
    )


def render_transfer(transfer: Transfer, held: Sequence[Custody], *, on: date) -> bytes:
    """What passes from one association to the other, on which terms."""
    facts = [("Pourquoi", transfer.why), ("Accord de la Ville", transfer.decision)]
    return sheet(
        title="Accord de passage",
        reference=transfer.reference,
        subject=transfer.programme.title,
        day=on,
        lead=f"«\u00a0{transfer.giver}\u00a0» passe des machines à «\u00a0{transfer.receiver}\u00a0».",
        parties=[party("L’association qui cède", transfer.giver), party("L’association qui reçoit", transfer.receiver)],
        facts=[(label, text) for label, text in facts if text],
        devices=[line(one.device, f"remise {one.handover.reference}") for one in held],
        terms=rule_of(transfer.programme).terms,
        signatures=[
            ("Pour l’association qui cède", transfer.asked_by.name, None),
            ("Pour l’association qui reçoit", transfer.accepted_by.name if transfer.accepted_by else "", None),
        ],
    )


def sheet(*, day: date, **said: Any) -> bytes:
    return render_pdf("handovers/slip.typ", {"city": current_city().name, "day": iso(day)} | plain(said))


def plain(said: dict[str, Any]) -> dict[str, Any]:
    signatures = [{"role": role, "who": who, "day": iso(day)} for role, who, day in said.pop("signatures")]
    facts = [{"label": label, "text": text} for label, text in said.pop("facts")]
    return said | {"signatures": signatures, "facts": facts}


def party(role: str, association: Association) -> dict[str, Any]:
    numbers = [f"RNA {association.rna}" if association.rna else "", spaced(association.siren)]
    place = f"{association.postal_code} {association.town}".strip()
    return {"role": role, "name": association.name, "facts": [*filter(None, [*numbers, association.address, place])]}


def line(device: Device, said: str) -> dict[str, str]:
    return {"serial": device.serial, "model": f"{device.brand} {device.model}".strip(), "said": said}


def words(*pieces: str) -> str:
    return ", ".join(filter(None, pieces))
