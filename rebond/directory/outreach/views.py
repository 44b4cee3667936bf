"""Officers' pages of outreach: the lists, one list before and after it left, its letters."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.directory.outreach import actions, notices
from rebond.directory.outreach.exports import followed_header, followed_rows, listed_header, listed_rows
from rebond.directory.outreach.forms import FILTERS, FollowUpFilters, OutreachForm, PreviewFilters
from rebond.directory.outreach.letters import SAMPLE_CODE, sample_of
from rebond.directory.outreach.models import LetterBundle, Outreach
from rebond.directory.outreach.queries import (
    STAGES,
    followed,
    listed,
    narrowed,
    outreaches_shown,
    results,
    verdict_counts,
)
from rebond.directory.outreach.rule import EMAIL, LETTER, VERDICTS, WAYS
from rebond.documents.responses import attachment, download
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.paging import CappedPaginator
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile

PAGE = 50

# --- lists -------------------------------------------------------------------------------------------------------


@require_safe
def outreaches(request: HttpRequest) -> HttpResponse:
    page = Paginator(outreaches_shown(), PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/outreach/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new_outreach(request: HttpRequest) -> HttpResponse:
    """A new list; coming from the directory, with the filters that were chosen there."""
    from_directory = {name: request.GET[name] for name in FILTERS if name in request.GET}
    form = OutreachForm(request.POST or None, initial=from_directory)
    if form.is_valid():
        outreach = actions.make_outreach(**form.given, by=request.user, at=now())
        return redirect("directory:outreach", outreach.pk)
    return render(request, "directory/outreach/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit_outreach(request: HttpRequest, pk) -> HttpResponse:
    outreach = get_object_or_404(Outreach, pk=pk)
    if not outreach.is_draft:
        return too_late(request, pk)
    form = OutreachForm(request.POST or None, outreach=outreach)
    if form.is_valid():
        try:
            seen = int(request.POST["version"]) if request.POST.get("version", "").isdigit() else 0
            actions.change_outreach(outreach=outreach, seen=seen, **form.given, by=request.user, at=now())
        except actions.HasLeft:
            return too_late(request, pk)
        except EditedMeanwhile:
            outreach.refresh_from_db()
            form.add_error(
                None, _("Une autre personne vient de changer cette démarche. Relisez, puis enregistrez de nouveau.")
            )
        else:
            return redirect("directory:outreach", pk)
    page = {"form": form, "outreach": outreach}
    return render(request, "directory/outreach/edit.html", page, status=422 if form.is_bound else 200)


def too_late(request: HttpRequest, pk) -> HttpResponse:
    messages.info(request, _("Cette démarche est déjà programmée, ou partie\u00a0: elle ne change plus."))
    return redirect("directory:outreach", pk)


# --- one list ----------------------------------------------------------------------------------------------------


@require_safe
def outreach(request: HttpRequest, pk) -> HttpResponse:
    one = get_object_or_404(outreaches_shown(), pk=pk)
    return preview(request, one) if one.is_draft or one.is_planned else follow_up(request, one)


def preview(request: HttpRequest, one: Outreach) -> HttpResponse:
    """Who would get what, and why not; nothing has left."""
    filters, everybody = PreviewFilters(request.GET), listed(one, now())
    counts = verdict_counts(everybody)
    shown = narrowed_preview(everybody, filters)
    page = CappedPaginator(shown, PAGE).get_page(request.GET.get("page"))
    first = everybody.filter(verdict=EMAIL).first()
    details = {
        "outreach": one,
        "filters": filters,
        "page": page,
        "lines": [{"association": each, "said": VERDICTS[each.verdict]} for each in page.object_list],
        "mails": counts.get(EMAIL, 0),
        "letters": counts.get(LETTER, 0),
        "nothing": sum(times for verdict, times in counts.items() if verdict not in WAYS),
        "reasons": [(verdict, VERDICTS[verdict], times) for verdict, times in counts.items()],
        "subject": notices.subject_of(one),
        "sample": notices.body_of(one, first, {"link": "…", "refusal": "…", "until": now() + actions.VALID_FOR})
        if first
        else "",
    }
    return render(request, "directory/outreach/preview.html", details)


def narrowed_preview(everybody, filters: PreviewFilters):
    """The part of a list that the page shows."""
    verdict = filters.chosen.get("verdict")
    return everybody.filter(verdict=verdict) if verdict else everybody


def follow_up(request: HttpRequest, one: Outreach) -> HttpResponse:
    """What came of each message."""
    filters = FollowUpFilters(request.GET)
    page = Paginator(narrowed(followed(one), filters.chosen), PAGE).get_page(request.GET.get("page"))
    details = {
        "outreach": one,
        "filters": filters,
        "page": page,
        "lines": [{"approach": each, "said": STAGES[each.stage]} for each in page.object_list],
        "results": results(one),
        "bundles": one.bundles.all(),
    }
    return render(request, "directory/outreach/followup.html", details)


def exported(request: HttpRequest, pk):
    """What the page of the list shows: heading and rows; the journal says who took them away."""
    one = get_object_or_404(Outreach, pk=pk)
    if one.is_draft or one.is_planned:
        found = narrowed_preview(listed(one, now()), PreviewFilters(request.GET))
        header, rows = listed_header(), listed_rows(found)
    else:
        found = narrowed(followed(one), FollowUpFilters(request.GET).chosen)
        header, rows = followed_header(), followed_rows(found)
    record("outreach_exported", of=one, by=request.user, at=now(), rows=found.order_by().count())
    return header, rows


@require_safe
def export_csv(request: HttpRequest, pk) -> HttpResponseBase:
    header, rows = exported(request, pk)
    return csv_download("demarche", header, rows)


@require_safe
def export_xlsx(request: HttpRequest, pk) -> HttpResponseBase:
    header, rows = exported(request, pk)
    return xlsx_download("demarche", header, rows, sheet=_("Démarche"))


@require_safe
def sample_letter(request: HttpRequest, pk) -> HttpResponse:
    """The letter of the first on the list, to be read before anything leaves."""
    one = get_object_or_404(Outreach.objects.select_related("programme"), pk=pk)
    first = listed(one, now()).filter(verdict=LETTER).first() or Association(name=SAMPLE_CODE)
    return download("lettre.pdf", sample_of(one, first, now()), content_type="application/pdf")


@require_safe
def letters(request: HttpRequest, pk) -> HttpResponse:
    """Letters to print and post; their codes are in it, so the journal says who took them."""
    bundle = get_object_or_404(LetterBundle.objects.select_related("document", "outreach"), pk=pk)
    record("letters_taken", of=bundle.outreach, by=request.user, at=now(), number=bundle.number)
    return attachment(bundle.document)


# --- deeds -------------------------------------------------------------------------------------------------------


@require_POST
def take_off(request: HttpRequest, pk, association) -> HttpResponse:
    actions.take_off(**named(pk, association), by=request.user, at=now())
    return redirect("directory:outreach", pk)


@require_POST
def put_back(request: HttpRequest, pk, association) -> HttpResponse:
    actions.put_back(**named(pk, association), by=request.user, at=now())
    return redirect("directory:outreach", pk)


def named(pk, association) -> dict:
    """A list that may still change, and an association."""
    one = get_object_or_404(Outreach, pk=pk)
    if not (one.is_draft or one.is_planned):
        raise Http404
    return {"outreach": one, "association": get_object_or_404(Association, pk=association)}


@require_POST
def plan(request: HttpRequest, pk) -> HttpResponse:
    one = get_object_or_404(Outreach, pk=pk)
    try:
        actions.plan_outreach(outreach=one, by=request.user, at=now())
    except actions.NobodyToWriteTo:
        messages.error(request, _("Personne sur cette liste ne recevrait de message\u00a0: changez les filtres."))
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Quelqu’un d’autre vient de programmer cette démarche."))
    else:
        messages.success(
            request,
            ngettext(
                "%(n)s message partira dans dix minutes. D’ici là, vous pouvez tout annuler.",
                "%(n)s messages partiront dans dix minutes. D’ici là, vous pouvez tout annuler.",
                one.expected,
            )
            % {"n": one.expected},
        )
    return redirect("directory:outreach", pk)


@require_POST
def call_back(request: HttpRequest, pk) -> HttpResponse:
    one = get_object_or_404(Outreach, pk=pk)
    try:
        actions.call_back(outreach=one, by=request.user, at=now())
    except actions.HasLeft:
        messages.info(request, _("Trop tard\u00a0: les premiers messages sont partis."))
    else:
        messages.success(request, _("Le départ est annulé\u00a0: rien n’est parti."))
    return redirect("directory:outreach", pk)


@require_POST
def discard(request: HttpRequest, pk) -> HttpResponse:
    one = get_object_or_404(Outreach, pk=pk)
    try:
        actions.discard_outreach(outreach=one, by=request.user, at=now())
    except actions.HasLeft:
        return too_late(request, pk)
    messages.success(request, _("La démarche est effacée\u00a0: rien n’était parti."))
    return redirect("directory:outreaches")
