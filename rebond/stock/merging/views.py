"""The page where two records are laid side by side, then made one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rebond.safeguards.clock import now
from rebond.stock.ledger.actions import MachineElsewhere, Promised
from rebond.stock.merging.actions import FACTS, CannotMerge, merge_devices
from rebond.stock.merging.forms import MergeForm, OtherForm
from rebond.stock.merging.rules import what_comes, why_not_merged
from rebond.stock.models import Device


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk) -> HttpResponse:
    """Name the other record, see both and what comes, then confirm with a reason."""
    kept = get_object_or_404(Device.objects.entered().select_related("lot__donor", "stands_in__parent__parent"), pk=pk)
    other, form = OtherForm(request.GET if "avec" in request.GET else None), MergeForm(request.POST or None)
    page = {"kept": kept, "other": other, "form": form}
    if other.is_bound and other.is_valid():
        gone = Device.objects.select_related("lot__donor", "stands_in__parent__parent").get(
            pk=other.cleaned_data["avec"].pk
        )
        refusal = why_not_merged(kept, gone)
        if form.is_valid() and not refusal:
            refusal = refusal_of(kept, gone, form.cleaned_data["why"], request)
            if not refusal:
                messages.success(request, _("Les deux fiches n’en font plus qu’une."))
                return redirect("stock:device", kept.pk)
        page |= {"gone": gone, "refusal": refusal, "lines": side_by_side(kept, gone), "coming": what_comes(gone)}
    return render(request, "stock/merge.html", page, status=422 if request.method == "POST" else 200)


def refusal_of(kept: Device, gone: Device, why: str, request: HttpRequest) -> str:
    """Make them one; the sentence that says why not, when it cannot be."""
    try:
        merge_devices(kept=kept, gone=gone, why=why, by=request.user, at=now())
    except CannotMerge as refusal:
        return str(refusal)
    except Promised:
        return _("Une vague publiée compte encore sur ces deux machines\u00a0: voyez d’abord ce qui est promis.")
    except MachineElsewhere:
        return _("Une des deux machines vient de bouger. Relisez la page.")
    return ""


def side_by_side(kept: Device, gone: Device) -> list[tuple[str, object, object]]:
    """What both records say, line by line; where neither says anything, no line."""
    lines = [
        (_("Numéro de série"), kept.serial, gone.serial),
        (_("Lot"), kept.lot, gone.lot),
        (_("État"), kept.get_state_display(), gone.get_state_display()),
        (_("Effacement"), kept.get_erasure_display(), gone.get_erasure_display()),
        (_("Emplacement"), kept.stands_in and kept.stands_in.path, gone.stands_in and gone.stands_in.path),
    ]
    fields = [(Device._meta.get_field(name).verbose_name, getattr(kept, name), getattr(gone, name)) for name in FACTS]
    lines += [(str(name)[:1].upper() + str(name)[1:], one, other) for name, one, other in fields]
    return [line for line in lines if line[1] or line[2]]
