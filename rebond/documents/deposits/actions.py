"""What becomes of a deposit: a document, a refusal, or nothing any more."""

from datetime import datetime
from pathlib import PurePath

from rebond.documents.actions import store_document
from rebond.documents.deposits.models import Deposit
from rebond.documents.deposits.signals import deposit_settled
from rebond.documents.inspection import CLEANED
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move


@deed
def accept_deposit(*, deposit: Deposit, content: bytes, kind: str, at: datetime) -> None:
    """What was written anew becomes the document. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    content_type, ending = CLEANED[kind]
    document = store_document(
        name=PurePath(deposit.name).stem[:190] + ending, content=content, content_type=content_type, at=at
    )
    move(deposit, Deposit.State.CLEAN, document=document, settled_at=at)
    record("file_written_anew", of=deposit, by=None, at=at, size=len(content))
    deposit_settled.send(Deposit, deposit=deposit, at=at)


@deed
def refuse_deposit(*, deposit: Deposit, refusal: str, at: datetime) -> None:
    """The file is not taken; its bytes go away within hours. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(deposit, Deposit.State.REFUSED, refusal=refusal, settled_at=at)
    record("file_refused", of=deposit, by=None, at=at, refusal=refusal)
    deposit_settled.send(Deposit, deposit=deposit, at=at)


@deed
def forget_deposit(*, deposit: Deposit) -> None:
    """Delete a deposit and its document, once its owner points to it no more; the sweeps remove the bytes."""
    lock_objects(deposit)
    deposit.refresh_from_db()  # it may have become a document meanwhile
    document = deposit.document
    deposit.delete()
    if document is not None:
        document.delete()
