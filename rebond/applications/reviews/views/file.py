"""One file under review: its readings, its remarks, and what a reader or an officer does with them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.applications.models import Application
from rebond.applications.papers.access import reads_papers
from rebond.applications.papers.queries import rows_of
from rebond.applications.questions import QUESTIONS, answer_text
from rebond.applications.reviews import actions
from rebond.applications.reviews.access import must_declare, must_declare_to_read, reads_files, runs_the_review
from rebond.applications.reviews.blind import seen_by
from rebond.applications.reviews.deadlines import due_on
from rebond.applications.reviews.forms import CommentForm, ReadingForm, ReasonForm, SettleForm
from rebond.applications.reviews.models import Assignment, Comment, Reading
from rebond.applications.reviews.queries import comments_for, current_readings, quorum_of
from rebond.applications.reviews.seal import Review
from rebond.programmes.models import Criterion
from rebond.programmes.queries import criteria_of
from rebond.safeguards.clock import now, today


def visible(request: HttpRequest, pk) -> Application:
    seen = Application.objects.visible_to(request.user).select_related("association", "wave__programme__donor")
    return get_object_or_404(seen, pk=pk)


def veiled(request: HttpRequest, application: Application) -> Application:
    return next(seen_by(request.user, [application]))


def answers_of(application: Application) -> list[tuple[str, str]]:
    given = application.answers
    return [(one.label, answer_text(one, given[name])) for name, one in QUESTIONS.items() if name in given]


def human_criteria(application: Application) -> list[Criterion]:
    return [one for one in criteria_of(application.wave.programme) if one.is_read]


def differences(reading: Reading, application: Application) -> list[dict[str, str]]:
    """The answers that were corrected after this reading: what was read, what stands there now."""
    now_given = application.answers | {"requested": application.requested, "minimum": application.minimum}
    labels = {"requested": _("Ordinateurs demandés"), "minimum": _("Minimum utile")}
    changed = [name for name in now_given if now_given[name] != reading.answers.get(name)]

    def told(name: str, answer) -> str:
        if answer in (None, "", []):
            return "—"
        return answer_text(QUESTIONS[name], answer) if name in QUESTIONS else str(answer)

    return [
        {
            "label": str(QUESTIONS[name].label if name in QUESTIONS else labels.get(name, name)),
            "read": told(name, reading.answers.get(name)),
            "now": told(name, now_given[name]),
        }
        for name in changed
    ]


@require_safe
def review(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    if must_declare(request.user, application):
        return redirect("applications:declare", pk)
    return review_page(request, application, CommentForm())


def review_page(request: HttpRequest, application: Application, form: CommentForm, status: int = 200) -> HttpResponse:
    application = veiled(request, application)
    review, user = Review(application, current_readings(application)), request.user
    peeks = list(application.peeks.select_related("officer"))
    shown = review.shown_to(user, peeked=runs_the_review(user) and any(one.officer_id == user.pk for one in peeks))
    able, members = quorum_of(application)
    changed = {one.pk: differences(one, application) for one in shown}
    page = {
        "review": review,
        "shown": [(one, changed[one.pk]) for one in shown],
        "sealed": len(review.readings) - len(shown),
        "mine": review.of(user),
        "peeks": peeks,
        "comments": comments_for(user, application),
        "able": able,
        "members": members,
        "assignments": Assignment.objects.filter(application=application).select_related("reader"),
        "due": due_on(application),
        "today": today(),
        "reads": reads_files(user),
        "papers": rows_of(application) if reads_papers(user, application.wave) else None,
        "runs": runs_the_review(user),
        "form": form,
        "application": application,
    }
    return render(request, "applications/review/file.html", page, status=status)


@require_http_methods(["GET", "POST"])
def give_reading(request: HttpRequest, pk) -> HttpResponse:
    """One's opinion of a file, beside its answers."""
    application = visible(request, pk)
    if must_declare_to_read(request.user, application):
        return redirect("applications:declare", pk)
    mine = Review(application, current_readings(application)).of(request.user)
    form = ReadingForm(
        request.POST or None, criteria=human_criteria(application), reading=mine, seen=application.version
    )
    if form.is_valid():
        try:
            actions.give_reading(
                application=application,
                version=form.cleaned_data["seen"],
                opinion=form.cleaned_data["opinion"],
                comment=form.cleaned_data["comment"],
                marks=form.marks,
                by=request.user,
                at=now(),
            )
        except (actions.ReadingIsClosed, actions.CannotRead):
            messages.error(request, _("Rien n’a changé\u00a0: les notes sont arrêtées, ou les scellés ouverts."))
        else:
            messages.success(request, _("Votre lecture est enregistrée."))
        return redirect("applications:review", pk)
    shown = veiled(request, application)
    page = {"application": shown, "form": form, "answers": answers_of(shown), "mine": mine}
    page["differences"] = differences(mine, shown) if mine else []
    return render(request, "applications/review/reading.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def peek(request: HttpRequest, pk) -> HttpResponse:
    """Look under the seal: an officer's explicit act, with its reason."""
    application = visible(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        actions.peek(application=application, reason=form.cleaned_data["reason"], by=request.user, at=now())
        messages.info(request, _("Vous voyez les lectures. Votre nom et votre motif le disent à toute la mairie."))
        return redirect("applications:review", pk)
    page = {"application": application, "form": form}
    return render(request, "applications/review/peek.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk) -> HttpResponse:
    """Decide on the points where readers are apart."""
    application = visible(request, pk)
    review = Review(application, current_readings(application))
    if not review.is_open or review.is_settled:
        messages.info(request, _("Il n’y a rien à arrêter sur ce dossier."))
        return redirect("applications:review", pk)
    form = SettleForm(request.POST or None, review=review)
    if form.is_valid():
        try:
            actions.settle(
                application=application,
                points=form.points,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except actions.NothingToSettle:
            messages.info(request, _("Il n’y a rien à arrêter sur ce dossier."))
        else:
            messages.success(request, _("Les notes sont arrêtées, avec leur motif."))
        return redirect("applications:review", pk)
    page = {"application": application, "form": form}
    return render(request, "applications/review/settle.html", page, status=422 if form.is_bound else 200)


# --- remarks -----------------------------------------------------------------------------------------------------


@require_POST
def comment(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    if must_declare(request.user, application):
        return redirect("applications:declare", pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return review_page(request, application, form, status=422)
    actions.write_comment(application=application, **form.cleaned_data, by=request.user, at=now())
    return redirect("applications:review", pk)


def comment_seen(request: HttpRequest, pk) -> Comment:
    """A remark that this person reads, on a file that they see."""
    comment = get_object_or_404(Comment.objects.select_related("application", "author"), pk=pk)
    application = visible(request, comment.application_id)
    or_absent(comments_for(request.user, application).filter(pk=pk).exists() or comment.author == request.user)
    return comment


@require_http_methods(["GET", "POST"])
def correct_comment(request: HttpRequest, pk) -> HttpResponse:
    found = comment_seen(request, pk)
    if found.author != request.user:
        return not_yours(request, found)
    form = CommentForm(request.POST or None, initial={"text": found.text, "is_shared": found.is_shared})
    if form.is_valid():
        try:
            actions.correct_comment(comment=found, **form.cleaned_data, by=request.user, at=now())
        except actions.NotYours:
            return not_yours(request, found)
        return redirect("applications:review", found.application_id)
    page = {"comment": found, "application": found.application, "form": form}
    return render(request, "applications/review/comment.html", page, status=422 if form.is_bound else 200)


@require_POST
def remove_comment(request: HttpRequest, pk) -> HttpResponse:
    found = comment_seen(request, pk)
    try:
        actions.remove_comment(comment=found, by=request.user, at=now())
    except actions.NotYours:
        return not_yours(request, found)
    messages.success(request, _("Le commentaire est retiré."))
    return redirect("applications:review", found.application_id)


def not_yours(request: HttpRequest, comment: Comment) -> HttpResponse:
    messages.info(request, _("Seule la personne qui l’a écrit change un commentaire, tant qu’il n’est pas retiré."))
    return redirect("applications:review", comment.application_id)
