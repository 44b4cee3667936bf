"""What the donor said of a machine beside what the machine says of itself."""

from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rebond.safeguards.clock import now
from rebond.stock.access import may_handle_stock
from rebond.stock.actions import DeviceIsPromised
from rebond.stock.bench.queries import fit_of
from rebond.stock.facts.actions import AnotherMachine, keep_facts, note_disks, read_sheet
from rebond.stock.facts.comparison import compare, is_another_machine
from rebond.stock.facts.models import FactSheet
from rebond.stock.facts.reading import MOST_BYTES, NotFacts
from rebond.stock.facts.wording import REFUSALS, fit_in_words
from rebond.stock.models import Device


class FactsForm(forms.Form):
    """A file that a machine's own inventory program wrote."""

    file = forms.FileField(
        label=gettext_lazy("Fichier de la machine"),
        help_text=gettext_lazy(
            "Le fichier .json de lshw (lshw -json), d’inxi (inxi --output json) ou de Workbench, 5\u00a0Mo au plus."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in (".json", ".txt"):
            raise forms.ValidationError(REFUSALS["not-json"])
        if file.size > MOST_BYTES:
            raise forms.ValidationError(REFUSALS["too-large"])
        return file


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, pk) -> HttpResponse:
    device = get_object_or_404(Device.objects.visible_to(request.user).entered().select_related("lot__donor"), pk=pk)
    form = FactsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            read_sheet(device=device, content=form.cleaned_data["file"].read(), by=request.user, at=now())
        except NotFacts as refusal:
            form.add_error("file", REFUSALS[str(refusal)])
        else:
            messages.success(request, _("Le relevé est lu. Comparez avec ce que dit le donateur."))
            return redirect("stock:facts", pk)
    sheet = device.fact_sheets.select_related("read_by").first()
    lines = compare(device, sheet.facts) if sheet else []
    page = {
        "device": device,
        "form": form,
        "sheet": sheet,
        "lines": lines,
        "another": is_another_machine(lines),
        "differ": any(line.differs for line in lines),
        "fit": fit_in_words(fit_of(device)),
        "may_handle": may_handle_stock(request.user),
    }
    return render(request, "stock/facts.html", page, status=422 if form.is_bound else 200)


@require_POST
def keep(request: HttpRequest, pk) -> HttpResponse:
    sheet = get_object_or_404(FactSheet.objects.select_related("device"), pk=pk)
    try:
        keep_facts(sheet=sheet, by=request.user, at=now())
    except AnotherMachine:
        messages.error(request, another())
    else:
        messages.success(request, _("Le stock dit maintenant ce que la machine dit d’elle-même."))
    return redirect("stock:facts", sheet.device_id)


@require_POST
def disks(request: HttpRequest, pk) -> HttpResponse:
    sheet = get_object_or_404(FactSheet.objects.select_related("device"), pk=pk)
    try:
        noted = note_disks(sheet=sheet, by=request.user, at=now())
    except AnotherMachine:
        messages.error(request, another())
    except DeviceIsPromised:
        messages.error(request, _("Cette machine est dans une remise\u00a0: retirez-la d’abord de la remise."))
    else:
        messages.success(
            request, _("Disques notés\u00a0: %(count)s. Chacun doit avoir son certificat.") % {"count": noted}
        )
    return redirect("stock:facts", sheet.device_id)


def another() -> str:
    return _("Ce relevé porte un autre numéro de série\u00a0: il vient d’une autre machine. Rien n’a changé.")
