"""What exists is public; what comes starts as a draft."""

from django.db import migrations, models

STATES = [("draft", "En préparation"), ("published", "Public")]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_public_draw")]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="state",
            field=models.CharField(max_length=12, choices=STATES, default="published"),
        ),
        migrations.AlterField(
            model_name="programme",
            name="state",
            field=models.CharField(max_length=12, choices=STATES, default="draft"),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published"])), name="programme_state_is_known"
            ),
        ),
    ]
