"""Mails leave by themselves, whichever city wrote them."""

from rebond.jobs import every
from rebond.mail.delivery import deliver_next
from rebond.safeguards.clock import now
from rebond.tenancy.scope import every_city


@every(seconds=2)
def deliver_mails() -> None:
    with every_city():
        while deliver_next(at=now()):
            pass
