"""`rebond work`: runs background tasks and chores until it is told to stop."""

import logging

from django.core.management.base import CommandError
from django.db import InterfaceError, OperationalError
from django_tasks_db.management.commands.db_worker import Worker

from rebond.jobs.worker import new_worker_name, signs_of_life
from rebond.tenancy.commands import SentenceCommand


class Command(SentenceCommand):
    help = "Exécute les tâches de fond, envoie les courriels et fait le ménage, jusqu'à ce qu'on l'arrête."

    def handle(self, *args, **options):
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # an ordinary stop is no warning
        name = new_worker_name()
        worker = Worker(
            worker_id=name,
            backend_name="default",
            queue_names=["*"],
            excluded_queue_names=[],
            interval=1,
            startup_delay=False,
            batch=False,
            max_tasks=None,
        )
        worker.configure_signals()
        try:
            with signs_of_life(name):
                worker.run()
        except (OperationalError, InterfaceError) as error:
            # It must not go on under its name: only the tasks of a silent worker are given back.
            raise CommandError(f"La base de données ne répond plus\u00a0: {error}") from error
