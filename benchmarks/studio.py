"""The studio of a wave: 300 applications under four sets of rules, worked out again at each change.

No database: the rows stand in memory, so that what counts is the engine, the measures and who gains or loses. The goal
is 300 ms for a change.
"""

import os
import statistics
import time
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rebond.config.settings")

import django

django.setup()

from benchmarks.allocation import instances  # noqa: E402
from rebond.applications.models import Application  # noqa: E402
from rebond.organisations.models import Association  # noqa: E402
from rebond.programmes.models import Wave  # noqa: E402
from rebond.tenancy.models import City  # noqa: E402
from rebond.tenancy.scope import city_scope  # noqa: E402
from rebond.waves.problem import Entry  # noqa: E402
from rebond.waves.rules import GroupQuota, published_rules  # noqa: E402
from rebond.waves.scenarios.comparison import Candidate, compare  # noqa: E402


def entries(count: int) -> list[Entry]:
    """Applications as a city has them, none of them saved."""
    drawn = instances.columns(count)
    return [
        Entry(
            Application(
                reference=reference,
                association=Association(name=reference, district_code=instances.DISTRICTS[drawn.district[place]]),
                points=int(drawn.points[place]),
                requested=int(drawn.request[place]),
                answers={"theme": instances.THEMES[drawn.theme[place]], "beneficiaries": 200},
            ),
            int(drawn.received[place]),
        )
        for place, reference in enumerate(drawn.ids)
    ]


def main() -> None:
    with city_scope(City(slug="marseille", name="Marseille")):
        measure()


def measure(count: int = 300, times: int = 15) -> None:
    """Print the median of some recalculations, in milliseconds."""
    stock = instances.columns(count).stock
    wave = Wave(name="Vague 1", stock=stock, floor=instances.FLOOR, cap=instances.CAP, lottery_seed="calanque")
    published = published_rules(wave)
    quotas = tuple(GroupQuota("district", district, most=stock // 10) for district in instances.DISTRICTS[:12])
    tried = [
        published,
        replace(published, floor=5),
        replace(published, cap=25),
        replace(published, small_lot=100, quotas=quotas),
    ]
    candidates = [Candidate(str(place), str(place), rules) for place, rules in enumerate(tried)]
    applications, took = entries(count), []
    for _ in range(times):
        start = time.perf_counter()
        compare(wave, applications, candidates, {})
        took.append(1000 * (time.perf_counter() - start))
    print(f"studio, {count} applications x {len(candidates)} rules   {statistics.median(took):6.1f} ms for a change")


if __name__ == "__main__":
    main()
