"""Pages of erasure, one certificate, one disk, one slip at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.documents.responses import attachment, download
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.stock.actions import DeviceIsPromised
from rebond.stock.certificates import typed_certificate
from rebond.stock.erasures.actions.destruction import order_destruction, record_destruction
from rebond.stock.erasures.actions.disks import forget_disk, note_disk
from rebond.stock.erasures.actions.linking import link_certificate, unlink_certificate
from rebond.stock.erasures.actions.typed import (
    CertificateKnown,
    CertificateRefused,
    keep_certificate,
    keep_proven_certificate,
)
from rebond.stock.erasures.forms import CertificateForm, DestructionForm, DiskForm, LinkForm
from rebond.stock.erasures.papers import render_bundle, render_slip
from rebond.stock.erasures.queries import destructions, lookalikes
from rebond.stock.models import Device, ErasureCertificate, KnownDisk, Lot

PDF = "application/pdf"


@require_http_methods(["GET", "POST"])
def type_certificate(request: HttpRequest) -> HttpResponse:
    first = {"serial": request.GET.get("machine", "")}
    form = CertificateForm(request.POST or None, request.FILES or None, today=localdate(now()), initial=first)
    if form.is_valid():
        kept = keep_typed(request, form)
        if kept is not None:
            messages.success(request, _("Le certificat de %(serial)s est gardé.") % {"serial": kept.serial})
            return redirect("stock:device", kept.device_id) if kept.device_id else redirect("stock:erasures")
    return render(request, "stock/type_certificate.html", {"form": form}, status=422 if form.is_bound else 200)


def keep_typed(request: HttpRequest, form: CertificateForm) -> ErasureCertificate | None:
    """The certificate that was typed; None with the form's error where it cannot be kept."""
    typed = dict(form.cleaned_data)
    proof = typed.pop("proof")
    row = typed_certificate(typed)
    try:
        if proof is None:
            return keep_certificate(row=row, by=request.user, at=now())
        paper = {"name": proof.name, "content": proof.read()}
        return keep_proven_certificate(row=row, **paper, by=request.user, at=now())
    except CertificateRefused as why:
        form.add_error("serial", str(why))
    except CertificateKnown:
        form.add_error("serial", _("Ce certificat est déjà gardé\u00a0: même disque, même jour, même résultat."))
    return None


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, pk) -> HttpResponse:
    certificate = get_object_or_404(ErasureCertificate.objects.filter(device=None), pk=pk)
    form = LinkForm(request.POST or None)
    if form.is_valid():
        try:
            link_certificate(certificate=certificate, device=form.device, by=request.user, at=now())
        except DeviceIsPromised:
            form.add_error("serial", _("Cette machine est dans une remise\u00a0: retirez-la d’abord de la remise."))
        else:
            messages.success(request, _("Le certificat est relié à la machine %(serial)s.") % form.cleaned_data)
            return redirect("stock:device", form.device.pk)
    page = {"certificate": certificate, "form": form, "alike": lookalikes(certificate.serial)}
    return render(request, "stock/link_certificate.html", page, status=422 if form.is_bound else 200)


@require_POST
def unlink(request: HttpRequest, pk) -> HttpResponse:
    certificate = get_object_or_404(ErasureCertificate.objects.linked_by_hand(), pk=pk)
    try:
        unlink_certificate(certificate=certificate, by=request.user, at=now())
    except DeviceIsPromised:
        say_promised(request)
    else:
        messages.success(request, _("Le certificat n’est plus relié à cette machine."))
    return redirect("stock:device", certificate.device_id)


@require_POST
def note(request: HttpRequest, pk) -> HttpResponse:
    device = get_object_or_404(Device.objects.visible_to(request.user), pk=pk)
    form = DiskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Écrivez le numéro de série du disque, en 60 caractères au plus."))
        return redirect("stock:device", pk)
    try:
        note_disk(device=device, serial=form.cleaned_data["serial"], by=request.user, at=now())
    except DeviceIsPromised:
        say_promised(request)
    else:
        messages.success(request, _("Le disque est noté\u00a0: il lui faut son certificat."))
    return redirect("stock:device", pk)


@require_POST
def forget(request: HttpRequest, pk) -> HttpResponse:
    disk = get_object_or_404(KnownDisk.objects.select_related("device"), pk=pk)
    try:
        forget_disk(disk=disk, by=request.user, at=now())
    except DeviceIsPromised:
        say_promised(request)
    else:
        messages.success(request, _("Le disque n’est plus noté."))
    return redirect("stock:device", disk.device_id)


def say_promised(request: HttpRequest) -> None:
    messages.error(request, _("Cette machine est dans une remise\u00a0: retirez-la d’abord de la remise."))


@require_safe
def proof(request: HttpRequest, pk) -> HttpResponse:
    """The paper of a typed certificate, once it has been looked at."""
    seen = ErasureCertificate.objects.filter(device__in=Device.objects.visible_to(request.user), proof__isnull=False)
    certificate = get_object_or_404(seen.select_related("proof__document"), pk=pk, proof__state="clean")
    return attachment(certificate.proof.document)


# --- destruction and papers ----------------------------------------------------------------------------------------


@require_POST
def order(request: HttpRequest, pk) -> HttpResponse:
    failed = get_object_or_404(ErasureCertificate.objects.filter(result="failed"), pk=pk)
    try:
        slip = order_destruction(certificate=failed, by=request.user, at=now())
    except SomebodyElseWasFirst:
        messages.info(request, _("Ce disque a déjà son bordereau."))
        return redirect("stock:erasures")
    return redirect("stock:destruction", slip.pk)


@require_http_methods(["GET", "POST"])
def destruction(request: HttpRequest, pk) -> HttpResponse:
    slip = get_object_or_404(destructions(), pk=pk)
    facts = {"failed_on": slip.certificate.erased_on, "today": localdate(now())}
    form = DestructionForm(request.POST or None, **facts)
    if form.is_valid():
        try:
            record_destruction(slip=slip, **form.cleaned_data, by=request.user, at=now())
        except (MoveNotAllowed, SomebodyElseWasFirst, CertificateKnown):
            messages.info(request, _("Cette destruction est déjà enregistrée."))
        except CertificateRefused as why:
            messages.error(request, str(why))
        else:
            messages.success(request, _("Le disque est détruit, la machine n’attend plus son effacement."))
        return redirect("stock:destruction", pk)
    page = {"slip": slip, "form": form}
    return render(request, "stock/destruction.html", page, status=422 if form.is_bound else 200)


@require_safe
def slip(request: HttpRequest, pk) -> HttpResponse:
    slip = get_object_or_404(destructions().select_related("city"), pk=pk)
    return download(f"{slip.number}.pdf", render_slip(slip), content_type=PDF)


@require_safe
def bundle(request: HttpRequest, pk) -> HttpResponse:
    lot = get_object_or_404(Lot.objects.visible_to(request.user).select_related("donor", "city"), pk=pk)
    name = _("certificats-%(lot)s.pdf") % {"lot": lot.reference}
    return download(name, render_bundle(lot, day=localdate(now())), content_type=PDF)
