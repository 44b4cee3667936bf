"""The outbox, for officers: what left, what waits, what could not be delivered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rebond.mail.actions import resend_mail
from rebond.mail.forms import MailFilter
from rebond.mail.models import Mail
from rebond.mail.queries import listed_mails
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed

PER_PAGE = 50


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    form = MailFilter(request.GET)
    found = listed_mails(**form.cleaned_data) if form.is_valid() else Mail.objects.none()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    dead = Mail.objects.filter(state=Mail.State.DEAD).count()
    return render(request, "mail/list.html", {"form": form, "page": page, "dead": dead})


@require_POST
def resend(request: HttpRequest, pk) -> HttpResponse:
    mail = get_object_or_404(Mail, pk=pk)
    try:
        resend_mail(mail=mail, by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.warning(request, _("Rien à refaire : ce courriel est déjà parti, ou il attend d’être envoyé."))
    else:
        messages.success(request, _("Le courriel repart dans quelques secondes."))
    return redirect("mail:list")
