"""`rebond handover_note REFERENCE -o FILE.pdf`: the note, signed or to be signed."""

from rebond.documents.files import read_document
from rebond.handovers.commands import handover_named, write_file
from rebond.handovers.models import Handover
from rebond.handovers.note import render_note
from rebond.tenancy.commands import CityCommand, Nonsense


class Command(CityCommand):
    help = "Écrit le procès-verbal d’une remise en PDF : celui qui est signé, ou celui à faire signer."

    def add_arguments(self, parser):
        parser.add_argument("reference", metavar="RÉFÉRENCE", help="référence de la remise (R-7K3Q-9XWD)")
        parser.add_argument("-o", "--output", required=True, metavar="FICHIER", help="où écrire le PDF")

    def act(self, *, reference, output, **options):
        handover = handover_named(reference)
        if handover.state == Handover.State.CANCELLED:
            raise Nonsense("Cette remise est annulée\u00a0: elle n’a pas de procès-verbal.")
        write_file(output, read_document(handover.note) if handover.note else render_note(handover))
        self.stdout.write(f"{output}\u00a0: {handover.get_state_display()}.")
