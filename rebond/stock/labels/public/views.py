"""The page that a label's QR code opens: for anybody, without an account, without a name on it."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.safeguards.clock import now
from rebond.stock.labels import actions
from rebond.stock.labels.forms import NoticeForm
from rebond.stock.labels.public.languages import OTHERS
from rebond.stock.labels.queries import programme_of
from rebond.stock.models import Tag


def in_their_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever finds a machine never chose a language here: until they do, their browser says which one they read."""

    @wraps(view)
    def speak(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            language = get_language()
        else:
            language = get_language_from_request(request)
        with override(language):
            request.LANGUAGE_CODE = language
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response

    return speak


@require_http_methods(["GET", "POST"])
@in_their_language
def machine(request: HttpRequest, token: str) -> HttpResponse:
    """What the machine is, who gave it, how to get help, how to bring it back, and a few lines to say it was found."""
    tag = Tag.objects.filter(token=token.upper()).select_related("device__lot__donor").first()
    if tag is None:
        return render(request, "stock/labels/unknown.html", {"programme": programme_of(None)}, status=404)
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.send_notice(tag=tag, **form.cleaned_data, at=now())
        except actions.TooManyNotices:
            form.add_error(
                None, _("Plusieurs messages sont déjà arrivés\u00a0: le service va les lire. Revenez demain.")
            )
        else:
            messages.success(request, _("Merci. Votre message est arrivé au service de la ville."))
            return redirect("labels:machine", tag.token)
    page = {"tag": tag, "device": tag.device, "programme": programme_of(tag.device), "form": form, "others": OTHERS}
    return render(request, "stock/labels/machine.html", page, status=422 if form.is_bound else 200)
