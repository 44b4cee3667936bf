"""10,000 applications in one programme: server time and queries of the lists, speed and memory of the exports.

Figures to hold: every list under 100 ms with a number of queries that does not grow; exports that stream, in memory
that does not grow with the rows. A database of its own, in a temporary folder.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc

ROWS = 10_000
LISTS = (
    ("ines", "/candidatures/"),
    ("ines", "/candidatures/?page=150"),
    ("ines", "/candidatures/?q=association+9"),
    ("ines", "/candidatures/?sort=points"),
    ("ines", "/candidatures/examen/"),
    ("ines", "/candidatures/examen/?due=soon"),
    ("ines", "/candidatures/examen/?missing=first"),
    ("ines", "/candidatures/examen/?missing=second"),
    ("ines", "/candidatures/examen/?missing=apart"),
    ("ines", "/candidatures/examen/?whose=nobody&page=100"),
    ("lucie", "/candidatures/"),
    ("lucie", "/candidatures/examen/"),
    ("lucie", "/candidatures/examen/?missing=declaration"),
    ("lucie", "/accueil/"),
    ("ines", "/accueil/"),
    ("ines", "/vagues/"),
    ("ines", "/vagues/vague-1/"),
)
EXPORTS = ("/candidatures/candidatures.csv", "/candidatures/examen/examen.csv", "/candidatures/examen/examen.xlsx")


def main(rows: int = ROWS) -> None:
    """Measure in a process of its own, on an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        home = os.environ | {"REBOND_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "rebond.config.settings"}
        subprocess.run([sys.executable, "-m", "rebond", "migrate", "-v0"], env=home, check=True)
        subprocess.run([sys.executable, "-m", "benchmarks.review", "inside", str(rows)], env=home, check=True)


def inside(rows: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from rebond.tenancy.models import City
    from rebond.tenancy.scope import city_scope

    settings.ALLOWED_HOSTS = ["*"]
    city = City.objects.create(slug="marseille", name="Marseille", code="13055")
    with city_scope(city):
        people = fill(rows)
    for name, address in LISTS:
        browser = Client()
        browser.force_login(people[name])
        milliseconds, queries = timed(browser, address)
        print(f"review, {rows} applications, {name:5} {address:45} {milliseconds:6.0f} ms  {queries:3} queries")
    browser = Client()
    browser.force_login(people["ines"])
    for address in EXPORTS:
        tracemalloc.start()
        began = time.process_time()
        size = sum(len(chunk) for chunk in browser.get(address))
        seconds, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        told = f"{seconds:6.1f} s   {size / 1e6:4.1f} MB sent, peak {peak:4.1f} MB"
        print(f"review, {rows} applications, {address:51} {told}")


def timed(browser, address: str, times: int = 7) -> tuple[float, int]:
    """The median processor time of a page in milliseconds (comparable on a busy machine), and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for _ in range(times):
        began = time.process_time()
        response = browser.get(address)
        took.append((time.process_time() - began) * 1000)
    assert response.status_code == 200, (address, response.status_code)
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return statistics.median(took), len(queries)


def fill(rows: int) -> dict:
    """A closed wave with so many files: a third read once, a third read twice, some apart; two readers each."""
    from datetime import UTC, date, datetime, timedelta

    from rebond.accounts.models import Membership, Role, User
    from rebond.applications.models import Application
    from rebond.applications.questions import THEMES
    from rebond.applications.reviews.models import Assignment, Declaration, Reading
    from rebond.organisations.models import Association, Donor
    from rebond.programmes.models import Programme, Wave

    people = {}
    for name, role in (("ines", Role.OFFICER), ("lucie", Role.COMMITTEE), ("zoe", Role.COMMITTEE)):
        people[name] = User.objects.create_user(f"{name}@banc.example", name=name.capitalize())
        Membership.objects.create(user=people[name], role=role)
    programme = Programme.objects.create(
        slug="banc",
        title="Banc",
        donor=Donor.objects.create(name="Banc"),
        legal_route=Programme.LegalRoute.TRANSFER,
        announced_devices=rows,
    )
    wave = Wave.objects.create(
        programme=programme, number=1, slug="vague-1", name="Vague 1", state=Wave.State.CLOSED, stock=rows, floor=1,
        cap=30, opens_on=date(2026, 9, 1), closes_on=date(2026, 12, 1), lottery_seed="banc",
    )  # fmt: skip
    themes = list(THEMES)
    associations = Association.objects.bulk_create(
        [
            Association(
                name=f"Association {number}",
                search_text=f"association {number}",
                district_code=f"132{number % 16 + 1:02}",
            )
            for number in range(rows)
        ],
        batch_size=500,
    )
    first = datetime(2026, 9, 1, tzinfo=UTC)
    applications = Application.objects.bulk_create(
        [
            Application(
                wave=wave, association=one, number=number + 1, reference=f"V1-{number + 1:05}", state="eligible",
                answers={"theme": themes[number % 12], "beneficiaries": 200, "uses": ["libre_acces"]},
                requested=number % 30 + 1, points=number % 90 + 5, submitted_at=first + timedelta(minutes=10 * number),
            )
            for number, one in enumerate(associations)
        ],
        batch_size=500,
    )  # fmt: skip
    readers = (people["lucie"], people["zoe"])
    declarations, readings, assignments = [], [], []
    for number, one in enumerate(applications):
        for place, reader in enumerate(readers):
            assignments.append(
                Assignment(application=one, reader=reader, source="draw", assigned_by=people["ines"], assigned_at=first)
            )
            if place < number % 3:
                nature = "family" if number % 100 == 1 else "none"
                declarations.append(Declaration(application=one, person=reader, nature=nature, declared_at=first))
                opinion = "against" if place and number % 10 == 5 else "for"
                readings.append(
                    Reading(
                        application=one, reader=reader, opinion=opinion, comment="Solide.", version=1, given_at=first
                    )
                )
    for rows_made in (declarations, readings, assignments):
        type(rows_made[0]).objects.bulk_create(rows_made, batch_size=500)
    return people


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(int(sys.argv[2]))
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
