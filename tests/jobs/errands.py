"""Tasks that only tests ask for. A worker started by a test finds this module on its path."""

import time
from pathlib import Path

from rebond.jobs import background
from rebond.mail.actions import plan_mail
from rebond.safeguards.clock import now
from rebond.tenancy.scope import current_city


@background(title="Saluer la ville")
def greet(name: str, place: str = "la mairie") -> None:
    plan_mail(to="mairie@marseille.example", subject=f"Bonjour {name}", body=place, about=current_city(), at=now())


@background
def greet_slowly(folder: str) -> None:
    """Say that it began, take two seconds, then have one effect, which would show if it happened twice."""
    with (Path(folder) / "attempts").open("a") as attempts:
        attempts.write("begun\n")
    time.sleep(2)
    greet.func.__wrapped__("Marseille")


@background
def stumble() -> None:
    raise ConnectionRefusedError("the printer is away")
