"""The note for the committee: a comparison on paper, with room for what is decided."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rebond.documents.pdf import render_pdf
from rebond.interface.templatetags.interface import date_long, number, signed
from rebond.waves.scenarios.studio import Studio


def render_committee_note(studio: Studio, *, day: date) -> bytes:
    """The note as PDF; its words come in the reader's language."""
    return render_pdf("waves/studio/note.typ", note_of(studio, day=day))


def note_of(studio: Studio, *, day: date) -> dict[str, Any]:
    """What the note says, as plain data."""
    wave, columns = studio.wave, studio.comparison.columns
    rows = sorted((row for row in studio.comparison.rows if row.changes), key=lambda row: -row.largest_change)
    return {
        "day": day.isoformat(),
        "day_in_words": date_long(day),
        "reference": f"{wave.slug}",
        "city": wave.city.name,
        "programme": wave.programme.title,
        "title": _("Note pour la commission"),
        "lead": _("%(wave)s : %(stock)s ordinateurs, %(n)s candidatures recevables.")
        % {"wave": wave.name, "stock": number(wave.stock), "n": number(len(studio.entries))},
        "columns": [column.candidate.name for column in columns],
        "rules_title": _("Les règles comparées"),
        "rules": [
            [terms[0].label, *(term.text for term in terms)]
            for terms in zip(*(column.terms for column in columns), strict=True)
        ],
        "measures_title": _("Ce qu’elles donnent"),
        "measures": [
            [str(line.measure.label), *(" · ".join(filter(None, (cell.text, cell.note))) for cell in line.cells)]
            for line in studio.comparison.lines
        ],
        "changes_title": _("Qui gagne, qui perd"),
        "changes_lead": _("Par rapport à « %(name)s ». Les associations absentes reçoivent le même nombre partout.")
        % {"name": columns[0].candidate.name},
        "nobody": _("Personne : toutes les colonnes donnent le même nombre à chaque association."),
        "association": _("Association"),
        "measure": _("Mesure"),
        "rule": _("Règle"),
        "changes": [
            [
                row.entry.association,
                number(row.cells[0].units),
                *(f"{number(cell.units)} ({signed(cell.change)})" if cell.change else "=" for cell in row.cells[1:]),
            ]
            for row in rows
        ],
        "words_title": _("Ce que veulent dire ces mesures"),
        "words": [[str(line.measure.label), str(line.measure.definition)] for line in studio.comparison.lines],
        "checked": _(
            "Chaque colonne est calculée par la même règle publique : à candidatures égales, un seul résultat est "
            "possible. Le procès-verbal publié se vérifie sur n’importe quel ordinateur."
        ),
        "decision": _("Décision de la commission"),
        "signature": _("Date et signatures"),
        "page_reference": _("Référence"),
    }
