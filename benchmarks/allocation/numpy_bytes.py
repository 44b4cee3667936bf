"""What the numpy at hand gives, in one digest: `make check-numpy` compares it with that of another numpy.

Five hundred small problems of every kind and one of 30,000 applicants, from a fixed seed; each is solved twice, the
second time with its applicants and quotas in another order, which must not change a byte. Prints one line: version of
numpy, problems solved, problems refused (a refusal is an answer too), SHA-256 of all the bytes.
"""

import random
import sys
from hashlib import sha256

import numpy as np

from benchmarks.allocation import instances
from rebond.allocation import Nonsense, parse_problem, solve
from rebond.allocation.problem import ADMISSIONS, KEYS

SMALL = 500
NEST = {"D1": ("D1a", "D1b"), "D2": ("D2a",)}  # districts and their streets


def main() -> int:
    draw, digest, solved, refused = random.Random(20230228), sha256(), 0, 0
    for problem in problems(draw):
        try:
            answer = solve(parse_problem(problem)).as_bytes()
            if answer != solve(parse_problem(shuffled(problem, draw))).as_bytes():
                print(f"numpy {np.__version__}: the order of the input changes the result", file=sys.stderr)
                return 1
            solved += 1
        except Nonsense as nonsense:
            answer = nonsense.sentence("en").encode()
            refused += 1
        digest.update(answer)
    print(f"{np.__version__} {solved} {refused} {digest.hexdigest()}")
    return 0


def problems(draw: random.Random):
    for number in range(SMALL):
        key, admission = KEYS[number % len(KEYS)], ADMISSIONS[number // len(KEYS) % len(ADMISSIONS)]
        yield small(draw, key, admission, nested=number % 3 == 1, large=number % 4 == 3)
    yield instances.problem(30_000)


def small(draw: random.Random, key: str, admission: str, *, nested: bool, large: bool) -> dict:
    """Small numbers and many ties; nested groups with minimums, or crossing ones; sometimes points beyond 2^52."""
    rows = [applicant(draw, place, nested=nested, large=large) for place in range(draw.randint(1, 25))]
    return {
        "format": "rebond.allocation.problem/1",
        "stock": draw.randint(0, 6 * len(rows)),
        "rule": {"key": key, "admission": admission},
        "lottery": {"seed": str(draw.random())},
        "applicants": rows,
        "quotas": nested_quotas(draw, len(rows)) if nested else crossing_quotas(draw, len(rows)),
    }


def applicant(draw: random.Random, place: int, *, nested: bool, large: bool) -> dict:
    district = draw.choice(list(NEST))
    street = {"street": draw.choice(NEST[district])} if draw.random() < 0.7 else {}
    theme = {"theme": draw.choice(["T1", "T2", "T3"])}
    return {
        "id": f"A{place:03}",
        "points": draw.choice([2**51, 2**52, 2**53 - 2]) + draw.randint(0, 1) if large else draw.randint(1, 9),
        "size": draw.choice([1, 1, 1, 2]),
        "request": draw.choice([None, draw.randint(0, 12)]),
        "cap": draw.choice([None, draw.randint(5, 9)]),
        "floor": draw.randint(0, 5),
        "minimum": draw.choice([0, 0, 0, 3]),
        "received": draw.choice([0, 0, 3, 2**40 if large else 1]),
        "class": draw.choice([0, 0, 0, 1]),
        "groups": {"district": district, **(street if nested else theme)},
        "phantom": draw.random() < 0.1,
    }


def nested_quotas(draw: random.Random, count: int) -> list[dict]:
    quotas = []
    for district, streets in NEST.items():
        quotas.append({"group": "district", "value": district, "min": draw.randint(0, count)})
        quotas.extend({"group": "street", "value": street, "max": draw.randint(0, count)} for street in streets)
    return quotas


def crossing_quotas(draw: random.Random, count: int) -> list[dict]:
    groups = [("district", "D1"), ("district", "D2"), ("theme", "T1"), ("theme", "T2")]
    return [
        {"group": group, "value": value, "max": draw.randint(0, 3 * count)}
        for group, value in draw.sample(groups, draw.randint(0, 4))
    ]


def shuffled(problem: dict, draw: random.Random) -> dict:
    return {
        **problem,
        "applicants": draw.sample(problem["applicants"], len(problem["applicants"])),
        "quotas": draw.sample(problem["quotas"], len(problem["quotas"])),
    }


if __name__ == "__main__":
    sys.exit(main())
