"""The list of applications as a file: the columns, one row per application."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.questions import QUESTIONS, answer_text
from rebond.applications.reviews.blind import seen_by
from rebond.spreadsheets import Value


def header() -> list[str]:
    return [
        _("Référence"), _("Numéro d’origine"), _("Vague"), _("Association"), _("RNA"), _("SIREN"), _("SIRET"),
        _("Adresse"), _("Code postal"), _("Arrondissement"), _("État"), _("Points"), _("Ordinateurs demandés"),
        _("Minimum utile"), _("Reçue le"), _("Reçue par"), _("Motif de la décision"),
        *(str(question.label) for question in QUESTIONS.values()),
    ]  # fmt: skip


def rows(applications: QuerySet[Application], user: User) -> Iterator[list[Value]]:
    """One row per application, read as they are written; names are hidden from those who read blind."""
    for one in seen_by(user, applications.iterator(chunk_size=500)):
        association = one.association
        yield [
            one.reference,
            one.source_id,
            one.wave.name,
            association.name,
            association.rna,
            association.siren,
            association.siret,
            association.address,
            association.postal_code,
            association.district_code,
            one.get_state_display(),
            one.points,
            one.requested,
            one.minimum,
            timezone.localtime(one.submitted_at),
            one.get_channel_display(),
            one.override_reason,
            *(
                answer_text(question, one.answers[name]) if one.answers.get(name) not in (None, "", []) else ""
                for name, question in QUESTIONS.items()
            ),
        ]
