"""Several deeds at the same instant."""

import threading

from django.db import connections

from rebond.tenancy.scope import city_scope


def at_once(city, *deeds):
    """Run each deed in its own thread and connection, all starting together; return what each gave or raised."""
    start = threading.Barrier(len(deeds))
    outcomes = [None] * len(deeds)

    def run(number, deed):
        try:
            with city_scope(city):
                start.wait()
                outcomes[number] = deed()
        except Exception as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number, deed)) for number, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
