"""Writing a donation and announcing it: its facts, its lines, its files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.documents.responses import attachment
from rebond.jobs import enqueue
from rebond.safeguards.clock import now
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.safeguards.states import MoveNotAllowed
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.donations import actions, tasks
from rebond.stock.donations.forms import AnnouncedColumnsForm, AnnouncedUpload, EditForm, MaybeWhyForm, StartForm
from rebond.stock.donations.line_forms import TypedLinesForm
from rebond.stock.donations.models import AnnouncedFile, Donation
from rebond.stock.donations.views.lists import donation_page, donation_with
from rebond.stock.importing.views import columns_page
from rebond.stock.inventory.remarks import worded


def changed_meanwhile() -> str:
    return _("Une autre personne vient de changer ce don\u00a0: relisez-le, puis reprenez votre saisie.")


def closed_to_changes() -> str:
    return _("Ce don a reçu sa réponse, ou il est retiré\u00a0: il ne change plus.")


# --- facts and lines ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    mine = request.user.donors
    usual = {
        "donor": mine[0] if mine else None,
        "contact_name": request.user.name if mine else "",
        "contact_email": request.user.email if mine else "",
    }
    form = StartForm(request.POST or None, user=request.user, initial=usual)
    if form.is_valid():
        started = actions.start_donation(**form.facts, language=get_language(), by=request.user, at=now())
        return redirect("donations:lines", started.pk)
    page = {"form": form}
    return render(request, "stock/donations/new.html", page, status=422 if form.is_bound else 200)


def open_donation(request: HttpRequest, pk) -> Donation | None:
    """The donation while it may change; None, with a sentence, once it may not."""
    donation = donation_with(request, pk)
    if donation.is_open:
        return donation
    messages.info(request, closed_to_changes())
    return None


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk) -> HttpResponse:
    donation = open_donation(request, pk)
    if donation is None:
        return redirect("donations:donation", pk)
    form = EditForm(request.POST or None, donation=donation)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            actions.change_donation(donation=donation, seen=said.pop("version"), **said, by=request.user, at=now())
        except EditedMeanwhile:
            form.add_error(None, changed_meanwhile())
        except actions.LinesClosed:
            messages.info(request, closed_to_changes())
            return redirect("donations:donation", pk)
        else:
            messages.success(request, _("Le don est à jour."))
            return redirect("donations:donation", pk)
    page = {"donation": donation, "form": form}
    return render(request, "stock/donations/edit.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def lines(request: HttpRequest, pk) -> HttpResponse:
    """The typed lines. « Ajouter des lignes » shows the page again, with more rows and nothing lost."""
    donation = open_donation(request, pk)
    if donation is None:
        return redirect("donations:donation", pk)
    if request.POST.get("do") == "more":
        return lines_page(request, donation, TypedLinesForm(donation=donation, typed=request.POST))
    form = TypedLinesForm(request.POST or None, donation=donation)
    if form.is_valid():
        try:
            actions.write_lines(
                donation=donation,
                lines=form.lines,
                seen=form.cleaned_data["version"],
                by=request.user,
                at=now(),
            )
        except EditedMeanwhile:
            form.add_error(None, changed_meanwhile())
        except actions.AlreadyAnnounced as why:
            form.say_announced(why.serials)
        except actions.LinesClosed:
            messages.info(request, closed_to_changes())
            return redirect("donations:donation", pk)
        else:
            messages.success(request, _("Les lignes sont enregistrées."))
            return redirect("donations:donation", pk)
    return lines_page(request, donation, form, status=422 if form.is_bound else 200)


def lines_page(request: HttpRequest, donation: Donation, form: TypedLinesForm, status: int = 200) -> HttpResponse:
    return render(request, "stock/donations/lines.html", {"donation": donation, "form": form}, status=status)


# --- files -------------------------------------------------------------------------------------------------------


@require_POST
def add_file(request: HttpRequest, pk) -> HttpResponse:
    donation, form = donation_with(request, pk), AnnouncedUpload(request.POST, request.FILES)
    if not form.is_valid():
        return donation_page(request, donation, status=422, upload_form=form)
    sent = form.cleaned_data["file"]
    facts = {"name": sent.name, "content": sent.read(), "content_type": sent.content_type or ""}
    try:
        file = actions.add_file(donation=donation, **facts, by=request.user, at=now())
    except actions.LinesClosed:
        messages.info(request, closed_to_changes())
        return redirect("donations:donation", pk)
    enqueue(tasks.read_announced_file, file=file.pk)
    return redirect("donations:file", file.pk)


def file_with(request: HttpRequest, pk) -> AnnouncedFile:
    """A file of a donation that the person sees; a 404 otherwise."""
    seen = Donation.objects.visible_to(request.user).values("pk")
    files = AnnouncedFile.objects.select_related("document", "donation__donor", "rejected", "by")
    return get_object_or_404(files.filter(donation__in=seen), pk=pk)


@require_safe
def file(request: HttpRequest, pk) -> HttpResponse:
    """What a file announces, how far its reading is, and each row that was left out with its reason."""
    one = file_with(request, pk)
    sentence, facts = one.refusal.get("sentence", ""), one.refusal.get("facts", {})
    page = {
        "file": one,
        "donation": one.donation,
        "refusal": _(sentence) % facts if sentence else "",
        "left_out": [(row["row"], worded(row["sentence"], row["facts"])) for row in one.left_out],
        "masked": one.remarks.get("personal-data", 0),
    }
    return render(request, "stock/donations/file.html", page)


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, pk) -> HttpResponse:
    """Say what the columns hold that nobody understood; the file is then read again."""
    one = file_with(request, pk)
    form = AnnouncedColumnsForm(request.POST or None, file=one)
    if form.is_valid():
        try:
            actions.choose_columns(file=one, choices=form.choices, by=request.user, at=now())
        except actions.LinesClosed:
            messages.info(request, closed_to_changes())
        except (MoveNotAllowed, SomebodyElseWasFirst):
            messages.info(request, _("Trop tard\u00a0: ce fichier a changé d’état. Voici où il en est."))
        else:
            enqueue(tasks.read_announced_file, file=one.pk)
        return redirect("donations:file", pk)
    trail = [
        (_("Dons"), reverse("donations:list")),
        (str(one.donation), reverse("donations:donation", args=[one.donation_id])),
        (one.document.name, reverse("donations:file", args=[pk])),
    ]
    remembered = _("Vos réponses sont retenues pour les prochains fichiers du même donateur.")
    return columns_page(request, form, trail=trail, remembered=remembered)


@require_safe
def corrections(request: HttpRequest, pk) -> HttpResponse:
    one = file_with(request, pk)
    return attachment(get_object_or_404(AnnouncedFile.objects.exclude(rejected=None), pk=one.pk).rejected)


@require_POST
def remove_file(request: HttpRequest, pk) -> HttpResponse:
    one = file_with(request, pk)
    try:
        actions.remove_file(file=one, by=request.user, at=now())
    except actions.LinesClosed:
        messages.info(request, closed_to_changes())
    else:
        messages.success(request, _("Le fichier et ses lignes sont retirés du don."))
    return redirect("donations:donation", one.donation_id)


# --- announcing, taking back -------------------------------------------------------------------------------------


@require_POST
def announce(request: HttpRequest, pk) -> HttpResponse:
    donation = donation_with(request, pk)
    try:
        actions.announce_donation(donation=donation, by=request.user, at=now())
    except actions.NothingAnnounced:
        messages.error(
            request,
            _(
                "Ajoutez au moins une ligne, et attendez que chaque fichier soit lu ou précisez ses colonnes, "
                "puis annoncez le don."
            ),
        )
    except (actions.LinesClosed, MoveNotAllowed, SomebodyElseWasFirst):
        messages.info(request, _("Ce don est déjà annoncé."))
    else:
        messages.success(
            request, _("Le don est annoncé. Sa référence\u00a0: %(reference)s.") % {"reference": donation.reference}
        )
    return redirect("donations:donation", pk)


@require_POST
def withdraw(request: HttpRequest, pk) -> HttpResponse:
    donation, form = donation_with(request, pk), MaybeWhyForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return donation_page(request, donation, status=422, withdraw_form=form)
    try:
        actions.withdraw_donation(donation=donation, **form.cleaned_data, by=request.user, at=now())
    except (actions.LinesClosed, SomebodyElseWasFirst):
        messages.info(request, closed_to_changes())
    else:
        messages.success(request, _("Le don est retiré."))
    return redirect("donations:donation", pk)
