"""`rebond index_directory`: rebuild what the search of the directory reads."""

from itertools import islice

from rebond.organisations.models import Association
from rebond.organisations.search import index, settle
from rebond.tenancy.commands import CityCommand

BATCH = 500


class Command(CityCommand):
    help = "Reconstruit l’index de recherche de l’annuaire, après une restauration par exemple."

    def act(self, **options):
        associations = Association.objects.iterator(chunk_size=BATCH)
        while batch := list(islice(associations, BATCH)):
            index(batch)
        settle()
