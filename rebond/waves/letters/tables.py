"""The letters as a table, one line for each version."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rebond.interface.templatetags.interface import moment
from rebond.spreadsheets import Value
from rebond.waves.letters.models import DecisionLetter
from rebond.waves.letters.queries import Row, rows_of

AT_ONCE = 200


def header() -> list[str]:
    return [
        _("Référence"),
        _("Association"),
        _("Décision"),
        _("Version"),
        _("État"),
        _("Courriel"),
        _("Écrite le"),
        _("Version du texte de la ville"),
        _("Motif de la correction"),
        _("Empreinte du fichier (SHA-256)"),
    ]


def rows(letters: QuerySet[DecisionLetter]) -> Iterator[Sequence[Value]]:
    """As the list shows them, read two hundred at a time."""
    keys = list(letters.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        for row in rows_of(letters.filter(pk__in=keys[start : start + AT_ONCE])):
            yield cells(row)


def cells(row: Row) -> list[Value]:
    letter = row.letter
    return [
        letter.application.reference,
        letter.application.association.name,
        letter.get_kind_display(),
        letter.version,
        letter.get_state_display(),
        row.delivery,
        moment(letter.written_at),
        letter.text_version,
        letter.correction,
        letter.document.sha256,
    ]
