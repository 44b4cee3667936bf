"""`rebond import_applications FILE`: take in a file of applications, or say what it would come to."""

from django.utils.translation import gettext as _

from rebond.accounts.commands import add_person, person_named
from rebond.applications.actions import import_applications
from rebond.applications.filing import ground_of, report_of, review
from rebond.applications.reading import read_applications
from rebond.countries import country
from rebond.programmes.commands import named_wave
from rebond.programmes.queries import shown_programme
from rebond.safeguards.clock import now
from rebond.spreadsheets import Unreadable
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable, write_report
from rebond.tenancy.scope import current_city


class Command(CityCommand):
    help = (
        "Importe des candidatures (XLSX ou CSV). La colonne «\u00a0vague\u00a0» donne le numéro de la vague. "
        "Avec --wave, les lignes des autres vagues sont ignorées et celles qui n’en nomment aucune vont dans celle-là."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER")
        parser.add_argument("--wave", metavar="SLUG", help="une seule vague, par son identifiant")
        parser.add_argument("--dry-run", action="store_true", help="dire le verdict de chaque ligne sans rien écrire")
        parser.add_argument("--report", metavar="RAPPORT.json", help="écrire le rapport complet dans ce fichier")
        add_person(parser)

    def act(self, *, file: str, wave: str | None, dry_run: bool, report: str | None, by: str | None, **options):
        require_writable(report)
        person = person_named(by)
        only = named_wave(wave) if wave else None
        programme = only.programme if only else shown_programme()
        if programme is None and not dry_run:
            raise Nonsense(
                _("Aucun dispositif n’est chargé\u00a0: chargez-le d’abord avec «\u00a0rebond load_programme\u00a0».")
            )
        try:
            content = read_applications(file, country(current_city().country))
        except Unreadable as refusal:
            raise Nonsense(refusal) from refusal
        if dry_run:
            lines = review(content, ground_of(programme), only=only)
        else:
            lines = import_applications(file=content, programme=programme, only=only, by=person, at=now())
        told = report_of(lines, with_points=programme is not None)
        write_report(report, told)
        self.tell(told)

    def tell(self, report: dict) -> None:
        """Say on standard output what the rows came to, and why some need a look."""
        for row in report["rows"]:
            for reason in row["reasons"] if row["verdict"] in ("rejected", "warned") else ():
                self.stdout.write(
                    f"{row['row']:>5} {row['id']:<10} {row['verdict']:<9} {reason['code']}\u00a0: {reason['message']}"
                )
        self.stdout.write(", ".join(f"{name} {count}" for name, count in report["counts"].items()))
