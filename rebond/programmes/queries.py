"""Reads of programmes and waves, one per page."""

from django.db.models import Count, F, Max, Min, Q

from rebond.programmes.models import Amendment, Criterion, Programme, Wave


def shown_programme() -> Programme | None:
    """The city's programme to show: of those that are public, the one whose call opened last.

    A programme whose waves are all in preparation is shown only where no other one has opened.
    """
    opened = Max("waves__opens_on", filter=~Q(waves__state=Wave.State.DRAFT))
    programmes = Programme.objects.filter(state=Programme.State.PUBLISHED).select_related("donor")
    latest = programmes.annotate(opened=opened, planned=Max("waves__opens_on"))
    return latest.order_by(F("opened").desc(nulls_last=True), F("planned").desc(nulls_last=True), "title").first()


def programmes_of_the_city() -> list[Programme]:
    """Every programme, drafts too, the last one first, each with how many waves it has."""
    programmes = Programme.objects.select_related("donor").annotate(
        wave_count=Count("waves"), begins=Min("waves__opens_on")
    )
    return list(programmes.order_by(F("begins").desc(nulls_first=True), "title"))


def criteria_of(programme: Programme) -> list[Criterion]:
    """The programme's criteria in order, each with its answers, most points first."""
    return list(Criterion.objects.filter(programme=programme).order_by("position").prefetch_related("answers"))


def waves_of(programme: Programme) -> list[Wave]:
    """The programme's waves, in order."""
    return list(Wave.objects.filter(programme=programme).order_by("number").select_related("programme"))


def wave_with_slug(slug: str) -> Wave | None:
    """The wave of that name in the city."""
    return Wave.objects.filter(slug=slug).select_related("programme__donor").first()


def published_amendments(programme: Programme) -> list[Amendment]:
    """What has changed in the programme's waves since their calls opened, the last one first."""
    published = Amendment.objects.filter(wave__programme=programme, state=Amendment.State.PUBLISHED)
    return list(published.select_related("wave", "published_by").order_by("-published_at"))
