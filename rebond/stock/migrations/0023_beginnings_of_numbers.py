"""PostgreSQL indexes what is looked up in capitals so that beginnings are found too, whatever the order of its letters."""

from django.db import migrations


def index_beginnings(apps, schema_editor, order=" text_pattern_ops"):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("serial", "asset_tag", "barcode"):
            schema_editor.execute(f"DROP INDEX devices_by_{name}")
            schema_editor.execute(f"CREATE INDEX devices_by_{name} ON stock_device (city_id, upper({name}){order})")


def index_whole_numbers(apps, schema_editor):
    index_beginnings(apps, schema_editor, order="")


class Migration(migrations.Migration):
    dependencies = [("stock", "0022_indexes_of_long_lists")]
    operations = [migrations.RunPython(index_beginnings, index_whole_numbers)]
