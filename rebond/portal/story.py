"""The journey line of a whole programme: donor, stock, wave, hand-over, use."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.portal.queries import ProgrammeFigures
from rebond.programmes.models import Programme


def programme_journey(programme: Programme, figures: ProgrammeFigures) -> list[dict]:
    """Five stops, each with its figure; the first one that is not finished is where the programme is now."""
    stops = [
        ("donor", _("Donateur"), programme.donor.name, True),
        ("stock", _("Stock"), _prepared(figures.ready), figures.ready > 0),
        ("wave", _("Attribution"), _allocated(figures.allocated), figures.allocated >= figures.ready > 0),
        ("handover", _("Remise"), _handed_over(figures.handed_over), figures.handed_over >= figures.ready > 0),
        ("use", _("Usage"), _("ateliers et formations"), False),
    ]
    finished = next(position for position, stop in enumerate(stops) if not stop[3])
    return [
        {
            "key": key,
            "title": title,
            "text": text,
            "state": "done" if position < finished else ("now" if position == finished else "next"),
            "date": None,
        }
        for position, (key, title, text, _done) in enumerate(stops)
    ]


def _prepared(count: int) -> str:
    return ngettext("%(n)s ordinateur effacé et prêt", "%(n)s ordinateurs effacés et prêts", count) % {"n": count}


def _allocated(count: int) -> str:
    return ngettext("%(n)s ordinateur attribué", "%(n)s ordinateurs attribués", count) % {"n": count}


def _handed_over(count: int) -> str:
    return ngettext("%(n)s ordinateur remis", "%(n)s ordinateurs remis", count) % {"n": count}
