"""Reads of the review."""

from uuid import UUID

from django.db.models import QuerySet

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.models import Declaration


def recused_files(user: User | None) -> frozenset[UUID]:
    """The applications that a person must not see; none for nobody."""
    if user is None:
        return frozenset()
    rows = Declaration.objects.recusals().filter(person=user)
    return frozenset(rows.values_list("application_id", flat=True))


def declarations_on(application: Application) -> QuerySet[Declaration]:
    """What people declared before opening a file."""
    return application.declarations.select_related("person", "lifted_by").order_by("declared_at")
