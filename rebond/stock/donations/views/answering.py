"""What the city answers to a donation, and what follows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.interface.templatetags.interface import moment
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.donations import actions
from rebond.stock.donations.forms import AcceptForm, MaybeWhyForm, PlanForm, WhyForm
from rebond.stock.donations.models import Donation
from rebond.stock.donations.queries import by_kind, donor_like
from rebond.stock.donations.regimes import RegimeRefused
from rebond.stock.donations.views.lists import donation_page, donation_with

TOO_LATE = (MoveNotAllowed, SomebodyElseWasFirst)


def say_who_was_first(request: HttpRequest, pk) -> None:
    """Somebody answered before: who, what and when."""
    now_ = donation_with(request, pk)
    facts = {"who": now_.moved_by or now_.company, "state": now_.get_state_display(), "at": moment(now_.moved_at)}
    sentence = _("Une autre personne a été plus rapide\u00a0: «\u00a0%(state)s\u00a0», par %(who)s, le %(at)s.")
    messages.info(request, sentence % facts)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk) -> HttpResponse:
    donation = donation_with(request, pk)
    if donation.state != Donation.State.ANNOUNCED:
        say_who_was_first(request, pk)
        return redirect("donations:donation", pk)
    likely = None if donation.donor else donor_like(donation)
    form = AcceptForm(request.POST or None, donation=donation, likely=likely)
    if form.is_valid():
        try:
            actions.accept_donation(
                donation=donation, **form.answer, seen=form.cleaned_data["version"], by=request.user, at=now()
            )
        except TOO_LATE:
            say_who_was_first(request, pk)
            return redirect("donations:donation", pk)
        except RegimeRefused as why:
            form.add_error("regime", str(why))
        except actions.FileUnread:
            messages.error(
                request,
                _("Un fichier de ce don n’est pas encore lu\u00a0: attendez, précisez ses colonnes, ou retirez-le."),
            )
            return redirect("donations:donation", pk)
        except EditedMeanwhile:
            messages.error(
                request, _("Le donateur vient de changer ce qu’il annonce\u00a0: relisez le don avant de répondre.")
            )
            return redirect("donations:donation", pk)
        else:
            messages.success(request, _("Le don est accepté. Son contact en est averti."))
            return redirect("donations:donation", pk)
    page = {"donation": donation, "form": form, "likely": likely, "kinds": by_kind(donation)}
    return render(request, "stock/donations/accept.html", page, status=422 if form.is_bound else 200)


@require_POST
def decline(request: HttpRequest, pk) -> HttpResponse:
    donation, form = donation_with(request, pk), WhyForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return donation_page(request, donation, status=422, decline_form=form)
    try:
        actions.decline_donation(donation=donation, **form.cleaned_data, by=request.user, at=now())
    except TOO_LATE:
        say_who_was_first(request, pk)
    else:
        messages.success(request, _("Le don est refusé. Son contact en est averti."))
    return redirect("donations:donation", pk)


@require_POST
def plan(request: HttpRequest, pk) -> HttpResponse:
    donation, form = donation_with(request, pk), PlanForm(request.POST)
    if not form.is_valid():
        return donation_page(request, donation, status=422, plan_form=form)
    try:
        actions.plan_delivery(donation=donation, **form.cleaned_data, by=request.user, at=now())
    except TOO_LATE:
        say_who_was_first(request, pk)
    else:
        messages.success(request, _("Le jour de livraison est fixé. Le contact en est averti."))
    return redirect("donations:donation", pk)


@require_POST
def close(request: HttpRequest, pk) -> HttpResponse:
    donation, form = donation_with(request, pk), MaybeWhyForm(request.POST, auto_id="close_%s")
    if form.is_valid():
        try:
            actions.close_donation(donation=donation, **form.cleaned_data, by=request.user, at=now())
        except actions.NotSettled:
            form.add_error(
                "reason",
                _("Des écarts avec l’annonce restent à traiter\u00a0: dites pourquoi le don est clos ainsi."),
            )
        except TOO_LATE:
            say_who_was_first(request, pk)
            return redirect("donations:donation", pk)
        else:
            messages.success(request, _("Le don est clos."))
            return redirect("donations:donation", pk)
    return donation_page(request, donation, status=422, close_form=form)


@require_POST
def reopen(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.reopen_donation(donation=donation_with(request, pk), by=request.user, at=now())
    except TOO_LATE:
        say_who_was_first(request, pk)
    else:
        messages.success(request, _("Le don est rouvert."))
    return redirect("donations:donation", pk)
