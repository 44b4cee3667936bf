"""Asking for work that is done later, on behalf of a city."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any
from uuid import UUID

from django.apps import apps
from django_tasks import task
from django_tasks.base import Task

from rebond.tenancy.scope import city_scope, current_city


def background(function: Callable[..., None] | None = None, *, title: str = "") -> Any:
    """Make a function of `tasks.py` a task, which a worker runs in the scope of the city that asked for it.

    A task runs at least once: a worker may die between the effect and its acknowledgement. Whatever a task does must
    therefore be harmless when done again. `title` is what officers read on the page of tasks.
    """
    if function is None:
        return partial(background, title=title)

    @wraps(function)
    def run(*, city: str, **arguments: Any) -> None:
        with city_scope(apps.get_model("tenancy", "City").objects.get(pk=city)):
            function(**arguments)

    run.title = title
    return task(run)


def enqueue(task: Task, **arguments: Any) -> str:
    """Ask for a task, in the caller's transaction: if that is undone, nothing was asked. Returns the task's id.

    Arguments are what JSON can hold, and ids.
    """
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in arguments.items()}
    return task.enqueue(city=str(current_city().pk), **plain).id
