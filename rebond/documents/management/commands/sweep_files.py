"""`rebond sweep_files`: remove the files that nothing names any more."""

from rebond.documents.actions import sweep_files
from rebond.safeguards.clock import now
from rebond.tenancy.commands import SentenceCommand


class Command(SentenceCommand):
    help = "Retire les fichiers qu'aucun document ne nomme depuis plus d'une heure, et compte les autres."

    def handle(self, *args, **options):
        sweep = sweep_files(at=now())
        self.stdout.write(
            f"Fichiers gardés\u00a0: {sweep.kept}\u00a0; en attente\u00a0: {sweep.waiting}\u00a0; "
            f"retirés\u00a0: {sweep.removed}\u00a0; manquants\u00a0: {sweep.missing}."
        )
