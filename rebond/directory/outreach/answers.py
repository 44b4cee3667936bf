"""Pages for whoever got a message: the code of a letter, no more messages; and what officers note of it."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rebond.accounts.joining.actions import InvitationIsOver, ask_with_code
from rebond.accounts.joining.forms import JoinWithCodeForm
from rebond.directory.outreach import consent
from rebond.directory.outreach.codes import approach_refused, kept_form, refusal_token, typed_code
from rebond.directory.outreach.forms import ChoiceForm, CodeForm
from rebond.directory.outreach.models import Approach
from rebond.directory.outreach.queries import approaches_of, choices_of, letter_with
from rebond.organisations.models import Association
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.errors import error_page
from rebond.safeguards.states import MoveNotAllowed

# Wrong codes from one address in an hour: a whole house may share it, and 32^10 codes are hopeless to guess.
MOST_WRONG_CODES = 300
HOUR = 3600


@require_safe
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a letter."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        code = typed_code(form.cleaned_data["code"])
        if has_tried_too_often(request):
            return error_page(429)
        if letter_named(request, code):
            return redirect("directory:with_code", code)
        form.add_error(
            "code",
            _("Aucune lettre ne porte ce code. Relisez-la\u00a0: dix signes, jamais la lettre O ni la lettre I."),
        )
    return render(request, "directory/outreach/code.html", {"form": form})


@require_http_methods(["GET", "POST"])
def with_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the code of a letter names: the association; and a form to ask to answer for it. Reading uses nothing up."""
    if has_tried_too_often(request):
        return error_page(429)
    letter = letter_named(request, typed_code(code))
    if letter is None:
        raise Http404
    return answer(request, letter)


def has_tried_too_often(request: HttpRequest) -> bool:
    return cache.get(tries_of(request), 0) >= MOST_WRONG_CODES


def letter_named(request: HttpRequest, code: str) -> Approach | None:
    """The letter of that code; a wrong one is counted."""
    letter = letter_with(kept_form(code))
    if letter is None:
        cache.set(tries_of(request), cache.get(tries_of(request), 0) + 1, HOUR)
    return letter


def tries_of(request: HttpRequest) -> str:
    return f"wrong-codes:{request.city.pk}:{get_adapter().get_client_ip(request)}"


def answer(request: HttpRequest, letter: Approach) -> HttpResponse:
    """Ask to answer for the association of a letter."""
    user = request.user if request.user.is_authenticated else None
    form = JoinWithCodeForm(request.POST or None, initial={"name": user.name, "email": user.email} if user else None)
    is_over = not letter.invitation.is_open(now())
    if not is_over and form.is_valid():
        try:
            ask_with_code(invitation=letter.invitation, **form.cleaned_data, at=now())
        except (InvitationIsOver, MoveNotAllowed, SomebodyElseWasFirst):
            is_over = True
        else:
            return redirect("accounts:asked")
    association, refusal = letter.association.standing, refusal_token(letter)
    page = {"association": association, "form": form, "is_over": is_over, "refusal": refusal}
    return render(request, "directory/outreach/answer.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def refuse_contact(request: HttpRequest, token: str) -> HttpResponse:
    """No more messages: opening the link changes nothing, the button does."""
    approach = approach_refused(token)
    if approach is None:
        raise Http404
    if request.method == "POST":
        consent.refuse_by_link(approach=approach, at=now())
        return redirect("directory:refuse_contact", token)
    association = approach.association.standing
    has_refused = association.contact_consent == Association.Consent.REFUSED
    page = {"association": association, "has_refused": has_refused}
    return render(request, "directory/outreach/refuse.html", page)


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, pk) -> HttpResponse:
    """Officers note what an association said about being written to, and see what was sent."""
    association = get_object_or_404(Association, pk=pk)
    form = ChoiceForm(request.POST or None, today=today())
    if form.is_valid():
        consent.keep_choice(association=association, **form.cleaned_data, by=request.user, at=now())
        messages.success(request, _("C’est noté."))
        return redirect("directory:contact", pk)
    page = {
        "association": association,
        "form": form,
        "choices": choices_of(association),
        "approaches": approaches_of(association),
    }
    return render(request, "directory/outreach/contact.html", page, status=422 if form.is_bound else 200)
