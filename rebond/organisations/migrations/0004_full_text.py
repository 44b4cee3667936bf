"""Each engine's full-text index over the words of associations, kept by the database itself."""

from django.db import migrations

from rebond.organisations.search import words_of

# The index reads the words from their table; `detail=none` because only whole words and beginnings are asked for.
SQLITE = (
    """CREATE VIRTUAL TABLE organisations_words USING fts5(
        words, content='organisations_searchentry', content_rowid='id', prefix='2 3', detail=none, columnsize=0)""",
    """CREATE TRIGGER organisations_words_added AFTER INSERT ON organisations_searchentry BEGIN
        INSERT INTO organisations_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER organisations_words_removed AFTER DELETE ON organisations_searchentry BEGIN
        INSERT INTO organisations_words(organisations_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER organisations_words_changed AFTER UPDATE ON organisations_searchentry BEGIN
        INSERT INTO organisations_words(organisations_words, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO organisations_words(rowid, words) VALUES (new.id, new.words); END""",
)
POSTGRESQL = (
    "CREATE INDEX organisations_words ON organisations_searchentry USING gin (to_tsvector('simple', words))",
)
UNDO_SQLITE = (
    "DROP TRIGGER organisations_words_added", "DROP TRIGGER organisations_words_removed",
    "DROP TRIGGER organisations_words_changed", "DROP TABLE organisations_words",
)  # fmt: skip


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in UNDO_SQLITE if schema_editor.connection.vendor == "sqlite" else ("DROP INDEX organisations_words",):
        schema_editor.execute(statement)


def index_those_known(apps, schema_editor):
    """Associations that were there before are found as well; `rebond index_directory` also learns their spelling."""
    entry = apps.get_model("organisations", "SearchEntry")
    for one in apps.get_model("organisations", "Association").objects.iterator(chunk_size=500):
        entry.objects.create(city_id=one.city_id, association=one, words=words_of(one))


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_directory")]
    operations = [
        migrations.RunPython(build, drop),
        migrations.RunPython(index_those_known, migrations.RunPython.noop),
    ]
