"""Pages of the decision letters: the list and its acts, one letter, its file, its correction."""

import tempfile
from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications.reviews.queries import recused_files
from rebond.documents.bundles import bundle_pdf
from rebond.documents.responses import attachment
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.interface.templatetags.interface import number
from rebond.jobs import enqueue
from rebond.journal.actions import record
from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.access import may_read_letters, may_run_a_wave
from rebond.waves.actions import CannotDecide
from rebond.waves.letters import actions, tables, tasks
from rebond.waves.letters.forms import CorrectionForm, LetterFilters
from rebond.waves.letters.models import DecisionLetter, later_versions
from rebond.waves.letters.queries import letters_shown, letters_to_post, progress_of, rows_of
from rebond.waves.models import Proposal

PAGE = 50


def published(slug: str) -> Proposal:
    """The published allocation of a wave; before that there is no letter."""
    proposals = Proposal.objects.filter(state=Proposal.State.PUBLISHED).select_related("wave__programme__donor")
    return get_object_or_404(proposals, wave__slug=slug)


# --- the list ----------------------------------------------------------------------------------------------------


@require_safe
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = published(slug)
    form, printed = LetterFilters(request.GET), letters_to_post(proposal, request.user).values_list("pk", flat=True)
    page = Paginator(letters_shown(proposal, request.user, form.chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "wave": proposal.wave,
        "proposal": proposal,
        "form": form,
        "page": page,
        "rows": rows_of(page.object_list),
        "progress": progress_of(proposal),
        "ready": actions.fingerprint(proposal.letters.ready().values_list("pk", flat=True)),
        "to_post": len(printed),
        "printed": actions.fingerprint(printed),
    }
    return render(request, "waves/letters/list.html", context)


def exported(request: HttpRequest, slug: str) -> Iterator[list]:
    """The letters that the list shows; the journal says who took them away."""
    proposal = published(slug)
    found = letters_shown(proposal, request.user, LetterFilters(request.GET).chosen)
    record("letters_exported", of=proposal, by=request.user, at=now(), rows=found.count())
    return tables.rows(found)


@require_safe
def letters_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    return csv_download(f"lettres-{slug}", tables.header(), exported(request, slug))


@require_safe
def letters_xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    return xlsx_download(f"lettres-{slug}", tables.header(), exported(request, slug), sheet=_("Lettres"))


# --- acts on all of them -----------------------------------------------------------------------------------------


@require_POST
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that are missing, and those still to be read whose text has changed."""
    proposal = published(slug)
    actions.ask_for_letters(proposal=proposal, by=request.user, at=now())
    enqueue(tasks.write_letters, proposal=proposal.pk)
    messages.info(request, _("Les lettres s’écrivent en arrière-plan, avec le texte d’aujourd’hui."))
    return redirect("waves:letters", slug)


@require_POST
def release(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = published(slug)
    try:
        n = actions.release_letters(proposal=proposal, seen=request.POST.get("seen", ""), by=request.user, at=now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
    else:
        enqueue(tasks.send_letters, proposal=proposal.pk)
        sentence = ngettext("%(n)s lettre part.", "%(n)s lettres partent.", n) % {"n": number(n)}
        messages.success(request, sentence)
    return redirect("waves:letters", slug)


@require_safe
def bundle(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The letters to be posted as one file, to print."""
    proposal = published(slug)
    to_print = letters_to_post(proposal, request.user).select_related("document")
    or_absent(to_print.exists())
    record("letters_printed", of=proposal, by=request.user, at=now(), letters=to_print.count())
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    bundle_pdf((letter.document for letter in to_print), file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"lettres-a-poster-{slug}.pdf", content_type="application/pdf"
    )


@require_POST
def posted(request: HttpRequest, slug: str) -> HttpResponse:
    proposal = published(slug)
    try:
        n = actions.post_letters(proposal=proposal, seen=request.POST.get("seen", ""), by=request.user, at=now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = ngettext("%(n)s lettre est notée postée.", "%(n)s lettres sont notées postées.", n)
        messages.success(request, sentence % {"n": number(n)})
    return redirect("waves:letters", slug)


# --- one letter --------------------------------------------------------------------------------------------------


def letter_named(request: HttpRequest, pk) -> DecisionLetter:
    """A letter, unless the reader stepped back from its file."""
    found = DecisionLetter.objects.exclude(application__in=recused_files(request.user))
    found = found.annotate(is_superseded=Exists(later_versions()))
    return get_object_or_404(
        found.select_related("proposal__wave__programme__donor", "application__association", "document"), pk=pk
    )


@require_safe
def letter(request: HttpRequest, pk) -> HttpResponse:
    """One letter as it is stored: the e-mail, the file and its fingerprint, what became of it, its other versions."""
    found = letter_named(request, pk)
    [row] = rows_of([found])
    others = DecisionLetter.objects.filter(proposal=found.proposal_id, application=found.application_id)
    page = {
        "letter": found,
        "row": row,
        "wave": found.proposal.wave,
        "versions": others.order_by("-version"),
    }
    return render(request, "waves/letters/letter.html", page)


@require_safe
def file(request: HttpRequest, pk) -> HttpResponse:
    """The stored bytes: officers at any time, the association once its letter has left."""
    found = letter_named(request, pk)
    or_absent(may_read_letters(request.user, found.application))
    or_absent(found.is_released or may_run_a_wave(request.user))
    return attachment(found.document)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk) -> HttpResponse:
    found = letter_named(request, pk)
    form = CorrectionForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        try:
            corrected = actions.correct_letter(
                letter=found,
                seen=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            form.add_error(None, _("Une autre personne vient de corriger cette lettre\u00a0: rouvrez-la."))
        except CannotDecide as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("La nouvelle lettre est écrite\u00a0: relisez-la, puis envoyez-la."))
            return redirect("waves:letter", corrected.pk)
    page = {"letter": found, "form": form}
    return render(request, "waves/letters/correct.html", page, status=422 if form.is_bound else 200)


@require_POST
def by_post(request: HttpRequest, pk) -> HttpResponse:
    found = letter_named(request, pk)
    try:
        actions.send_by_post(letter=found, by=request.user, at=now())
    except CannotDecide as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La lettre est parmi celles à imprimer et à poster."))
    return redirect("waves:letter", pk)
