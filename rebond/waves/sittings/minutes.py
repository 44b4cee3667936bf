"""The minutes of a sitting (procès-verbal de séance), in French: who, how many, which votes, which changes."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.documents.pdf import render_pdf
from rebond.interface.templatetags.interface import date_long, hour, number
from rebond.waves.models import Allocation, Sitting, Vote
from rebond.waves.sittings.room import Room


def render_minutes(sitting: Sitting, room: Room, *, by: User, at: datetime) -> bytes:
    """The minutes as PDF; equal facts give equal bytes."""
    with override("fr"):
        return render_pdf("waves/sittings/minutes.typ", minutes_of(sitting, room, by=by, at=at))


def minutes_of(sitting: Sitting, room: Room, *, by: User, at: datetime) -> dict[str, Any]:
    """What the minutes say, as plain data. In a wave read without names they name references."""
    proposal, wave = sitting.proposal, sitting.proposal.wave
    rows = list(proposal.allocations.select_related("application__association").order_by("application__reference"))
    names = {row.application_id: named(row.application, is_blind=wave.blind) for row in rows}
    votes = list(sitting.votes.select_related("application").order_by("application__reference"))
    return {
        "title": _("Procès-verbal de séance"),
        "reference": f"{wave.slug} · {sitting.held_on.isoformat()}",
        "city": wave.city.name,
        "programme": wave.programme.title,
        "wave": wave.name,
        "day": sitting.held_on.isoformat(),
        "facts": [
            [_("Date"), date_long(sitting.held_on)],
            [_("Lieu"), sitting.place],
            [_("Présidence"), str(sitting.chair)],
            [_("Présents"), people(room.present)],
            [_("Absents"), people(room.absent) or _("aucun")],
            [
                _("Quorum"),
                _("%(present)s présents sur %(members)s membres\u00a0; il en fallait %(quorum)s.")
                % {"present": len(room.present), "members": len(room.members), "quorum": room.needed(None)},
            ],
            [
                _("Proposition"),
                _("%(units)s ordinateurs sur %(stock)s, du %(day)s")
                % {
                    "units": number(proposal.granted),
                    "stock": number(proposal.stock),
                    "day": date_long(proposal.proposed_at),
                },
            ],
        ],
        "leaves": [
            _("%(file)s\u00a0: %(people)s, en déport, a quitté la salle et n’a pas voté.")
            % {"file": names[application], "people": people(gone)}
            for application, gone in sorted(room.leaves.items(), key=lambda one: names[one[0]])
        ],
        "votes": [vote_row(vote, names) for vote in sorted(votes, key=lambda one: one.application_id is not None)],
        "changes": [change_row(row, names) for row in rows if row.is_changed],
        "remarks": [line for line in sitting.remarks.splitlines() if line.strip()],
        "table": [table_row(row, names) for row in rows],
        "total": [number(sum(row.proposed for row in rows)), number(sum(row.units for row in rows))],
        "closed": _("Séance close le %(day)s à %(hour)s par %(name)s.")
        % {"day": date_long(at), "hour": hour(localtime(at)), "name": by},
    }


def people(some: Any) -> str:
    return ", ".join(str(person) for person in some)


def named(application: Application, *, is_blind: bool) -> str:
    return application.reference if is_blind else f"{application.reference} {application.association.name}"


def vote_row(vote: Vote, names: dict) -> list[str]:
    about = names[vote.application_id] if vote.application_id else _("La proposition entière")
    outcome = _("adoptée") if vote.is_adopted else _("rejetée")
    if vote.casting:
        outcome = _("%(outcome)s, voix prépondérante") % {"outcome": outcome}
    counts = (vote.voters, vote.in_favour, vote.against, vote.abstained)
    return [about, *(str(count) for count in counts), outcome]


def change_row(row: Allocation, names: dict) -> str:
    return _("%(file)s\u00a0: %(proposed)s proposés par la règle, %(units)s décidés. Motif\u00a0: %(reason)s") % {
        "file": names[row.application_id],
        "proposed": row.proposed,
        "units": row.units,
        "reason": row.change_reason,
    }


def table_row(row: Allocation, names: dict) -> list[str]:
    asked = row.application
    return [names[row.application_id], *(number(n) for n in (asked.requested, asked.points, row.proposed, row.units))]
