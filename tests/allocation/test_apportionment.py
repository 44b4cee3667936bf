"""The same queue has shared seats between states and parties for two centuries: published results, to the last seat."""

from dataclasses import dataclass
from fractions import Fraction

import pytest

from rebond.allocation import solve, verify
from tests.allocation.cases import problem


@dataclass(frozen=True)
class Chamber:
    """Seats that were really given, by a method that is one of our keys."""

    key: str
    seats: dict[str, int]
    weights: dict[str, int]
    cap: int | None = None

    @property
    def problem(self):
        rows = [{"id": name, "points": weight, "cap": self.cap} for name, weight in self.weights.items()]
        return problem(sum(self.seats.values()), *rows, key=self.key)


def chamber(key, table, **limits):
    """A table of name, weight, seats."""
    rows = [line.strip().rsplit(maxsplit=2) for line in table.strip().splitlines()]
    weights = {name: int(weight.replace(",", "")) for name, weight, _ in rows}
    return Chamber(key, {name: int(seats) for name, _, seats in rows}, weights, **limits)


# U.S. Census Bureau, 2020 Census: Apportionment Results, table 1. Method of equal proportions (2 U.S.C. 2a), where the
# first seat of every state has the key 0: nobody is left without one.
HOUSE = chamber(
    "huntington-hill",
    """
    Alabama         5,030,053   7
    Alaska            736,081   1
    Arizona         7,158,923   9
    Arkansas        3,013,756   4
    California     39,576,757  52
    Colorado        5,782,171   8
    Connecticut     3,608,298   5
    Delaware          990,837   1
    Florida        21,570,527  28
    Georgia        10,725,274  14
    Hawaii          1,460,137   2
    Idaho           1,841,377   2
    Illinois       12,822,739  17
    Indiana         6,790,280   9
    Iowa            3,192,406   4
    Kansas          2,940,865   4
    Kentucky        4,509,342   6
    Louisiana       4,661,468   6
    Maine           1,363,582   2
    Maryland        6,185,278   8
    Massachusetts   7,033,469   9
    Michigan       10,084,442  13
    Minnesota       5,709,752   8
    Mississippi     2,963,914   4
    Missouri        6,160,281   8
    Montana         1,085,407   2
    Nebraska        1,963,333   3
    Nevada          3,108,462   4
    New Hampshire   1,379,089   2
    New Jersey      9,294,493  12
    New Mexico      2,120,220   3
    New York       20,215,751  26
    North Carolina 10,453,948  14
    North Dakota      779,702   1
    Ohio           11,808,848  15
    Oklahoma        3,963,516   5
    Oregon          4,241,500   6
    Pennsylvania   13,011,844  17
    Rhode Island    1,098,163   2
    South Carolina  5,124,712   7
    South Dakota      887,770   1
    Tennessee       6,916,897   9
    Texas          29,183,290  38
    Utah            3,275,252   4
    Vermont           643,503   1
    Virginia        8,654,542  11
    Washington      7,715,946  10
    West Virginia   1,795,045   2
    Wisconsin       5,897,473   8
    Wyoming           577,719   1
    """,
)

# Grimmett et al., "The allocation between the EU member states of the seats in the European Parliament: Cambridge
# Compromise", 2011: five seats each, the rest by Adams on the populations of 2011, 96 at most. Here without the five.
PARLIAMENT = chamber(
    "leximin",
    """
    Germany        81,802,257  91
    France         64,714,074  80
    United Kingdom 62,008,048  76
    Italy          60,340,328  74
    Spain          45,989,016  57
    Poland         38,167,329  47
    Romania        21,462,186  27
    Netherlands    16,574,989  21
    Greece         11,305,118  14
    Belgium        10,839,905  14
    Portugal       10,637,713  13
    Czech Republic 10,506,813  13
    Hungary        10,014,324  13
    Sweden          9,340,682  12
    Austria         8,375,290  11
    Bulgaria        7,563,710  10
    Denmark         5,534,738   7
    Slovakia        5,424,925   7
    Finland         5,351,427   7
    Ireland         4,467,854   6
    Lithuania       3,329,039   5
    Latvia          2,248,374   3
    Slovenia        2,046,976   3
    Estonia         1,340,127   2
    Cyprus            803,147   1
    Luxembourg        502,066   1
    Malta             412,970   1
    """,
    cap=91,
)

# Die Bundeswahlleiterin, Bundestag 2025, final result: 630 seats by Sainte-Laguë on the second votes.
BUNDESTAG = chamber(
    "sainte-lague",
    """
    CDU    11,196,374 164
    AfD    10,328,780 152
    SPD     8,149,124 120
    Grüne   5,762,380  85
    Linke   4,356,532  64
    CSU     2,964,028  44
    SSW        76,138   1
    """,
)

# Electoral Commission of New Zealand, official count of 2020: 120 seats by Sainte-Laguë on the party votes.
NEW_ZEALAND = chamber(
    "sainte-lague",
    """
    Labour      1,443,545 65
    National      738,275 33
    Green         226,757 10
    ACT           219,031 10
    Māori Party    33,630  2
    """,
)

# Kiesraad, Tweede Kamer 2023: 150 seats by D'Hondt ("grootste gemiddelden").
TWEEDE_KAMER = chamber(
    "dhondt",
    """
    PVV     2,450,878 37
    GL-PvdA 1,643,073 25
    VVD     1,589,519 24
    NSC     1,343,287 20
    D66       656,292  9
    BBB       485,551  7
    CDA       345,822  5
    SP        328,225  5
    DENK      246,765  3
    PvdD      235,148  3
    FVD       232,963  3
    SGP       217,270  3
    CU        212,532  3
    Volt      178,802  2
    JA21       71,345  1
    """,
)

# The example that the Spanish electoral law itself gives: Ley Orgánica 5/1985, article 163.1.
LOREG = chamber(
    "dhondt",
    """
    A 168,000 4
    B 104,000 2
    C  72,000 1
    D  64,000 1
    E  40,000 0
    F  32,000 0
    """,
)

CHAMBERS = {
    "United States House 2020": HOUSE,
    "European Parliament, Cambridge compromise": PARLIAMENT,
    "Bundestag 2025": BUNDESTAG,
    "New Zealand 2020": NEW_ZEALAND,
    "Tweede Kamer 2023": TWEEDE_KAMER,
    "Spanish electoral law": LOREG,
}


@pytest.mark.parametrize("name", CHAMBERS)
def test_published_seats_come_out_to_the_last_one(name):
    case = CHAMBERS[name]
    result = solve(case.problem)
    assert {row.id: row.units for row in result.allocations} == case.seats
    assert verify(case.problem, result)


def test_new_york_missed_its_seat_by_89_people():
    """As the Census Bureau said on 26 April 2021: with 89 more, the last seat would not have gone to Minnesota."""
    result = solve(HOUSE.problem)
    assert result.by_id["New York"].points_for_one_more == HOUSE.weights["New York"] + 89
    assert max(result.allocations, key=level).id == "Minnesota"


def level(row):
    """What a published key sqrt(p/q) is the root of, which orders as the key does."""
    return Fraction(row.last_level.removeprefix("sqrt(").removesuffix(")"))


def test_germany_is_held_by_its_cap():
    germany = solve(PARLIAMENT.problem).by_id["Germany"]
    assert (germany.reason, germany.binding) == ("wave-cap", "cap")


def test_a_guaranteed_seat_goes_before_the_queue():
    """D'Hondt gives the two smallest parties of the Spanish example nothing; guarantee them a seat together."""
    rows = [{"id": name, "points": votes} for name, votes in LOREG.weights.items()]
    for row in rows[-2:]:
        row["groups"] = {"list": "small"}
    guarantee = [{"group": "list", "value": "small", "min": 1}]
    seats = solve(problem(8, *rows, key="dhondt", quotas=guarantee)).by_id
    assert {name: seats[name].units for name in "ABCDEF"} == {"A": 3, "B": 2, "C": 1, "D": 1, "E": 1, "F": 0}
