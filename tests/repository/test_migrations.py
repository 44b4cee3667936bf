"""A squashed migration says what those that it replaces say: databases of both kinds go on with the same next ones."""

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def squashed() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Each squashed migration of the house with those that it replaces, in their order."""
    loader = MigrationLoader(None)
    return {key: one.replaces for key, one in loader.replacements.items() if type(one).__module__.startswith("rebond.")}


def both_states() -> tuple[ProjectState, ProjectState]:
    """All models at the squash, as the migrations of before leave them and as the squashed ones do."""
    chains = squashed()
    before = MigrationLoader(None, replace_migrations=False).graph
    after = MigrationLoader(None).graph
    return (
        before.make_state(nodes=[replaced[-1] for replaced in chains.values()]),
        after.make_state(nodes=[*chains]),
    )


def told_apart(before: ProjectState, after: ProjectState) -> dict:
    return MigrationAutodetector(before, after)._detect_changes()


def test_a_squashed_migration_says_what_those_before_say():
    assert squashed()
    assert told_apart(*both_states()) == {}


def test_a_column_that_was_forgotten_is_found():
    """The planted fault."""
    before, after = both_states()
    after.remove_field("stock", "device", "barcode")
    assert list(told_apart(before, after)) == ["stock"]
