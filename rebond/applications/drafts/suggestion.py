"""How many computers the declared capacity can use: a help beside the quantity asked, never a weight. Pure.

Seats of a session, no more than the room holds, no more than there are screens where machines come without; less the
computers of 7 years or younger that are there already; one more for the office where the association wants it. A
place without sessions needs none. Nothing is suggested before seats and sessions are known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Suggestion:
    """A quantity and the sentence of how it was worked out."""

    units: int
    sentence: str


def suggested(answers: Mapping[str, Any], *, with_screen: bool) -> Suggestion | None:
    """What the answers suggest, None where they do not say enough."""
    seats, sessions = answers.get("seats"), answers.get("weekly_sessions")
    if seats is None or sessions is None:
        return None
    parts = [
        ngettext("%(n)s place par séance", "%(n)s places par séance", seats) % {"n": seats},
    ]
    places = seats
    if not sessions:
        places = 0
        parts.append(_("pas encore de séance"))
    room = answers.get("room_seats")
    if room is not None and room < places:
        places = room
        parts.append(ngettext("la salle en contient %(n)s", "la salle en contient %(n)s", room) % {"n": room})
    screens = answers.get("screens")
    if not with_screen and screens is not None and screens < places:
        places = screens
        parts.append(ngettext("%(n)s écran disponible", "%(n)s écrans disponibles", screens) % {"n": screens})
    recent = max((answers.get("current_computers") or 0) - (answers.get("old_computers") or 0), 0)
    units = max(places - recent, 0)
    if recent and places:
        parts.append(
            ngettext("moins %(n)s ordinateur récent", "moins %(n)s ordinateurs récents", recent) % {"n": recent}
        )
    if answers.get("for_office"):
        units += 1
        parts.append(_("plus 1 pour la gestion"))
    sentence = _("%(parts)s\u00a0: %(units)s.") % {"parts": ", ".join(parts), "units": units}
    return Suggestion(units, sentence[0].upper() + sentence[1:])
