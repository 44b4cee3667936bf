"""The database itself refuses to change or delete a movement, and a place at another level than its parent's next.

On SQLite a migration that rebuilds one of these tables drops its triggers: it has to run `refuse_changes` again.
"""

from django.db import migrations

TRIGGERS = ("stock_movement_no_update", "stock_movement_no_delete", "stock_place_level", "stock_place_level_kept")
SQLITE = (
    """
CREATE TRIGGER IF NOT EXISTS stock_movement_no_update BEFORE UPDATE ON stock_movement
BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END;
""",
    """
CREATE TRIGGER IF NOT EXISTS stock_movement_no_delete BEFORE DELETE ON stock_movement
BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END;
""",
    """
CREATE TRIGGER IF NOT EXISTS stock_place_level BEFORE INSERT ON stock_place
WHEN NEW.depth <> 1 + COALESCE((SELECT depth FROM stock_place WHERE id = NEW.parent_id), 0)
BEGIN SELECT RAISE(ABORT, 'a place stands one level below its parent'); END;
""",
    """
CREATE TRIGGER IF NOT EXISTS stock_place_level_kept BEFORE UPDATE OF depth, parent_id ON stock_place
WHEN NEW.depth <> OLD.depth OR NEW.parent_id IS NOT OLD.parent_id
BEGIN SELECT RAISE(ABORT, 'a place keeps its level and its parent'); END;
""",
)
POSTGRESQL = """
CREATE FUNCTION stock_movements_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'movements are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER stock_movement_no_change BEFORE UPDATE OR DELETE ON stock_movement
FOR EACH ROW EXECUTE FUNCTION stock_movements_are_append_only();
CREATE FUNCTION stock_place_keeps_its_level() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND NEW.depth = OLD.depth AND NEW.parent_id IS NOT DISTINCT FROM OLD.parent_id THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE'
    OR NEW.depth <> 1 + COALESCE((SELECT depth FROM stock_place WHERE id = NEW.parent_id), 0) THEN
    RAISE EXCEPTION 'a place stands one level below its parent' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stock_place_level BEFORE INSERT OR UPDATE OF depth, parent_id ON stock_place
FOR EACH ROW EXECUTE FUNCTION stock_place_keeps_its_level();
"""
POSTGRESQL_BACK = """
DROP TRIGGER stock_movement_no_change ON stock_movement;
DROP FUNCTION stock_movements_are_append_only;
DROP TRIGGER stock_place_level ON stock_place;
DROP FUNCTION stock_place_keeps_its_level;
"""


def refuse_changes(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else [POSTGRESQL]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    else:
        schema_editor.execute(POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("stock", "0002_ledger")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
