"""The people of an association, the way in, and the people of the city."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.accounts import actions as roles
from rebond.accounts.access import or_absent
from rebond.accounts.joining import actions
from rebond.accounts.joining.access import may_decide_request, may_manage_team, runs_the_programme
from rebond.accounts.joining.forms import (
    AcceptForm,
    ApproveForm,
    InviteForm,
    JoinForm,
    PeopleFilter,
    RefuseForm,
    RoleForm,
)
from rebond.accounts.joining.models import Invitation, JoinRequest
from rebond.accounts.joining.queries import (
    association_meant,
    associations_like,
    needs_confirming,
    open_invitations,
    people_listed,
    requests_for,
)
from rebond.accounts.models import Membership, Role, User
from rebond.countries import country
from rebond.interface.downloads import csv_download, xlsx_download
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed

PAGE = 50
ENTRY = settings.AUTHENTICATION_BACKENDS[0]

# --- the team of an association ----------------------------------------------------------------------------------


def team_of(request: HttpRequest, pk) -> Association:
    association = get_object_or_404(Association, pk=pk)
    or_absent(may_manage_team(request.user, association))
    return association


@require_safe
def team(request: HttpRequest, pk) -> HttpResponse:
    return team_page(request, team_of(request, pk), InviteForm())


def team_page(request: HttpRequest, association: Association, form: InviteForm, status: int = 200) -> HttpResponse:
    members = list(actions.managers_of(association).order_by("user__name"))
    page = {
        "association": association,
        "members": members,
        "invitations": list(open_invitations(association, now())),
        "requests": list(requests_for(request.user).filter(association=association)),
        "needs_confirming": bool(members) and needs_confirming(association, now()),
        "is_officer": runs_the_programme(request.user),
        "form": form,
    }
    return render(request, "accounts/team.html", page, status=status)


@require_POST
def invite(request: HttpRequest, pk) -> HttpResponse:
    association, form = team_of(request, pk), InviteForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_manager(
                association=association,
                email=form.cleaned_data["email"],
                code=secrets.token_urlsafe(24),
                by=request.user,
                at=now(),
            )
        except actions.AlreadyOneOfThem:
            form.add_error("email", _("Cette personne fait déjà partie de l’équipe."))
        else:
            messages.success(request, _("L’invitation part par courriel."))
            return redirect("accounts:team", pk)
    return team_page(request, association, form, status=422)


@require_POST
def withdraw_invitation(request: HttpRequest, pk) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("association"), pk=pk)
    or_absent(may_manage_team(request.user, invitation.association))
    try:
        actions.withdraw_invitation(invitation=invitation, by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Cette invitation a déjà servi, ou elle est déjà annulée."))
    else:
        messages.success(request, _("L’invitation est annulée : son lien ne marche plus."))
    return redirect("accounts:team", invitation.association_id)


@require_POST
def leave(request: HttpRequest, pk) -> HttpResponse:
    managers = Membership.objects.filter(role=Role.MANAGER).select_related("association", "user")
    membership = get_object_or_404(managers, pk=pk)
    or_absent(may_manage_team(request.user, membership.association))
    try:
        actions.leave_association(membership=membership, by=request.user, at=now())
    except actions.LastManager:
        messages.error(
            request, _("L’association doit garder une personne responsable : invitez d’abord celle qui prend la suite.")
        )
    else:
        messages.success(request, _("%(name)s ne fait plus partie de l’équipe.") % {"name": membership.user})
        if membership.user == request.user and not runs_the_programme(request.user):
            return redirect("portal:home")
    return redirect("accounts:team", membership.association_id)


@require_POST
def confirm(request: HttpRequest, pk) -> HttpResponse:
    actions.confirm_association(association=team_of(request, pk), by=request.user, at=now())
    messages.success(request, _("Merci : c’est noté pour un an."))
    return redirect("accounts:team", pk)


# --- the way in --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """What the link in the mail opens: who invites, to what, for whom; one button to accept."""
    by_mail = Invitation.objects.exclude(email="").select_related("association", "invited_by")
    found = get_object_or_404(by_mail, code_sha256=actions.fingerprint(code))
    user = request.user if request.user.is_authenticated else None
    must_sign_in = user is None and User.objects.filter(email=found.email).exists()
    form = AcceptForm(request.POST or None)
    page = {
        "invitation": found,
        "form": form,
        "is_over": not found.is_open(now()),
        "is_for_another": user is not None and user.email != found.email,
        "must_sign_in": must_sign_in,
    }
    if request.method == "POST" and (user or form.is_valid()):
        name = user.name if user else form.cleaned_data["name"]
        try:
            membership = actions.accept_invitation(invitation=found, user=user, name=name, at=now())
        except actions.AnotherAddress:
            page["is_for_another"] = True
        except actions.SignInFirst:
            page["must_sign_in"] = True
        except (actions.InvitationIsOver, MoveNotAllowed, SomebodyElseWasFirst):
            page["is_over"] = True
        else:
            if user is None:
                login(request, membership.user, backend=ENTRY)
            messages.success(request, _("Vous agissez maintenant pour « %(name)s ».") % {"name": found.association})
            return redirect("portal:home")
    return render(request, "accounts/invitation.html", page, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to answer for an association, without an account."""
    user = request.user if request.user.is_authenticated else None
    form = JoinForm(request.POST or None, initial={"name": user.name, "email": user.email} if user else None)
    if form.is_valid():
        typed = form.cleaned_data
        meant = association_meant(typed["named"], typed["number"], country(request.city.country))
        actions.ask_to_join(association=meant, **typed, at=now())
        return redirect("accounts:asked")
    return render(request, "accounts/ask.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/asked.html")


# --- requests ----------------------------------------------------------------------------------------------------


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """The requests that wait for an officer."""
    page = Paginator(requests_for(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/requests.html", {"page": page})


def decidable(request: HttpRequest, pk) -> JoinRequest:
    found = get_object_or_404(JoinRequest.objects.select_related("association", "invitation"), pk=pk)
    or_absent(may_decide_request(request.user, found))
    return found


@require_safe
def request_detail(request: HttpRequest, pk) -> HttpResponse:
    return request_page(request, decidable(request, pk), RefuseForm())


def request_page(request: HttpRequest, found: JoinRequest, form: RefuseForm, status: int = 200) -> HttpResponse:
    is_open = found.state == JoinRequest.State.WAITING
    page = {
        "request_made": found,
        "is_open": is_open,
        "suggestions": associations_like(found, country(request.city.country))
        if is_open and found.association is None
        else [],
        "form": form,
    }
    return render(request, "accounts/request.html", page, status=status)


@require_POST
def approve(request: HttpRequest, pk) -> HttpResponse:
    found, form = decidable(request, pk), ApproveForm(request.POST)
    try:
        chosen = form.cleaned_data["association"] if form.is_valid() else None
        actions.approve_request(request=found, association=chosen, by=request.user, at=now())
    except actions.WhichAssociation:
        messages.error(request, _("Choisissez d’abord l’association dont il s’agit."))
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Quelqu’un d’autre vient de décider de cette demande."))
    else:
        messages.success(
            request, _("%(name)s peut agir pour l’association, et l’apprend par courriel.") % {"name": found.name}
        )
    return redirect("accounts:request", pk)


@require_POST
def refuse(request: HttpRequest, pk) -> HttpResponse:
    found, form = decidable(request, pk), RefuseForm(request.POST)
    if not form.is_valid():
        return request_page(request, found, form, status=422)
    try:
        actions.refuse_request(request=found, reason=form.cleaned_data["reason"], by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Quelqu’un d’autre vient de décider de cette demande."))
    else:
        messages.success(request, _("La demande est refusée ; la personne l’apprend par courriel, avec le motif."))
    return redirect("accounts:request", pk)


# --- the people of the city --------------------------------------------------------------------------------------


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return people_page(request, RoleForm())


def people_page(request: HttpRequest, form: RoleForm, status: int = 200) -> HttpResponse:
    filters = PeopleFilter(request.GET)
    page = {
        "filters": filters,
        "page": Paginator(people_listed(filters.chosen), PAGE).get_page(request.GET.get("page")),
        "waiting": requests_for(request.user).count(),
        "may_grant": request.user.has_role(Role.ADMINISTRATOR),
        "form": form,
    }
    return render(request, "accounts/people.html", page, status=status)


@require_POST
def grant(request: HttpRequest) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return people_page(request, form, status=422)
    membership = roles.grant_role(**form.cleaned_data, by=request.user, at=now())
    messages.success(
        request,
        _("%(name)s a le rôle « %(role)s » et se connecte avec son adresse.")
        % {"name": membership.user, "role": membership.get_role_display()},
    )
    return redirect("accounts:people")


@require_POST
def withdraw(request: HttpRequest, pk) -> HttpResponse:
    """Take a city role back. One's own stays, so that somebody can always give it again."""
    city_roles = Membership.objects.filter(association=None, donor=None).select_related("user")
    membership = get_object_or_404(city_roles, pk=pk)
    if membership.user == request.user:
        messages.error(request, _("Vous ne pouvez pas retirer votre propre rôle : demandez à une ou un collègue."))
    else:
        roles.withdraw_role(membership=membership, by=request.user, at=now())
        messages.success(request, _("Le rôle est retiré dès la prochaine page."))
    return redirect("accounts:people")


EXPORTED = (
    gettext_lazy("Personne"),
    gettext_lazy("Adresse électronique"),
    gettext_lazy("Rôle"),
    gettext_lazy("Rattachement"),
)


def exported(request: HttpRequest):
    """The people that the list shows; the journal says who took them away."""
    found = people_listed(PeopleFilter(request.GET).chosen)
    record("people_exported", of=request.city, by=request.user, at=now(), rows=found.count())
    return (
        (one.user.name, one.user.email, str(one.get_role_display()), str(one.association or one.donor or ""))
        for one in found.iterator(chunk_size=2000)
    )


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_download("personnes", EXPORTED, exported(request))


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    return xlsx_download("personnes", EXPORTED, exported(request), sheet=_("Personnes"))
