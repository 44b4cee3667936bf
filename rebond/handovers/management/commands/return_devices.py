"""`rebond return_devices CODE…`: machines that an association brought back."""

from rebond.accounts.commands import add_person
from rebond.documents.files import read_document
from rebond.handovers.access import may_prepare
from rebond.handovers.commands import write_file
from rebond.handovers.custodies.models import Custody
from rebond.handovers.custodies.queries import full_custodies
from rebond.handovers.management.commands.sign_handover import day, words
from rebond.handovers.returns import actions
from rebond.handovers.returns.models import Return, ReturnItem
from rebond.handovers.scanning import ScanRefused, the_one_device
from rebond.safeguards.clock import now
from rebond.stock.codes import clean_code, devices_by_code
from rebond.stock.ledger.models import Place
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable
from rebond.waves.commands import person_who


class Command(CityCommand):
    help = "Enregistre le retour de machines d’une association : elles reviennent en stock, à effacer et à contrôler."

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="+", metavar="NUMÉRO", help="numéro de série ou d’étiquette")
        parser.add_argument("--reason", choices=Return.Reason.values, default="other", help="raison du retour")
        parser.add_argument(
            "--condition", choices=ReturnItem.Condition.values, default="doubtful", help="état des machines"
        )
        parser.add_argument("--brought-by", required=True, metavar="NOM", help="qui rapporte, et sa qualité")
        parser.add_argument("--received-by", required=True, metavar="NOM", help="qui reçoit")
        parser.add_argument("--on", metavar="AAAA-MM-JJ", help="date du retour (aujourd’hui par défaut)")
        parser.add_argument("--pdf", metavar="FICHIER", help="où écrire le bon de retour")
        add_person(parser, required=True)

    def act(self, *, codes, reason, condition, brought_by, received_by, on, pdf, by, **options):
        require_writable(pdf)
        person = person_who(may_prepare, by)
        machines = {held_as(code): condition for code in codes}
        associations = {custody.association for custody in machines}
        if len(associations) > 1:
            raise Nonsense("Ces machines sont dans plusieurs associations\u00a0: un retour pour chacune.")
        try:
            slip = actions.receive_return(
                association=associations.pop(),
                machines=machines,
                reason=reason,
                place=Place.objects.get(receives=True),
                brought_by=words(brought_by, "--brought-by"),
                received_by=words(received_by, "--received-by"),
                on=day(on),
                by=person,
                at=now(),
            )
        except actions.ReturnedOutsideTheCustody as error:
            raise Nonsense("La date est avant la remise d’une de ces machines, ou dans l’avenir.") from error
        if pdf:
            write_file(pdf, read_document(slip.paper))
        self.stdout.write(f"{slip.reference}\u00a0: {slip.machines} machines de «\u00a0{slip.association}\u00a0».")


def held_as(code: str) -> Custody:
    """The custody that a code names: who has the machine today."""
    code = clean_code(code)
    try:
        device = the_one_device(code, devices_by_code([code]).get(code, []))
    except ScanRefused as refusal:
        raise Nonsense(str(refusal)) from refusal
    custody = full_custodies().filter(device=device, until=None).first()
    if custody is None:
        raise Nonsense(f"{device.serial} n’est dans aucune association.")
    return custody
