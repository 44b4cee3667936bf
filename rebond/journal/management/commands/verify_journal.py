"""`rebond verify_journal`: is every entry of every city's journal where it was written, as it was written?"""

import sys

from rebond.journal.models import Head
from rebond.journal.seals import first_broken_number
from rebond.tenancy.commands import SentenceCommand
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


class Command(SentenceCommand):
    help = "Vérifie la chaîne du journal de chaque ville."

    def handle(self, *args, **options):
        intact = True
        for city in City.objects.order_by("slug"):
            with city_scope(city):
                broken, head = first_broken_number(), Head.objects.first()
            if broken is None:
                self.stdout.write(f"{city.name} : {head.number if head else 0} écritures, journal intact.")
            else:
                intact = False
                self.stderr.write(f"{city.name} : l'écriture n° {broken} ne correspond plus à son sceau.")
        if not intact:
            sys.exit(1)
