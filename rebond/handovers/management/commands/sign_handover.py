"""`rebond sign_handover REFERENCE`: record that the paper is signed."""

from datetime import date

from rebond.accounts.commands import add_person
from rebond.documents.files import read_document
from rebond.handovers import actions
from rebond.handovers.access import may_prepare
from rebond.handovers.commands import handover_named, refusals_as_nonsense, write_file
from rebond.safeguards.clock import now, today
from rebond.tenancy.commands import CityCommand, Nonsense, require_writable
from rebond.waves.commands import person_who


class Command(CityCommand):
    help = "Enregistre la signature d’une remise : les machines passent à l’association."

    def add_arguments(self, parser):
        parser.add_argument("reference", metavar="RÉFÉRENCE", help="référence de la remise (R-7K3Q-9XWD)")
        parser.add_argument("--signatory", required=True, metavar="NOM", help="personne qui a signé le papier")
        parser.add_argument("--role", required=True, metavar="QUALITÉ", help="sa qualité dans l’association")
        parser.add_argument("--on", metavar="AAAA-MM-JJ", help="date écrite sur le papier (aujourd’hui par défaut)")
        parser.add_argument(
            "--left", type=int, default=0, metavar="N", help="remise partielle : machines qui restent dues"
        )
        parser.add_argument("--pdf", metavar="FICHIER", help="où écrire le procès-verbal signé")
        add_person(parser, required=True)

    def act(self, *, reference, signatory, role, on, left, pdf, by, **options):
        require_writable(pdf)
        person = person_who(may_prepare, by)
        handover = handover_named(reference)
        with refusals_as_nonsense():
            actions.sign_handover(
                handover=handover,
                signatory=words(signatory, "--signatory"),
                role=words(role, "--role"),
                on=day(on),
                left=left,
                by=person,
                at=now(),
            )
        if pdf:
            write_file(pdf, read_document(handover.note))
        self.stdout.write(
            f"{handover.reference}\u00a0: {handover.scanned} ordinateurs remis à «\u00a0{handover.association}\u00a0», "
            f"{handover.left} restent dus. Empreinte du procès-verbal\u00a0: {handover.note.sha256}."
        )


def words(text: str, option: str) -> str:
    """A name or a role as it fits on the note."""
    if not 0 < len(text.strip()) <= 120:
        raise Nonsense(f"{option} attend de 1 à 120 caractères.")
    return text.strip()


def day(text: str | None) -> date:
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Nonsense(f"--on attend une date comme 2023-02-28, et non «\u00a0{text}\u00a0».") from error
