"""Reads of the review."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from rebond.accounts.models import Membership, Role, User
from rebond.applications.corrections.models import Correction
from rebond.applications.corrections.queries import asked_for
from rebond.applications.models import Application
from rebond.applications.queries import applications_shown
from rebond.applications.reviews.blind import names_would_tell
from rebond.applications.reviews.deadlines import WARNING, received_until
from rebond.applications.reviews.models import Assignment, Comment, Declaration, Reading, ReadingMark, Settlement
from rebond.applications.reviews.seal import CALLING
from rebond.organisations.models import Association
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


def undeclared(wave: Wave, person: User) -> QuerySet[Association]:
    """The associations of a wave of which a person did not yet say whether they are tied to them, by name.

    In a blind wave all of them, or none: a name that is gone once its file was declared, or that comes with a new
    file, would tell whose file it is.
    """
    declared = Declaration.objects.filter(person=person).values("application")
    files = Application.objects.live().filter(wave=wave)
    left = files.exclude(pk__in=declared)
    if not wave.blind:
        files = left
    elif names_would_tell(wave) or not left.exists():
        files = files.none()
    return Association.objects.filter(pk__in=files.values("association")).order_by("search_text", "pk")


def waves_to_declare(person: User) -> QuerySet[Wave]:
    """The waves with files of which a person did not yet say whether they are tied to them."""
    declared = Declaration.objects.filter(person=person).values("application")
    files = Application.objects.live().exclude(pk__in=declared)
    waves = Wave.objects.exclude(state=Wave.State.PUBLISHED).exclude(blind=True, state__in=CALLING)
    return waves.filter(pk__in=files.values("wave")).order_by("number")


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
    """What waits for a decision, for this person, narrowed down and sorted as chosen; the earliest received first.

    Their deadlines come in the same order, but for those that were suspended: these stand too early, never too late.
    """
    published = Wave.objects.filter(state=Wave.State.PUBLISHED)
    files = applications_shown(user, chosen | {"sort": ""}).live().exclude(wave__in=published)
    for name, narrow in (("whose", whose), ("missing", missing)):
        if chosen.get(name):
            files = narrow(files, chosen[name], user)
    if chosen.get("asked"):
        files = asked_for(files, chosen["asked"], today)
    if chosen.get("due"):
        files = files.filter(due_by(today + WARNING if chosen["due"] == "soon" else today - timedelta(days=1)))
    return files.order_by(*SORTS.get(chosen.get("sort", ""), SORTS[""]))


def in_full(files: QuerySet[Application], user: User) -> QuerySet[Application]:
    """The same files, each with its readers, the readings that count (`counting`), whether these are `settled`,
    whether the person declared their ties, and what the association is asked for, or sent back."""
    own = {"application": OuterRef("pk")}
    marks = Prefetch("marks", ReadingMark.objects.select_related("criterion"))
    return (
        files.select_related("association", "wave__programme")
        .prefetch_related(
            Prefetch("assignments", Assignment.objects.select_related("reader").order_by("assigned_at")),
            Prefetch("readings", counting_readings().prefetch_related(marks), to_attr="counting"),
        )
        .annotate(
            settled=Exists(Settlement.objects.filter(**own)),
            has_declared=Exists(Declaration.objects.filter(**own, person=user)),
            asked_until=Subquery(Correction.objects.open().filter(**own).order_by().values("due_on")[:1]),
            to_check=Exists(Correction.objects.filter(**own, state=Correction.State.COMPLETED)),
        )
    )


# The filters below name sets of keys: asked once for the list, and not once for each of its files.


def counting_readings() -> QuerySet[Reading]:
    """The readings of people who are not recused."""
    recused = Declaration.objects.recusals().filter(application__readings__reader=F("person"))
    return Reading.objects.exclude(pk__in=recused.values("application__readings"))


def read_by(number: int) -> QuerySet:
    """The keys of the files with so many readings that count."""
    readings = counting_readings().order_by().values("application")
    return readings.annotate(n=Count("pk")).filter(n=number).values("application")


def far_apart() -> Q:
    """Files of closed waves whose two readings disagree: more than a criterion tolerates, or for and against."""
    readings = counting_readings()
    against = readings.filter(opinion=Reading.Opinion.AGAINST).values("application")
    clashes = readings.filter(opinion=Reading.Opinion.FOR, application__in=against).values("application")
    other = "reading__application__readings"
    marks = ReadingMark.objects.filter(
        **{"reading__in": readings, f"{other}__in": readings, f"{other}__marks__criterion": F("criterion")},
        points__gt=F(f"{other}__marks__points") + F("criterion__tolerance"),
    ).values("reading__application")
    closed = Wave.objects.filter(state=Wave.State.CLOSED)
    return Q(wave__in=closed, pk__in=read_by(2)) & (Q(pk__in=marks) | Q(pk__in=clashes))


def whose(files: QuerySet[Application], choice: str, user: User) -> QuerySet[Application]:
    if choice == "mine":
        return files.filter(pk__in=Assignment.objects.filter(reader=user).values("application"))
    return files.exclude(pk__in=Assignment.objects.values("application"))


def missing(files: QuerySet[Application], choice: str, user: User) -> QuerySet[Application]:
    readings, mine = counting_readings(), Reading.objects.filter(reader=user)
    if choice == "declaration":
        return files.exclude(pk__in=Declaration.objects.filter(person=user).values("application"))
    if choice == "first":
        return files.exclude(pk__in=readings.values("application"))
    if choice == "second":
        return files.filter(pk__in=read_by(1))
    if choice == "apart":
        return files.filter(far_apart()).exclude(pk__in=Settlement.objects.values("application"))
    return whose(files, "mine", user).exclude(pk__in=mine.values("application"))


def due_by(day: date) -> Q:
    """Applications on which silence decides by that day; each time of suspension has its own last day of reception."""
    found = Q(pk=None)
    for days in Application.objects.order_by("suspended_days").values_list("suspended_days", flat=True).distinct():
        for route in Programme.LegalRoute.values:
            last = received_until(route, day - timedelta(days=days))
            if last is not None:
                midnight = timezone.make_aware(datetime.combine(last + timedelta(days=1), datetime.min.time()))
                found |= Q(suspended_days=days, wave__programme__legal_route=route, submitted_at__lt=midnight)
    return found


def files_named(user: User, pks: Iterable[str]) -> QuerySet[Application]:
    """The files that a list of boxes names, of those that this person sees."""
    seen = Application.objects.visible_to(user).filter(pk__in=list(pks))
    return seen.select_related("association", "wave__programme").order_by("reference")
