"""One line from the reader: a machine to look at, or the verdict on the last one."""

from datetime import datetime
from uuid import UUID

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.bench.actions.verdicts import Verdict, give_verdict
from rebond.stock.bench.checklist import checks_of
from rebond.stock.bench.models import BenchSession, OwnCheck, Triage
from rebond.stock.bench.scanning import Typed, check, machines_for, the_machine
from rebond.stock.codes import clean_code


class ScanTooLate(Exception):
    """The session rests or is over, and the scan was made after that."""


class NothingToJudge(Exception):
    """A verdict was typed before any machine, or for a check that the machine does not have."""


@deed
def scan_machine(
    *,
    session: BenchSession,
    code: str,
    client: UUID | None = None,
    again: bool = False,
    made_at: datetime,
    by: User,
    at: datetime,
) -> tuple[Triage, list[str]]:
    """Take a machine onto the table: it waits for its verdict, or has it at once in a session that gives one.

    `made_at` is when the reader read it, `client` what the reading device calls this scan: sent twice, it is one.
    `again` looks at a machine anew that was judged in another session. Gives the flags that the verdict lifted, too.

    Raises ScanTooLate and ScanRefused.
    """
    lock_objects(session)
    session.refresh_from_db()
    sent = Triage.objects.filter(client=client).first() if client else None
    if sent is not None:
        return sent, []
    made_at = min(max(made_at, session.opened_at), at)
    require(session.takes(made_at), ScanTooLate)
    device = the_machine(code)
    lock_objects(device)
    device.refresh_from_db()
    check(session, device, again=again)
    triage = Triage.objects.create(
        device=device, session=session, by=by, scanned_at=made_at, step=device.moves, client=client
    )
    record("device_on_the_bench", of=triage, by=by, at=at, device=str(device.pk))
    lifted = give_verdict(triage=triage, verdict=all_well(triage, session.each), by=by, at=at) if session.each else []
    return triage, lifted


@deed
def type_verdict(
    *, session: BenchSession, typed: Typed, about: str, made_at: datetime, by: User, at: datetime
) -> tuple[Triage, list[str]]:
    """The verdict that was typed or scanned after the machine whose code is `about`.

    A grade says that all was looked at and well, but for the faults that were named; a fault alone waits for the grade,
    or joins the one that is there. Raises NothingToJudge, ScanTooLate, DeviceIsPromised, Superseded, EditedMeanwhile.
    """
    made_at = min(max(made_at, session.opened_at), at)
    require(session.takes(made_at), ScanTooLate)
    machines = machines_for(clean_code(about))
    require(len(machines) == 1, NothingToJudge)
    triage = session.triages.select_related("device").filter(device=machines[0]).first()
    require(triage, NothingToJudge)
    keys = {one.number: one.key for one in checks_of(triage.device.category, OwnCheck.objects.all())}
    require(all(number in keys for number in typed.faults), NothingToJudge)
    faults = {keys[number] for number in typed.faults} | {key for key, said in triage.checks.items() if said == "fault"}
    grade = typed.grade or triage.grade
    if not grade:
        triage.save_version(triage.version, checks=triage.checks | dict.fromkeys(faults, "fault"))
        return triage, []
    verdict = all_well(triage, grade, faults)
    return triage, give_verdict(triage=triage, verdict=verdict, by=by, at=at)


def all_well(triage: Triage, grade: str, faults: set[str] | frozenset[str] = frozenset()) -> Verdict:
    """A verdict on a machine of which everything was looked at; for spares, only what is broken was."""
    keys = [one.key for one in checks_of(triage.device.category, OwnCheck.objects.all())]
    looked = {key: "fault" if key in faults else "ok" for key in keys if grade != "X" or key in faults}
    return Verdict(
        grade, looked, note=triage.note, system=triage.system, licence=triage.licence, installed_by=triage.installed_by
    )
