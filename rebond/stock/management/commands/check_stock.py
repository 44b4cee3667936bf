"""`rebond check_stock`: does what is kept of the stock agree with its movements, in every city?"""

import sys

from rebond.stock.ledger.checking import disagreements
from rebond.stock.ledger.models import Movement
from rebond.tenancy.commands import SentenceCommand
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope

MOST = 50


class Command(SentenceCommand):
    help = "Recompte le stock de chaque ville à partir de ses mouvements."

    def handle(self, *args, **options):
        agrees = True
        for city in City.objects.order_by("slug"):
            with city_scope(city):
                agrees = self.check(city) and agrees
        if not agrees:
            sys.exit(1)

    def check(self, city: City) -> bool:
        """Tell the first disagreements of a city, and how many there are."""
        count = 0
        for count, sentence in enumerate(disagreements(), start=1):
            if count <= MOST:
                self.stderr.write(f"{city.name}\u00a0: {sentence}")
        if count:
            self.stderr.write(f"{city.name}\u00a0: {count} désaccords entre le stock et ses mouvements.")
            return False
        self.stdout.write(f"{city.name}\u00a0: {Movement.objects.count()} mouvements, le stock est d’accord avec eux.")
        return True
