"""`rebond demo`: the Marseille case, ready to click through."""

import os
import shutil
import time

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from rebond.demo.case import load_case
from rebond.demo.cast import CAST
from rebond.safeguards.clock import now
from rebond.tenancy.commands import Nonsense, SentenceCommand
from rebond.tenancy.models import City


class Command(SentenceCommand):
    help = "Prépare le cas de Marseille s'il manque, puis le sert sur cette machine."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--reset", action="store_true", help="oublier les données de la démonstration")
        parser.add_argument("--no-serve", action="store_true", help="préparer seulement")

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise Nonsense("La démonstration demande REBOND_DEMO=1 (« make demo » s'en charge).")
        if options["reset"]:
            self.forget()
        call_command("migrate", verbosity=0)
        if City.objects.exists():
            self.stdout.write("Les données de la démonstration sont gardées (make demo-reset pour recommencer).")
        else:
            self.stdout.write("Chargement du cas de Marseille…")
            load_case(at=now())
        self.tell(options)
        if not options["no_serve"]:
            call_command("serve", host=options["host"], port=options["port"])

    def forget(self) -> None:
        """Remove the demonstration's database and files: SQLite in the data folder only, never another database."""
        if connection.vendor != "sqlite" or not str(settings.DATABASES["default"]["NAME"]).startswith(
            str(settings.DATA_DIR)
        ):
            raise Nonsense("Seule la base de la démonstration peut être oubliée, et DATABASE_URL en nomme une autre.")
        connection.close()
        for left in settings.DATA_DIR.glob("rebond.sqlite3*"):
            left.unlink()
        for folder in ("files", "mails"):
            shutil.rmtree(settings.DATA_DIR / folder, ignore_errors=True)

    def tell(self, options) -> None:
        started = os.environ.get("REBOND_STARTED", "")
        address = f"http://{options['host']}:{options['port']}"
        took = f" (prêt en {int(time.time()) - int(started)} s)" if started.isdigit() else ""
        self.stdout.write(f"\nRebond, démonstration : {address}{took}\n")
        self.stdout.write(f"Entrez d'un clic sur {address}/compte/login/ comme :")
        for member in CAST:
            self.stdout.write(f"  {member.name:14} {member.role.label:34} {member.email}")
        self.stdout.write("\nCtrl-C pour arrêter.")
