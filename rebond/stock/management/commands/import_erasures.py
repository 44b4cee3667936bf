"""`rebond import_erasures FILE`: erasure certificates, joined to their machines."""

from pathlib import Path

from rebond.accounts.commands import add_person, person_named
from rebond.safeguards.clock import now
from rebond.spreadsheets import Unreadable
from rebond.stock.actions import compare_certificates, import_erasures
from rebond.stock.certificates import read_certificates
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable, write_report


class Command(CityCommand):
    help = "Importe des certificats d'effacement (.csv, .xlsx ou XML de l'outil), ou dit ce que l'import ferait."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="ne rien enregistrer")
        parser.add_argument("--report", metavar="SORTIE.json", help="écrire ce qui est trouvé, machine par machine")
        add_person(parser)

    def act(self, file, dry_run, report, by, **options):
        person = person_named(by)
        require_writable(report)
        try:
            certificates = read_certificates(Path(file))
        except Unreadable as refusal:
            raise Nonsense(refusal) from refusal
        if dry_run:
            comparison = compare_certificates(certificates)
        else:
            comparison = import_erasures(certificates=certificates, by=person, at=now())
        write_report(report, comparison.report())
        counts = comparison.counts()
        title = "Contrôle sans enregistrement" if dry_run else "Certificats"
        self.stdout.write(
            f"{title}\u00a0: lignes {counts['rows']}, machines rapprochées {counts['matched']}, "
            f"échecs {counts['failed']}, disques retirés {counts['disk_removed']}, "
            f"sans machine connue {counts['orphan']}, rejetés {len(comparison.rejected)}. "
            f"Machines sans certificat\u00a0: {counts['without']}."
        )
