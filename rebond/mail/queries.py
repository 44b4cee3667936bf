"""What the page of e-mails shows."""

from rebond.mail.models import Mail, MailQuerySet


def listed_mails(*, state: str = "", to: str = "") -> MailQuerySet:
    """The city's e-mails, latest first, in one state and to an address where asked."""
    found = Mail.objects.all()
    if state:
        found = found.filter(state=state)
    if to:
        found = found.filter(to__icontains=to)
    return found
