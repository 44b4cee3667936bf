"""Pages of applications: the list, one application, the form and what officers decide."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications import actions, exports, tasks
from rebond.applications.access import may_apply_for, may_decide, may_edit_application, works_for_the_city
from rebond.applications.forms import ApplicationFilters, ApplicationForm, AssociationForm, OverrideForm, UploadForm
from rebond.applications.models import Application, SubmittedFile
from rebond.applications.queries import (
    applications_shown,
    associations_for,
    in_order,
    live_application,
    reasons_shown,
    scores_of,
)
from rebond.applications.questions import QUESTIONS, answer_text
from rebond.applications.reviews.access import must_declare
from rebond.applications.reviews.blind import seen_by
from rebond.applications.reviews.queries import declarations_on
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.jobs import enqueue
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.programmes.conflicts import accept_version, conflicts_of
from rebond.programmes.models import Wave
from rebond.programmes.queries import shown_programme, waves_of
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile

PAGE = 50

# --- the list ----------------------------------------------------------------------------------------------------


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    form = ApplicationFilters(request.GET)
    found = applications_shown(request.user, form.chosen)
    page = {
        "form": form,
        "page": page_for(request, found),
        "works_for_the_city": works_for_the_city(request.user),
        "may_upload": may_decide(request.user),
        "open_waves": [wave for wave in Wave.objects.all() if wave.takes_applications(today())]
        if associations_for(request.user).exists()
        else [],
    }
    return render(request, "applications/list.html", page)


def page_for(request: HttpRequest, found: QuerySet[Application]) -> Page:
    """One page of a list, as this person may read it."""
    page = Paginator(found.values_list("pk", flat=True), PAGE).get_page(request.GET.get("page"))
    rows = Application.objects.select_related("association", "wave__programme")
    page.object_list = list(seen_by(request.user, in_order(rows, page.object_list)))
    return page


def exported(request: HttpRequest):
    """The applications that the list shows; the journal says who took them away."""
    found = applications_shown(request.user, ApplicationFilters(request.GET).chosen)
    record("applications_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return exports.rows(found, request.user)


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("candidatures", exports.header(), exported(request))


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    return xlsx_download("candidatures", exports.header(), exported(request), sheet=_("Candidatures"))


# --- one application ---------------------------------------------------------------------------------------------


def visible(request: HttpRequest, pk) -> Application:
    seen = Application.objects.visible_to(request.user).select_related("association", "wave__programme__donor")
    return get_object_or_404(seen, pk=pk)


@require_safe
def detail(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    if must_declare(request.user, application):
        return redirect("applications:declare", pk)
    return detail_page(request, application, OverrideForm())


def detail_page(request: HttpRequest, application: Application, form: OverrideForm, status: int = 200) -> HttpResponse:
    scores = scores_of(application)
    [application] = seen_by(request.user, [application])
    page = {
        "application": application,
        "wave": application.wave,
        "reasons": reasons_shown(request.user, application),
        "scores": scores,
        "answers": [
            (question.label, answer_text(question, application.answers[name]))
            for name, question in QUESTIONS.items()
            if name in application.answers
        ],
        "may_edit": may_edit_application(request.user, application, today()),
        "may_decide": may_decide(request.user) and application.is_live and not application.wave.is_published,
        "works_for_the_city": works_for_the_city(request.user),
        "declarations": declarations_on(application) if may_decide(request.user) else [],
        "form": form,
    }
    return render(request, "applications/detail.html", page, status=status)


@require_safe
def received(request: HttpRequest, pk) -> HttpResponse:
    return render(
        request, "applications/received.html", {"application": next(seen_by(request.user, [visible(request, pk)]))}
    )


@require_POST
def override(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    form = OverrideForm(request.POST)
    if form.is_valid():
        try:
            actions.override_eligibility(application=application, **form.cleaned_data, by=request.user, at=now())
        except (actions.NothingToDecide, MoveNotAllowed):
            form.add_error(None, _("La candidature est déjà dans cet état, ou l’attribution est publiée."))
        except SomebodyElseWasFirst:
            form.add_error(None, _("Une autre personne vient de décider : relisez la page avant de recommencer."))
        else:
            messages.success(request, _("La décision est enregistrée avec son motif."))
            return redirect("applications:detail", pk)
    return detail_page(request, visible(request, pk), form, status=422)


# --- files -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    programme = shown_programme()
    if programme is None:
        return redirect("programmes:detail")
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        file = actions.upload_file(
            name=sent.name,
            content=sent.read(),
            content_type=sent.content_type or "",
            programme=programme,
            by=request.user,
            at=now(),
        )
        enqueue(tasks.read_file, file=file.pk)
        return redirect("applications:file", file.pk)
    return render(request, "applications/upload.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def file(request: HttpRequest, pk) -> HttpResponse:
    file = get_object_or_404(SubmittedFile.objects.select_related("document", "uploaded_by"), pk=pk)
    rows = file.report["rows"] if file.report else []
    page = {
        "file": file,
        "counts": file.report["counts"] if file.report else {},
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "applications/file.html", page)


@require_POST
def apply_file(request: HttpRequest, pk) -> HttpResponse:
    file = get_object_or_404(SubmittedFile, pk=pk)
    try:
        actions.confirm_file(file=file, by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Ce fichier est déjà enregistré, ou n’attend plus d’être confirmé."))
    else:
        enqueue(tasks.apply_file, file=file.pk, by=request.user.pk)
    return redirect("applications:file", pk)


# --- applying ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply to a wave: first for whom, where several are possible, then the questions."""
    wave = get_object_or_404(Wave.objects.select_related("programme"), slug=slug)
    if not wave.takes_applications(today()):
        return render(request, "applications/closed.html", {"wave": wave, "waves": waves_of(wave.programme)})
    association = chosen_association(request)
    if association is None:
        form = AssociationForm(request.GET if "association" in request.GET else None, user=request.user)
        return render(request, "applications/choose.html", {"wave": wave, "form": form})
    existing = live_application(wave, association)
    if existing is not None:
        return already_applied(request, existing)
    form = ApplicationForm(request.POST or None, wave=wave)
    if form.is_valid():
        return submit(request, wave, association, form)
    page = {"wave": wave, "association": association, "form": form, "assisted": not request.user.manages(association)}
    return render(request, "applications/form.html", page, status=422 if form.is_bound else 200)


def chosen_association(request: HttpRequest) -> Association | None:
    """The association that the address names, or the only one there is; None where it must be chosen first."""
    possible = associations_for(request.user)
    if "association" in request.GET:
        form = AssociationForm(request.GET, user=request.user)
        return form.cleaned_data["association"] if form.is_valid() else None
    only = list(possible[:2])
    return only[0] if len(only) == 1 else None


def submit(request: HttpRequest, wave: Wave, association: Association, form: ApplicationForm) -> HttpResponse:
    online = request.user.manages(association)
    try:
        application = actions.submit_application(
            wave=wave,
            association=association,
            answers=form.answers,
            requested=form.cleaned_data["requested"],
            minimum=form.cleaned_data["minimum"],
            channel=Application.Channel.ONLINE if online else Application.Channel.ASSISTED,
            by=request.user,
            at=now(),
        )
    except actions.AlreadyApplied as already:
        return already_applied(request, already.application)
    return redirect("applications:received", application.pk)


def already_applied(request: HttpRequest, application: Application) -> HttpResponse:
    """One application per association and wave: a second one leads to the first."""
    messages.info(request, _("Cette association a déjà une candidature dans cette vague : la voici."))
    return redirect("applications:detail", application.pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    or_absent(may_apply_for(request.user, application.association))
    if not may_edit_application(request.user, application, today()):
        return too_late(request, application)
    form = ApplicationForm(request.POST or None, wave=application.wave, application=application)
    page = {"application": application, "wave": application.wave, "association": application.association, "form": form}
    if form.is_valid():
        try:
            actions.change_application(
                application=application,
                seen=form.cleaned_data["version"] or 0,
                answers=form.answers,
                requested=form.cleaned_data["requested"],
                minimum=form.cleaned_data["minimum"],
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            stored = visible(request, pk)
            page["conflicts"] = conflicts_in_words(form, stored)
            accept_version(form, stored.version)
        else:
            messages.success(request, _("Vos changements sont enregistrés."))
            return redirect("applications:detail", pk)
    return render(request, "applications/form.html", page, status=422 if form.is_bound else 200)


def conflicts_in_words(form: ApplicationForm, stored: Application) -> list[dict]:
    """What the other person saved and what was typed here, both as people read them."""
    conflicts = conflicts_of(form, stored.answers | {"requested": stored.requested, "minimum": stored.minimum})
    for conflict in conflicts:
        if question := QUESTIONS.get(conflict["name"]):
            conflict.update({side: answer_text(question, conflict[side]) for side in ("stored", "typed")})
    return conflicts


@require_POST
def withdraw(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    or_absent(may_apply_for(request.user, application.association))
    try:
        actions.withdraw_application(application=application, by=request.user, at=now())
    except (actions.WaveTakesNoApplications, MoveNotAllowed, SomebodyElseWasFirst):
        return too_late(request, application)
    messages.success(request, _("La candidature est retirée. Vous pouvez en envoyer une autre jusqu’à la clôture."))
    return redirect("applications:detail", pk)


def too_late(request: HttpRequest, application: Application) -> HttpResponse:
    messages.info(request, _("Cette candidature ne change plus : la vague est close ou la demande a été retirée."))
    return redirect("applications:detail", application.pk)
