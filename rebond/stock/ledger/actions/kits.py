"""Kits: what a complete workstation is made of."""

from collections.abc import Mapping
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.stock.ledger.models import AccessoryKind, Kit, KitPart


@deed
def add_kit(
    *, name: str, machines: Mapping[str, int], accessories: Mapping[AccessoryKind, int], by: User | None, at: datetime
) -> Kit:
    """Say what a kit is made of: how many machines of each category, and how many accessories of each kind."""
    kit = Kit.objects.create(name=name)
    KitPart.objects.bulk_create(KitPart(kit=kit, category=one, number=number) for one, number in machines.items())
    KitPart.objects.bulk_create(KitPart(kit=kit, kind=kind, number=number) for kind, number in accessories.items())
    record("kit_added", of=kit, by=by, at=at, parts=len(machines) + len(accessories))
    return kit


@deed
def remove_kit(*, kit: Kit, by: User, at: datetime) -> None:
    """Forget a kit: nothing of the stock changes, since a kit is a way of counting."""
    record("kit_removed", of=kit, by=by, at=at)
    kit.delete()
