"""What imports, pages and exports read."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from rebond.accounts.models import User
from rebond.interface.paging import ordering
from rebond.organisations.models import Donor
from rebond.stock.codes import with_number
from rebond.stock.erasure import Certified, Held, still_counts
from rebond.stock.importing.fields import LABELS
from rebond.stock.ledger.models import Place
from rebond.stock.ledger.queries import counted_blind
from rebond.stock.models import (
    STOCK_READERS,
    Device,
    ErasureCertificate,
    FileRow,
    Flag,
    KnownDisk,
    Lot,
    PastUse,
    StockFile,
)
from rebond.stock.verdicts import Known


def known_devices() -> dict[str, Known]:
    """Every machine of the city by serial number; those of undone imports are as if they never came.

    A record that was merged is known as what it was, with the serial number of the one that it is now.
    """
    fields = ("serial", "pk", "lot__reference", "fingerprint", "state")
    rows = Device.objects.entered().order_by().values_list(*fields).iterator(chunk_size=10_000)
    merged = Device.objects.filter(state=Device.State.MERGED).order_by().values_list(*fields, "merged_into__serial")
    return {
        serial: Known(pk, lot, fingerprint, promised=state in Device.PROMISED)
        for serial, pk, lot, fingerprint, state in rows
    } | {serial: Known(pk, lot, fingerprint, False, into) for serial, pk, lot, fingerprint, _state, into in merged}


def withdrawn_devices() -> dict[str, tuple[UUID, int]]:
    """The machines of undone imports by serial number: each with the step of its next movement."""
    rows = Device.objects.filter(state=Device.State.WITHDRAWN).order_by().values_list("serial", "pk", "moves")
    return {serial: (pk, moves + 1) for serial, pk, moves in rows.iterator(chunk_size=10_000)}


def was_given_up(lot: Lot) -> bool:
    """Whether the lot holds nothing, or nothing any more: its reference may serve again, for any donor."""
    return not lot.devices.entered().exists()


def held_certificates(serials: Collection[str] | None = None) -> Held:
    """The certificates of these machines that still count and the disks seen in them, of all the city by default, in
    three queries.

    What was certified before a machine was used again is history (PastUse).
    """
    kept, seen, used = ErasureCertificate.objects.order_by(), KnownDisk.objects.order_by(), PastUse.objects.order_by()
    if serials is not None:
        kept = kept.filter(serial__in=serials)
        seen, used = seen.filter(device__serial__in=serials), used.filter(device__serial__in=serials)
    ended = dict(used.values_list("device__serial").annotate(Max("ended_at")))
    used_until = {serial: localdate(at) for serial, at in ended.items()}
    by_serial: dict[str, list[Certified]] = defaultdict(list)
    fingerprints = set()
    fields = ("fingerprint", "serial", "kept_at", "disk_serial", "erased_on", "result")
    rows = kept.values_list(*fields)
    for fingerprint, serial, kept_at, *facts in rows.iterator(chunk_size=10_000):
        fingerprints.add(fingerprint)
        certified, until = Certified(*facts), ended.get(serial)
        is_new = until is None or (kept_at is not None and kept_at > until)
        if is_new and still_counts(certified, used_until.get(serial)):
            by_serial[serial].append(certified)
    disks: dict[str, set[str]] = defaultdict(set)
    for serial, disk in seen.values_list("device__serial", "serial"):
        disks[serial].add(disk)
    return Held(by_serial, frozenset(fingerprints), disks, used_until)


def donor_named(name: str) -> Donor | None:
    """The donor of that name, in any case."""
    return Donor.objects.filter(name__iexact=name).first()


def lot_named(reference: str) -> Lot | None:
    return Lot.objects.select_related("donor").filter(reference=reference).first()


# --- pages -------------------------------------------------------------------------------------------------------


def is_counted_blind(user: User, place: Place | None) -> bool:
    """Whether the machines of the place stay hidden from this person, because somebody counts them."""
    return place is not None and place in counted_blind(user, place)


SORTS = {
    "serial": ("serial",),
    "model": ("brand", "model", "serial"),
    "state": ("state", "serial"),
    "lot": ("lot__reference", "serial"),
    "age": ("in_service_on?", "serial"),
}


def sort_of(chosen: dict) -> tuple[str, ...]:
    """The order that somebody chose, as keys of a page."""
    return SORTS.get(chosen.get("sort", ""), SORTS["serial"])


def devices_shown(user: User, chosen: dict) -> QuerySet[Device]:
    """The machines that this person sees, narrowed and sorted as the filters say."""
    devices = Device.objects.visible_to(user).select_related("lot")
    if chosen.get("state") not in (Device.State.WITHDRAWN, Device.State.MERGED):
        devices = devices.entered()
    if is_counted_blind(user, chosen.get("stands_in")):
        return devices.none()
    for field in ("state", "category", "erasure", "lot", "stands_in"):
        if chosen.get(field):
            devices = devices.filter(**{field: chosen[field]})
    if flag := chosen.get("flag"):
        held = Q(blocking_flags__contains=flag) | Q(bench_flags__contains=flag)
        devices = devices.blocked().filter(held | ~Q(held_because="") if flag == Flag.TO_INVESTIGATE else held)
    if words := chosen.get("q"):
        devices = with_number(devices, words)
    return devices.order_by(*ordering(sort_of(chosen)))


ENTERED = ~Q(devices__state__in=(Device.State.WITHDRAWN, Device.State.MERGED))
CERTIFIED = ENTERED & ~Q(devices__erasure=Device.Erasure.UNKNOWN)
FAILED = ENTERED & Q(devices__erasure=Device.Erasure.FAILED)
BLOCKED = ENTERED & (~Q(devices__blocking_flags="") | ~Q(devices__bench_flags="") | ~Q(devices__held_because=""))


def lots_with_coverage(user: User) -> QuerySet[Lot]:
    """The lots that this person sees, each with its machines counted: in all, certified, failed, ready, gone.

    Not those that hold nothing, since everything was rejected or taken back.
    """
    here = Device.objects.filter(lot=OuterRef("pk"))
    return (
        Lot.objects.visible_to(user)
        .select_related("donor", "donation")
        .filter(Exists(here.entered()))
        .annotate(
            machines=Count("devices", filter=ENTERED),
            certified=Count("devices", filter=CERTIFIED),
            failed=Count("devices", filter=FAILED),
            blocked=Count("devices", filter=BLOCKED),
            ready=Count("devices", filter=Q(devices__state=Device.State.READY)),
            promised=Count("devices", filter=Q(devices__state=Device.State.RESERVED)),
            given=Count("devices", filter=Q(devices__state=Device.State.HANDED_OVER)),
        )
        .order_by("-received_on", "reference")
    )


def categories_of(lot: Lot) -> list[tuple[str, int]]:
    """How many machines of each kind a lot has."""
    counts = dict(lot.devices.entered().order_by().values_list("category").annotate(Count("pk")))
    return [(label, counts[value]) for value, label in Device.Category.choices if value in counts]


def coverage_of(user: User) -> dict[str, int]:
    """How far the certificates go for the machines that this person sees, and how many wait for their machine."""
    found = (
        Device.objects.visible_to(user)
        .entered()
        .aggregate(
            machines=Count("pk"),
            certified=Count("pk", filter=~Q(erasure=Device.Erasure.UNKNOWN)),
            failed=Count("pk", filter=Q(erasure=Device.Erasure.FAILED)),
            removed=Count("pk", filter=Q(erasure=Device.Erasure.DISK_REMOVED)),
            without=Count("pk", filter=Q(erasure=Device.Erasure.UNKNOWN)),
        )
    )
    return found | {"orphans": orphan_certificates(user).count()}


def orphan_certificates(user: User) -> QuerySet[ErasureCertificate]:
    """Certificates whose machine is not in the stock: nobody's yet, so that a donor sees none."""
    orphans = ErasureCertificate.objects.filter(device=None)
    return orphans if user.has_role(*STOCK_READERS) else orphans.none()


def files_shown() -> QuerySet[StockFile]:
    return StockFile.objects.select_related("document", "rejected", "uploaded_by")


def rows_shown(file: StockFile, verdict: str, remark: str) -> QuerySet[FileRow]:
    """The rows of a file, or those with one verdict, with one remark."""
    rows = file.rows.filter(verdict=verdict) if verdict else file.rows.all()
    return rows.filter(codes__contains=f" {remark} ") if remark else rows


def with_corrections(file: StockFile, rows: Iterable[FileRow]) -> list[FileRow]:
    """Rows of a page, each with what somebody typed in it: what the file says, and what was typed."""
    shown = list(rows)
    typed = {one.number: one for one in file.corrections.filter(number__in=[row.number for row in shown])}
    for row in shown:
        one = typed.get(row.number)
        row.typed = [(LABELS[field], one.before[field], text) for field, text in one.values.items()] if one else []
    return shown
