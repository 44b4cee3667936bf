from django.apps import AppConfig
from django.db.models.signals import post_save


class StockConfig(AppConfig):
    name = "rebond.stock"

    def ready(self):
        from rebond.stock.ledger.founding import furnish
        from rebond.tenancy.models import City

        post_save.connect(furnish, sender=City)
