"""The thread of one application: read, write, record a call, share with the committee, open a file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts.access import or_absent
from rebond.accounts.joining.actions import managers_of
from rebond.applications.access import may_apply_for, may_decide
from rebond.applications.messages import actions
from rebond.applications.messages.access import messages_seen_by, side_of
from rebond.applications.messages.forms import ExchangeForm, MessageForm
from rebond.applications.messages.models import Attachment, Message
from rebond.applications.messages.queries import unread_by
from rebond.applications.models import Application
from rebond.applications.reviews.access import must_declare, reads_blind
from rebond.applications.reviews.blind import seen_by
from rebond.documents.responses import attachment
from rebond.safeguards.clock import now, today


def visible(request: HttpRequest, pk) -> Application:
    seen = Application.objects.visible_to(request.user).select_related("association", "wave__programme")
    return get_object_or_404(seen, pk=pk)


@require_safe
def thread(request: HttpRequest, pk) -> HttpResponse:
    """Everything that was said; for the committee, what was shared with it."""
    application = visible(request, pk)
    if must_declare(request.user, application):
        return redirect("applications:declare", pk)
    return thread_page(request, application, None)


def thread_page(
    request: HttpRequest, application: Application, form: MessageForm | None, status: int = 200
) -> HttpResponse:
    user, writes = request.user, may_apply_for(request.user, application.association)
    said = list(messages_seen_by(user, application))
    unread = unread_by(user, side_of(user, application), [application]).get(application.pk, 0) if writes else 0
    if unread:
        actions.mark_read(application=application, by=user, at=now())
    page = {
        "application": next(seen_by(user, [application])),
        "thread": said,
        "unread": unread,
        "writes": writes,
        "shares": may_decide(user),
        "is_blind": reads_blind(user, application.wave),
        "waits": any(one.side == Message.Side.ASSOCIATION and one.answered_at is None for one in said),
        "by_letter": may_decide(user) and not managers_of(application.association).exists(),
        "seen": len(said),
        "form": form or MessageForm(),
    }
    return render(request, "applications/messages/thread.html", page, status=status)


@require_POST
def write(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    or_absent(may_apply_for(request.user, application.association))
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return thread_page(request, application, form, status=422)
    said, paper = form.cleaned_data, form.cleaned_data["paper"]
    try:
        actions.write_message(
            application=application,
            text=said["text"],
            papers=[paper] if paper else [],
            seen=seen_by_writer(request),
            by=request.user,
            at=now(),
        )
    except actions.SomethingCameMeanwhile:
        form.add_error(None, _("Un message est arrivé entre-temps\u00a0: lisez-le, puis envoyez le vôtre."))
        return thread_page(request, application, form, status=422)
    messages.success(request, _("Votre message est envoyé."))
    return redirect("applications:messages", pk)


def seen_by_writer(request: HttpRequest) -> int:
    """How many messages stood on the page that the person answers."""
    return int(seen) if (seen := request.POST.get("seen", "")[:9]).isdecimal() else -1


@require_http_methods(["GET", "POST"])
def record_exchange(request: HttpRequest, pk) -> HttpResponse:
    """A call, a letter, a visit: kept with the messages."""
    application = visible(request, pk)
    form = ExchangeForm(request.POST or None, today=today())
    if form.is_valid():
        actions.record_exchange(application=application, **form.cleaned_data, by=request.user, at=now())
        messages.success(request, _("C’est noté dans les échanges."))
        return redirect("applications:messages", pk)
    page = {"application": application, "form": form}
    return render(request, "applications/messages/record.html", page, status=422 if form.is_bound else 200)


@require_POST
def no_answer(request: HttpRequest, pk) -> HttpResponse:
    application = visible(request, pk)
    try:
        actions.need_no_answer(application=application, seen=seen_by_writer(request), by=request.user, at=now())
    except actions.SomethingCameMeanwhile:
        messages.info(request, _("Rien n’a changé\u00a0: un message est arrivé entre-temps, lisez-le d’abord."))
        return thread_page(request, application, None, status=422)
    messages.success(request, _("Ces messages n’attendent plus de réponse."))
    return redirect("applications:messages", pk)


def message_seen(request: HttpRequest, pk) -> Message:
    message = get_object_or_404(Message, pk=pk)
    message.application = visible(request, message.application_id)
    return message


@require_POST
def share(request: HttpRequest, pk) -> HttpResponse:
    message = message_seen(request, pk)
    actions.share_message(message=message, by=request.user, at=now())
    return redirect("applications:messages", message.application_id)


@require_POST
def unshare(request: HttpRequest, pk) -> HttpResponse:
    message = message_seen(request, pk)
    actions.unshare_message(message=message, by=request.user, at=now())
    return redirect("applications:messages", message.application_id)


@require_safe
def open_attachment(request: HttpRequest, pk) -> HttpResponse:
    """A file of a message that this person reads, once it was written anew."""
    found = get_object_or_404(Attachment.objects.select_related("message", "deposit__document"), pk=pk)
    application = visible(request, found.message.application_id)
    if must_declare(request.user, application):
        return redirect("applications:declare", application.pk)
    or_absent(messages_seen_by(request.user, application).filter(pk=found.message_id).exists())
    if not found.deposit.is_clean:
        raise Http404
    return attachment(found.deposit.document)
