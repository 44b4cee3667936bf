"""For whom to apply: one's own association, or one that a search finds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rebond.applications.forms import AssociationSearch
from rebond.applications.queries import associations_for, associations_offered
from rebond.organisations.models import Association
from rebond.programmes.models import Wave

CHOICES = 20


def chosen_association(request: HttpRequest) -> Association | None:
    """The association that the address names, or the only one there is; None where it must be chosen first."""
    possible = associations_for(request.user)
    if named := request.GET.get("association"):
        return possible.filter(pk=named).first() if is_uuid(named) else None
    only = list(possible[:2])
    return only[0] if len(only) == 1 else None


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def choose_association(request: HttpRequest, wave: Wave) -> HttpResponse:
    """The step before the questions: the person's own associations, or those that a search finds."""
    form = AssociationSearch(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = list(associations_offered(request.user, words)[: CHOICES + 1])
    page = {"wave": wave, "form": form, "words": words, "found": found[:CHOICES], "has_more": len(found) > CHOICES}
    return render(request, "applications/choose.html", page)
