"""`rebond load_programme FILE`: make the programme as its definition says."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from rebond.accounts.commands import add_person, person_named
from rebond.programmes.actions import load_programme
from rebond.programmes.definition import DefinitionRefused, read_definition
from rebond.safeguards.clock import now
from rebond.tenancy.actions import name_first_city
from rebond.tenancy.commands import CityCommand, Nonsense
from rebond.tenancy.models import City

MOST_BYTES = 2_000_000


class Command(CityCommand):
    help = "Charge un dispositif (JSON)\u00a0: critères, points, vagues. Deux fois le même fichier ne change rien."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FICHIER")
        add_person(parser)

    def handle(self, *args, **options):
        self.definition = definition_in(options["file"])
        try:
            super().handle(*args, **options)
        except DefinitionRefused as refusal:
            raise Nonsense(refusal) from refusal

    def chosen_city(self, slug: str | None) -> City:
        """As for every command, but the first city of the house gets the name that the definition gives."""
        wanted = read_definition(self.definition)
        if slug is None:
            name_first_city(slug=wanted.city_slug, name=wanted.city_name, code=wanted.city_code)
        return super().chosen_city(slug or wanted.city_slug)

    def act(self, *, by: str | None, **options):
        loaded = load_programme(definition=self.definition, by=person_named(by), at=now())
        words = {"new": _("chargé"), "changed": _("mis à jour"), "unchanged": _("inchangé")}
        self.stdout.write(f"{loaded.programme.title}\u00a0: {words[loaded.verdict]}.")


def definition_in(path: str) -> Any:
    """The content of a JSON file. Raises Nonsense with the one sentence to show."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise Nonsense(_("%(path)s\u00a0: le fichier dépasse 2\u00a0Mo.") % {"path": path})
        return json.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise Nonsense(
            _("%(path)s\u00a0: fichier illisible (%(why)s).") % {"path": path, "why": error.strerror}
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise Nonsense(_("%(path)s\u00a0: ce n’est pas du JSON en UTF-8.") % {"path": path}) from error
    except json.JSONDecodeError as error:
        raise Nonsense(
            _("%(path)s, ligne %(row)s\u00a0: ce n’est pas du JSON (colonne %(column)s).")
            % {"path": path, "row": error.lineno, "column": error.colno}
        ) from error
