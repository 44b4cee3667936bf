"""Who reads what: by hand, by rules, by draw; and the settling of a closed wave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rebond.applications.models import Application
from rebond.applications.queries import district_names
from rebond.applications.questions import THEMES
from rebond.applications.reviews import actions
from rebond.applications.reviews.forms import DrawReadersForm, ReaderForm, RuleForm
from rebond.applications.reviews.models import Assignment, AssignmentRule, Draw
from rebond.applications.reviews.queries import files_named
from rebond.applications.reviews.views.batches import named_in
from rebond.programmes.models import Wave
from rebond.safeguards.clock import now


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """Ask one person to read the files that were ticked."""
    asked = request.POST if request.method == "POST" else request.GET
    files = list(files_named(request.user, named_in(asked.getlist("files"))))
    if not files:
        messages.info(request, _("Cochez d’abord des dossiers dans la liste."))
        return redirect("applications:queue")
    form = ReaderForm(request.POST or None)
    if form.is_valid():
        reader = form.cleaned_data["reader"]
        done = actions.assign(applications=files, reader=reader, by=request.user, at=now())
        left = ", ".join(one.reference for one in files if one not in done)
        messages.success(request, _("%(n)s dossiers confiés à %(reader)s.") % {"n": len(done), "reader": reader})
        if left:
            messages.info(
                request,
                _("Inchangés, déjà confiés ou écartés par un lien\u00a0: %(files)s.") % {"files": left},
            )
        return redirect("applications:queue")
    page = {"form": form, "files": files}
    return render(request, "applications/review/assign.html", page, status=422 if form.is_bound else 200)


@require_POST
def unassign(request: HttpRequest, pk) -> HttpResponse:
    seen = Application.objects.visible_to(request.user)
    found = get_object_or_404(Assignment.objects.filter(application__in=seen), pk=pk)
    file = found.application_id
    actions.unassign(assignment=found, by=request.user, at=now())
    return redirect("applications:review", file)


@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    return assignments_page(request, RuleForm())


def assignments_page(request: HttpRequest, form: RuleForm, status: int = 200) -> HttpResponse:
    names = {**{code: str(label) for code, label in THEMES.items()}, **district_names()}
    page = {
        "form": form,
        "rules": [(one, names.get(one.value, one.value)) for one in AssignmentRule.objects.select_related("reader")],
        "waves": Wave.objects.exclude(state__in=[Wave.State.PUBLISHED, Wave.State.DRAFT]),
        "draws": Draw.objects.select_related("wave", "drawn_by"),
        "draw_form": DrawReadersForm(),
    }
    return render(request, "applications/review/assignments.html", page, status=status)


@require_POST
def add_rule(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST)
    if not form.is_valid():
        return assignments_page(request, form, status=422)
    actions.add_rule(**form.rule, by=request.user, at=now())
    return redirect("applications:assignments")


@require_POST
def remove_rule(request: HttpRequest, pk) -> HttpResponse:
    actions.remove_rule(rule=get_object_or_404(AssignmentRule, pk=pk), by=request.user, at=now())
    return redirect("applications:assignments")


@require_POST
def apply_rules(request: HttpRequest, slug: str) -> HttpResponse:
    made = actions.apply_rules(wave=get_object_or_404(Wave, slug=slug), by=request.user, at=now())
    messages.success(request, _("%(n)s affectations faites par les règles.") % {"n": made})
    return redirect("applications:assignments")


@require_POST
def draw_readers(request: HttpRequest, slug: str) -> HttpResponse:
    form = DrawReadersForm(request.POST)
    wave = get_object_or_404(Wave, slug=slug)
    if not form.is_valid():
        messages.error(request, _("Donnez la graine du tirage, 40 caractères au plus."))
        return redirect("applications:assignments")
    draw = actions.draw_readers(wave=wave, seed=form.cleaned_data["seed"], by=request.user, at=now())
    messages.success(request, _("%(n)s affectations tirées.") % {"n": draw.files})
    return redirect("applications:assignments")


@require_POST
def settle_wave(request: HttpRequest, slug: str) -> HttpResponse:
    wave = get_object_or_404(Wave, slug=slug)
    settled, apart = actions.settle_wave(wave=wave, by=request.user, at=now())
    messages.success(
        request,
        _("%(settled)s dossiers arrêtés, %(apart)s en désaccord.") % {"settled": settled, "apart": apart},
    )
    return redirect("applications:queue")
