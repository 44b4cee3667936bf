"""The queue as its page and its files show it: one row per file, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.access import is_committee, reads_blind, runs_the_review
from rebond.applications.reviews.agreement import READERS
from rebond.applications.reviews.blind import veil
from rebond.applications.reviews.deadlines import WARNING, due_on, received_on
from rebond.applications.reviews.seal import Review
from rebond.countries import country
from rebond.countries.country import Country
from rebond.interface.templatetags.interface import date_short
from rebond.spreadsheets import Value
from rebond.tenancy.scope import current_city


@dataclass(frozen=True)
class Row:
    """One file of the queue."""

    application: Application
    due: date | None
    readers: list[User]
    given: int
    missing: str

    def urgency(self, today: date) -> str:
        """ "late" once silence has decided, "soon" in the fortnight before."""
        if self.due is None or today < self.due - WARNING:
            return ""
        return "late" if today > self.due else "soon"


def rows_for(user: User, files: Iterable[Application]) -> Iterator[Row]:
    """Rows as this person may read them: names hidden in a blind wave. They may be written once the page is gone."""
    here = country(current_city().country)
    return (row_of(one, user, here) for one in files)


def row_of(file: Application, user: User, here: Country) -> Row:
    readers = [assignment.reader for assignment in file.assignments.all()]
    shown = veil(file) if reads_blind(user, file.wave) else file
    review = Review(file, file.counting)
    return Row(shown, due_on(file, here), readers, len(review.readings), missing_in(review, readers, user))


def missing_in(review: Review, readers: list[User], user: User) -> str:
    """The next thing that a file of the queue waits for, as this person sees it."""
    file, given = review.application, len(review.readings)
    if is_committee(user) and not file.has_declared:
        return _("Votre déclaration de lien")
    if file.asked_until:
        return _("Des compléments, attendus le %(day)s") % {"day": date_short(file.asked_until)}
    if file.to_check and runs_the_review(user):
        return _("La relecture des compléments")
    if file.settled:
        return _("Rien, notes arrêtées")
    if user in readers and review.of(user) is None:
        return _("Votre lecture")
    if given < READERS:
        return _("Première lecture") if given == 0 else _("Seconde lecture")
    if not review.is_open:
        return _("La clôture de la vague")
    return _("Un accord entre les lectures") if review.is_apart else _("L’arrêt des notes")


def header() -> list[str]:
    return [
        _("Référence"), _("Association"), _("Vague"), _("État"), _("Points"), _("Reçue le"), _("Échéance"),
        _("Lecteurs"), _("Lectures"), _("Ce qui manque"),
    ]  # fmt: skip


def exported(rows: Iterable[Row]) -> Iterator[list[Value]]:
    for row in rows:
        one = row.application
        yield [
            one.reference,
            one.association.name,
            one.wave.name,
            one.get_state_display(),
            one.points,
            received_on(one),
            row.due or "",
            ", ".join(map(str, row.readers)),
            row.given,
            row.missing,
        ]
