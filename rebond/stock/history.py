"""All that happened to a machine, as one dated list: movements, certificates, blockings, tags and other numbers."""

from collections.abc import Iterator
from datetime import datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.accounts.models import User
from rebond.journal.models import Entry
from rebond.stock.labels.models import Tag
from rebond.stock.ledger.models import Movement
from rebond.stock.ledger.queries import full_movements
from rebond.stock.models import Device, ErasureCertificate

NOTED = {
    "device_held": (gettext_lazy("Retenue, à vérifier"), "attention"),
    "device_released": (gettext_lazy("N’est plus retenue"), "done"),
    "devices_merged": (gettext_lazy("Réunie avec une autre fiche"), "info"),
}


class History:
    """What a machine went through, with the records that were merged into it; each thing is read once."""

    def __init__(self, device: Device):
        self.device = device

    @cached_property
    def records(self) -> list[UUID]:
        """The machine and the records merged into it: asked for by name and in no order, so that indexes serve."""
        merged = Device.objects.filter(merged_into=self.device).order_by()
        return [self.device.pk, *merged.values_list("pk", flat=True)]

    @cached_property
    def certificates(self) -> list[ErasureCertificate]:
        found = self.device.certificates.select_related("proof", "destruction")
        return list(found.order_by("erased_on", "reference"))

    @cached_property
    def movements(self) -> list[Movement]:
        return list(full_movements().filter(device__in=self.records).order_by("at", "step"))

    @cached_property
    def tags(self) -> list[Tag]:
        return list(self.device.tags.select_related("bound_by"))

    def events(self, *, with_ledger: bool) -> list[dict]:
        """All of it as one list, the latest first.

        `with_ledger` adds where the machine stood and who did what, which a donor does not see.
        """
        parts = (certified, moved, noted, tagged, named) if with_ledger else (certified,)
        events = [event for part in parts for event in part(self)]
        return sorted(events, key=lambda event: event.get("at") or start_of(event["on"]), reverse=True)


def start_of(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def certified(history: History) -> Iterator[dict]:
    for one in history.certificates:
        on = {"on": one.erased_on} if one.erased_on else {"at": one.kept_at} if one.kept_at else None
        if on:
            text = ", ".join(part for part in (one.disk_serial, one.tool, one.operator) if part)
            kind = "refused" if one.result == "failed" else "done"
            title = _("Effacement\u00a0: %(result)s") % {"result": one.get_result_display()}
            yield on | {"title": title, "text": text, "kind": kind}


def moved(history: History) -> Iterator[dict]:
    for one in reversed(history.movements):
        parts = (f"{one.origin} → {one.destination}", one.reference, one.why, name_of(one.by))
        text = ", ".join(part for part in parts if part)
        yield {"at": one.at, "title": one.get_reason_display(), "text": text, "kind": "info"}


def noted(history: History) -> Iterator[dict]:
    entries = list(Entry.objects.filter(subject_id__in=[str(pk) for pk in history.records], verb__in=NOTED))
    people = {str(user.pk): user for user in User.objects.filter(pk__in={one.actor for one in entries} - {"rebond"})}
    for one in entries:
        title, kind = NOTED[one.verb]
        yield {"at": one.at, "title": title, "text": name_of(people.get(one.actor)), "kind": kind}


def tagged(history: History) -> Iterator[dict]:
    for one in history.tags:
        title = _("Étiquette %(tag)s") % {"tag": one.code}
        yield {"at": one.bound_at, "title": title, "text": name_of(one.bound_by), "kind": "info"}


def named(history: History) -> Iterator[dict]:
    for one in history.device.identifiers.select_related("added_by"):
        title = f"{one.get_kind_display()} {one.value}"
        yield {"at": one.since, "title": title, "text": name_of(one.added_by), "kind": "info"}
        if one.until:
            gone = _("Ne sert plus\u00a0: %(name)s") % {"name": one.value}
            yield {"at": one.until, "title": gone, "text": one.retired_why, "kind": "attention"}


def name_of(user: User | None) -> str:
    return user.name if user else ""
