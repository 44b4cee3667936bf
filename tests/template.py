"""A database with all tables, made once and copied by every run of the tests until a migration changes.

Applying the migrations takes longer than most files of tests; a copy takes less than a second.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3.base import Database as SQLite

ROOT = Path(__file__).parent.parent
SHELF = Path(tempfile.gettempdir()) / f"rebond-test-templates-{os.getuid()}"


def fingerprint() -> str:
    """What the tables depend on: the migrations, and the versions of what brings its own."""
    files = sorted([*ROOT.glob("rebond/**/migrations/*.py"), ROOT / "requirements" / "run.txt"])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def copy_migrated_tables() -> None:
    """Have the test database made from the template, which is made first if need be."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_template()
    else:
        template = sqlite_template()

        def fill(connection: BaseDatabaseWrapper, **others) -> None:
            if connection.is_in_memory_db() and not tables_of(connection):
                with SQLite.connect(template) as source:
                    source.backup(connection.connection)

        connection_created.connect(fill, weak=False)


def tables_of(connection: BaseDatabaseWrapper) -> int:
    return connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def sqlite_template() -> Path:
    path = SHELF / f"{fingerprint()}.sqlite3"
    with one_at_a_time():
        if not path.exists():
            make(f"sqlite:///{path}.new")
            with SQLite.connect(f"{path}.new") as made:
                made.execute("PRAGMA journal_mode=DELETE")
            os.rename(f"{path}.new", path)
    return path


def postgresql_template() -> str:
    name = f"rebond_template_{fingerprint()}"
    where = connection.settings_dict
    server = f"postgres://{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT']}"
    with one_at_a_time(), psycopg.connect(f"{server}/postgres", autocommit=True) as line:
        known = line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            line.execute(f"DROP DATABASE IF EXISTS {name}_new")
            line.execute(f"CREATE DATABASE {name}_new")
            make(f"{server}/{name}_new")
            line.execute(f"ALTER DATABASE {name}_new RENAME TO {name}")
    return name


def make(database: str) -> None:
    """Apply all migrations to an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        home = os.environ | {"DATABASE_URL": database, "REBOND_DATA_DIR": folder}
        home.pop("DJANGO_SETTINGS_MODULE", None)
        subprocess.run([sys.executable, "-m", "rebond", "migrate", "-v0"], env=home, cwd=ROOT, check=True)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two runs at once make one template."""
    SHELF.mkdir(mode=0o700, exist_ok=True)
    with (SHELF / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
