"""`rebond demo`: the Marseille case, ready to be served."""

import shutil

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from rebond.demo.case import load_case
from rebond.demo.cast import CAST
from rebond.safeguards.clock import now
from rebond.tenancy.commands import Nonsense, SentenceCommand
from rebond.tenancy.models import City


class Command(SentenceCommand):
    help = "Prépare le cas de Marseille s’il manque ; « rebond serve » le montre ensuite."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="oublier les données de la démonstration")

    def handle(self, *args, reset, **options):
        if not settings.DEMO:
            raise Nonsense("La démonstration demande REBOND_DEMO=1 (« make demo » s’en charge).")
        if reset:
            self.forget()
        call_command("migrate", verbosity=0)
        if City.objects.exists():
            self.stdout.write("Les données de la démonstration sont gardées (make demo-reset pour recommencer).")
        else:
            self.stdout.write("Chargement du cas de Marseille…")
            load_case(at=now())
        self.stdout.write("Comptes de la démonstration, à un clic sur la page « Se connecter » :")
        for member in CAST:
            self.stdout.write(f"  {member.name:14} {member.role.label:34} {member.email}")

    def forget(self) -> None:
        """Remove the demonstration’s database and files: SQLite in the data folder only, never another database."""
        if connection.vendor != "sqlite" or not str(settings.DATABASES["default"]["NAME"]).startswith(
            str(settings.DATA_DIR)
        ):
            raise Nonsense("Seule la base de la démonstration peut être oubliée, et DATABASE_URL en nomme une autre.")
        connection.close()
        for left in settings.DATA_DIR.glob("rebond.sqlite3*"):
            left.unlink()
        for folder in ("files", "mails"):
            shutil.rmtree(settings.DATA_DIR / folder, ignore_errors=True)
