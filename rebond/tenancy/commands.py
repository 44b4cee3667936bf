"""What all commands share: a city, a report, and one sentence for nonsense."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import translation

from rebond.tenancy.actions import UNNAMED, found_city
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope


class Nonsense(CommandError):
    """What was given cannot be used: one sentence on standard error, exit status 2, nothing written."""

    def __init__(self, sentence: object):
        super().__init__(str(sentence), returncode=2)


class SentenceCommand(BaseCommand):
    """A command that speaks French, and answers bad input with one sentence instead of a traceback."""

    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        with translation.override("fr"):
            try:
                super().run_from_argv(argv)
            except BrokenPipeError:
                sys.exit(1)

    def execute(self, *args: Any, **options: Any) -> Any:
        """On the command line, a refusal is its sentence alone, and so is a database that is not ready."""
        try:
            return super().execute(*args, **options)
        except Nonsense as refusal:
            self.end_with(refusal)
        except UnicodeEncodeError as error:
            self.end_with(Nonsense("Un argument n’est pas du texte en UTF-8\u00a0: ressaisissez-le."), error)
        except ProgrammingError as error:
            self.end_with(Nonsense(f"La base de données n’est pas prête ({error}). Lancez « rebond migrate »."), error)
        except OperationalError as error:
            what_to_do = "Lancez « rebond migrate »" if "no such table" in str(error) else "Réessayez dans un moment"
            self.end_with(Nonsense(f"La base de données ne répond pas comme prévu ({error}). {what_to_do}."), error)

    def end_with(self, refusal: Nonsense, cause: Exception | None = None) -> NoReturn:
        if not self._called_from_command_line:
            raise cause or refusal
        self.stderr.write(str(refusal))
        sys.exit(refusal.returncode)


class CityCommand(SentenceCommand):
    """A command on behalf of one city. Subclasses write `act(**options)` instead of `handle`."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.add_argument("--city", metavar="SLUG", help="ville concernée (inutile s'il n'y en a qu'une)")
        return parser

    def handle(self, *args: Any, **options: Any) -> None:
        with city_scope(self.chosen_city(options["city"])):
            self.act(**options)

    def act(self, **options: Any) -> None:
        raise NotImplementedError

    def chosen_city(self, slug: str | None) -> City:
        """The city that was named, or the only one; an empty house gets its first city."""
        slug = slug or settings.DEFAULT_CITY
        cities = list(City.objects.filter(slug=slug) if slug else City.objects.order_by("slug")[:2])
        if len(cities) == 1:
            return cities[0]
        if cities:
            raise Nonsense("Plusieurs villes existent\u00a0: précisez laquelle avec --city SLUG.")
        if slug:
            raise Nonsense(f"Aucune ville ne s'appelle «\u00a0{slug}\u00a0».")
        return found_city(slug=UNNAMED, name="Ma ville")


def require_writable(*paths: str | None) -> None:
    """Refuse the places in which no file could be written, before anything else is done. Raises Nonsense."""
    for path in filter(None, paths):
        target = Path(path).absolute()
        if target.is_dir() or not os.access(target if target.exists() else target.parent, os.W_OK):
            raise Nonsense(
                f"Impossible d’écrire dans {path}\u00a0: ce n’est pas un fichier, son dossier n’existe pas, "
                "ou vous n’y avez pas le droit d’écrire."
            )


def write_report(path: str | None, report: dict[str, Any]) -> None:
    """Write a JSON report where the user asked for one. Raises Nonsense when the place cannot be written."""
    if path is None:
        return
    try:
        Path(path).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise Nonsense(f"Le rapport ne peut pas être écrit dans {path} : {error.strerror}.") from error
