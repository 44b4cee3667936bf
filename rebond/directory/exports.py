"""The directory as a file: the columns, one row per association."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rebond.applications.questions import PUBLICS, THEMES
from rebond.directory.queries import Reach, applications_by_association
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
    """One row per association, read as they are written."""
    for chunk in chunks(associations):
        applications = applications_by_association(chunk)
        for one in chunk:
            yield [
                one.name, one.short_name, one.rna, one.siren, one.siret, one.address, one.postal_code,
                one.district_code, one.town, str(THEMES.get(one.theme, one.theme)),
                ", ".join(str(PUBLICS.get(public, public)) for public in one.publics), one.purpose,
                one.founded_in or "", one.get_register_state_display(), one.ended_on or "", one.website,
                applications.get(one.pk, 0),
            ]  # fmt: skip


def chunks(associations: QuerySet[Association]) -> Iterator[list[Association]]:
    chunk: list[Association] = []
    for one in associations.iterator(chunk_size=CHUNK):
        chunk.append(one)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def reach_header() -> list[str]:
    return [
        _("Code"),
        _("Arrondissement ou activité"),
        _("Associations"),
        _("Ont candidaté"),
        _("Jamais"),
        _("Part (%)"),
    ]


def reach_rows(lines: list[Reach]) -> Iterator[list[Value]]:
    for one in lines:
        yield [one.code, one.name or _("Non renseigné"), one.associations, one.applied, one.never, one.percent]
