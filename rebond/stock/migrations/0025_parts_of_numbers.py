"""PostgreSQL finds by an index what people type of a number or of a reference; SQLite reads the rows.

What is inside the numbers of a machine is found by their groups of three signs (pg_trgm): the extension comes with
PostgreSQL, and whoever owns the database may add it; where a server lacks it, this search reads every machine.
"""

from django.db import migrations

PARTS = "stock_device USING gin (upper(serial || ' ' || asset_tag || ' ' || barcode) gin_trgm_ops)"
BEGINNINGS = "stock_movement (city_id, upper(reference) text_pattern_ops) WHERE NOT (reference = '')"


def index_parts(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(f"CREATE INDEX movements_by_reference ON {BEGINNINGS}")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    schema_editor.execute(f"CREATE INDEX devices_by_part ON {PARTS}")
    # so that it knows how seldom a number is, and does not read machines in the order of lists until fifty are found
    schema_editor.execute("ALTER INDEX devices_by_part ALTER COLUMN 1 SET STATISTICS 1000")


def forget_parts(apps, schema_editor):
    schema_editor.execute("DROP INDEX IF EXISTS devices_by_part")
    schema_editor.execute("DROP INDEX IF EXISTS movements_by_reference")


class Migration(migrations.Migration):
    dependencies = [("stock", "0024_columns_of_announced_files")]
    operations = [migrations.RunPython(index_parts, forget_parts)]
