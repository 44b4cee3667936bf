"""Declaring one's ties before a file opens; lifting somebody's recusal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rebond.applications.models import Application
from rebond.applications.reviews import actions
from rebond.applications.reviews.blind import names_would_tell, seen_by
from rebond.applications.reviews.forms import DeclarationForm, ReasonForm, WaveDeclarationForm
from rebond.applications.reviews.models import Declaration
from rebond.applications.reviews.queries import undeclared
from rebond.programmes.models import Wave
from rebond.safeguards.clock import now

MOST = 100


@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, pk) -> HttpResponse:
    """One question before the file: are you tied to this association? A tie takes the file out of sight."""
    seen = Application.objects.visible_to(request.user).select_related("association", "wave__programme")
    application = get_object_or_404(seen, pk=pk)
    form = DeclarationForm(request.POST or None)
    if form.is_valid():
        declared = actions.declare_interest(
            application=application, nature=form.cleaned_data["nature"], by=request.user, at=now()
        )
        if not declared.is_recusal:
            return redirect("applications:detail", application.pk)
        messages.success(
            request, _("C’est noté\u00a0: ce dossier ne vous sera plus montré, et vous n’en déciderez pas.")
        )
        return redirect("applications:list")
    page = {"application": next(seen_by(request.user, [application])), "form": form}
    return render(request, "applications/review/declare.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def declare_wave(request: HttpRequest, slug: str) -> HttpResponse:
    """The same question for all associations of a wave, so many at a time; in a blind wave, for all at once."""
    wave = get_object_or_404(Wave.objects.exclude(state=Wave.State.PUBLISHED), slug=slug)
    waiting = undeclared(wave, request.user)
    form = WaveDeclarationForm(request.POST or None, associations=waiting if wave.blind else waiting[:MOST])
    if form.is_valid():
        try:
            recused = actions.declare_interests(wave=wave, natures=form.natures, by=request.user, at=now())
        except actions.NamesWouldTell:
            messages.info(request, _("Rien n’est enregistré : la liste des associations a changé, relisez-la."))
        else:
            messages.success(request, declared_in_words(recused))
        return redirect("applications:declare_wave", slug) if waiting.exists() else redirect("applications:queue")
    page = {
        "wave": wave,
        "form": form,
        "left": 0 if wave.blind else max(0, waiting.count() - MOST),
        "too_early": names_would_tell(wave),
    }
    return render(request, "applications/review/declare_wave.html", page, status=422 if form.is_bound else 200)


def declared_in_words(recused: int) -> str:
    if not recused:
        return _("C’est noté\u00a0: vous n’avez aucun lien avec ces associations.")
    return ngettext(
        "C’est noté\u00a0: %(n)s dossier ne vous sera plus montré, et vous n’en déciderez pas.",
        "C’est noté\u00a0: %(n)s dossiers ne vous seront plus montrés, et vous n’en déciderez pas.",
        recused,
    ) % {"n": recused}


@require_http_methods(["GET", "POST"])
def lift_recusal(request: HttpRequest, pk) -> HttpResponse:
    """Let somebody back to a file, with a reason. The file must be in the officer's own sight."""
    seen = Application.objects.visible_to(request.user)
    rows = Declaration.objects.recusals().filter(application__in=seen)
    declaration = get_object_or_404(rows.select_related("person", "application__association"), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.lift_recusal(declaration=declaration, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except actions.NoRecusal:
            messages.info(request, _("Ce déport vient d’être levé par une autre personne."))
        else:
            messages.success(request, _("Le déport est levé\u00a0: cette personne voit de nouveau le dossier."))
        return redirect("applications:detail", declaration.application_id)
    page = {"declaration": declaration, "application": declaration.application, "form": form}
    return render(request, "applications/review/lift.html", page, status=422 if form.is_bound else 200)
