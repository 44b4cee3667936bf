"""Reads of the review."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from rebond.accounts.models import Membership, Role, User
from rebond.applications.models import Application
from rebond.applications.queries import applications_shown
from rebond.applications.reviews.deadlines import WARNING, received_until
from rebond.applications.reviews.models import Assignment, Comment, Declaration, Reading, ReadingMark, Settlement
from rebond.programmes.models import Programme, Wave

SORTS = {"": ("submitted_at", "reference"), "reference": ("wave__number", "number"), "points": ("-points", "reference")}


def recused_files(user: User | None) -> frozenset[UUID]:
    """The applications that a person must not see; none for nobody."""
    if user is None:
        return frozenset()
    rows = Declaration.objects.recusals().filter(person=user)
    return frozenset(rows.values_list("application_id", flat=True))


def declarations_on(application: Application) -> QuerySet[Declaration]:
    """What people declared before opening a file."""
    return application.declarations.select_related("person", "lifted_by").order_by("declared_at")


def readers() -> list[User]:
    """The members of the committee, by name."""
    members = Membership.objects.filter(role=Role.COMMITTEE, user__is_active=True)
    return [one.user for one in members.select_related("user").order_by("user__name", "user__email")]


def quorum_of(application: Application) -> tuple[int, int]:
    """How many of the committee may read a file, and how many the committee has."""
    members = {one.pk for one in readers()}
    recused = Declaration.objects.recusals().filter(application=application, person__in=members).count()
    return len(members) - recused, len(members)


def current_readings(application: Application) -> list[Reading]:
    """The readings that count: those of people who are not recused."""
    recused = Declaration.objects.recusals().filter(application=application).values("person")
    rows = application.readings.exclude(reader__in=recused).select_related("reader")
    return list(rows.prefetch_related("marks__criterion").order_by("given_at", "reader__name"))


def comments_for(user: User, application: Application) -> QuerySet[Comment]:
    """One's own remarks and the shared ones, as they stand now."""
    mine = Q(author=user) | Q(is_shared=True)
    return application.comments.filter(mine, replaced_by=None).select_related("author", "replaces")


# --- the queue ---------------------------------------------------------------------------------------------------


def queue(user: User, chosen: dict[str, str], today: date) -> QuerySet[Application]:
    """What waits for a decision, for this person, narrowed down and sorted as chosen; the earliest deadline first.

    Each row says how many readings count (`given`), whether they are apart or settled, and what is the person's own.
    """
    files = applications_shown(user, chosen | {"sort": ""}).live().exclude(wave__state=Wave.State.PUBLISHED)
    files = annotated(files, user)
    for name, narrow in (("whose", whose), ("missing", missing)):
        if chosen.get(name):
            files = narrow(files, chosen[name], user)
    if chosen.get("due"):
        files = files.filter(due_by(today + WARNING if chosen["due"] == "soon" else today - timedelta(days=1)))
    return files.order_by(*SORTS.get(chosen.get("sort", ""), SORTS[""]))


def annotated(files: QuerySet[Application], user: User) -> QuerySet[Application]:
    own = {"application": OuterRef("pk")}
    recused = Declaration.objects.recusals().filter(application=OuterRef("application"), person=OuterRef("reader"))
    counting = Reading.objects.filter(**own).exclude(Exists(recused)).order_by().values("application")
    marks = ReadingMark.objects.filter(reading__application=OuterRef("pk"))
    apart = marks.filter(
        reading__application__readings__marks__criterion=F("criterion"),
        points__gt=F("reading__application__readings__marks__points") + F("criterion__tolerance"),
    )
    opinions = Reading.objects.filter(**own)
    clash = Exists(opinions.filter(opinion="for")) & Exists(opinions.filter(opinion="against"))
    closed = Q(wave__state=Wave.State.CLOSED)
    return files.annotate(
        given=Coalesce(Subquery(counting.annotate(n=Count("pk")).values("n")), 0),
        settled=Exists(Settlement.objects.filter(**own)),
        has_declared=Exists(Declaration.objects.filter(**own, person=user)),
        mine=Exists(Reading.objects.filter(**own, reader=user)),
        assigned_to_me=Exists(Assignment.objects.filter(**own, reader=user)),
    ).annotate(apart=closed & Q(given=2) & (Exists(apart) | clash))


def files_in_full(user: User) -> QuerySet[Application]:
    """Files with all that a row of the queue tells."""
    rows = Application.objects.select_related("association", "wave__programme").prefetch_related(with_readers())
    return annotated(rows, user)


def with_readers() -> Prefetch:
    """Who is asked to read each file of a queue."""
    return Prefetch("assignments", Assignment.objects.select_related("reader").order_by("assigned_at"))


def whose(files: QuerySet[Application], choice: str, user: User) -> QuerySet[Application]:
    if choice == "mine":
        return files.filter(assigned_to_me=True)
    return files.filter(~Exists(Assignment.objects.filter(application=OuterRef("pk"))))


def missing(files: QuerySet[Application], choice: str, user: User) -> QuerySet[Application]:
    return {
        "declaration": files.filter(has_declared=False),
        "first": files.filter(given=0),
        "second": files.filter(given=1),
        "apart": files.filter(apart=True, settled=False),
        "reading": files.filter(assigned_to_me=True, mine=False),
    }[choice]


def due_by(day: date) -> Q:
    """Applications on which silence decides by that day."""
    found = Q(pk=None)
    for route in Programme.LegalRoute.values:
        last = received_until(route, day)
        if last is not None:
            midnight = timezone.make_aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))
            found |= Q(wave__programme__legal_route=route, submitted_at__lt=midnight)
    return found


def files_named(user: User, pks: Iterable[str]) -> QuerySet[Application]:
    """The files that a list of boxes names, of those that this person sees."""
    seen = Application.objects.visible_to(user).filter(pk__in=list(pks))
    return seen.select_related("association", "wave__programme").order_by("reference")
