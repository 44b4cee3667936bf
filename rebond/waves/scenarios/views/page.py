"""The studio of a wave: rules side by side. Everything that it shows is in its address; it writes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rebond.programmes.models import Wave
from rebond.waves.access import may_change_allocations, may_run_a_wave
from rebond.waves.scenarios.studio import studio_of


def wave_named(slug: str) -> Wave:
    return get_object_or_404(Wave.objects.select_related("programme__donor", "city"), slug=slug)


@require_safe
def studio(request: HttpRequest, slug: str) -> HttpResponse:
    page = {
        "studio": studio_of(wave_named(slug), request.GET, request.user),
        "address": request.GET.urlencode(),
        "may_save": may_change_allocations(request.user),
        "may_run": may_run_a_wave(request.user),
    }
    return render(request, "waves/studio/page.html", page)
