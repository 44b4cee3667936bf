"""`rebond import_stock FILE --lot REF`: a donor's inventory, row by row."""

from pathlib import Path

from rebond.accounts.commands import add_person, person_named
from rebond.safeguards.clock import now
from rebond.spreadsheets import Unreadable
from rebond.stock.actions import LotRefused, compare_inventory, import_stock
from rebond.stock.corrections import write_corrections
from rebond.stock.importing.actions.columns import remembered_choices
from rebond.stock.inventory import read_inventory
from rebond.stock.memory import collector_at_rest
from rebond.stock.verdicts import Comparison
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable, write_report


class Command(CityCommand):
    help = "Importe l'inventaire d'un donateur (.xlsx, .ods, .xls ou .csv) dans un lot, ou dit ce que l'import ferait."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER")
        parser.add_argument("--lot", metavar="REF", default="", help="référence du lot, créé s'il est nouveau")
        parser.add_argument("--donor", metavar="NOM", default="", help="donateur d'un nouveau lot")
        parser.add_argument("--dry-run", action="store_true", help="ne rien enregistrer")
        parser.add_argument("--report", metavar="SORTIE.json", help="écrire le verdict de chaque ligne")
        parser.add_argument("--rejected", metavar="SORTIE.xlsx", help="écrire les lignes rejetées, à corriger")
        add_person(parser)

    def act(self, file, lot, donor, dry_run, report, rejected, by, **options):
        person = person_named(by)
        lot, donor = lot.strip(), donor.strip()
        if not dry_run and not lot:
            raise Nonsense("Précisez la référence du lot avec --lot REF, ou ajoutez --dry-run pour un simple contrôle.")
        if len(lot) > 60 or len(donor) > 160:
            raise Nonsense("La référence du lot tient en 60 caractères et le nom du donateur en 160.")
        require_writable(report, rejected)
        try:
            with collector_at_rest():
                inventory = read_inventory(Path(file), choices=remembered_choices(lot, donor))
                if dry_run:
                    comparison = compare_inventory(inventory, lot=lot or None)
                else:
                    facts = {"lot_reference": lot, "donor_name": donor, "by": person, "at": now()}
                    comparison = import_stock(inventory=inventory, **facts)
        except (Unreadable, LotRefused) as refusal:
            raise Nonsense(refusal) from refusal
        write_report(report, comparison.report())
        if rejected:
            self.write_rejected(rejected, comparison)
        self.stdout.write(summary(comparison, "Contrôle sans enregistrement" if dry_run else f"Lot {lot}"))

    def write_rejected(self, path: str, comparison: Comparison) -> None:
        try:
            with Path(path).open("wb") as file:
                write_corrections(file, comparison)
        except OSError as error:
            raise Nonsense(
                f"Les lignes rejetées ne peuvent pas être écrites dans {path}\u00a0: {error.strerror}."
            ) from error


def summary(comparison: Comparison, title: str) -> str:
    """The figures in one line."""
    counts = comparison.counts()
    return (
        f"{title}\u00a0: lignes {counts['rows']}, nouvelles {counts['new']}, modifiées {counts['changed']}, "
        f"inchangées {counts['unchanged']}, avec remarque {counts['warned']}, rejetées {counts['rejected']}. "
        f"Hors tableau, ignorées\u00a0: {counts['ignored']}."
    )
