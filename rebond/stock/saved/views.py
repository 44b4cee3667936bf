"""Saved views of the list of machines: one page to name, share and forget them."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rebond.accounts.models import User
from rebond.safeguards.clock import now
from rebond.stock.forms import DeviceFilters
from rebond.stock.models import SavedView
from rebond.stock.saved import actions


class ViewForm(forms.Form):
    """The name of a view, and whether the team has it too."""

    name = forms.CharField(label=gettext_lazy("Nom de la vue"), max_length=60)
    shared = forms.BooleanField(label=gettext_lazy("La partager avec l’équipe"), required=False)

    def __init__(self, *args, user: User, view: SavedView | None = None, **kwargs):
        super().__init__(*args, initial={"name": view.name, "shared": view.shared} if view else None, **kwargs)
        self.user, self.view = user, view

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        others = SavedView.objects.filter(user=self.view.user if self.view else self.user, name=name).exclude(
            pk=self.view and self.view.pk
        )
        if others.exists():
            raise forms.ValidationError(_("Une vue porte déjà ce nom."))
        return name

    @property
    def said(self) -> dict:
        return {"name": self.cleaned_data["name"], "shared": self.cleaned_data["shared"]}


@require_http_methods(["GET", "POST"])
def new_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the address."""
    form = ViewForm(request.POST or None, user=request.user)
    if form.is_valid():
        actions.save_view(query=filters_in(request.GET), **form.said, by=request.user, at=now())
        messages.success(request, _("La vue est enregistrée\u00a0: elle est au-dessus de la liste."))
        return redirect("stock:devices")
    return render(request, "stock/saved_view.html", {"form": form}, status=422 if form.is_bound else 200)


def filters_in(query: QueryDict) -> str:
    """The filters of an address that the list knows, as an address says them."""
    kept = QueryDict(mutable=True)
    for name in DeviceFilters.base_fields:
        if query.get(name):
            kept[name] = query[name]
    return kept.urlencode()[:500]


@require_http_methods(["GET", "POST"])
def change_view(request: HttpRequest, pk) -> HttpResponse:
    """Rename and share a view of one's own; somebody else's is copied instead."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if not view.may_be_changed_by(request.user):
        return to_copy(request, view)
    form = ViewForm(request.POST or None, user=request.user, view=view)
    if form.is_valid():
        actions.change_view(view=view, **form.said, by=request.user, at=now())
        return redirect("stock:devices")
    page = {"form": form, "view": view}
    return render(request, "stock/saved_view.html", page, status=422 if form.is_bound else 200)


@require_POST
def delete_view(request: HttpRequest, pk) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if not view.may_be_changed_by(request.user):
        return to_copy(request, view)
    actions.delete_view(view=view, by=request.user, at=now())
    messages.success(request, _("La vue est supprimée. Aucune machine n’a changé."))
    return redirect("stock:devices")


def to_copy(request: HttpRequest, view: SavedView) -> HttpResponse:
    said = {"name": view.name, "owner": view.user.name}
    messages.info(request, _("La vue «\u00a0%(name)s\u00a0» est à %(owner)s\u00a0: gardez-en une à vous.") % said)
    return redirect(f"{reverse('stock:new_view')}?{view.query}")
