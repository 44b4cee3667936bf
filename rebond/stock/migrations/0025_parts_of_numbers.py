"""PostgreSQL finds what is inside a number or a reference by an index of its groups of three signs (pg_trgm).

The extension comes with PostgreSQL, and whoever owns the database may add it. Where it cannot be had, and on SQLite, the
same searches read every row.
"""

from django.db import DatabaseError, migrations, transaction

# Of all movements, though many have no reference: PostgreSQL estimates nothing from a part of a table.
INDEXES = {
    "devices_by_part": "stock_device USING gin (upper(serial || ' ' || asset_tag || ' ' || barcode) gin_trgm_ops)",
    "movements_by_part": "stock_movement USING gin (upper(reference) gin_trgm_ops)",
}


def index_parts(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:  # this server has none, or it is not ours to add
        return
    for name, rows in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX {name} ON {rows}")
        # so that it knows how seldom a part is, and does not read rows in the order of lists until fifty are found
        schema_editor.execute(f"ALTER INDEX {name} ALTER COLUMN 1 SET STATISTICS 1000")


def forget_parts(apps, schema_editor):
    for name in INDEXES:
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("stock", "0024_columns_of_announced_files")]
    operations = [migrations.RunPython(index_parts, forget_parts)]
