"""What officers do: write the list, see the mail, send it; withdraw it; look at what came back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.accounts.joining.actions import managers_of
from rebond.applications.corrections import actions
from rebond.applications.corrections.forms import AskForm
from rebond.applications.corrections.letter import asking_mail
from rebond.applications.corrections.queries import corrections_seen_by, open_correction
from rebond.applications.models import Application
from rebond.applications.papers.queries import missing_papers, papers_asked_in
from rebond.applications.questionnaires.queries import layout_for
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk) -> HttpResponse:
    """The list, and the mail exactly as it will leave: what was not seen in the preview is shown before it is sent."""
    seen = Application.objects.visible_to(request.user).select_related("association", "wave__programme__donor")
    application = get_object_or_404(seen, pk=pk)
    if already := open_correction(application):
        messages.info(request, _("Une demande est déjà en cours\u00a0: retirez-la avant d’en envoyer une autre."))
        return redirect("applications:correction", already.pk)
    if not application.is_live or application.wave.is_published:
        return nothing_to_complete(request, application)
    do = request.POST.get("do", "")
    bound = {"layout": layout_for(application), "papers": papers_asked_in(application.wave), "today": today()}
    if do == "more":
        return ask_page(request, application, AskForm(**bound, typed=request.POST), None)
    form = AskForm(request.POST or None, **bound, missing=missing_papers(application))
    mail = None
    if form.is_valid():
        mail = asking_mail(application, form.asked, form.cleaned_data["due_on"])
        if do == "send" and request.POST.get("mail") == mail.fingerprint:
            return sent(request, application, form)
    return ask_page(request, application, form, mail, status=422 if form.errors else 200)


def ask_page(request: HttpRequest, application: Application, form: AskForm, mail, status: int = 200) -> HttpResponse:
    page = {
        "application": application,
        "form": form,
        "asking_mail": mail,
        "recipients": [one.user for one in managers_of(application.association)],
    }
    return render(request, "applications/corrections/ask.html", page, status=status)


def sent(request: HttpRequest, application: Application, form: AskForm) -> HttpResponse:
    try:
        correction = actions.ask_for_corrections(
            application=application, asked=form.asked, due_on=form.cleaned_data["due_on"], by=request.user, at=now()
        )
    except actions.AlreadyAsked:
        messages.info(request, _("Une autre personne vient d’envoyer une demande\u00a0: la vôtre n’est pas partie."))
        return redirect("applications:detail", application.pk)
    except actions.NothingToComplete:
        return nothing_to_complete(request, application)
    messages.success(request, _("La demande est envoyée. Elle vous attend ici jusqu’à la réponse."))
    return redirect("applications:correction", correction.pk)


@require_POST
def withdraw(request: HttpRequest, pk) -> HttpResponse:
    """Ask for nothing any more."""
    correction = get_object_or_404(corrections_seen_by(request.user), pk=pk)
    try:
        actions.withdraw_correction(correction=correction, by=request.user, at=now())
    except (actions.NothingToComplete, MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Rien n’a changé\u00a0: la demande n’est plus en cours."))
    else:
        messages.success(request, _("La demande est retirée. L’association est prévenue."))
    return redirect("applications:correction", correction.pk)


@require_POST
def check(request: HttpRequest, pk) -> HttpResponse:
    """What came back was read."""
    correction = get_object_or_404(corrections_seen_by(request.user), pk=pk)
    try:
        actions.check_correction(correction=correction, by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Rien n’a changé\u00a0: une autre personne les a relus."))
    else:
        messages.success(request, _("Les compléments sont relus."))
    return redirect("applications:detail", correction.application_id)


def nothing_to_complete(request: HttpRequest, application: Application) -> HttpResponse:
    messages.info(request, _("Cette candidature ne change plus\u00a0: elle est retirée, ou l’attribution est publiée."))
    return redirect("applications:detail", application.pk)
