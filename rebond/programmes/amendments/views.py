"""Pages of the amendments of a wave."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.interface.widgets import DayInput, WholeNumberInput
from rebond.programmes.amendments import actions
from rebond.programmes.amendments.models import Amendment
from rebond.programmes.amendments.rules import amendable_fields
from rebond.programmes.definition import DefinitionRefused
from rebond.programmes.models import Wave
from rebond.programmes.setup.views import show
from rebond.programmes.views import wave_named
from rebond.safeguards.clock import now, today
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed


class AmendmentForm(forms.ModelForm):
    """The settings that may still change, as they are, and the reason that everybody will read."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Il est publié avec l’avenant et envoyé à celles qui ont candidaté."),
    )

    class Meta:
        model = Wave
        fields = ["closes_on", "handover_from", "stock", "floor", "cap"]
        widgets = {
            "closes_on": DayInput,
            "handover_from": DayInput,
            "stock": WholeNumberInput,
            "floor": WholeNumberInput,
            "cap": WholeNumberInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        amendable = amendable_fields(self.instance, today())
        for name in self.Meta.fields:
            if name not in amendable:
                del self.fields[name]

    @property
    def wanted(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


def amendment_with(pk) -> Amendment:
    found = Amendment.objects.select_related("wave__programme__donor", "wave__programme__city")
    return get_object_or_404(found.select_related("proposed_by", "published_by"), pk=pk)


@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a change to a wave that has opened."""
    wave = wave_named(slug)
    # The form checks a copy: a model form writes into the row that it is given.
    form = AmendmentForm(request.POST or None, instance=wave_named(slug))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            amendment = actions.propose_amendment(
                wave=wave, wanted=form.wanted, reason=reason, by=request.user, on=today(), at=now()
            )
        except DefinitionRefused as refusal:
            form.add_error(None, str(refusal))
        except (actions.AlreadyProposed, IntegrityError):
            form.add_error(None, _("Un avenant est déjà proposé pour cette vague."))
        else:
            messages.success(request, _("L’avenant est proposé. Une autre personne le publie."))
            return redirect("programmes:amendment", amendment.pk)
    page = {"wave": wave, "form": form, "may_amend": bool(amendable_fields(wave, today()))}
    return show(request, "programmes/amendments/new.html", wave.programme, page, status=422 if form.is_bound else 200)


@require_safe
def amendment(request: HttpRequest, pk) -> HttpResponse:
    found = amendment_with(pk)
    page = {"amendment": found, "is_own": found.proposed_by == request.user}
    return show(request, "programmes/amendments/amendment.html", found.wave.programme, page)


@require_POST
def publish_amendment(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.publish_amendment(amendment=amendment_with(pk), by=request.user, on=today(), at=now())
    except actions.SecondPersonNeeded:
        messages.error(request, _("Vous avez proposé cet avenant\u00a0: une autre personne le publie."))
    except DefinitionRefused as refusal:
        messages.error(request, str(refusal))
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("La vague ou l’avenant a changé entre-temps\u00a0: rien n’est publié."))
    else:
        messages.success(request, _("L’avenant est publié\u00a0: il vaut dès maintenant."))
    return redirect("programmes:amendment", pk)


@require_POST
def withdraw_amendment(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.withdraw_amendment(amendment=amendment_with(pk), by=request.user, at=now())
    except (MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Cet avenant n’attend plus de publication."))
    else:
        messages.success(request, _("L’avenant est retiré."))
    return redirect("programmes:amendment", pk)
