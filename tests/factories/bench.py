"""Sessions at the bench, what is judged there, and what machines say, with as little as a test needs to say."""

import json

from rebond.documents.deposits.actions import accept_deposit
from rebond.jobs.models import Job
from rebond.stock.bench import actions
from rebond.stock.bench.models import BenchSession, Triage
from rebond.stock.bench.scanning import typed_verdict
from rebond.stock.facts.actions import read_sheet
from rebond.stock.facts.models import FactSheet
from rebond.stock.models import Device
from tests.factories.accounts import person
from tests.factories.ledger import WEDNESDAY
from tests.factories.stock import receiving_place


def bench(of: str = "tom", *, each: str = "") -> BenchSession:
    """A session that Tom opened on Wednesday, where deliveries arrive."""
    return actions.open_session(place=receiving_place(), each=each, by=person(of), at=WEDNESDAY)


def on_the_table(device: Device, *, at: BenchSession | None = None) -> Triage:
    """A machine that was scanned and waits for its verdict."""
    session = at or bench()
    return actions.scan_machine(
        session=session, code=device.serial, made_at=WEDNESDAY, by=session.opened_by, at=WEDNESDAY
    )[0]


def judged(triage: Triage, words: str = "B") -> list[str]:
    """The verdict as somebody types it, "-2 C"; the flags that it lifted."""
    typed = typed_verdict(words)
    said = {"typed": typed, "about": triage.device.serial, "made_at": WEDNESDAY}
    lifted = actions.type_verdict(session=triage.session, **said, by=triage.by, at=WEDNESDAY)[1]
    triage.refresh_from_db()
    triage.device.refresh_from_db()
    return lifted


def photographed(triage: Triage) -> Triage:
    """The same with its photograph, looked at and found clean."""
    actions.attach_photo(triage=triage, name="etat.pdf", content=b"%PDF-1.7", by=triage.by, at=WEDNESDAY)
    accept_deposit(deposit=triage.photo, content=b"%PDF-1.7", kind="pdf", at=WEDNESDAY)
    Job.objects.filter(args_kwargs__kwargs__deposit=str(triage.photo_id)).delete()
    return triage


def said_by(serial: str, **parts) -> bytes:
    """What lshw writes of a machine with a processor, 8 GB and one disk, unless the test says otherwise."""
    processor = parts.get("processor", "Intel(R) Core(TM) i5-8500T CPU @ 2.10GHz")
    children = [
        {"id": "cpu", "class": "processor", "product": processor},
        {"id": "memory", "class": "memory", "size": parts.get("memory", 8) * 2**30},
        {"id": "disk", "class": "disk", "product": "SAMSUNG SSD", "serial": "S3TWNX0", "size": 256_060_514_304},
        {"id": "tpm", "class": "system", "product": f"TPM {parts.get('tpm', '2.0')}"},
    ]
    machine = {"id": "pc", "class": "system", "serial": serial, "vendor": "HP", "product": "EliteDesk 800 G4"}
    return json.dumps([machine | {"children": children}]).encode()


def facts_of(device: Device, **parts) -> FactSheet:
    """A file of the machine that Tom brought on Wednesday."""
    content = said_by(parts.pop("serial", device.serial), **parts)
    return read_sheet(device=device, content=content, by=person("tom"), at=WEDNESDAY)
