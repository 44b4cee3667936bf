"""What an association does with the list: read it, answer point by point, send it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.accounts.joining.actions import managers_of
from rebond.applications.access import may_apply_for, may_decide
from rebond.applications.corrections import actions
from rebond.applications.corrections.forms import ItemForm
from rebond.applications.corrections.models import Correction, CorrectionItem
from rebond.applications.corrections.queries import (
    changes,
    corrections_seen_by,
    entry_of,
    items_of,
    label_of,
)
from rebond.applications.papers.asked import AskedPapers
from rebond.applications.papers.queries import papers_asked_in
from rebond.applications.questionnaires.layout import Layout
from rebond.applications.questionnaires.queries import layout_for
from rebond.applications.questions import answer_text
from rebond.applications.reviews.deadlines import due_on
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile


def visible(request: HttpRequest, pk) -> Correction:
    """A list of an application that the person sees, and may answer."""
    correction = get_object_or_404(corrections_seen_by(request.user), pk=pk)
    or_absent(may_apply_for(request.user, correction.application.association))
    return correction


@require_safe
def correction(request: HttpRequest, pk) -> HttpResponse:
    """The whole list: what is asked, what is answered, what is left; afterwards, what has changed."""
    one = visible(request, pk)
    layout, papers = layout_for(one.application), papers_asked_in(one.application.wave)
    items = items_of(one)
    done = sum(item.is_answered for item in items)
    page = {
        "correction": one,
        "application": one.application,
        "lines": [line_of(item, one, layout, papers) for item in items],
        "done": done,
        "total": len(items),
        "all_done": done == len(items),
        "changes": changes(one) if one.after is not None else [],
        "is_stopped": not one.application.is_live or one.application.wave.is_published,
        "silence": due_on(one.application),
        "runs": may_decide(request.user),
        "by_letter": may_decide(request.user) and not managers_of(one.application.association).exists(),
        "today": today(),
    }
    return render(request, "applications/corrections/correction.html", page)


def line_of(item: CorrectionItem, correction: Correction, layout: Layout, papers: AskedPapers) -> dict:
    """One point in words: its name, what was said about it, the answer that there was and the new one."""
    if not item.question:
        label = label_of(item, layout, papers) or item.get_kind_display()
        return {"item": item, "label": label, "before": "", "now": ""}
    entry = entry_of(item.question, layout)
    return {
        "item": item,
        "label": entry.label_shown,
        "before": answer_text(entry.question, correction.before.get(item.question)),
        "now": answer_text(entry.question, item.given) if item.is_answered else "",
    }


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk) -> HttpResponse:
    """One point, on a screen of its own."""
    item = get_object_or_404(CorrectionItem.objects.select_related("correction"), pk=pk)
    one = item.correction = visible(request, item.correction_id)
    if not one.is_open:
        return is_closed(request, one)
    layout = layout_for(one.application)
    entry = entry_of(item.question, layout) if item.question else None
    form = ItemForm(
        request.POST or None, request.FILES or None, item=item, entry=entry, known=one.before.get(item.question)
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_item(
                item=item,
                seen=said["version"],
                given=form.given,
                reply=said["reply"],
                paper=said.get("paper"),
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            messages.info(request, _("Une autre personne vient de répondre à ce point\u00a0: voici sa réponse."))
            return redirect("applications:answer_item", item.pk)
        except actions.NothingToComplete:
            return is_closed(request, one)
        except actions.TooManyPapers:
            form.add_error("paper", _("Ce dossier contient déjà 40 fichiers. Réunissez plusieurs pages dans un PDF."))
        else:
            return redirect("applications:correction", one.pk)
    line = line_of(item, one, layout, papers_asked_in(one.application.wave))
    page = {"correction": one, "application": one.application, "form": form} | line
    return render(request, "applications/corrections/answer.html", page, status=422 if form.is_bound else 200)


@require_POST
def complete(request: HttpRequest, pk) -> HttpResponse:
    """Everything is answered: it leaves for the city, once."""
    one = visible(request, pk)
    try:
        actions.complete_correction(correction=one, by=request.user, at=now())
    except actions.ItemsAreMissing:
        messages.info(request, _("Rien n’est envoyé\u00a0: répondez d’abord à tous les points."))
    except actions.AnswersDisagree:
        messages.info(request, _("Rien n’est envoyé\u00a0: le minimum utile ne peut pas dépasser la demande."))
    except (actions.NothingToComplete, MoveNotAllowed, SomebodyElseWasFirst):
        return is_closed(request, one)
    else:
        messages.success(
            request, _("C’est envoyé. Le service relit votre dossier\u00a0: vous n’avez rien d’autre à faire.")
        )
    return redirect("applications:correction", one.pk)


def is_closed(request: HttpRequest, one: Correction) -> HttpResponse:
    messages.info(
        request, _("Cette demande n’est plus en cours\u00a0: elle est déjà envoyée, ou le service l’a retirée.")
    )
    return redirect("applications:correction", one.pk)
