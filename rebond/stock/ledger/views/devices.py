"""Many machines at once: paste or scan their codes, see what would happen, confirm."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rebond.safeguards.clock import now
from rebond.stock.access import may_change_stock
from rebond.stock.actions.flags import DeviceIsPromised, hold_devices, release_devices
from rebond.stock.ledger import actions
from rebond.stock.ledger.bulk import Preview, preview
from rebond.stock.ledger.forms import BulkForm
from rebond.stock.ledger.models import End


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """First what would happen to which machine, nothing written; then, confirmed, the deed on those that can."""
    form = BulkForm(request.POST or None, officer=may_change_stock(request.user))
    page = {"form": form}
    if form.is_valid():
        foreseen = preview(**form.cleaned_data)
        if request.POST.get("confirmed") == foreseen.fingerprint and foreseen.concerned:
            refusal = refusal_of(request, form.cleaned_data, foreseen)
            if not refusal:
                held = form.cleaned_data["deed"] in {BulkForm.HOLD, BulkForm.RELEASE}
                return redirect("stock:devices" if held else "stock:movements")
            form.add_error(None, refusal)
        page |= {"foreseen": foreseen, "again": "confirmed" in request.POST}
    return render(request, "stock/ledger/bulk.html", page, status=422 if form.errors else 200)


def refusal_of(request: HttpRequest, chosen: dict, foreseen: Preview) -> str:
    """Do it to the machines that were shown; the sentence that says why not, when it cannot be."""
    said = {"devices": foreseen.concerned, "why": chosen["why"], "by": request.user, "at": now()}
    try:
        if chosen["deed"] == BulkForm.MOVE:
            actions.move_devices(destination=chosen["place"], **said)
        elif chosen["deed"] == BulkForm.HOLD:
            hold_devices(devices=foreseen.concerned, reason=chosen["why"], by=request.user, at=now())
        elif chosen["deed"] == BulkForm.RELEASE:
            release_devices(devices=foreseen.concerned, by=request.user, at=now())
        elif chosen["deed"] == BulkForm.FIND:
            actions.bring_back(place=chosen["place"], **said)
        else:
            actions.remove_devices(end=End(chosen["deed"]), **said)
    except (actions.Promised, DeviceIsPromised):
        return _("Rien n’est changé\u00a0: ces machines sont promises, une vague publiée ou une remise les attend.")
    except actions.MachineElsewhere:
        return _("Rien n’est changé\u00a0: une machine a bougé entre-temps. Vérifiez la liste.")
    except actions.PlaceIsArchived:
        return _("Cet emplacement vient d’être archivé. Choisissez-en un autre.")
    count = len(foreseen.concerned)
    done = ngettext("%(count)s machine enregistrée.", "%(count)s machines enregistrées.", count)
    messages.success(request, done % {"count": count})
    return ""
