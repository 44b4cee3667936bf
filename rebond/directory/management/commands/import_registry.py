"""`rebond import_registry FILE`: take in a national register, or say what it would come to."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from rebond.accounts.commands import add_person, person_named
from rebond.countries import Area, country
from rebond.organisations.registry.actions import rehearse, take_in
from rebond.organisations.registry.reading import Register, open_register
from rebond.safeguards.clock import now
from rebond.spreadsheets import Unreadable
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable, write_report
from rebond.tenancy.scope import current_city

SHOWN = 20


class Command(CityCommand):
    help = (
        "Lit un registre (RNA, SIRENE, lieux de médiation numérique) et met à jour l’annuaire. Sans --commune ni "
        "--department, garde la commune de la ville. Recommencer ne double rien et n’efface rien."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER")
        parser.add_argument("--commune", metavar="INSEE", default="", help="une seule commune\u00a0: 13055")
        parser.add_argument("--department", metavar="CODE", default="", help="tout un département\u00a0: 13")
        parser.add_argument("--dry-run", action="store_true", help="compter sans rien écrire")
        parser.add_argument("--report", metavar="RAPPORT.json", help="écrire le bilan complet dans ce fichier")
        add_person(parser)

    def act(self, *, file, commune, department, dry_run, report, by, **options):
        require_writable(report)
        person = person_named(by)
        wanted = wanted_area(commune, department)
        try:
            with open_register(file, country(current_city().country), wanted) as register:
                entries = register.entries()
                tally = rehearse(entries) if dry_run else take_in(entries, by=person, at=now())
        except Unreadable as refusal:
            raise Nonsense(_(refusal.sentence) % refusal.facts) from refusal
        told = report_of(register, asdict(tally))
        write_report(report, told)
        self.tell(told)

    def tell(self, report: dict) -> None:
        """Say on standard output what the rows came to, and the first refusals."""
        for refusal in report["refusals"][:SHOWN]:
            self.stdout.write(f"{refusal['row']:>8} {refusal['field']}\u00a0: {refusal['reason']}")
        self.stdout.write(", ".join(f"{name} {count}" for name, count in report["counts"].items()))


def wanted_area(commune: str, department: str) -> Area:
    """The area that was asked for, or the city's own commune. Raises Nonsense."""
    city = current_city()
    if not (commune or department):
        commune = city.code
    if not (commune or department):
        raise Nonsense(_("Dites quelle partie du registre garder\u00a0: --commune 13055 ou --department 13."))
    wanted = country(city.country).area(commune=commune, department=department)
    if wanted is None:
        raise Nonsense(
            _("Donnez un code de commune (--commune 13055) ou de département (--department 13), un seul des deux.")
        )
    return wanted


def report_of(register: Register, tally: dict[str, int]) -> dict:
    """The whole report, as it is written to a file."""
    counts = {"read": register.rows_read} | tally | {"refused": register.refused}
    refusals = [{"row": one.row, "field": one.field, "reason": _(one.reason)} for one in register.refusals]
    return {"register": register.name, "counts": counts, "refusals": refusals}
