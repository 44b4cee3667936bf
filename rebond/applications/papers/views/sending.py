"""What is asked and what was sent, one file after the other: before the application leaves, and after."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications.access import may_decide
from rebond.applications.drafts.models import Draft
from rebond.applications.drafts.queries import drafts_seen_by
from rebond.applications.drafts.steps import steps_of
from rebond.applications.models import Application
from rebond.applications.papers import actions
from rebond.applications.papers.access import may_send_papers, reads_papers, takes_papers
from rebond.applications.papers.forms import PaperForm
from rebond.applications.papers.models import Paper
from rebond.applications.papers.queries import papers_asked_in, reusable_papers, rows_of
from rebond.applications.questionnaires.queries import layout_of
from rebond.applications.reviews.access import must_declare
from rebond.documents.responses import attachment
from rebond.safeguards.clock import now, today


def draft_seen(request: HttpRequest, pk) -> Draft:
    return get_object_or_404(drafts_seen_by(request.user), pk=pk)


def application_seen(request: HttpRequest, pk) -> Application:
    """An application whose papers this person reads."""
    seen = Application.objects.visible_to(request.user).select_related("association", "wave__programme")
    application = get_object_or_404(seen, pk=pk)
    or_absent(reads_papers(request.user, application.wave))
    return application


@require_http_methods(["GET", "POST"])
def draft_papers(request: HttpRequest, pk) -> HttpResponse:
    """The step before reading again. The application may leave without papers, unless the wave says otherwise."""
    draft = draft_seen(request, pk)
    if draft.application_id is not None or not draft.wave.takes_applications(today()):
        return redirect("applications:draft", pk)
    form = None
    if request.method == "POST":
        form = sent(request, draft)
        if form is None:
            return redirect(f"{reverse('applications:draft_papers', args=[pk])}#{request.POST['kind']}")
    steps = steps_of(draft, layout_of(draft.wave), papers_asked_in(draft.wave), here="papers")
    page = {"draft": draft, "again": len(reusable_papers(draft)), "steps": steps, "may_send": True}
    return show(request, "applications/papers/draft.html", draft, form, page)


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, pk) -> HttpResponse:
    """The papers of an application: its managers send, officers decide, the committee reads."""
    application = application_seen(request, pk)
    if must_declare(request.user, application):
        return redirect("applications:declare", pk)
    may_send, form = may_send_papers(request.user, application), None
    if request.method == "POST":
        or_absent(may_send)
        form = sent(request, application)
        if form is None:
            return redirect(f"{reverse('applications:papers', args=[pk])}#{request.POST['kind']}")
    decides = may_decide(request.user) and takes_papers(application)
    page = {"application": application, "may_send": may_send, "decides": decides}
    return show(request, "applications/papers/application.html", application, form, page)


def show(
    request: HttpRequest, template: str, file: Draft | Application, form: PaperForm | None, page: dict[str, Any]
) -> HttpResponse:
    """Each kind with a form of its own; `form` is the one that was refused."""
    rows = [
        (row, form if form is not None and form.prefix == row.asked.kind else PaperForm(prefix=row.asked.kind))
        for row in rows_of(file)
    ]
    page |= {"wave": file.wave, "association": file.association, "rows": rows}
    return render(request, template, page, status=200 if form is None else 422)


def sent(request: HttpRequest, file: Draft | Application) -> PaperForm | None:
    """Take the paper that came; None when it is done, else the form that says why not."""
    kind = request.POST.get("kind", "")
    form = PaperForm(request.POST, request.FILES, prefix=kind)
    if kind not in {row.asked.kind for row in rows_of(file)} or not form.is_valid():
        return form
    paper = form.cleaned_data["file"]
    try:
        actions.send_paper(file=file, kind=kind, name=paper.name, content=paper.read(), by=request.user, at=now())
    except actions.TooManyPapers:
        form.add_error("file", _("Ce dossier contient déjà 40 fichiers. Réunissez plusieurs pages dans un PDF."))
        return form
    except actions.PapersAreSettled:
        messages.info(request, _("Ce dossier ne prend plus de pièces."))
    else:
        messages.success(request, _("La pièce est arrivée. Nous vérifions qu’elle s’ouvre."))
    return None


@require_POST
def reuse_papers(request: HttpRequest, pk) -> HttpResponse:
    draft = draft_seen(request, pk)
    try:
        taken = actions.reuse_papers(draft=draft, by=request.user, at=now())
    except actions.PapersAreSettled:
        return redirect("applications:draft", pk)
    messages.success(request, ngettext("Une pièce reprise.", "%(n)s pièces reprises.", taken) % {"n": taken})
    return redirect("applications:draft_papers", pk)


def paper_seen(request: HttpRequest, pk) -> Paper:
    """A paper of a draft or an application that this person reads."""
    paper = get_object_or_404(Paper.objects.select_related("deposit__document"), pk=pk)
    if paper.draft_id is not None:
        paper.draft = draft_seen(request, paper.draft_id)
    else:
        paper.application = application_seen(request, paper.application_id)
    return paper


@require_safe
def paper(request: HttpRequest, pk) -> HttpResponse:
    """The file itself, once it was written anew, to be saved and not shown."""
    paper = paper_seen(request, pk)
    if paper.application_id is not None and must_declare(request.user, paper.application):
        return redirect("applications:declare", paper.application_id)
    or_absent(paper.opens)
    return attachment(paper.deposit.document)


@require_POST
def take_back_paper(request: HttpRequest, pk) -> HttpResponse:
    paper = paper_seen(request, pk)
    try:
        actions.take_back_paper(paper=paper, by=request.user, at=now())
    except actions.PapersAreSettled:
        messages.info(request, _("La candidature est partie : ses pièces restent. Envoyez-en une autre à côté."))
        return to_papers_of(paper_seen(request, pk))
    messages.success(request, _("La pièce est retirée."))
    return redirect("applications:draft_papers", paper.draft_id)


def to_papers_of(paper: Paper) -> HttpResponse:
    """The page of the papers among which this one stands."""
    route = "papers" if paper.draft_id is None else "draft_papers"
    return redirect(f"applications:{route}", paper.application_id or paper.draft_id)
