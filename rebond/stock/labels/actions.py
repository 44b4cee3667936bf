"""Giving tags, printing them, binding those that were printed first, and hearing from whoever found a machine."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from uuid import UUID

import pikepdf
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.journal.actions import record
from rebond.mail.actions import plan_mail
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.stock.labels.formats import FORMATS
from rebond.stock.labels.models import Calibration, LabelRun, Notice, Tag
from rebond.stock.labels.queries import programme_of, tags_numbered
from rebond.stock.labels.sheets import Placing, render_labels
from rebond.stock.labels.tags import prefix_of, write_tag
from rebond.stock.memory import batches
from rebond.stock.models import Device
from rebond.tenancy.queries import city_address
from rebond.tenancy.scope import current_city

MOST = 20_000  # labels at once
PART = 600  # labels laid out at once: some seconds, between which others print too
NOTICES_A_DAY = 3  # about one machine
NOTICES_AN_HOUR = 60  # in a city


class AlreadyBound(Exception):
    """The tag is on a machine already."""


class TooManyNotices(Exception):
    """Enough was written about this machine, or in this city, for now."""


# --- tags --------------------------------------------------------------------------------------------------------


def add_tags(devices: Sequence[UUID | None], *, by: User | None, at: datetime) -> list[Tag]:
    """The city's next tags, one for each machine, or without a machine for none. Files of one city wait in turn."""
    city = current_city()
    lock_objects(city)
    last = Tag.objects.aggregate(last=Max("number"))["last"]
    first, prefix = 0 if last is None else last + 1, prefix_of(city.slug)
    tags = [
        Tag(
            number=number,
            code=write_tag(prefix, number),
            device_id=device,
            made_at=at,
            made_by=by,
            bound_at=at if device else None,
            bound_by=by if device else None,
        )
        for number, device in enumerate(devices, start=first)
    ]
    return Tag.objects.bulk_create(tags, batch_size=2_000)


def tags_for(devices: Sequence[UUID], *, by: User, at: datetime) -> list[int]:
    """The number of each machine's tag, in their order; those that have none are given one."""
    lock_objects(current_city())
    numbers: dict[UUID, int] = {}
    for batch in batches(devices):
        numbers |= dict(Tag.objects.filter(device__in=batch).order_by("number").values_list("device", "number"))
    made = add_tags([pk for pk in devices if pk not in numbers], by=by, at=at)
    numbers |= {tag.device_id: tag.number for tag in made}
    return [numbers[pk] for pk in devices]


@deed
def bind_tag(*, tag: Tag, device: Device, by: User, at: datetime) -> None:
    """Say that a tag that was printed first is now on this machine, once and for good. Raises AlreadyBound."""
    free = Tag.objects.filter(pk=tag.pk, device=None)
    require(free.update(device=device, bound_at=at, bound_by=by) == 1, AlreadyBound)
    record("tag_bound", of=device, by=by, at=at, tag=tag.code)


# --- printing ----------------------------------------------------------------------------------------------------


@deed
def ask_labels(*, devices: Sequence[UUID], format: str, start: int, by: User, at: datetime) -> LabelRun:
    """Ask for the labels of these machines, in their order; machines without a tag are given one."""
    return ask_run(tags_for(devices, by=by, at=at), format, start, empty=False, by=by, at=at)


@deed
def ask_empty_labels(*, count: int, format: str, start: int, by: User, at: datetime) -> LabelRun:
    """Ask for labels that are stuck on machines later, and bound to them by scanning."""
    tags = add_tags([None] * count, by=by, at=at)
    return ask_run([tag.number for tag in tags], format, start, empty=True, by=by, at=at)


def ask_run(numbers: list[int], format: str, start: int, *, empty: bool, by: User, at: datetime) -> LabelRun:
    moved = Calibration.objects.filter(user=by, format=format).first() or Calibration(user=by)
    run = LabelRun.objects.create(
        format=format,
        tags=numbers,
        empty=empty,
        start=start,
        across=moved.across,
        down=moved.down,
        asked_by=by,
        asked_at=at,
    )
    record("labels_asked", of=run, by=by, at=at, labels=len(numbers), empty=empty)
    return run


def print_labels(*, run: LabelRun, at: datetime) -> None:
    """Lay a run out and keep it. Done again after its worker died, it gives the same sheets, once."""
    if run.is_waiting:
        content = labels_of(run)
        with suppress(SomebodyElseWasFirst):
            keep_labels(run=run, content=content, at=at)


def labels_of(run: LabelRun) -> bytes:
    """The sheets as one PDF, part by part: each part fills its last sheet, so that the next one starts a new sheet."""
    paper, parts, first = FORMATS[run.format], [], 0
    while first < run.count:
        start = run.start if first == 0 else 1
        size = paper.cells * max(1, PART // paper.cells) - (start - 1)
        tags = tags_numbered(run.tags[first : first + size])
        placing = Placing(paper, start, run.across / 10, run.down / 10)
        parts.append(render_labels(tags, placing, run.city, programme=programme_of))
        first += len(tags)
        tell(run, first)
    return parts[0] if len(parts) == 1 else joined(parts)


def joined(parts: list[bytes]) -> bytes:
    out = BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as sheets:
                whole.pages.extend(sheets.pages)
        whole.save(out, deterministic_id=True)
    return out.getvalue()


@deed
def tell(run: LabelRun, done: int) -> None:
    """Say how far a run is."""
    LabelRun.objects.filter(pk=run.pk).update(done=done)


@deed
def keep_labels(*, run: LabelRun, content: bytes, at: datetime) -> None:
    """Keep the sheets of a run. Raises SomebodyElseWasFirst when another worker has."""
    document = store_document(name="etiquettes.pdf", content=content, content_type="application/pdf", at=at)
    move(run, LabelRun.State.DONE, document=document)
    for batch in batches(run.tags):
        Tag.objects.filter(number__in=batch).update(printed_at=at)


@deed
def calibrate(*, format: str, across: int, down: int, by: User, at: datetime) -> None:
    """Remember how far somebody's printer is off on a paper, in tenths of a millimetre."""
    moved = {"across": across, "down": down}
    kept, _made = Calibration.objects.update_or_create(user=by, format=format, defaults=moved)
    record("printer_calibrated", of=kept, by=by, at=at, format=format, **moved)


# --- found machines ----------------------------------------------------------------------------------------------


@deed
def send_notice(*, tag: Tag, text: str, contact: str, at: datetime) -> Notice:
    """Keep what somebody who found a machine wrote, and tell the service. Nobody is asked who they are.

    Raises TooManyNotices.
    """
    day, hour = at - timedelta(days=1), at - timedelta(hours=1)
    require(tag.notices.filter(sent_at__gt=day).count() < NOTICES_A_DAY, TooManyNotices)
    require(Notice.objects.filter(sent_at__gt=hour).count() < NOTICES_AN_HOUR, TooManyNotices)
    notice = Notice.objects.create(tag=tag, text=text, contact=contact, sent_at=at)
    programme = programme_of(tag.device)
    if programme is not None and programme.contact_email:
        tell_service(notice, to=programme.contact_email, at=at)
    record("notice_sent", of=notice, by=None, at=at)
    return notice


def tell_service(notice: Notice, *, to: str, at: datetime) -> None:
    """A machine was found: where to read what was written. The message itself stays here."""
    with override("fr"):
        plan_mail(
            to=to,
            subject=_("Quelqu’un écrit au sujet de l’ordinateur %(tag)s") % {"tag": notice.tag},
            body=render_to_string(
                "stock/labels/mails/notice.txt",
                {"notice": notice, "link": city_address() + reverse("stock:notices")},
            ),
            about=notice,
            at=at,
        )


@deed
def settle_notice(*, notice: Notice, by: User, at: datetime) -> None:
    """Somebody saw to it: how to reach whoever wrote is forgotten."""
    waiting = Notice.objects.filter(pk=notice.pk, settled_at=None)
    if waiting.update(settled_at=at, settled_by=by, contact=""):
        record("notice_settled", of=notice, by=by, at=at)
