"""What the city looks at on each type of machine, and whether it has to."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rebond.safeguards.clock import now
from rebond.stock.bench import actions
from rebond.stock.bench.checklist import BY_CATEGORY, CATEGORIES, FLAGS, STANDARD
from rebond.stock.bench.forms import CheckForm
from rebond.stock.bench.models import OwnCheck
from rebond.stock.bench.queries import triage_is_needed


@require_http_methods(["GET", "POST"])
def bench_checks(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.POST or None)
    if form.is_valid():
        actions.add_check(**form.cleaned_data, by=request.user, at=now())
        messages.success(request, _("Le contrôle est ajouté."))
        return redirect("stock:bench_checks")
    page = {"form": form, "lists": check_lists(), "needed": triage_is_needed()}
    return render(request, "stock/bench/checks.html", page, status=422 if form.is_bound else 200)


def check_lists() -> list[tuple[str, list[dict]]]:
    """Every check by type of machine, those that are left out too."""
    own = list(OwnCheck.objects.all())
    out = {(row.category, row.standard) for row in own if row.standard and not row.in_use}
    flags = dict(FLAGS)
    lists = []
    for category, label in CATEGORIES:
        standard = [
            {
                "category": category,
                "standard": key,
                "label": STANDARD[key][0],
                "flag": flags.get(STANDARD[key][1], ""),
                "in_use": (category, key) not in out,
            }
            for key in BY_CATEGORY[category]
        ]
        added = [
            {
                "category": category,
                "own": row.pk,
                "label": row.added_name,
                "flag": flags.get(row.flag, ""),
                "in_use": row.in_use,
            }
            for row in own
            if row.category == category and not row.standard
        ]
        lists.append((str(label), standard + added))
    return lists


@require_POST
def switch_check(request: HttpRequest) -> HttpResponse:
    """Leave a check out, or take it in again."""
    category, standard, own = (request.POST.get(name, "") for name in ("category", "standard", "own"))
    if own:
        row = get_object_or_404(OwnCheck.objects.filter(standard=""), pk=own_id(own))
        used = actions.switch_check(category=row.category, own=row, by=request.user, at=now())
    elif standard in BY_CATEGORY.get(category, ()):
        used = actions.switch_check(category=category, standard=standard, by=request.user, at=now())
    else:
        messages.error(request, _("Ce contrôle n’existe pas pour ce type de machine."))
        return redirect("stock:bench_checks")
    messages.success(request, _("Le contrôle est repris.") if used else _("Le contrôle est laissé de côté."))
    return redirect("stock:bench_checks")


@require_POST
def need_triage(request: HttpRequest) -> HttpResponse:
    needed = request.POST.get("needed") == "yes"
    actions.need_triage(needed=needed, by=request.user, at=now())
    messages.success(
        request, _("Le tri est maintenant obligatoire.") if needed else _("Le tri n’est plus obligatoire.")
    )
    return redirect("stock:bench_checks")


def own_id(text: str) -> UUID:
    """The id that a form carries; anything else names nothing."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
