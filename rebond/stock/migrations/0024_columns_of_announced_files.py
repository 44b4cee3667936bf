"""People say what the columns of an announced file hold, as they do of any other file of a donor."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stock", "0023_beginnings_of_numbers")]
    operations = [
        migrations.RemoveConstraint(model_name="announcedfile", name="announced_file_state_is_known"),
        migrations.AddField(model_name="announcedfile", name="choices", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="announcedfile", name="unknown", field=models.JSONField(default=list)),
        migrations.AlterField(
            model_name="announcedfile",
            name="state",
            field=models.CharField(
                choices=[
                    ("reading", "Lecture en cours"),
                    ("to-map", "Colonnes à préciser"),
                    ("read", "Lu"),
                    ("unreadable", "Illisible"),
                ],
                default="reading",
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["reading", "to-map", "read", "unreadable"]),
                name="announced_file_state_is_known",
            ),
        ),
    ]
