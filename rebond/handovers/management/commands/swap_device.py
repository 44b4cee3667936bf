"""`rebond swap_device DEAD SPARE`: a machine that arrived dead, and the spare that leaves in its place."""

from rebond.accounts.commands import add_person
from rebond.documents.files import read_document
from rebond.handovers.access import may_prepare
from rebond.handovers.commands import write_file
from rebond.handovers.custodies.models import Custody
from rebond.handovers.management.commands.return_devices import held_as
from rebond.handovers.management.commands.sign_handover import day, words
from rebond.handovers.scanning import ScanRefused
from rebond.handovers.swaps import actions
from rebond.handovers.swaps.models import Swap
from rebond.safeguards.clock import now
from rebond.stock.ledger.models import Place
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable
from rebond.waves.commands import person_who


class Command(CityCommand):
    help = "Échange une machine arrivée en panne contre une machine de réserve."

    def add_arguments(self, parser):
        parser.add_argument("dead", metavar="EN_PANNE", help="numéro de la machine en panne")
        parser.add_argument("spare", metavar="REMPLAÇANTE", help="numéro de la machine qui part à sa place")
        parser.add_argument("--symptom", metavar="TEXTE", default="En panne à l’arrivée.", help="ce qui se passe")
        parser.add_argument("--signatory", required=True, metavar="NOM", help="personne qui a signé le bon")
        parser.add_argument("--role", required=True, metavar="QUALITÉ", help="sa qualité dans l’association")
        parser.add_argument("--on", metavar="AAAA-MM-JJ", help="date de l’échange (aujourd’hui par défaut)")
        parser.add_argument("--pdf", metavar="FICHIER", help="où écrire le bon d’échange")
        add_person(parser, required=True)

    def act(self, *, dead, spare, symptom, signatory, role, on, pdf, by, **options):
        require_writable(pdf)
        person = person_who(may_prepare, by)
        swap = approved(held_as(dead), symptom, person)
        try:
            done = actions.make_swap(
                swap=swap,
                code=spare,
                place=Place.objects.get(receives=True),
                signatory=words(signatory, "--signatory"),
                role=words(role, "--role"),
                on=day(on),
                by=person,
                at=now(),
            )
        except (ScanRefused, actions.CannotReplace) as refusal:
            raise Nonsense(str(refusal)) from refusal
        except actions.SignedOutsideTheSwap as error:
            raise Nonsense("La date est avant la remise de la machine, ou dans l’avenir.") from error
        except actions.SwapIsOver as error:
            raise Nonsense("L’échange de cette machine n’est pas accepté, ou il est déjà fait.") from error
        if pdf:
            write_file(pdf, read_document(done.paper))
        self.stdout.write(f"{done.reference}\u00a0: {done.spare.device.serial} remplace {done.custody.device.serial}.")


def approved(custody: Custody, symptom: str, person) -> Swap:
    """The swap of this machine: the one that somebody asked, or a new one, decided by who runs the command."""
    try:
        return actions.ask_swap(custody=custody, symptom=symptom, decided=True, by=person, at=now())
    except actions.SwapUnderWay as under_way:
        return under_way.swap
    except actions.TooLate as late:
        raise Nonsense(
            f"Une machine s’échangeait jusqu’au {late.last:%d/%m/%Y}. Notez plutôt son retour (return_devices)."
        ) from late
