"""Several deeds at the same instant."""

import threading

from django.db import connections

from rebond.tenancy.scope import city_scope


def at_once(city, *deeds):
    """Run each deed in its own thread and connection, all starting together; return what each gave or raised.

    On SQLite the test asks for `shared_database`: connections to one memory do not wait for each other, as they do for
    a file.
    """
    here = connections["default"]
    assert here.vendor != "sqlite" or not here.is_in_memory_db()
    start = threading.Barrier(len(deeds))
    outcomes = [None] * len(deeds)

    def run(number, deed):
        connections["default"] = here.copy()
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
