"""`rebond waste_register -o FILE`: the register of waste that went out, as CSV or XLSX."""

from datetime import date
from pathlib import Path

from rebond.countries.france.waste import REGISTER
from rebond.spreadsheets import write_csv, write_xlsx
from rebond.stock.recycling.queries import register, register_row
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable


class Command(CityCommand):
    help = "Écrit le registre des déchets sortants d’une période (.csv ou .xlsx)."

    def add_arguments(self, parser):
        parser.add_argument("-o", "--output", required=True, metavar="FICHIER", help="fichier .csv ou .xlsx")
        parser.add_argument("--since", metavar="AAAA-MM-JJ", help="premier jour")
        parser.add_argument("--until", metavar="AAAA-MM-JJ", help="dernier jour")

    def act(self, *, output, since, until, **options):
        require_writable(output)
        rows = [register_row(sent) for sent in register(day(since), day(until))]
        path = Path(output)
        if path.suffix == ".xlsx":
            with path.open("wb") as file:
                write_xlsx(file, REGISTER, rows, sheet="Registre")
        else:
            write_csv(path, REGISTER, rows)
        self.stdout.write(f"{output}\u00a0: {len(rows)} lignes.")


def day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Nonsense(f"Une date s’écrit comme 2023-02-28, et non «\u00a0{text}\u00a0».") from error
