"""Problems for the tests: built by hand, or drawn at random and small."""

from dataclasses import replace

from hypothesis import reject
from hypothesis import strategies as st

from rebond.allocation import Nonsense, parse_problem
from rebond.allocation.problem import ADMISSIONS, KEYS

FORMAT = "rebond.allocation.problem/1"


def asking(stock, *applicants, key="leximin", admission="rank", quotas=(), seed="vague-1"):
    """The mapping that a problem file holds."""
    return {
        "format": FORMAT,
        "stock": stock,
        "rule": {"key": key, "admission": admission},
        "lottery": {"seed": seed},
        "applicants": list(applicants),
        "quotas": list(quotas),
    }


def problem(stock, *applicants, **rule):
    return parse_problem(asking(stock, *applicants, **rule))


def with_applicant(case, place, **changes):
    applicants = list(case.applicants)
    applicants[place] = replace(applicants[place], **changes)
    return replace(case, applicants=tuple(applicants))


def plain(count, **limits):
    """Applicants without floor nor minimum."""
    return applicants(count, floor=st.just(0), minimum=st.just(0), **limits)


@st.composite
def applicants(draw, count, **fields):
    """Up to `count` applicants of small numbers, so that ties and full groups are frequent."""
    drawn = {
        "points": st.integers(1, 6),
        "size": st.integers(1, 2),
        "request": st.none() | st.integers(0, 7),
        "cap": st.none() | st.integers(4, 7),
        "floor": st.integers(0, 4),
        "minimum": st.sampled_from([0, 0, 0, 2, 3, 5]),
        "received": st.sampled_from([0, 0, 0, 1, 3]),
        "class": st.sampled_from([0, 0, 0, 1]),
        "groups": st.just({}),
    } | fields
    rows = draw(st.lists(st.fixed_dictionaries(drawn), min_size=1, max_size=count))
    return [{"id": f"ASSO-{number:03}", **row} for number, row in enumerate(rows, start=1)]


CROSSING = {
    "groups": st.fixed_dictionaries(
        {"district": st.sampled_from(["D1", "D2"]), "theme": st.sampled_from(["T1", "T2"])},
        optional={"size": st.sampled_from(["S", "M"])},
    )
}
NESTED = {
    "groups": st.sampled_from(
        [
            {},
            {"district": "D1"},
            {"district": "D1", "street": "D1a"},
            {"district": "D1", "street": "D1b"},
            {"district": "D2"},
            {"district": "D2", "street": "D2a"},
        ]
    )
}


@st.composite
def crossing_quotas(draw):
    names = [("district", "D1"), ("district", "D2"), ("theme", "T1"), ("theme", "T2"), ("size", "S")]
    kept = draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
    return [{"group": group, "value": value, "max": draw(st.integers(0, 9))} for group, value in kept]


@st.composite
def nested_quotas(draw):
    """A district D1 with streets D1a and D1b, a district D2 with a street D2a; minimums and maximums."""
    quotas = []
    for group, value, within in (
        ("street", "D1a", 2),
        ("street", "D1b", 2),
        ("street", "D2a", 2),
        ("district", "D1", 4),
        ("district", "D2", 4),
    ):
        if draw(st.booleans()):
            least = draw(st.integers(0, within))
            most = draw(st.none() | st.integers(max(least, 4 if group == "district" else 0), 9))
            quotas.append({"group": group, "value": value, "min": least, "max": most})
    return quotas


@st.composite
def problems(draw, rows=None, quotas=None, keys=KEYS, admissions=ADMISSIONS, stock=None):
    """A whole problem: by default every key and admission, with crossing quotas."""
    rows = draw(applicants(6, **CROSSING) if rows is None else rows)
    drawn = asking(
        draw(stock if stock is not None else st.integers(0, 20)),
        *rows,
        key=draw(st.sampled_from(keys)),
        admission=draw(st.sampled_from(admissions)),
        quotas=draw(crossing_quotas() if quotas is None else quotas),
    )
    try:
        return parse_problem(drawn)
    except Nonsense:  # minimums of two districts may add up to more than a small stock
        reject()


def nested_problems(**rule):
    """Minimums in nested groups; the stock covers them all."""
    return problems(rows=applicants(6, **NESTED), quotas=nested_quotas(), stock=st.integers(10, 25), **rule)
