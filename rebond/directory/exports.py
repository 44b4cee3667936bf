"""The directory as a file: the columns, one row per association."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rebond.applications.questions import PUBLICS, THEMES
from rebond.directory.queries import Reach, with_applications
from rebond.organisations.models import Association
from rebond.spreadsheets import Value

CHUNK = 500


def header() -> list[str]:
    return [
        _("Association"), _("Nom court"), _("RNA"), _("SIREN"), _("SIRET"), _("Adresse"), _("Code postal"),
        _("Arrondissement"), _("Commune"), _("Activité"), _("Publics"), _("Objet"), _("Année de création"),
        _("État au registre"), _("Dissoute le"), _("Site web"), _("Candidatures"),
    ]  # fmt: skip


def rows(associations: QuerySet[Association]) -> Iterator[list[Value]]:
    """One row per association, read as they are written; the query is made here, while the city is known."""
    return map(row_of, with_applications(associations).iterator(chunk_size=CHUNK))


def row_of(one: Association) -> list[Value]:
    return [
        one.name, one.short_name, one.rna, one.siren, one.siret, one.address, one.postal_code,
        one.district_code, one.town, str(THEMES.get(one.theme, one.theme)),
        ", ".join(str(PUBLICS.get(public, public)) for public in one.publics), one.purpose,
        one.founded_in or "", one.get_register_state_display(), one.ended_on or "", one.website,
        one.times_applied,
    ]  # fmt: skip


def reach_header() -> list[str]:
    return [
        _("Code"),
        _("Arrondissement ou activité"),
        _("Associations"),
        _("Contactées"),
        _("Ont candidaté"),
        _("Jamais"),
        _("Part (%)"),
    ]


def reach_rows(lines: list[Reach]) -> Iterator[list[Value]]:
    for one in lines:
        yield [
            one.code,
            one.name or _("Non renseigné"),
            one.associations,
            one.invited,
            one.applied,
            one.never,
            one.percent,
        ]
