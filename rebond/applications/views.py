"""Pages of applications: the list, one application, the form and what officers decide."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.accounts.joining.actions import managers_of
from rebond.applications import actions, exports, tasks
from rebond.applications.access import may_apply_for, may_decide, may_edit_application, works_for_the_city
from rebond.applications.corrections.queries import corrections_of
from rebond.applications.eligibility import size_of
from rebond.applications.forms import ApplicationFilters, OverrideForm, UploadForm
from rebond.applications.history import history_of, mails_about, mails_to_association
from rebond.applications.messages.access import side_of
from rebond.applications.messages.queries import unread_by
from rebond.applications.models import Application, SubmittedFile
from rebond.applications.papers.access import may_send_papers, reads_papers
from rebond.applications.papers.queries import rows_of
from rebond.applications.queries import (
    applications_shown,
    associations_for,
    in_order,
    reasons_shown,
    scores_of,
)
from rebond.applications.questionnaires.fields import QuestionsForm
from rebond.applications.questionnaires.layout import QUANTITIES
from rebond.applications.questionnaires.pages import answers_in_words, conflicts_in_words, sections_of
from rebond.applications.questionnaires.queries import form_of
from rebond.applications.receipt import receipt_of, render_receipt
from rebond.applications.reviews.access import must_declare, reads_files
from rebond.applications.reviews.blind import seen_by
from rebond.applications.reviews.queries import declarations_on
from rebond.applications.standing import standing_of
from rebond.documents.responses import download
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.jobs import enqueue
from rebond.journal.actions import record
from rebond.programmes.conflicts import accept_version
from rebond.programmes.models import Wave
from rebond.programmes.queries import shown_programme
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
        "parts": answers_in_words(application),
        "reads_papers": reads_files(request.user) or request.user.manages(application.association),
        "papers": rows_of(application) if reads_papers(request.user, application.wave) else None,
        "may_send_papers": may_send_papers(request.user, application),
        "may_edit": may_edit_application(request.user, application, today()),
        "may_decide": may_decide(request.user) and application.is_live and not application.wave.is_published,
        "works_for_the_city": works_for_the_city(request.user),
        **followed(request, application),
        "declarations": declarations_on(application) if may_decide(request.user) else [],
        "form": form,
    }
    return render(request, "applications/detail.html", page, status=status)


def followed(request: HttpRequest, application: Application) -> dict[str, Any]:
    """Where the file stands, for its association; what was said and sent about it, for officers too."""
    user = request.user
    if not may_apply_for(user, application.association):
        return {}
    standing = standing_of(application)
    page = {
        "corrections": corrections_of(application),
        "unread": unread_by(user, side_of(user, application), [application]).get(application.pk, 0),
        "today": today(),
    }
    if may_decide(user):
        return page | {"log": mails_about(application, standing)}
    return page | {
        "standing": standing,
        "history": history_of(application, standing),
        "log": mails_to_association(application, standing),
    }


@require_safe
def received(request: HttpRequest, pk) -> HttpResponse:
    application = next(seen_by(request.user, [visible(request, pk)]))
    page = {
        "application": application,
        "receipt": receipt_of(application),
        "by_letter": not managers_of(application.association).exists(),
        "may_take": may_apply_for(request.user, application.association),
    }
    return render(request, "applications/received.html", page)


@require_safe
def receipt(request: HttpRequest, pk) -> HttpResponse:
    """The acknowledgement as a letter."""
    application = visible(request, pk)
    or_absent(may_apply_for(request.user, application.association))
    name = f"accuse-de-reception-{application.reference}.pdf"
    return download(name, render_receipt(application), content_type="application/pdf")


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


# --- changing ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    or_absent(may_apply_for(request.user, application.association))
    if not may_edit_application(request.user, application, today()):
        return too_late(request, application)
    asked = form_of(application.wave)
    layout = asked.layout.asked
    form = QuestionsForm(
        request.POST or None,
        entries=layout.entries,
        answers=all_answers(application),
        wave=application.wave,
        version=application.version,
    )
    page = {
        "application": application,
        "wave": application.wave,
        "parts": sections_of(layout, form),
        "form": form,
        "words": asked.version,
    }
    if form.is_valid():
        answers = dict.fromkeys(form.answers) | layout.kept(form.answers)
        quantities = {name: answers.pop(name) for name in QUANTITIES}
        try:
            actions.change_application(
                application=application,
                seen=form.cleaned_data["version"] or 0,
                words_seen=int(seen) if (seen := request.POST.get("words", "")[:9]).isdecimal() else None,
                answers=answers | ({"size": size_of(answers["budget"])} if answers.get("budget") is not None else {}),
                **quantities,
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            stored = visible(request, pk)
            if stored.version == form.cleaned_data["version"]:
                page["reworded"] = True
            else:
                page["conflicts"] = conflicts_in_words(form, all_answers(stored))
            accept_version(form, stored.version)
        else:
            messages.success(request, _("Vos changements sont enregistrés."))
            return redirect("applications:detail", pk)
    return render(request, "applications/form.html", page, status=422 if form.is_bound else 200)


def all_answers(application: Application) -> dict:
    """The answers by question name, quantities included."""
    return application.answers | {name: getattr(application, name) for name in QUANTITIES}


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
