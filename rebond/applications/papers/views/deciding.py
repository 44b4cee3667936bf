"""What officers say of a paper: the right one, or another one please."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.accounts.access import or_absent
from rebond.accounts.joining.actions import managers_of
from rebond.applications.papers import actions
from rebond.applications.papers.forms import RefuseForm
from rebond.applications.papers.models import Paper
from rebond.applications.papers.queries import papers_asked_in
from rebond.applications.papers.views.sending import paper_seen
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed

NOT_NOW = (actions.PaperIsNotRead, actions.PapersAreSettled, MoveNotAllowed, SomebodyElseWasFirst)


def paper_of_an_application(request: HttpRequest, pk) -> Paper:
    paper = paper_seen(request, pk)
    or_absent(paper.application_id is not None)
    return paper


@require_POST
def accept_paper(request: HttpRequest, pk) -> HttpResponse:
    paper = paper_of_an_application(request, pk)
    try:
        actions.accept_paper(paper=paper, by=request.user, at=now())
    except NOT_NOW:
        unchanged(request)
    else:
        messages.success(request, _("La pièce est acceptée."))
    return redirect("applications:papers", paper.application_id)


@require_http_methods(["GET", "POST"])
def refuse_paper(request: HttpRequest, pk) -> HttpResponse:
    paper = paper_of_an_application(request, pk)
    form = RefuseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.refuse_paper(paper=paper, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except NOT_NOW:
            unchanged(request)
        else:
            say_refused(request, paper)
        return redirect("applications:papers", paper.application_id)
    label = papers_asked_in(paper.application.wave).named(paper.kind).label_shown
    page = {"paper": paper, "application": paper.application, "label": label, "form": form}
    return render(request, "applications/papers/refuse.html", page, status=422 if form.is_bound else 200)


def say_refused(request: HttpRequest, paper: Paper) -> None:
    if managers_of(paper.application.association).exists():
        messages.success(request, _("La pièce est refusée. L’association l’apprend par courriel, avec le motif."))
    else:
        messages.warning(
            request, _("La pièce est refusée. L’association n’a pas d’adresse électronique ici : écrivez-lui.")
        )


def unchanged(request: HttpRequest) -> None:
    messages.info(request, _("Rien n’a changé : cette pièce ne s’ouvre pas, ou une autre personne vient de décider."))
