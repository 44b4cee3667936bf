"""The gallery: every component once, with made-up content, so that it can be looked at and tested."""

from datetime import UTC, date, datetime
from fractions import Fraction

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.interface import charts
from rebond.interface.forms import SampleFilters, SampleForm

TODAY = date(2023, 2, 16)


@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component. What is typed here is checked and goes nowhere."""
    wrong = SampleForm({"name": "", "quantity": "400", "district": "13203", "use": "workshops"})
    return render(
        request,
        "interface/gallery.html",
        {
            "form": SampleForm(),
            "wrong": wrong,
            "filters": SampleFilters(request.GET or None),
            "today": TODAY,
            "soon": date(2023, 2, 20),
            "past": date(2023, 2, 10),
            "closing": date(2023, 2, 28),
            "pages": Paginator(range(340), 25).get_page(request.GET.get("page", 3)),
            "journey": journey(),
            "steps": steps(),
            "events": events(),
            "tank": charts.wave_tank(shares(), Fraction(7, 36)),
            "small_tank": charts.small_tanks([(shares(), Fraction(7, 36))])[0],
            "map": charts.district_map(sketch(), {"N": 42, "E": 120, "S": 18, "C": 486, "W": 230}),
            "bars": charts.bars(themes()),
            "facts": [(_("Forme juridique"), _("association loi 1901")), (_("Salariés"), 4), (_("Bénévoles"), 31)],
            "shares": shares(),
        },
    )


def journey() -> list[dict]:
    return [
        {
            "key": "donor",
            "title": _("Don"),
            "text": _("Orange, 1 000 ordinateurs"),
            "state": "done",
            "date": date(2022, 11, 7),
        },
        {
            "key": "stock",
            "title": _("Stock"),
            "text": _("contrôlés, effacés, étiquetés"),
            "state": "done",
            "date": date(2023, 1, 12),
        },
        {
            "key": "wave",
            "title": _("Vague 1"),
            "text": _("486 ordinateurs, 27 associations"),
            "state": "now",
            "date": date(2023, 2, 28),
        },
        {"key": "handover", "title": _("Remise"), "text": _("une signature par lot"), "state": "next"},
        {"key": "use", "title": _("Usage"), "text": _("ateliers, formations, emploi"), "state": "next"},
    ]


def steps() -> list[dict]:
    return [
        {"title": _("Votre association"), "state": "done", "url": "#steps"},
        {"title": _("Vos besoins"), "state": "now"},
        {"title": _("Vos documents"), "state": "next"},
        {"title": _("Relire et envoyer"), "state": "next"},
    ]


def events() -> list[dict]:
    return [
        {
            "at": datetime(2023, 2, 16, 13, 5, tzinfo=UTC),
            "title": _("Candidature déposée"),
            "text": _("Un accusé de réception est parti à l’association."),
            "kind": "done",
        },
        {
            "on": date(2023, 2, 20),
            "title": _("Un document manque"),
            "text": _("Le compte rendu d’assemblée."),
            "kind": "attention",
        },
        {"on": date(2023, 3, 14), "title": _("Examen par le comité"), "icon": "gavel"},
    ]


def shares() -> list[charts.Share]:
    asked = [
        ("Mots en Partage", 73, 26, 15, 10, 30),
        ("Le Fil du Port", 68, 40, 14, 10, 30),
        ("Atelier Belsunce", 61, 20, 12, 10, 30),
        ("Les Mains Ouvertes", 58, 12, 12, 10, 30),
        ("Numérique pour Elles", 52, 30, 11, 10, 30),
        ("Tremplin 13", 47, 25, 10, 10, 30),
        ("La Passerelle", 40, 10, 10, 10, 30),
        ("Un Toit Demain", 36, 18, 10, 10, 30),
        ("Jardin des Lettres", 31, 15, 10, 10, 30),
    ]
    return [
        charts.Share(name, weight, requested, units, floor, cap, label=str(rank))
        for rank, (name, weight, requested, units, floor, cap) in enumerate(asked, start=1)
    ]


def themes() -> list[tuple]:
    return [
        (_("Médiation numérique"), 212),
        (_("Accès à l’emploi"), 148),
        (_("Lutte contre l’exclusion"), 84),
        (_("Lutte contre l’illettrisme"), 42, _("première vague seulement")),
    ]


def sketch() -> dict:
    """Five made-up districts; a real map comes from the country module."""
    outlines = [
        ("N", "Nord", "M60 10H190V80H90Z", 135, 45),
        ("E", "Est", "M190 10H300V170H190Z", 245, 90),
        ("C", "Centre", "M90 80H190V170H110Z", 145, 125),
        ("S", "Sud", "M110 170H300L250 250H130Z", 200, 205),
        ("W", "Ouest", "M60 10L90 80L110 170H20Z", 68, 110),
    ]
    return {
        "attribution": _("plan inventé"),
        "view_box": "0 0 320 260",
        "districts": [
            {"code": code, "name": name, "number": code, "path": path, "label_x": x, "label_y": y}
            for code, name, path, x, y in outlines
        ],
    }
