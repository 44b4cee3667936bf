"""What every test may ask for: a city, its people, and a browser that sends forms as pages do."""

import importlib
import uuid
from collections.abc import Iterator

import hypothesis
import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test import Client

from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.factories.two_cities import FRIDAY, TwoCities, two_cities
from tests.template import copy_migrated_tables

# What refuses to change or delete, on SQLite: the journal, the ledger and collected slips.
TRIGGERS = [
    importlib.import_module("rebond.journal.migrations.0002_refuse_changes"),
    importlib.import_module("rebond.stock.migrations.0003_refuse_changes"),
    importlib.import_module("rebond.stock.migrations.0017_freeze_collected_slips"),
]


class FormClient(Client):
    """A test client that signs each POST with a form key, as every form of the house does."""

    def post(self, path, data=None, *args, **kwargs):
        if data is None or isinstance(data, dict):
            data = {"idempotency_key": str(uuid.uuid4())} | (data or {})
        return super().post(path, data, *args, **kwargs)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> None:
    """What pytest-django asks before it makes the test database."""
    copy_migrated_tables()


@pytest.fixture
def client() -> FormClient:
    return FormClient()


@pytest.fixture
def marseille(db) -> City:
    """The city of most tests, with its scope open."""
    city = City.objects.create(slug="marseille", name="Marseille")
    with city_scope(city):
        yield city


@pytest.fixture
def genoa(db) -> City:
    """Another city, whose rows Marseille must never see."""
    return City.objects.create(slug="genes", name="Gênes", hostname="genova.example")


@pytest.fixture(scope="module")
def cities(django_db_setup, django_db_blocker) -> Iterator[TwoCities]:
    """Two cities with one of everything, made once for a whole module, and undone after it."""
    with django_db_blocker.unblock(), time_machine.travel(FRIDAY, tick=False), transaction.atomic():
        yield two_cities()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def journal_can_be_emptied_after_commits(request):
    """Tests that really commit are followed by a flush, which SQLite's append-only triggers would refuse."""
    mark = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (mark is not None and mark.kwargs.get("transaction"))
    if not commits or connection.vendor != "sqlite":
        yield
        return
    request.getfixturevalue("_django_db_helper")  # set up before us, hence undone after us
    with connection.schema_editor() as editor:
        for triggers in TRIGGERS:
            triggers.refuse_changes(None, editor)
    yield
    with connection.schema_editor() as editor:
        for triggers in TRIGGERS:
            triggers.allow_changes(None, editor)


@pytest.fixture
def shared_database(transactional_db, tmp_path) -> Iterator[str]:
    """The address of the test database for other processes and threads; on SQLite, a copy of it in a file."""
    if connection.vendor == "postgresql":
        where = connection.settings_dict
        yield f"postgres://{where['USER']}:{where['PASSWORD']}@{where['HOST']}:{where['PORT']}/{where['NAME']}"
        return
    in_memory = connections["default"]
    in_file = in_memory.copy()
    in_file.settings_dict["NAME"] = tmp_path / "rebond.sqlite3"
    in_file.ensure_connection()
    in_memory.connection.backup(in_file.connection)
    connections["default"] = in_file
    yield f"sqlite:///{in_file.settings_dict['NAME']}"
    in_file.close()
    connections["default"] = in_memory


hypothesis.settings.register_profile("shared machines", deadline=None)
hypothesis.settings.load_profile("shared machines")
