"""Which papers a wave asks for, until its call opens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.applications.papers import actions
from rebond.applications.papers.forms import ListForm
from rebond.applications.papers.models import PaperList
from rebond.applications.papers.queries import papers_asked_in
from rebond.programmes.models import Wave
from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile


@require_http_methods(["GET", "POST"])
def asked_papers(request: HttpRequest, slug: str) -> HttpResponse:
    wave = get_object_or_404(Wave.objects.select_related("programme"), slug=slug)
    stored = PaperList.objects.filter(wave=wave).first()
    asked = papers_asked_in(wave)
    form = ListForm(request.POST or None, asked=asked, version=stored.version if stored else 0)
    if form.is_valid():
        try:
            actions.settle_list(
                wave=wave,
                papers=form.papers,
                blocks=form.cleaned_data["blocks"],
                seen=form.cleaned_data["version"] or 0,
                by=request.user,
                at=now(),
            )
        except actions.CallIsOpen:
            messages.info(request, _("Les candidatures sont ouvertes : la liste des pièces ne change plus."))
            return redirect("applications:asked_papers", slug)
        except EditedMeanwhile:
            form.add_error(None, _("Une autre personne vient de changer cette liste : rouvrez la page pour la lire."))
        else:
            messages.success(request, _("La liste des pièces est enregistrée."))
            return redirect("applications:asked_papers", slug)
    page = {"wave": wave, "asked": asked, "form": form if wave.state == Wave.State.DRAFT else None}
    return render(request, "applications/papers/asked.html", page, status=422 if form.is_bound else 200)
