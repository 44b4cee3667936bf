"""E-mails of the outbox."""

from datetime import UTC, datetime

from rebond.mail.actions import plan_mail
from rebond.mail.models import Mail
from rebond.tenancy.scope import current_city

MONDAY = datetime(2026, 11, 16, 12, tzinfo=UTC)


def waiting_mail(to: str = "awa@association.example", at: datetime = MONDAY) -> Mail:
    return plan_mail(to=to, subject="Vos machines", body="18 machines vous attendent.", about=current_city(), at=at)


def dead_mail(to: str = "awa@association.example") -> Mail:
    """A mail that ten attempts could not deliver."""
    mail = waiting_mail(to)
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.DEAD, attempts=10, last_error="SMTPException: 550 unknown")
    mail.refresh_from_db()
    return mail
