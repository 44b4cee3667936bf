"""Stating that receipts may be issued, preparing papers, declaring what machines are worth."""

from datetime import datetime
from decimal import Decimal

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.handovers.donor_papers.gifts import gifts_of
from rebond.handovers.donor_papers.models import DonorPaper, ReceiptStatement
from rebond.handovers.donor_papers.papers import facts_of, render_paper
from rebond.journal.actions import record
from rebond.organisations.models import Association, Donor
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.stock.models import Device, Lot


class AlreadyStated(Exception):
    """The association states it already."""


class NotStated(Exception):
    """The association does not state that it may issue receipts."""


class NothingGiven(Exception):
    """The association kept nothing of that donor's gifts of that year."""


@deed
def state_receipts(
    *, association: Association, ground: str, precision: str = "", by: User, at: datetime
) -> ReceiptStatement:
    """Its manager states that the association may issue receipts of company gifts. Raises AlreadyStated."""
    lock_objects(association)
    require(not standing_statement(association), AlreadyStated)
    statement = ReceiptStatement.objects.create(
        association=association, ground=ground, precision=precision, stated_by=by, stated_at=at
    )
    record("receipts_stated", of=association, by=by, at=at, ground=ground)
    return statement


@deed
def revoke_receipts(*, association: Association, by: User, at: datetime) -> None:
    """Take the statement back: no further receipt is prepared. Raises NotStated."""
    standing = ReceiptStatement.objects.filter(association=association, revoked_at=None)
    require(standing.update(revoked_at=at, revoked_by=by), NotStated)
    record("receipts_revoked", of=association, by=by, at=at)


def standing_statement(association: Association) -> ReceiptStatement | None:
    return ReceiptStatement.objects.filter(association=association, revoked_at=None).first()


@deed
def prepare_paper(
    *, kind: str, donor: Donor, association: Association, year: int, by: User, at: datetime
) -> DonorPaper:
    """Prepare a paper of a year's gifts; the last version serves again while it says the same.

    Raises NothingGiven; NotStated for a receipt.
    """
    lock_objects(association, donor)
    statement = standing_statement(association)
    require(kind != DonorPaper.Kind.RECEIPT or statement, NotStated)
    gift = next(iter(gifts_of(donor, association=association, year=year)), None)
    require(gift, NothingGiven)
    facts = facts_of(kind, gift, statement if kind == DonorPaper.Kind.RECEIPT else None)
    same = DonorPaper.objects.filter(kind=kind, donor=donor, association=association, year=year)
    last = same.order_by("-version").first()
    if last is not None and last.facts == facts:
        return last
    version = last.version + 1 if last else 1
    paper = DonorPaper(
        kind=kind,
        donor=donor,
        association=association,
        year=year,
        version=version,
        facts=facts,
        prepared_by=by,
        prepared_at=at,
    )
    content = render_paper(facts, version)
    paper.document = store_document(name=f"{paper.name}.pdf", content=content, content_type="application/pdf", at=at)
    paper.save(force_insert=True)
    record("donor_paper_prepared", of=paper, by=by, at=at, kind=kind, year=year, version=version)
    return paper


@deed
def declare_value(*, lot: Lot, brand: str, model: str, value: Decimal, by: User, at: datetime) -> int:
    """Write what the donor declares one machine of a model of a lot to be worth, in euros.

    Returns of how many machines. Papers that were prepared before stay as they are.
    """
    alike = Device.objects.entered().filter(lot=lot, brand=brand, model=model)
    count = alike.update(residual_value=value)
    record("value_declared", of=lot, by=by, at=at, brand=brand, model=model, value=str(value), machines=count)
    return count
