"""Outreach as a file: the list before it leaves, what came of it afterwards."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rebond.directory.outreach.models import Approach
from rebond.directory.outreach.queries import STAGES
from rebond.directory.outreach.rule import EMAIL, LETTER, VERDICTS
from rebond.organisations.models import Association
from rebond.spreadsheets import Value

CHUNK = 500


def listed_header() -> list[str]:
    return [_("Association"), _("RNA"), _("Commune"), _("Ce qui part"), _("Adresse")]


def listed_rows(associations: QuerySet[Association]) -> Iterator[list[Value]]:
    """One row per association on the list; the query is made here, while the city is known."""
    return map(listed_row, associations.iterator(chunk_size=CHUNK))


def listed_row(one: Association) -> list[Value]:
    seat = f"{one.address}, {one.postal_code} {one.town}"
    address = {EMAIL: one.email, LETTER: seat}.get(one.verdict, "")
    return [one.name, one.rna, one.town, str(VERDICTS[one.verdict]), address]


def followed_header() -> list[str]:
    return [
        _("Association"), _("RNA"), _("Par"), _("Adresse électronique"), _("Écrite le"), _("Suite"),
        _("Code utilisé"), _("A un accès"), _("A candidaté"),
    ]  # fmt: skip


def followed_rows(approaches: QuerySet[Approach]) -> Iterator[list[Value]]:
    """One row per message."""
    return map(followed_row, approaches.iterator(chunk_size=CHUNK))


def followed_row(one: Approach) -> list[Value]:
    yes_no = {True: _("oui"), False: _("non")}
    return [
        one.association.name, one.association.rna, str(one.get_channel_display()), one.invitation.email,
        localtime(one.written_at).date(), str(STAGES[one.stage]), yes_no[one.used_code], yes_no[one.has_joined],
        yes_no[one.has_applied],
    ]  # fmt: skip
