"""Django's commands and ours, under one roof."""

import difflib
import sys

from django.conf import settings
from django.core.management import BaseCommand, ManagementUtility, get_commands


class Console(ManagementUtility):
    """Django's own console; a command that does not exist is answered like any other bad input."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command of that name; else one sentence on standard error and exit status 2."""
        settings.INSTALLED_APPS  # noqa: B018  settings that cannot be read are said first
        known = get_commands()
        if subcommand not in known:
            near = difflib.get_close_matches(subcommand, known, n=1)
            hint = f"Vouliez-vous dire «\u00a0rebond {near[0]}\u00a0»\u00a0? " if near else ""
            refusal = f"«\u00a0{subcommand}\u00a0» n’est pas une commande."
            sys.stderr.write(f"{refusal} {hint}«\u00a0rebond help\u00a0» les montre toutes.\n")
            sys.exit(2)
        return super().fetch_command(subcommand)
