"""A machine of the stock stands in a place, one that left it in none: refused otherwise from now on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stock", "0004_opening")]
    operations = [
        migrations.AddConstraint(
            model_name='device',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stands_in__isnull', False), ('state__in', ['received', 'ready', 'reserved'])), models.Q(('stands_in', None), ('state__in', ['handed-over', 'gone'])), _connector='OR'), name='device_of_the_stock_stands_somewhere'),
        ),
    ]
