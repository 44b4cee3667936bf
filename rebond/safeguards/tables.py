"""Making an app's tables at once, in a migration."""

from collections.abc import Iterator, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model


class CreateTables(Operation):
    """Create tables in the shape that several operations together say.

    Django draws the models anew after each operation, with all that point to them, which is nearly the whole house:
    its hundred tables took more than a minute. Here they are drawn once.
    """

    reversible = True

    def __init__(self, operations: Sequence[Operation]):
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # the drawn models: drawn again when somebody asks
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.models(app_label, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in [*self.models(app_label, from_state)][::-1]:
            schema_editor.delete_model(model)

    def models(self, app_label: str, state: ProjectState) -> Iterator[type[Model]]:
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                yield state.apps.get_model(app_label, operation.name)

    def describe(self) -> str:
        return "Create tables at once"
