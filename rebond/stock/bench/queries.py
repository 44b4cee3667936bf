"""What the pages of the bench read."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rebond.stock.bench.checklist import STANDARD, Check, checks_of
from rebond.stock.bench.models import BenchRules, BenchSession, Grade, OwnCheck, Triage
from rebond.stock.facts.systems import Fit, windows_11
from rebond.stock.models import Device

SORTS = {
    "scanned": ("-scanned_at", "pk"),
    "serial": ("device__serial",),
    "grade": ("grade", "device__serial"),
}


def sessions_shown() -> QuerySet[BenchSession]:
    """Every session, the last first, with how many machines were scanned and judged."""
    here = Triage.objects.filter(session=OuterRef("pk")).order_by().values("session")
    rows = BenchSession.objects.select_related("opened_by", "place__parent__parent")
    return rows.annotate(scanned=counted(here), judged=counted(here.exclude(grade=""))).order_by("-opened_at")


def counted(rows: QuerySet) -> Coalesce:
    """How many, asked for each session that a page shows, never for all at once."""
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def full_triages() -> QuerySet[Triage]:
    return Triage.objects.select_related("device__lot__donor", "session", "by", "photo__document")


def triages_shown(session: BenchSession, chosen: dict) -> QuerySet[Triage]:
    """The machines of a session, narrowed and sorted as the filters say."""
    rows = full_triages().filter(session=session)
    if grade := chosen.get("grade"):
        rows = rows.filter(grade="" if grade == "none" else grade)
    if fault := chosen.get("fault"):
        rows = rows.filter(**{f"checks__{fault}": "fault"})
    if words := chosen.get("q"):
        rows = rows.filter(device__serial__icontains=words)
    return rows.order_by(*SORTS.get(chosen.get("sort") or "scanned", SORTS["scanned"]))


@dataclass(frozen=True)
class Summary:
    """A session in figures: machines by grade, faults by what was looked at, and the pace of whoever sat there."""

    scanned: int
    waiting: int
    grades: list[tuple[str, int]]
    faults: list[tuple[str, str, int]]
    pace: float | None

    @property
    def judged(self) -> int:
        return self.scanned - self.waiting


def pace_of(machines: int, worked: timedelta) -> float | None:
    """Machines per minute, rests left out; nothing yet of a session shorter than a minute."""
    minutes = worked.total_seconds() / 60
    return machines / minutes if minutes >= 1 else None


def summary_of(session: BenchSession, at: datetime) -> Summary:
    """The figures of a session as it stands."""
    grades: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for grade, checks in session.triages.order_by().values_list("grade", "checks").iterator(chunk_size=2_000):
        grades[grade] += 1
        faults.update(key for key, said in checks.items() if said == "fault")
    labels = labels_of_checks()
    return Summary(
        scanned=grades.total(),
        waiting=grades[""],
        grades=[(str(Grade(value).label), grades[value]) for value in Grade.values if grades[value]],
        faults=[(key, labels.get(key, key), count) for key, count in faults.most_common()],
        pace=pace_of(grades.total(), session.worked(at)),
    )


def counts_of(session: BenchSession) -> dict[str, int]:
    """How many machines a session has, and how many of them wait for their verdict."""
    return session.triages.order_by().aggregate(scanned=Count("pk"), waiting=Count("pk", filter=Q(grade="")))


def labels_of_checks() -> dict[str, str]:
    """What each check is called, those that are left out too."""
    added = {str(row.pk): row.added_name for row in OwnCheck.objects.filter(standard="")}
    return {key: str(label) for key, (label, _flag) in STANDARD.items()} | added


def checks_for(device: Device) -> list[Check]:
    return checks_of(device.category, OwnCheck.objects.all())


def triage_is_needed() -> bool:
    return BenchRules.objects.filter(triage_needed=True).exists()


def fit_of(device: Device) -> Fit:
    """Whether Windows 11 may go onto a machine, by its last file of itself, else by what the donor says."""
    sheet = device.fact_sheets.first()
    if sheet is None:
        return windows_11(device.processor, memory_gb=device.memory_gb or 0)
    facts = sheet.facts
    return windows_11(
        facts.processor or device.processor,
        tpm=facts.tpm,
        memory_gb=facts.memory_gb or device.memory_gb or 0,
        disk_gb=max((disk.size_gb for disk in facts.disks), default=0),
    )
