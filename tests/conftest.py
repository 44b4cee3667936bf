"""What every test may ask for: a city, its people, and a browser that sends forms as pages do."""

import importlib
import uuid

import pytest
from django.db import connection
from django.test import Client

from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope

journal_triggers = importlib.import_module("rebond.journal.migrations.0002_refuse_changes")


class FormClient(Client):
    """A test client that signs each POST with a form key, as every form of the house does."""

    def post(self, path, data=None, *args, **kwargs):
        if data is None or isinstance(data, dict):
            data = {"idempotency_key": str(uuid.uuid4())} | (data or {})
        return super().post(path, data, *args, **kwargs)


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


@pytest.fixture(autouse=True)
def journal_can_be_emptied_after_commits(request, _django_db_helper):
    """Tests that really commit are followed by a flush, which SQLite's append-only triggers would refuse."""
    mark = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (mark is not None and mark.kwargs.get("transaction"))
    if not commits or connection.vendor != "sqlite":
        yield
        return
    with connection.schema_editor() as editor:
        journal_triggers.refuse_changes(None, editor)
    yield
    with connection.schema_editor() as editor:
        journal_triggers.allow_changes(None, editor)
