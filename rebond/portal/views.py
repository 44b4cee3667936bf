"""The public page, each role's home page, and the pages that the law asks for."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rebond.accounts.joining.queries import needs_confirming, requests_for
from rebond.accounts.models import Role, User
from rebond.applications.messages.models import Message
from rebond.applications.messages.queries import unread_by
from rebond.applications.models import Application
from rebond.countries import country
from rebond.handovers.custodies.models import Custody
from rebond.handovers.transfers.models import Transfer
from rebond.interface import charts
from rebond.interface.downloads import csv_download
from rebond.organisations.models import Association
from rebond.portal.navigation import STOCK
from rebond.portal.queries import (
    allocations_of,
    current_wave,
    district_figures,
    programme_figures,
)
from rebond.portal.story import programme_journey
from rebond.portal.tracking import Tracking, tracking_of, waves_to_apply_to
from rebond.portal.waiting import waiting_for
from rebond.programmes.models import Programme
from rebond.programmes.queries import shown_programme
from rebond.safeguards.clock import now, today
from rebond.stock.donations.queries import followed_by, next_step
from rebond.stock.queries import lots_with_coverage

APPLICANTS = (Role.OFFICER, Role.ADMINISTRATOR, Role.MANAGER)


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The programme as everybody may see it."""
    programme = shown_programme() if request.city else None
    if programme is None:
        return render(request, "portal/nothing_yet.html")
    figures = programme_figures(programme)
    drawing = drawing_of(request)
    districts = district_figures(programme, names_in(drawing))
    return render(
        request,
        "portal/public.html",
        {
            "programme": programme,
            "figures": figures,
            "districts": districts,
            "map": charts.district_map(drawing, {one.code: one.allocated for one in districts}) if drawing else None,
            "journey": programme_journey(programme, figures),
            "wave": current_wave(programme, today()),
            "may_apply": not request.user.is_authenticated or request.user.has_role(*APPLICANTS),
            "today": today(),
        },
    )


def drawing_of(request: HttpRequest) -> Mapping:
    """The drawing of the city's districts; empty where its country has none."""
    return country(request.city.country).district_map(request.city.code) or {}


def names_in(drawing: Mapping) -> dict[str, str]:
    """The name of each district by its code."""
    return {place["code"]: place["name"] for place in drawing.get("districts", [])}


def programme_or_absent(request: HttpRequest) -> Programme:
    """The programme that the public sees, or a page that does not exist."""
    programme = shown_programme() if request.city else None
    if programme is None:
        raise Http404
    return programme


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person today, by role; for an association, where it stands and its one next step."""
    user = request.user
    programme = shown_programme()
    context = {
        "today": today(),
        "programme": programme,
        "figures": programme_figures(programme) if programme else None,
        "waiting": waiting_for(user, today()),
        "associations": [home_of(association, user) for association in shown_associations(request)],
        "others": user.associations if len(user.associations) > 1 else [],
        "lots": lots_with_coverage(user) if user.donors else [],
        "donates": bool(user.donors),
        "donations": [(donation, *next_step(donation)) for donation in followed_by(user)],
        "decides": user.has_role(Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.WAREHOUSE),
        "reads_figures": user.has_role(
            Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE, Role.ELECTED, Role.AUDITOR, Role.WAREHOUSE
        ),
        "reads_stock": user.has_role(*STOCK),
        "checks": user.has_role(Role.AUDITOR),
    }
    return render(request, "portal/home.html", context)


def shown_associations(request: HttpRequest) -> list[Association]:
    """The one association of theirs that the address names, or the first: whoever acts for several looks at one."""
    mine = request.user.associations
    return [one for one in mine if str(one.pk) == request.GET.get("association")] or mine[:1]


def home_of(association: Association, user: User) -> dict:
    """Where an association stands, what it may ask for, and what its team has to look at."""
    tracking = tracking_of(association)
    return {
        "association": association,
        "tracking": tracking,
        "unread": unread_in(tracking, user),
        "open_waves": waves_to_apply_to(association, today()),
        "needs_confirming": needs_confirming(association, now()),
        "offered": Transfer.objects.filter(receiver=association, state=Transfer.State.ASKED).select_related("giver"),
        "has_machines": Custody.objects.filter(association=association).exists(),
        "requests": requests_for(user).filter(association=association).count(),
    }


def unread_in(tracking: list[Tracking], user: User) -> list[Application]:
    """The applications in which the city has written something that the person has not read."""
    followed = [one.application for one in tracking]
    unread = unread_by(user, Message.Side.ASSOCIATION, followed)
    return [one for one in followed if one.pk in unread]


@require_safe
def districts_csv(request: HttpRequest) -> HttpResponse:
    """The public figures by district."""
    programme = programme_or_absent(request)
    rows = district_figures(programme, names_in(drawing_of(request)))
    header = ["code_insee", "arrondissement", "ordinateurs_attribues", "associations", "ordinateurs_remis"]
    return csv_download(
        f"{programme.slug}-arrondissements",
        header,
        ((one.code, one.name, one.allocated, one.associations, one.handed_over) for one in rows),
    )


@require_safe
def allocations_csv(request: HttpRequest) -> HttpResponse:
    """The published allocations: wave, association, district, machines."""
    programme = programme_or_absent(request)
    rows = (
        allocations_of(programme)
        .order_by("proposal__wave__number", "-units", "application__reference")
        .values_list(
            "proposal__wave__name",
            "application__reference",
            "application__association__name",
            "application__association__district_code",
            "units",
        )
    )
    header = ["vague", "reference", "association", "code_insee", "ordinateurs_attribues"]
    return csv_download(f"{programme.slug}-attributions", header, rows.iterator(chunk_size=2000))


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the programme works, question by question."""
    return render(request, "portal/help.html", {"programme": shown_programme() if request.city else None})


@require_safe
def legal_notice(request: HttpRequest) -> HttpResponse:
    """Who publishes, who hosts, under which licence."""
    return render(request, "portal/legal_notice.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data are kept, why, how long, and the rights that go with them."""
    return render(request, "portal/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: honest until somebody audited."""
    return render(request, "portal/accessibility.html")
