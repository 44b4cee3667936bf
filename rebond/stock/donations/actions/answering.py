"""What the city answers to a donation that was announced, and what follows until it is closed."""

from datetime import date, datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.organisations.actions import register_donor
from rebond.organisations.models import Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import MoveNotAllowed, move
from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.donations import notices
from rebond.stock.donations.models import AnnouncedFile, Donation
from rebond.stock.donations.reconciling import open_differences
from rebond.stock.donations.regimes import RegimeRefused, why_not_under
from rebond.stock.importing.actions.columns import remember_columns
from rebond.stock.queries import donor_named


class NotSettled(Exception):
    """Differences between announced and received are open: closing says why."""


class FileUnread(Exception):
    """What is announced is not all there yet."""


def held(donation: Donation) -> Donation:
    """The donation as it stands, nobody else changing it."""
    lock_objects(donation)
    donation.refresh_from_db()
    return donation


@deed
def accept_donation(
    *,
    donation: Donation,
    donor: Donor | None,
    new_donor: str,
    regime: str,
    planned_on: date | None,
    seen: int,
    by: User,
    at: datetime,
) -> None:
    """Say yes, as the donation was read, and under which law; its contact is told, with the day when there is one.

    An offer without account gets its donor: a known one, or a new one of that name; what was said of the columns of its
    files is remembered for the donor's next ones. Raises MoveNotAllowed, SomebodyElseWasFirst, EditedMeanwhile,
    FileUnread, RegimeRefused.
    """
    held(donation)
    require(donation.state == Donation.State.ANNOUNCED, MoveNotAllowed)
    require(not donation.files.filter(state__in=AnnouncedFile.UNREAD), FileUnread)
    require(donation.version == seen, EditedMeanwhile)
    giver = donation.donor or donor or donor_called(new_donor, donation.siren, by=by, at=at)
    refusal = why_not_under(regime, giver)
    require(not refusal, RegimeRefused(refusal))
    if donation.donor is None:
        for file in donation.files.order_by("at"):
            remember_columns(giver, unknown=file.unknown, choices=file.choices)
    said = {"donor": giver, "regime": regime, "planned_on": planned_on}
    move(donation, Donation.State.ACCEPTED, **said, moved_by=by, moved_at=at)
    record("donation_accepted", of=donation, by=by, at=at, donor=str(giver.pk), regime=regime)
    notices.donation_accepted(donation, at=at)


def donor_called(name: str, siren: str, *, by: User, at: datetime) -> Donor:
    """The donor of that name in any case, entered when it is new."""
    return donor_named(name) or register_donor(name=name, siren=siren, by=by, at=at)


@deed
def decline_donation(*, donation: Donation, reason: str, by: User, at: datetime) -> None:
    """Say no, and why: the contact reads it. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    held(donation)
    move(donation, Donation.State.DECLINED, reason=reason, moved_by=by, moved_at=at)
    record("donation_declined", of=donation, by=by, at=at)
    notices.donation_declined(donation, at=at)


@deed
def plan_delivery(*, donation: Donation, planned_on: date, by: User, at: datetime) -> None:
    """Fix the day on which an accepted donation comes, or another one. Raises MoveNotAllowed."""
    held(donation)
    require(donation.state == Donation.State.ACCEPTED, MoveNotAllowed)
    if donation.planned_on == planned_on:
        return
    notice = notices.delivery_moved if donation.planned_on else notices.delivery_planned
    Donation.objects.filter(pk=donation.pk).update(planned_on=planned_on)
    donation.planned_on = planned_on
    record("delivery_planned", of=donation, by=by, at=at, on=planned_on.isoformat())
    notice(donation, at=at)


@deed
def close_donation(*, donation: Donation, reason: str, by: User, at: datetime) -> None:
    """Nothing more is expected. A reason is given while differences between announced and received are open.

    Raises NotSettled, MoveNotAllowed, SomebodyElseWasFirst.
    """
    held(donation)
    require(donation.state != Donation.State.ACCEPTED or reason or not open_differences(donation), NotSettled)
    move(donation, Donation.State.CLOSED, reason=reason, moved_by=by, moved_at=at)
    record("donation_closed", of=donation, by=by, at=at)
    notices.donation_closed(donation, at=at)


@deed
def reopen_donation(*, donation: Donation, by: User, at: datetime) -> None:
    """More comes after all. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    held(donation)
    require(donation.state == Donation.State.CLOSED, MoveNotAllowed)
    move(donation, Donation.State.ACCEPTED, reason="", moved_by=by, moved_at=at)
    record("donation_reopened", of=donation, by=by, at=at)
    notices.donation_reopened(donation, at=at)
