from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "rebond.handovers"

    def ready(self):
        from rebond.handovers.custodies.queries import chapters_of, returned_machines
        from rebond.stock import past
        from rebond.stock.ledger import promises

        past.enter(chapters_of)
        promises.enter_returned(returned_machines)
