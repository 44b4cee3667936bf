"""The page of background tasks, for officers: what runs, what waits, what failed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rebond.jobs.actions import retry_job
from rebond.jobs.models import Heartbeat, Job
from rebond.jobs.sweep import lease
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    of_city = Job.objects.of_city(request.city)
    alive = Heartbeat.objects.filter(beat_at__gt=now() - lease())
    page = {
        "unfinished": of_city.unfinished()[:200],
        "done": of_city.successful().count(),
        "alive": alive.exists(),
        "troubles": sorted({line for beat in alive for line in beat.trouble.splitlines()}),
    }
    return render(request, "jobs/list.html", page)


@require_POST
def retry(request: HttpRequest, pk) -> HttpResponse:
    job = get_object_or_404(Job.objects.of_city(request.city), pk=pk)
    try:
        retry_job(job=job, by=request.user, at=now())
    except SomebodyElseWasFirst:
        messages.warning(request, _("Rien à refaire : cette tâche est déjà repartie, ou terminée."))
    else:
        messages.success(request, _("La tâche repart dans quelques secondes."))
    return redirect("jobs:list")
