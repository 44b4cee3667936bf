"""The checklist of a wave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.programmes.checklist.actions import settle_points
from rebond.programmes.checklist.points import BY_HAND, points_of
from rebond.programmes.setup.views import show
from rebond.programmes.views import wave_named
from rebond.safeguards.clock import now, today
from rebond.safeguards.states import MoveNotAllowed


@require_http_methods(["GET", "POST"])
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """Every point, settled or not; those that only a person can say are ticked here."""
    wave = wave_named(slug)
    if request.method == "POST":
        try:
            settle_points(
                wave=wave, codes=[code for code in BY_HAND if code in request.POST], by=request.user, at=now()
            )
        except MoveNotAllowed:
            messages.info(request, _("La vague a changé d’état entre-temps."))
        else:
            messages.success(request, _("Les points vérifiés sont enregistrés."))
        return redirect("programmes:checklist", slug)
    points = points_of(wave, today())
    page = {
        "wave": wave,
        "points": points,
        "is_ready": wave.is_draft and all(point.is_settled or not point.blocks for point in points),
    }
    return show(request, "programmes/checklist.html", wave.programme, page)
