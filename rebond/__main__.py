"""The console: `rebond COMMAND`. Three commands need no settings and no database; all others are Django's."""

import os
import sys

WITHOUT_SETTINGS = ("allocate", "verify", "simulate_waves")


def main() -> int:
    """Run one command and return its exit status."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in WITHOUT_SETTINGS:
        from rebond.waves import console

        return getattr(console, arguments[0])(arguments[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rebond.config.settings")
    from rebond.config.catalogues import compile_stale
    from rebond.config.console import Console

    compile_stale()
    Console(["rebond", *arguments]).execute()
    return 0


if __name__ == "__main__":
    sys.exit(main())
