"""Movements of accessories are found by their deed. SQLite learns that a city has many movements, and finds references
among the movements that have one.

Without statistics SQLite takes "of this city" for as selective as "of this machine", and walks all movements in the order
of time. ANALYZE would tell it so, but also that the index of what a movement corrects is worthless, because most correct
nothing. So it is told this one thing, whatever the city's size: half a million, all of one city.
"""

from django.db import migrations, models

MANY = "500000 500000 2 1"  # rows; of one city; at one instant; of one id


def tell(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute(
        "CREATE INDEX movements_by_part ON stock_movement (city_id, upper(reference)) WHERE reference > ''"
    )
    schema_editor.execute("ANALYZE tenancy_city")  # makes the table of statistics, which nobody may create
    schema_editor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'tenancy_city'")
    schema_editor.execute(f"INSERT INTO sqlite_stat1 VALUES ('stock_movement', 'movements_by_time', '{MANY}')")
    schema_editor.execute("ANALYZE sqlite_schema")  # reads it


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX movements_by_part")
        schema_editor.execute("DELETE FROM sqlite_stat1 WHERE tbl = 'stock_movement'")


class Migration(migrations.Migration):
    dependencies = [("stock", "0025_parts_of_numbers"), ("tenancy", "0001_initial")]
    operations = [
        migrations.AddIndex(
            "movement",
            models.Index(fields=["deed"], name="accessories_by_deed", condition=models.Q(kind__isnull=False)),
        ),
        migrations.AddIndex(
            "movement",
            models.Index(
                fields=["city", "-quantity", "-at", "id"],
                name="accessories_by_quantity",
                condition=models.Q(kind__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "movement",
            models.Index(
                fields=["city", "reason", "-at", "id"],
                name="seldom_by_reason",
                condition=~models.Q(reason="reception") & ~models.Q(reason="move"),
            ),
        ),
        migrations.RunPython(tell, forget),
    ]
