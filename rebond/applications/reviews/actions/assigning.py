"""Asking people to read files: by hand, by the table of rules, by a draw that anybody can repeat."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.agreement import READERS
from rebond.applications.reviews.models import Assignment, AssignmentRule, Declaration, Draw
from rebond.applications.reviews.queries import readers
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed


@deed
def assign(
    *, applications: Collection[Application], reader: User, source: str = Assignment.Source.HAND, by: User, at: datetime
) -> list[Application]:
    """Ask somebody to read files; those that they recused themselves from are left out. Return the files assigned."""
    recused = pairs(Declaration.objects.recusals().filter(person=reader))
    taken = pairs(Assignment.objects.filter(reader=reader), "reader_id")
    asked = [one for one in applications if (one.pk, reader.pk) not in recused | taken]
    Assignment.objects.bulk_create(
        Assignment(application=one, reader=reader, source=source, assigned_by=by, assigned_at=at) for one in asked
    )
    if asked:
        record("files_assigned", of=reader, by=by, at=at, files=[one.reference for one in asked], source=source)
    return asked


@deed
def unassign(*, assignment: Assignment, by: User, at: datetime) -> None:
    """Ask that person no more."""
    record("file_unassigned", of=assignment.application, by=by, at=at, reader=str(assignment.reader_id))
    assignment.delete()


@deed
def add_rule(*, group: str, value: str, reader: User, by: User, at: datetime) -> AssignmentRule:
    """These themes, or these districts, go to this person from now on."""
    rule, new = AssignmentRule.objects.get_or_create(group=group, value=value, reader=reader)
    if new:
        record("assignment_rule_added", of=rule, by=by, at=at, group=group, value=value, reader=str(reader.pk))
    return rule


@deed
def remove_rule(*, rule: AssignmentRule, by: User, at: datetime) -> None:
    record("assignment_rule_removed", of=rule, by=by, at=at, group=rule.group, value=rule.value)
    rule.delete()


@deed
def apply_rules(*, wave: Wave, by: User, at: datetime) -> int:
    """Assign the files of a wave as the table says. Return how many assignments were made."""
    files = list(files_to_assign(wave))
    made = 0
    for rule in AssignmentRule.objects.select_related("reader"):
        chosen = [one for one in files if group_of(one, rule.group) == rule.value]
        made += len(assign(applications=chosen, reader=rule.reader, source=Assignment.Source.RULE, by=by, at=at))
    return made


@deed
def draw_readers(*, wave: Wave, seed: str, by: User, at: datetime) -> Draw:
    """Draw the readers that the files of a wave still lack, so that all have about as many.

    Files come in the order of a hash of the seed; each goes to whoever has fewest, equals in the order of another
    hash, never to somebody who is recused. The same seed, files and readers give the same draw.
    """
    files, people = list(files_to_assign(wave)), list(readers())
    recused = pairs(Declaration.objects.recusals().filter(application__wave=wave))
    assigned = pairs(Assignment.objects.filter(application__wave=wave), "reader_id")
    drawn = drawing(seed, files, people, recused, assigned)
    Assignment.objects.bulk_create(
        Assignment(application_id=file, reader_id=person, source=Assignment.Source.DRAW, assigned_by=by, assigned_at=at)
        for file, person in drawn
    )
    draw = Draw.objects.create(wave=wave, seed=seed, files=len(drawn), drawn_by=by, drawn_at=at)
    record("readers_drawn", of=wave, by=by, at=at, seed=seed, assignments=len(drawn))
    return draw


Pair = tuple[UUID, UUID]


def drawing(
    seed: str, files: Sequence[Application], people: Sequence[User], recused: set[Pair], assigned: set[Pair]
) -> list[Pair]:
    """The assignments that a draw adds. Pure: it depends on what it is given alone."""
    load = {person.pk: sum(reader == person.pk for _, reader in assigned) for person in people}
    drawn: list[Pair] = []
    for file in sorted(files, key=lambda one: lot(seed, one.reference)):
        has = {reader for one, reader in assigned if one == file.pk}
        free = [one.pk for one in people if one.pk not in has and (file.pk, one.pk) not in recused]
        free.sort(key=lambda person: (load[person], lot(seed, file.reference, str(person))))
        for person in free[: max(0, READERS - len(has))]:
            load[person] += 1
            drawn.append((file.pk, person))
    return drawn


def lot(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


def pairs(rows: Iterable, person: str = "person_id") -> set[Pair]:
    return {(row.application_id, getattr(row, person)) for row in rows}


def files_to_assign(wave: Wave):
    return Application.objects.live().filter(wave=wave).select_related("association").order_by("reference")


def group_of(application: Application, group: str) -> str:
    if group == AssignmentRule.Group.THEME:
        return application.answers.get("theme") or ""
    return application.association.district_code
