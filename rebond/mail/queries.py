"""What the page of e-mails shows."""

from collections.abc import Sequence

from django.db.models import Model, Q

from rebond.mail.models import Mail, MailQuerySet


def listed_mails(*, state: str = "", to: str = "") -> MailQuerySet:
    """The city's e-mails, latest first, in one state and to an address where asked."""
    found = Mail.objects.all()
    if state:
        found = found.filter(state=state)
    if to:
        found = found.filter(to__icontains=to)
    return found


def about(rows: Sequence[Model]) -> Q:
    """The mails that speak of these rows; none for no row."""
    kinds = sorted({row._meta.label_lower for row in rows})
    return Q(about_kind__in=kinds, about_id__in=[str(row.pk) for row in rows])
