from pathlib import Path

from rebond.tenancy.commands import CityCommand, Nonsense
from rebond.waves.commands import wave_named
from rebond.waves.queries import published_proposals


class Command(CityCommand):
    help = "Écrit le procès-verbal publié d’une vague, que « rebond verify » contrôle."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE", help="identifiant de la vague")
        parser.add_argument("-o", "--output", metavar="FICHIER", help="fichier à écrire (sinon : sortie standard)")

    def act(self, **options):
        wave = wave_named(options["wave"])
        proposal = published_proposals().filter(wave=wave).first()
        if proposal is None:
            raise Nonsense(f"L’attribution de « {wave} » n’est pas publiée : il n’y a pas encore de procès-verbal.")
        if options["output"] is None:
            self.stdout.write(proposal.record, ending="")
            return
        try:
            Path(options["output"]).write_bytes(proposal.record.encode())
        except OSError as error:
            raise Nonsense(f"Impossible d’écrire dans {options['output']} : {error.strerror}.") from error
