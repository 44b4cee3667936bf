from django.apps import AppConfig


class WavesConfig(AppConfig):
    name = "rebond.waves"

    def ready(self):
        from rebond.stock.ledger import promises
        from rebond.waves.queries import machines_awaited

        promises.enter(machines_awaited)
