"""Adding a further name to a machine, and saying that one does not serve any more."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.stock.codes import clean_code, normal_address
from rebond.stock.models import Device, Identifier


def code_of(kind: str, value: str) -> str:
    """What a further name is looked up by."""
    code = clean_code(value)
    return normal_address(code) or code if kind == Identifier.Kind.MAC else code


@deed
def add_identifier(*, device: Device, kind: str, value: str, by: User, at: datetime) -> Identifier:
    """Note another name of a machine: scans of it find the machine from now on."""
    code = code_of(kind, value)
    added = Identifier.objects.create(device=device, kind=kind, value=value, code=code, since=at, added_by=by)
    record("identifier_added", of=device, by=by, at=at, kind=kind)
    return added


@deed
def retire_identifier(*, identifier: Identifier, why: str, by: User, at: datetime) -> None:
    """Say that a name does not serve any more; whoever scans it still finds the machine."""
    if Identifier.objects.filter(pk=identifier.pk, until=None).update(until=at, retired_why=why):
        record("identifier_retired", of=identifier.device, by=by, at=at, kind=identifier.kind)
