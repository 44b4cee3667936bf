"""How a lot comes in: under which law, for which announcement, and the note that both sides sign at the door."""

from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.donations.models import Donation, IntakeNote
from rebond.stock.donations.regimes import RegimeRefused, why_not_under
from rebond.stock.intake.papers import Signed, facts_of, render_note
from rebond.stock.models import Device, Lot
from rebond.stock.numbering import next_number
from rebond.tenancy.scope import current_city


class OtherDonor(Exception):
    """The announcement is another donor's, or was not accepted."""


class SignedTooSoon(Exception):
    """The day of the signature is before the lot came, or still to come."""


class NoteReplaced(Exception):
    """Somebody else has recorded a note of this lot since the page was opened."""


class ReasonNeeded(Exception):
    """A note that takes the place of another one says why."""


@deed
def settle_lot(
    *, lot: Lot, seen: int, regime: str, donation: Donation | None, received_on: date, by: User, at: datetime
) -> None:
    """Say under which law a lot comes in, which announcement it answers, and when it came.

    Once a machine of the lot has gone to an association, its regime stays. Raises RegimeRefused, OtherDonor,
    EditedMeanwhile.
    """
    lock_objects(lot)
    lot.refresh_from_db()
    if donation is not None and donation != lot.donation:
        answers = donation.donor_id == lot.donor_id and donation.state in (
            Donation.State.ACCEPTED,
            Donation.State.CLOSED,
        )
        require(answers, OtherDonor)
    if regime != lot.regime:
        refusal = why_regime_refused(lot, regime)
        require(not refusal, RegimeRefused(refusal))
    lot.save_version(seen, regime=regime, donation=donation, received_on=received_on)
    record("lot_settled", of=lot, by=by, at=at, regime=regime, donation=str(donation.pk) if donation else "")


def why_regime_refused(lot: Lot, regime: str) -> str:
    """Why the law of a lot cannot become that one, in a sentence; empty when it can."""
    left = lot.devices.filter(state__in=Device.PROMISED).order_by("serial").first()
    if left is not None:
        sentence = _("Le régime de ce lot ne change plus\u00a0: %(serial)s est promise ou remise à une association.")
        return sentence % {"serial": left.serial}
    return why_not_under(regime, lot.donor)


# --- the note ----------------------------------------------------------------------------------------------------


@deed
def sign_note(
    *, lot: Lot, seen: IntakeNote | None, signed: Signed, why: str = "", by: User, at: datetime
) -> IntakeNote:
    """Record the note that both sides signed, with what the lot holds now; it is stored as it is, with its number.

    `seen` is the note that was there when the page was opened: the new one takes its place, and says `why`.

    Raises SignedTooSoon, NoteReplaced, ReasonNeeded.
    """
    lock_objects(current_city(), lot)
    lot.refresh_from_db()
    current = lot.intake_notes.filter(is_current=True).first()
    require(current == seen, NoteReplaced)
    require(current is None or why, ReasonNeeded)
    require(lot.received_on <= signed.on <= localdate(at), SignedTooSoon)
    number = next_number("BE", at, IntakeNote.objects.all())
    facts = facts_of(lot)
    paper = render_note(lot, facts, number=number, signed=signed, replaces=current)
    if current is not None:
        IntakeNote.objects.filter(pk=current.pk).update(is_current=False)
    note = IntakeNote.objects.create(
        lot=lot,
        number=number,
        delivered_by=signed.delivered_by,
        delivered_role=signed.delivered_role,
        received_by=signed.received_by,
        signed_on=signed.on,
        remarks=signed.remarks,
        machines=facts.machines,
        accessories=facts.accessories,
        document=store_document(name=f"{number}.pdf", content=paper, content_type="application/pdf", at=at),
        replaces=current,
        why=why if current else "",
        by=by,
        at=at,
    )
    record("intake_note_signed", of=note, by=by, at=at, lot=str(lot.pk), machines=note.machines)
    return note
