"""« Sommes-nous concernés ? »: five questions, no account, nothing kept; whoever goes on to apply takes them along."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rebond.applications.quickcheck.carried import carried
from rebond.applications.quickcheck.forms import CheckForm
from rebond.applications.quickcheck.verdicts import verdict_of
from rebond.programmes.models import Wave
from rebond.programmes.queries import shown_programme
from rebond.safeguards.clock import today


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The questions, and for each wave that is open or to come what its rules answer."""
    asked = any(name in request.GET for name in CheckForm.base_fields)
    form = CheckForm(request.GET if asked else None)
    open_waves, to_come, closed = waves_by_standing(today())
    page = {
        "form": form,
        "programme": shown_programme(),
        "open_waves": open_waves,
        "to_come": to_come,
        "closed": closed[-1:],
        "today": today(),
    }
    if form.is_bound and form.is_valid():
        page["carried"] = carried(form.cleaned_data)
        page["verdicts"] = [verdict_of(wave, form.cleaned_data) for wave in (*open_waves, *to_come)]
    return render(request, "applications/check.html", page, status=422 if form.is_bound and form.errors else 200)


def waves_by_standing(on: date) -> tuple[list[Wave], list[Wave], list[Wave]]:
    """The waves that everybody may know: those that take applications, those that will, those that did."""
    waves = list(Wave.objects.announced().select_related("programme").order_by("closes_on", "number"))
    open_waves = [wave for wave in waves if wave.takes_applications(on)]
    to_come = [wave for wave in waves if wave.is_draft and wave.closes_on >= on]
    return open_waves, to_come, [wave for wave in waves if wave not in open_waves and wave not in to_come]
