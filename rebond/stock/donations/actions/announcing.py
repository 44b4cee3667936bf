"""Writing a donation, announcing it, taking it back. Nothing of the stock changes by any of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.stock.donations import notices
from rebond.stock.donations.models import AnnouncedFile, AnnouncedLine, Donation
from rebond.stock.numbering import next_number
from rebond.tenancy.scope import current_city

OFFERS_AN_HOUR = 5  # from one place, or for one e-mail address
OFFERS_A_DAY = 100  # in a city
KEEP_REFUSED = timedelta(days=365)


class LinesClosed(Exception):
    """The donation was answered or taken back: what it announces no longer changes."""


class NothingAnnounced(Exception):
    """A donation announces something: a line at least, and no file that is still being read."""


class AlreadyAnnounced(Exception):
    """A file of the donation announces the same serial number; `serials` names them."""

    def __init__(self, serials: list[str]):
        super().__init__(", ".join(serials))
        self.serials = serials


class TooManyOffers(Exception):
    """Enough offers came from there, or in this city, for now."""


def held_open(donation: Donation) -> Donation:
    """The donation as it stands, nobody else changing it. Raises LinesClosed."""
    lock_objects(donation)
    donation.refresh_from_db()
    require(donation.is_open, LinesClosed)
    return donation


# --- writing -----------------------------------------------------------------------------------------------------


@deed
def start_donation(*, donor: Donor | None, by: User, at: datetime, **facts: Any) -> Donation:
    """Begin a donation for a donor, which only the donor and the officers see before it is announced."""
    donation = Donation.objects.create(donor=donor, by=by, at=at, moved_by=by, moved_at=at, **facts)
    record("donation_started", of=donation, by=by, at=at)
    return donation


@deed
def change_donation(*, donation: Donation, seen: int, by: User, at: datetime, **facts: Any) -> None:
    """Change what is said of a donation before it is answered. Raises LinesClosed, EditedMeanwhile."""
    held_open(donation)
    donation.save_version(seen, **facts)
    record("donation_changed", of=donation, by=by, at=at, fields=sorted(facts))


@deed
def write_lines(*, donation: Donation, lines: Sequence[dict], seen: int, by: User, at: datetime) -> None:
    """Put these lines in the place of those that were typed before; what files announced stays.

    Raises LinesClosed, EditedMeanwhile, AlreadyAnnounced.
    """
    held_open(donation)
    donation.save_version(seen)
    typed = [line["serial"] for line in lines if line["serial"]]
    twice = list(donation.lines.exclude(file=None).filter(serial__in=typed).values_list("serial", flat=True))
    require(not twice, AlreadyAnnounced(twice))
    donation.lines.filter(file=None).delete()
    add_lines(donation, lines)
    record("donation_lines_written", of=donation, by=by, at=at, lines=len(lines))


def add_lines(donation: Donation, lines: Sequence[dict]) -> None:
    AnnouncedLine.objects.bulk_create(
        AnnouncedLine(donation=donation, position=place, **line) for place, line in enumerate(lines, start=1)
    )


# --- announcing --------------------------------------------------------------------------------------------------


@deed
def announce_donation(*, donation: Donation, by: User, at: datetime) -> Donation:
    """Tell the city: the donation gets its reference, and its contact a mail with a page to follow it on.

    Raises LinesClosed, NothingAnnounced, MoveNotAllowed, SomebodyElseWasFirst.
    """
    held_open(donation)
    require(donation.lines.exists() and not donation.files.filter(state__in=AnnouncedFile.UNREAD), NothingAnnounced)
    return announced(donation, by=by, at=at)


@deed
def offer_donation(*, lines: Sequence[dict], address: str, at: datetime, **facts: Any) -> Donation:
    """Announce a donation without an account: an officer says later which donor it is.

    `address` is where the form came from: a keyed hash of it is kept for a day.
    Raises TooManyOffers.
    """
    lock_objects(current_city())
    sender = salted_hmac(f"donations.sender.{localdate(at)}", address).hexdigest()
    offers = Donation.objects.filter(by=None)
    lately = offers.filter(at__gt=at - timedelta(hours=1))
    require(lately.filter(sender=sender).count() < OFFERS_AN_HOUR, TooManyOffers)
    require(lately.filter(contact_email__iexact=facts["contact_email"]).count() < OFFERS_AN_HOUR, TooManyOffers)
    require(offers.filter(at__gt=at - timedelta(days=1)).count() < OFFERS_A_DAY, TooManyOffers)
    donation = Donation.objects.create(sender=sender, at=at, **facts)
    add_lines(donation, lines)
    return announced(donation, by=None, at=at)


def announced(donation: Donation, *, by: User | None, at: datetime) -> Donation:
    reference = next_number("DON", at, Donation.objects.all(), field="reference")
    move(donation, Donation.State.ANNOUNCED, reference=reference, announced_at=at, moved_by=by, moved_at=at)
    record("donation_announced", of=donation, by=by, at=at, reference=reference)
    notices.donation_announced(donation, at=at)
    return donation


# --- taking back -------------------------------------------------------------------------------------------------


@deed
def withdraw_donation(*, donation: Donation, reason: str, by: User | None, at: datetime) -> None:
    """Take a donation back before it is answered; it keeps its reference. Nobody signs: the company did, by its page.

    Raises LinesClosed, SomebodyElseWasFirst.
    """
    held_open(donation)
    move(donation, Donation.State.WITHDRAWN, reason=reason, moved_by=by, moved_at=at)
    record("donation_withdrawn", of=donation, by=by, at=at)
    if donation.reference:
        notices.donation_withdrawn(donation, at=at)


def forget_refused_offers(*, at: datetime) -> None:
    """Forget where an offer without account came from after a day, and whom to reach about it a year after it came to
    nothing."""
    Donation.objects.exclude(sender="").filter(at__lt=at - timedelta(days=1)).update(sender="")
    ended = Donation.objects.filter(
        by=None, state__in=(Donation.State.DECLINED, Donation.State.WITHDRAWN), moved_at__lt=at - KEEP_REFUSED
    )
    ended.exclude(contact_name="").update(contact_name="", contact_email="", contact_phone="", remarks="")
