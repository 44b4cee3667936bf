"""Offering a donation without an account, and the page on which a company follows it: one secret address."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.programmes.queries import shown_programme
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.stock.donations import actions
from rebond.stock.donations.forms import MaybeWhyForm
from rebond.stock.donations.line_forms import OfferForm
from rebond.stock.donations.models import Donation
from rebond.stock.donations.queries import by_kind, full_donations, journey_of, next_step


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """« Donner du matériel »: who, what, from when, and the city answers."""
    if not request.city:
        raise Http404
    if request.POST.get("do") == "more":
        return offer_page(request, OfferForm(typed=request.POST))
    form = OfferForm(request.POST or None)
    if form.is_valid():
        try:
            donation = actions.offer_donation(
                lines=form.lines,
                address=address_of(request),
                language=get_language(),
                **form.facts,
                at=now(),
            )
        except actions.TooManyOffers:
            form.add_error(
                None, _("Plusieurs offres sont déjà arrivées\u00a0: le service va les lire. Revenez dans une heure.")
            )
        else:
            messages.success(request, _("Merci. Votre offre est arrivée au service de la ville."))
            return redirect("donations:follow", donation.token)
    return offer_page(request, form, status=422 if form.is_bound else 200)


def address_of(request: HttpRequest) -> str:
    """Where a form came from. In production the proxy says it, as it says that the line is secured: the last one."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.PRODUCTION else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def offer_page(request: HttpRequest, form: OfferForm, status: int = 200) -> HttpResponse:
    page = {"form": form, "programme": shown_programme()}
    return render(request, "stock/donations/offer.html", page, status=status)


def followed(request: HttpRequest, token: str) -> Donation:
    if not request.city:
        raise Http404
    return get_object_or_404(full_donations().exclude(reference=""), token=token)


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    return follow_page(request, followed(request, token), MaybeWhyForm())


def follow_page(request: HttpRequest, donation: Donation, form: MaybeWhyForm, status: int = 200) -> HttpResponse:
    step, day = next_step(donation)
    page = {
        "donation": donation,
        "form": form,
        "journey": journey_of(donation),
        "step": step,
        "step_day": day,
        "kinds": by_kind(donation),
        "programme": shown_programme(),
    }
    answer = render(request, "stock/donations/follow.html", page, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    donation, form = followed(request, token), MaybeWhyForm(request.POST)
    if not form.is_valid():
        return follow_page(request, donation, form, status=422)
    try:
        actions.withdraw_donation(donation=donation, **form.cleaned_data, by=None, at=now())
    except (actions.LinesClosed, SomebodyElseWasFirst):
        messages.info(request, _("La ville a déjà répondu à ce don\u00a0: appelez-la pour y changer quelque chose."))
    else:
        messages.success(request, _("Le don est retiré. Merci de l’avoir proposé."))
    return redirect("donations:follow", token)
