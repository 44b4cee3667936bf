"""A database of its own for a measure: made empty, migrated, and dropped afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


@contextmanager
def own_database(engine: str, name: str) -> Iterator[str]:
    """The address of an empty database: "sqlite" in a temporary folder, "postgresql" on the server of DATABASE_URL."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REBOND_DATA_DIR"] = folder
        if engine == "sqlite":
            yield f"sqlite:///{Path(folder) / name}.sqlite3"
            return
        import psycopg

        server = os.environ.get("DATABASE_URL", SERVER)
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}"')
            try:
                yield f"{server.rpartition('/')[0]}/{name}"
            finally:
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def open_database(address: str) -> None:
    """Start Django on a database, with its tables."""
    os.environ["DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rebond.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
