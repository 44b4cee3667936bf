"""What people do at the bench."""

from rebond.stock.bench.actions.checks import add_check, need_triage, switch_check
from rebond.stock.bench.actions.scans import NothingToJudge, ScanTooLate, scan_machine, type_verdict
from rebond.stock.bench.actions.sessions import close_session, open_session, pause_session, resume_session
from rebond.stock.bench.actions.verdicts import (
    NotForSpares,
    Superseded,
    Verdict,
    attach_photo,
    give_verdict,
    take_parts,
)

__all__ = [
    "NotForSpares",
    "NothingToJudge",
    "ScanTooLate",
    "Superseded",
    "Verdict",
    "add_check",
    "attach_photo",
    "close_session",
    "give_verdict",
    "need_triage",
    "open_session",
    "pause_session",
    "resume_session",
    "scan_machine",
    "switch_check",
    "take_parts",
    "type_verdict",
]
