"""What the pages and the sheets of labels read."""

from collections.abc import Sequence

from django.db.models import Func, IntegerField, QuerySet

from rebond.programmes.models import Programme
from rebond.stock.labels.models import LabelRun, Notice, Tag
from rebond.stock.labels.tags import tag_of, token_in
from rebond.stock.memory import batches
from rebond.stock.models import Device


def tags_numbered(numbers: Sequence[int]) -> list[Tag]:
    """These tags in this order, with their machines."""
    found: dict[int, Tag] = {}
    for batch in batches(numbers):
        tags = Tag.objects.filter(number__in=batch).select_related("device__lot")
        found |= {tag.number: tag for tag in tags}
    return [found[number] for number in numbers]


def tag_meant(typed: str) -> Tag | None:
    """The tag that somebody scanned or typed."""
    code = typed.strip().upper()
    token, tag = token_in(code) or code, tag_of(code)
    return Tag.objects.filter(token=token).first() or (Tag.objects.filter(code=tag).first() if tag else None)


def programme_of(device: Device | None) -> Programme | None:
    """The public programme that a machine is given in: its donor's; of none, the city's first."""
    public = Programme.objects.filter(state=Programme.State.PUBLISHED).order_by("pk")
    given = public.filter(donor=device.lot.donor_id).first() if device else None
    return given or public.first()


class HowMany(Func):
    """How many things a JSON list holds."""

    function = "jsonb_array_length"
    output_field = IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="json_array_length", **context)


def runs_shown() -> QuerySet[LabelRun]:
    """The runs with how many `labels` each has; the numbers of the labels, by the thousand, are not read."""
    runs = LabelRun.objects.select_related("document", "asked_by")
    return runs.defer("tags").annotate(labels=HowMany("tags"))


def notices_shown(chosen: str) -> QuerySet[Notice]:
    """What was written about machines: what waits, what is settled, or all of it."""
    found = Notice.objects.select_related("tag__device", "settled_by")
    return found.filter(settled_at__isnull=chosen == "waiting") if chosen in {"waiting", "settled"} else found
