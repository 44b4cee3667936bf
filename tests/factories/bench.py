"""Sessions at the bench and what is judged there, with as little as a test needs to say."""

from rebond.stock.bench import actions
from rebond.stock.bench.models import BenchSession, Triage
from rebond.stock.bench.scanning import typed_verdict
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
