"""Limits at the door, and one effect per form."""

import hashlib
import uuid

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from rebond.safeguards.clock import now
from rebond.safeguards.deeds import whole_transaction
from rebond.safeguards.errors import error_page
from rebond.safeguards.models import FormReceipt


class Limits:
    """Refuse what no honest form sends: a huge body, a huge field, a NUL character."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit():
            return error_page(400)
        if int(length) > settings.UPLOAD_LIMIT:
            return error_page(413)
        if "\0" in request.path or any("\0" in value for values in request.GET.lists() for value in values[1]):
            return error_page(400)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return None
        for name, values in request.POST.lists():
            if "\0" in name or any("\0" in value for value in values):
                return error_page(400)
            if any(len(value) > settings.FIELD_LIMIT for value in values):
                return error_page(413)
        return None


class OneEffect:
    """A form that changes something carries a key; sent twice, it has one effect and gets the same answer.

    The view runs in one transaction, retried whole. It commits only when it redirects, which is how a view says
    "done"; any other answer (a form with errors) writes nothing and stores no receipt.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or request.resolver_match.view_name.startswith(settings.ROUTES_WITHOUT_KEY):
            return None
        key = form_key_of(request)
        if key is None:
            return error_page(400)
        return whole_transaction(lambda: self.answer_once(request, key, lambda: view(request, *args, **kwargs)))

    def answer_once(self, request, key, see) -> HttpResponse:
        sender = str(request.user.pk or request.session.session_key or "visitor")
        receipt, is_new = FormReceipt.objects.get_or_create(
            city=str(request.city.pk) if request.city else "",
            sender=sender,
            key=key,
            defaults={"fingerprint": fingerprint_of(request), "received_at": now(), "location": ""},
        )
        if not is_new:
            if receipt.fingerprint != fingerprint_of(request):
                return error_page(422)
            return HttpResponseRedirect(receipt.location)
        response = see()
        if isinstance(response, HttpResponseRedirect):
            FormReceipt.objects.filter(pk=receipt.pk).update(location=response.url)
        else:
            transaction.set_rollback(True)
        return response


def form_key_of(request: HttpRequest) -> uuid.UUID | None:
    """The key that the form carries, or None when it carries none that reads."""
    try:
        return uuid.UUID(request.POST.get("idempotency_key") or request.headers.get("Idempotency-Key", ""))
    except ValueError:
        return None


def fingerprint_of(request: HttpRequest) -> str:
    """A hash of what was sent and where: path, fields, files; not the form's own protections."""
    digest = hashlib.sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name not in {"csrfmiddlewaretoken", "idempotency_key"}:
            digest.update(repr((name, values)).encode())
    for name, file in sorted(request.FILES.items()):
        digest.update(repr((name, file.name, file.size)).encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()
