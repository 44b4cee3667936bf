"""The published record of a wave: inputs, rule, seed, result and decisions, for anyone to check offline."""

import json
from datetime import UTC, datetime
from typing import Any

from rebond.allocation.lottery import commitment
from rebond.allocation.record import FORMAT
from rebond.programmes.models import Wave
from rebond.waves.models import Proposal


def published_record(proposal: Proposal, *, at: datetime) -> dict[str, Any]:
    """The record of a proposal published at that moment. It names applications, never people."""
    wave = proposal.wave
    return {
        "format": FORMAT,
        "programme": {"slug": wave.programme.slug, "title": wave.programme.title, "city": wave.city.name},
        "wave": {"slug": wave.slug, "number": wave.number, "name": wave.name},
        "problem": json.loads(proposal.problem),
        "result": json.loads(proposal.result),
        "lottery": lottery_of(wave),
        **departure_of(proposal),
        "decisions": [
            {"id": reference, "proposed": proposed, "decided": units, "reason": reason}
            for reference, proposed, units, reason in proposal.allocations.order_by(
                "application__reference"
            ).values_list("application__reference", "proposed", "units", "change_reason")
        ],
        "proposed_at": moment(proposal.proposed_at),
        "published_at": moment(at),
    }


def departure_of(proposal: Proposal) -> dict[str, Any]:
    """Why other rules than the published ones decided; nothing where the published ones did."""
    return {"departure": {"rules": proposal.rules, "reason": proposal.departure}} if proposal.departs else {}


def lottery_of(wave: Wave) -> dict[str, str]:
    """What the seed is made of: the city's secret, its fingerprint of before the call, and the public draw if any."""
    return {
        "commitment": commitment(wave.lottery_seed),
        "secret": wave.lottery_seed,
        "public_draw": wave.public_draw,
        "drawn": wave.drawn,
    }


def canonical_text(record: dict[str, Any]) -> str:
    """The one way to write a record: its SHA-256 is the record's fingerprint."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    """A moment in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
