"""Pages of applying: how to begin, one screen per section, reading again, sending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications.access import may_decide
from rebond.applications.actions import AlreadyApplied, WaveTakesNoApplications
from rebond.applications.choosing import choose_association, chosen_association
from rebond.applications.drafts import actions
from rebond.applications.drafts.forms import SendForm, StartForm
from rebond.applications.drafts.models import Draft
from rebond.applications.drafts.pace import minutes_for
from rebond.applications.drafts.queries import drafts_seen_by, next_step, open_draft, reusable_applications
from rebond.applications.drafts.steps import steps_of
from rebond.applications.drafts.suggestion import suggested
from rebond.applications.models import Application
from rebond.applications.papers.queries import papers_asked_in, rows_of, scans_of
from rebond.applications.queries import live_application
from rebond.applications.questionnaires.fields import QuestionsForm
from rebond.applications.questionnaires.layout import Layout
from rebond.applications.questionnaires.pages import conflicts_in_words, in_words, read_again
from rebond.applications.questionnaires.queries import layout_of
from rebond.applications.quickcheck.carried import IN_ADDRESS, answers_carried
from rebond.countries import country
from rebond.interface.templatetags.interface import hour
from rebond.organisations.models import Association
from rebond.programmes.conflicts import accept_version
from rebond.programmes.models import Wave
from rebond.programmes.queries import waves_of
from rebond.safeguards.clock import now, today
from rebond.safeguards.versions import EditedMeanwhile

# --- beginning ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply to a wave: first for whom, where several are possible, then what it takes, then the questions."""
    wave = get_object_or_404(Wave.objects.select_related("programme"), slug=slug)
    if not wave.takes_applications(today()):
        return closed(request, wave)
    association = chosen_association(request)
    if association is None:
        return choose_association(request, wave)
    existing = live_application(wave, association)
    if existing is not None:
        return already_applied(request, existing)
    assisted = not request.user.manages(association)
    draft = open_draft(wave, association)
    if draft is not None and (not assisted or draft.channel == Draft.Channel.ASSISTED):
        return redirect("applications:draft", draft.pk)
    layout, asked = layout_of(wave), papers_asked_in(wave)
    told = answers_carried(request.GET.get(IN_ADDRESS, ""), layout) if draft is None else {}
    form = StartForm(
        request.POST or None, earlier=[] if draft else reusable_applications(association), assisted=assisted
    )
    if request.method == "POST" and (not form.fields or form.is_valid()):
        return start(request, wave, association, form, told)
    page = {
        "wave": wave,
        "association": association,
        "form": form,
        "assisted": assisted,
        "told": [in_words(layout.by_name[name], told) for name in told],
        "minutes": minutes_for(layout.entries),
        "steps": len(layout.sections) + 1 + bool(asked.papers),
        "asked": asked,
        "print_url": reverse("applications:prepare_form", args=[wave.slug, association.pk]),
    }
    return render(request, "applications/drafts/start.html", page, status=422 if form.is_bound else 200)


def start(
    request: HttpRequest, wave: Wave, association: Association, form: StartForm, told: dict[str, Any]
) -> HttpResponse:
    filled = form.fields and form.is_valid()
    try:
        draft = actions.start_draft(
            wave=wave,
            association=association,
            told=told,
            answers_of=form.answers_from if filled else None,
            consent=form.consent if filled else None,
            by=request.user,
            at=now(),
        )
    except AlreadyApplied as already:
        return already_applied(request, already.application)
    return redirect("applications:step", draft.pk, 1)


def closed(request: HttpRequest, wave: Wave) -> HttpResponse:
    return render(request, "applications/closed.html", {"wave": wave, "waves": waves_of(wave.programme)})


def already_applied(request: HttpRequest, application: Application) -> HttpResponse:
    """One application per association and wave: a second one leads to the first."""
    messages.info(request, _("Cette association a déjà une candidature dans cette vague : la voici."))
    return redirect("applications:detail", application.pk)


# --- answering ---------------------------------------------------------------------------------------------------


def visible(request: HttpRequest, pk) -> Draft:
    return get_object_or_404(drafts_seen_by(request.user), pk=pk)


def out_of_hand(request: HttpRequest, draft: Draft) -> HttpResponse | None:
    """Where to go when the draft was sent, or the wave takes nothing any more."""
    if draft.application is not None:
        messages.info(request, _("Une autre personne a envoyé cette candidature, ou vous-même : la voici."))
        return redirect("applications:detail", draft.application_id)
    existing = live_application(draft.wave, draft.association)
    if existing is not None:
        return already_applied(request, existing)
    return None if draft.wave.takes_applications(today()) else closed(request, draft.wave)


@require_safe
def draft(request: HttpRequest, pk) -> HttpResponse:
    """Come back to where one was."""
    one = visible(request, pk)
    if away := out_of_hand(request, one):
        return away
    return redirect_to(one, next_step(one, layout_of(one.wave)), layout_of(one.wave))


def redirect_to(one: Draft, place: int, layout: Layout) -> HttpResponse:
    """The screen at this place; after the last one the papers, where the wave asks for any, then reading again."""
    if place > len(layout.sections):
        return redirect(
            "applications:draft_papers" if papers_asked_in(one.wave).papers else "applications:send", one.pk
        )
    return redirect("applications:step", one.pk, place)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk, place: int) -> HttpResponse:
    """One section: its questions, kept as they are typed, and again with the button."""
    one = visible(request, pk)
    if away := out_of_hand(request, one):
        return away
    layout = layout_of(one.wave)
    or_absent(1 <= place <= len(layout.sections))
    section = layout.sections[place - 1]
    form = QuestionsForm(
        request.POST or None,
        entries=layout.on_screen(section, one.answers),
        answers=one.answers,
        wave=one.wave,
        version=one.version,
        may_wait=True,
    )
    conflicts = None
    if form.is_bound:
        reads, typing = form.is_valid(), "autosave" in request.POST
        if reads or typing:
            try:
                save = actions.keep_answers if typing else actions.save_draft
                save(
                    draft=one,
                    seen=form.cleaned_data.get("version") or 0,
                    answers=form.answers,
                    by=request.user,
                    at=now(),
                )
            except (WaveTakesNoApplications, AlreadyApplied):
                return redirect("applications:draft", pk)
            except EditedMeanwhile:
                one.refresh_from_db()
                conflicts = conflicts_in_words(form, one.answers)
                accept_version(form, one.version)
            else:
                if typing:
                    return redirect(f"{reverse('applications:draft_state', args=[pk])}?unread={len(form.errors)}")
                return redirect_to(one, place + 1, layout)
        if typing:
            return JsonResponse(
                {"said": _("Une autre personne a changé ces réponses : enregistrez pour les voir.")}, status=409
            )
    page = {
        "association": one.association.name,
        "wave": one.wave,
        "form": form,
        "conflicts": conflicts,
        "section": section,
        "steps": steps_of(one, layout, papers_asked_in(one.wave), here=place),
        "back_url": reverse("applications:step", args=[pk, place - 1]) if place > 1 else "",
        "place": place,
        "minutes": minutes_for(section.entries),
        "suggestion": suggested(one.answers, with_screen=one.wave.programme.with_screen)
        if "requested" in form.fields
        else None,
        "said": saved_in_words(one),
        "scans": scans_of(one),
        "scan_url": reverse("applications:scan", args=[pk]),
    }
    return render(request, "applications/drafts/step.html", page, status=422 if form.is_bound else 200)


def saved_in_words(one: Draft) -> str:
    return _("Enregistré à %(hour)s") % {"hour": hour(one.saved_at)}


@require_safe
def draft_state(request: HttpRequest, pk) -> HttpResponse:
    """What was kept: the version to go on from, and the sentence to show."""
    one = visible(request, pk)
    said, unread = saved_in_words(one), request.GET.get("unread", "0")
    if unread.isdigit() and int(unread):
        said += ngettext(", sauf une réponse à corriger", ", sauf %(n)s réponses à corriger", min(int(unread), 99)) % {
            "n": unread
        }
    return JsonResponse({"version": one.version, "said": said})


@require_POST
def discard(request: HttpRequest, pk) -> HttpResponse:
    one = visible(request, pk)
    try:
        actions.discard_draft(draft=one, by=request.user, at=now())
    except AlreadyApplied as already:
        return already_applied(request, already.application)
    messages.success(request, _("Le brouillon est effacé."))
    return redirect("portal:home" if not may_decide(request.user) else "applications:list")


# --- sending -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, pk) -> HttpResponse:
    """Read again exactly what will be read, and send it once."""
    one = visible(request, pk)
    if away := out_of_hand(request, one):
        return away
    law = country(request.city.country)
    needed = actions.needs_engagement(one.wave)
    form = SendForm(request.POST or None, version=one.version, engagement=needed)
    changed = False
    if form.is_valid():
        try:
            application = actions.send_draft(
                draft=one,
                seen=form.cleaned_data["version"],
                signature=form.signature(law.ENGAGEMENT.version),
                by=request.user,
                at=now(),
            )
        except (WaveTakesNoApplications, AlreadyApplied):
            return redirect("applications:draft", pk)
        except EditedMeanwhile:
            one.refresh_from_db()
            changed = True
            accept_version(form, one.version)
        except (actions.DraftIncomplete, actions.PapersMissing):
            pass  # the page says what is missing
        else:
            return redirect("applications:received", application.pk)
    layout, asked, papers = layout_of(one.wave), papers_asked_in(one.wave), rows_of(one)
    wanted = [row.asked for row in papers if row.is_missing]
    page = {
        "draft": one,
        "wave": one.wave,
        "form": form,
        "changed": changed,
        "parts": read_again(layout, one.answers),
        "missing": [(entry.label_shown, layout.section_of(entry.name)) for entry in layout.missing(one.answers)],
        "steps": steps_of(one, layout, asked, here="send"),
        "papers": papers,
        "wanted": wanted,
        "blocked": asked.blocks and bool(wanted),
        "engagement": law.ENGAGEMENT if needed else None,
        "suggestion": suggested(one.answers, with_screen=one.wave.programme.with_screen),
    }
    return render(request, "applications/drafts/send.html", page, status=422 if form.is_bound else 200)
