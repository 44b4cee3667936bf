"""Reads of programmes and waves, one per page."""

from django.db.models import F, Max

from rebond.programmes.models import Criterion, Programme, Wave


def shown_programme() -> Programme | None:
    """The city's programme to show: the one whose call opened last."""
    last_opening = F("last_opening").desc(nulls_last=True)
    programmes = Programme.objects.select_related("donor").annotate(last_opening=Max("waves__opens_on"))
    return programmes.order_by(last_opening, "title").first()


def criteria_of(programme: Programme) -> list[Criterion]:
    """The programme's criteria in order, each with its answers, most points first."""
    return list(Criterion.objects.filter(programme=programme).order_by("position").prefetch_related("answers"))


def waves_of(programme: Programme) -> list[Wave]:
    """The programme's waves, in order."""
    return list(Wave.objects.filter(programme=programme).order_by("number").select_related("programme"))


def wave_with_slug(slug: str) -> Wave | None:
    """The wave of that name in the city."""
    return Wave.objects.filter(slug=slug).select_related("programme__donor").first()
