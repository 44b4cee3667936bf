"""The journey line of a whole programme: donor, stock, wave, hand-over, use."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.interface.templatetags.interface import number
from rebond.portal.queries import ProgrammeFigures
from rebond.programmes.models import Programme


def programme_journey(programme: Programme, figures: ProgrammeFigures) -> list[dict]:
    """Five stops, each with its figure: those done come first, then those under way, of which there is one at least."""
    ready, allocated, handed_over = figures.ready, figures.allocated, figures.handed_over
    stops = [
        ("donor", _("Donateur"), programme.donor.name, True, True),
        ("stock", _("Stock"), _prepared(ready), True, ready > 0),
        ("wave", _("Attribution"), _allocated(allocated), allocated > 0, allocated >= ready > 0),
        ("handover", _("Remise"), _handed_over(handed_over), handed_over > 0, handed_over >= ready > 0),
        ("use", _("Usage"), _("ateliers et formations"), False, False),
    ]
    finished = next(position for position, stop in enumerate(stops) if not stop[4])
    return [
        {
            "key": key,
            "title": title,
            "text": text,
            "state": "done" if position < finished else ("now" if begun or position == finished else "next"),
            "date": None,
        }
        for position, (key, title, text, begun, _done) in enumerate(stops)
    ]


def _prepared(count: int) -> str:
    return ngettext("%(n)s ordinateur effacé et prêt", "%(n)s ordinateurs effacés et prêts", count) % {
        "n": number(count)
    }


def _allocated(count: int) -> str:
    return ngettext("%(n)s ordinateur attribué", "%(n)s ordinateurs attribués", count) % {"n": number(count)}


def _handed_over(count: int) -> str:
    return ngettext("%(n)s ordinateur remis", "%(n)s ordinateurs remis", count) % {"n": number(count)}
