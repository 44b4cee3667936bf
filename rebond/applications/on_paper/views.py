"""Pages of applying on paper: forms to print, and forms that came back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications.access import may_apply_for
from rebond.applications.actions import AlreadyApplied, WaveTakesNoApplications
from rebond.applications.drafts.models import Draft
from rebond.applications.drafts.queries import drafts_seen_by
from rebond.applications.on_paper import actions
from rebond.applications.on_paper.forms import AttachForm
from rebond.applications.on_paper.sheet import render_form
from rebond.applications.papers.actions import TooManyPapers
from rebond.applications.papers.queries import scans_of
from rebond.applications.queries import associations_for
from rebond.documents.responses import download
from rebond.programmes.models import Wave
from rebond.safeguards.clock import now


@require_safe
def blank_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a wave without a code, for anybody, once its questions are settled."""
    waves = Wave.objects.announced().exclude(state=Wave.State.DRAFT).select_related("programme__donor")
    wave = get_object_or_404(waves, slug=slug)
    return download(f"formulaire-{wave.slug}.pdf", render_form(wave), content_type="application/pdf")


@require_safe
def coded_form(request: HttpRequest, pk) -> HttpResponse:
    """The form of one association. It holds no answer, so an officer may print it before being asked to type."""
    drafts = Draft.objects.open().select_related("wave__programme__donor", "association")
    draft = get_object_or_404(drafts, pk=pk)
    or_absent(may_apply_for(request.user, draft.association))
    content = render_form(draft.wave, draft)
    return download(f"formulaire-{draft.code}.pdf", content, content_type="application/pdf")


@require_POST
def prepare_form(request: HttpRequest, slug: str, pk) -> HttpResponse:
    """Give an association a code to print."""
    wave = get_object_or_404(Wave.objects.select_related("programme"), slug=slug)
    association = get_object_or_404(associations_for(request.user), pk=pk)
    try:
        draft = actions.prepare_form(wave=wave, association=association, by=request.user, at=now())
    except (AlreadyApplied, WaveTakesNoApplications):
        return redirect("applications:new", slug)
    return redirect("applications:prepared_form", draft.pk)


@require_safe
def prepared_form(request: HttpRequest, pk) -> HttpResponse:
    """The code, the form to take away, and what happens next."""
    draft = get_object_or_404(Draft.objects.open().select_related("wave", "association"), pk=pk)
    or_absent(may_apply_for(request.user, draft.association))
    return render(request, "applications/on_paper/prepared.html", {"draft": draft, "wave": draft.wave})


@require_safe
def scan(request: HttpRequest, pk) -> HttpResponse:
    """The form that came back, large enough to type from, in a window beside the questions."""
    draft = get_object_or_404(drafts_seen_by(request.user), pk=pk)
    return render(request, "applications/on_paper/scan.html", {"draft": draft, "scans": scans_of(draft)})


@require_http_methods(["GET", "POST"])
def attach_form(request: HttpRequest) -> HttpResponse:
    """A form came back: its code finds the draft, and the city types what stands on it."""
    form = AttachForm(request.POST or None, request.FILES or None, initial={"code": request.GET.get("code", "")[:40]})
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            draft = actions.attach_form(
                draft=form.draft,
                given_by=form.cleaned_data["given_by"],
                name=sent.name,
                content=sent.read(),
                by=request.user,
                at=now(),
            )
        except AlreadyApplied as already:
            messages.info(request, _("Cette candidature est déjà partie : joignez le formulaire à ses pièces."))
            return redirect("applications:papers", already.application.pk)
        except WaveTakesNoApplications:
            form.add_error("code", _("La vague de ce formulaire ne prend plus de candidatures."))
        except TooManyPapers:
            form.add_error("file", _("Ce dossier contient déjà 40 fichiers. Réunissez plusieurs pages dans un PDF."))
        else:
            messages.success(request, _("Le formulaire est joint au brouillon. Saisissez maintenant ses réponses."))
            return redirect("applications:step", draft.pk, 1)
    return render(request, "applications/on_paper/attach.html", {"form": form}, status=422 if form.is_bound else 200)
