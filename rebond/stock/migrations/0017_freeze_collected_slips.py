"""The database itself refuses to change a recycling slip once it is collected, and to collect a machine with a disk
that nobody erased, removed or destroyed.

On SQLite a migration that rebuilds one of these tables drops its triggers: it has to run `refuse_changes` again.
"""

from django.db import migrations

FROZEN = "a collected slip never changes"
UNCLEAN = "a machine with a disk is collected once it is erased"
SLIP_OF = "(SELECT state FROM stock_recyclingslip WHERE id = {row}.slip_id) = 'collected'"
GATE = """
EXISTS (
  SELECT 1 FROM stock_recyclingline line JOIN stock_device device ON device.id = line.device_id
  WHERE line.slip_id = NEW.id AND (
    device.erasure = 'failed' OR device.category IN ('desktop', 'laptop') AND device.erasure = 'unknown'
  )
)
"""
TRIGGERS = {
    "stock_recyclingslip_no_update": ("BEFORE UPDATE ON stock_recyclingslip", "OLD.state = 'collected'", FROZEN),
    "stock_recyclingslip_no_delete": ("BEFORE DELETE ON stock_recyclingslip", "OLD.state = 'collected'", FROZEN),
    "stock_recyclingslip_clean": (
        "BEFORE UPDATE OF state ON stock_recyclingslip",
        f"NEW.state = 'collected' AND {GATE}",
        UNCLEAN,
    ),
    "stock_recyclingline_no_insert": ("BEFORE INSERT ON stock_recyclingline", SLIP_OF.format(row="NEW"), FROZEN),
    "stock_recyclingline_no_update": ("BEFORE UPDATE ON stock_recyclingline", SLIP_OF.format(row="OLD"), FROZEN),
    "stock_recyclingline_no_delete": ("BEFORE DELETE ON stock_recyclingline", SLIP_OF.format(row="OLD"), FROZEN),
}


def refuse_changes(apps, schema_editor):
    write = in_sqlite if schema_editor.connection.vendor == "sqlite" else in_postgresql
    for name, (when, condition, sentence) in TRIGGERS.items():
        for statement in write(name, when, condition, sentence):
            schema_editor.execute(statement)


def in_sqlite(name, when, condition, sentence):
    yield f"CREATE TRIGGER IF NOT EXISTS {name} {when} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"


def in_postgresql(name, when, condition, sentence):
    given = "OLD" if "DELETE" in when else "NEW"
    yield f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN {given};
END $$
"""
    yield f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()"


def allow_changes(apps, schema_editor):
    for name, (when, _, _) in TRIGGERS.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {when.split(' ON ')[1]}")
            schema_editor.execute(f"DROP FUNCTION {name}")


class Migration(migrations.Migration):
    dependencies = [("stock", "0016_spares_and_recycling")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
