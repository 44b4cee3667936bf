"""`rebond compare_scenarios VAGUE`: the published rule and the scenarios of a wave side by side."""

from pathlib import Path

from django.http import QueryDict

from rebond.safeguards.clock import today
from rebond.spreadsheets import write_csv, write_sheets
from rebond.tenancy.commands import CityCommand, Nonsense
from rebond.waves.commands import scenario_named, wave_named
from rebond.waves.scenarios.note import render_committee_note
from rebond.waves.scenarios.studio import Studio, studio_of
from rebond.waves.scenarios.workbook import (
    associations_header,
    associations_rows,
    measures_header,
    measures_rows,
    units_header,
    units_rows,
)


class Command(CityCommand):
    help = "Compare la règle publiée d’une vague et ses scénarios : mesures, qui gagne, qui perd."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE")
        parser.add_argument("--scenario", action="append", metavar="NOM", help="trois au plus (sinon : les premiers)")
        for name in ("csv", "xlsx", "pdf"):
            parser.add_argument(f"--{name}", metavar="FICHIER")

    def act(self, **options):
        studio = self.studio(options)
        comparison = studio.comparison
        if not comparison.columns:
            raise Nonsense(f"« {studio.wave} » n’a pas de candidature recevable avec des points : rien à comparer.")
        width = max(len(str(line.measure.label)) for line in comparison.lines)
        columns = [max(12, len(column.candidate.name)) for column in comparison.columns]
        self.line("", [column.candidate.name for column in comparison.columns], width, columns)
        for line in comparison.lines:
            self.line(str(line.measure.label), [cell.text for cell in line.cells], width, columns)
        self.line("Gagnent, perdent", [f"{one.gains}, {one.losses}" for one in comparison.columns], width, columns)
        self.write_files(studio, options)

    def studio(self, options) -> Studio:
        wave = wave_named(options["wave"])
        asked = QueryDict(mutable=True)
        if options["scenario"]:
            asked.setlist("compare", ["rule", *(str(scenario_named(wave, one).pk) for one in options["scenario"])])
        return studio_of(wave, asked)

    def line(self, title: str, cells: list[str], width: int, columns: list[int]) -> None:
        shown = "  ".join(cell.rjust(column) for cell, column in zip(cells, columns, strict=True))
        self.stdout.write(f"{title.ljust(width)}  {shown}".rstrip())

    def write_files(self, studio: Studio, options) -> None:
        comparison = studio.comparison
        associations = ("Associations", associations_header(comparison), associations_rows(comparison.rows))
        measures = ("Mesures", measures_header(comparison), measures_rows(comparison))
        name = ""
        try:
            if name := options["csv"]:
                write_csv(name, units_header(comparison), units_rows(comparison.rows))
            if name := options["xlsx"]:
                write_sheets(name, [associations, measures])
            if name := options["pdf"]:
                Path(name).write_bytes(render_committee_note(studio, day=today()))
        except OSError as error:
            raise Nonsense(f"Impossible d’écrire dans {name} : {error.strerror or error}.") from error
