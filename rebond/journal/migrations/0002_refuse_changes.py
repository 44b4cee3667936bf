"""The database itself refuses to change or delete a journal entry (reliability.md R14)."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER IF NOT EXISTS journal_entry_no_{name} BEFORE {event} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""
POSTGRESQL = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER journal_entry_no_change BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
"""


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, event in (("update", "UPDATE"), ("delete", "DELETE")):
            schema_editor.execute(SQLITE.format(name=name, event=event))
    else:
        schema_editor.execute(POSTGRESQL)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS journal_entry_no_{name}")
    else:
        schema_editor.execute("DROP TRIGGER journal_entry_no_change ON journal_entry")
        schema_editor.execute("DROP FUNCTION journal_is_append_only")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
