"""Recycling slips, ready-made."""

from rebond.stock.models import Device
from rebond.stock.recycling.actions import collect_slip, open_slip, put_devices
from rebond.stock.recycling.models import RecyclingSlip
from tests.factories.accounts import person
from tests.factories.ledger import THURSDAY
from tests.factories.stock import device

FACTS = {
    "recycler": "Recyclerie du Port",
    "siret": "09990001100018",
    "permit": "13-2024-077",
    "recycler_address": "4 quai du Port, Marseille",
    "origin": "12 rue de l’Entrepôt, Marseille",
}


def opened_slip(*machines: Device) -> RecyclingSlip:
    """A slip that Tom opened on Thursday, with these machines."""
    slip = open_slip(**FACTS, by=person("tom"), at=THURSDAY)
    put_devices(slip=slip, devices=machines, by=person("tom"), at=THURSDAY)
    return slip


def erased_device(serial: str = "", **fields) -> Device:
    """A machine that is good for nothing any more, its disk erased."""
    return device(serial, erasure="erased", blocking_flags="out-of-order", **fields)


def collected_slip(*machines: Device, weighed=None) -> RecyclingSlip:
    """The same once the recycler took them."""
    return collect(opened_slip(*machines), weighed=weighed)


def collect(slip: RecyclingSlip, *, weighed=None, **more) -> RecyclingSlip:
    said = {"on": THURSDAY.date(), "certificate": "CT-2026-114", "treatment": "R4", "weighed": weighed}
    return collect_slip(slip=slip, **said | more, by=person("ines"), at=THURSDAY)
