"""The same shares from general tools, each in a process of its own: `python -m benchmarks.allocation.peers NAME SIZE`.

All share the plain queue: requests, caps and history, no floor and no quota, ties included, so that each must find our
very units. The optimisers are given the place of each ticket in the queue as its cost, which has one optimum; making
that list is not timed. The apportionment package knows no requests: it shares the stock by points alone (Adams).
Prints one line of JSON: seconds, and the SHA-256 of the units; what a peer cannot do is printed as such.
"""

import importlib.metadata
import json
import sys
import time
from hashlib import sha256
from heapq import heapify, heapreplace
from math import lcm

import numpy as np

from benchmarks.allocation.instances import Columns, columns
from benchmarks.allocation.subjects import plain_problem, problem_of
from rebond.allocation import share
from rebond.allocation.rounds import Board

PACKAGES = {
    "Python heap": None,
    "OR-Tools min-cost flow": "ortools",
    "OR-Tools CP-SAT": "ortools",
    "HiGHS (LP)": "highspy",
    "apportionment (Adams)": "apportionment",
}
LIMIT = 20.0  # seconds that a solver may take before it answers "unknown"


def tie_of(given: Columns) -> np.ndarray:
    return Board.of(plain_problem(given)).tie


def tickets(given: Columns) -> tuple[np.ndarray, np.ndarray]:
    """The owner of every ticket that could be asked for, and its place in the queue."""
    ceiling = given.ceiling
    owner = np.repeat(np.arange(given.count), ceiling)
    unit = np.arange(len(owner)) - np.repeat(np.cumsum(ceiling) - ceiling, ceiling)
    key = (given.received[owner] + unit) / given.points[owner]
    order = np.lexsort((tie_of(given)[owner], key))
    place = np.empty(len(owner), dtype=np.int64)
    place[order] = np.arange(len(owner))
    return owner, place


def heap(given: Columns):
    """One ticket after another; fractions are compared crosswise, as whole numbers over a common denominator."""
    common = lcm(*np.unique(given.points).tolist())
    steps = [common // points for points in given.points.tolist()]
    ceiling, tie, received = given.ceiling.tolist(), tie_of(given).tolist(), given.received.tolist()

    def run():
        units = [0] * given.count
        queue = [(received[i] * steps[i], tie[i], i) for i in range(given.count) if ceiling[i]]
        heapify(queue)
        for _ in range(min(given.stock, sum(ceiling))):
            i = queue[0][2]
            units[i] += 1
            key = (received[i] + units[i]) * steps[i] if units[i] < ceiling[i] else 1 << 200
            heapreplace(queue, (key, tie[i], i))
        return np.array(units)

    return run


def flow(given: Columns):
    """A source, an arc for each ticket, a sink."""
    from ortools.graph.python import min_cost_flow

    owner, place = tickets(given)
    count, source, sink = given.count, given.count, given.count + 1

    def run():
        network = min_cost_flow.SimpleMinCostFlow()
        arcs = network.add_arcs_with_capacity_and_unit_cost(
            owner, np.full(len(owner), sink), np.ones(len(owner)), place
        )
        network.add_arcs_with_capacity_and_unit_cost(
            np.full(count, source), np.arange(count), given.ceiling, np.zeros(count, dtype=np.int64)
        )
        network.set_nodes_supplies(np.array([source, sink]), np.array([given.stock, -given.stock]))
        if network.solve() != network.OPTIMAL:
            return None
        return np.bincount(owner, weights=network.flows(arcs), minlength=count)

    return run


def cp_sat(given: Columns):
    """A yes or no for each ticket."""
    from ortools.sat.python import cp_model

    owner, place = tickets(given)

    def run():
        model = cp_model.CpModel()
        taken = [model.new_bool_var("") for _ in range(len(owner))]
        model.add(sum(taken) == given.stock)
        model.minimize(cp_model.LinearExpr.weighted_sum(taken, place.tolist()))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = LIMIT
        solver.parameters.num_workers = 1
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        return np.bincount(owner, weights=[solver.value(each) for each in taken], minlength=given.count)

    return run


def highs(given: Columns):
    """A share from 0 to 1 of each ticket; the optimum is whole."""
    import highspy

    owner, place = tickets(given)
    count = len(owner)

    def run():
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count, 1
        model.col_cost_ = place.astype(np.float64)
        model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
        model.row_lower_ = model.row_upper_ = np.array([float(given.stock)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([0, count])
        model.a_matrix_.index_ = np.arange(count)
        model.a_matrix_.value_ = np.ones(count)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("time_limit", LIMIT)
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        shares = np.array(solver.getSolution().col_value)
        return np.rint(np.bincount(owner, weights=shares, minlength=given.count))

    return run


def apportionment(given: Columns):
    """Seats by votes, its own special case; its ties are resolved otherwise, so that votes are made all different."""
    from apportionment import methods

    votes, names = distinct_votes(given).tolist(), given.ids
    return lambda: np.array(methods.compute("adams", votes, given.stock, parties=names, verbose=False))


def distinct_votes(given: Columns) -> np.ndarray:
    """Points a thousand times finer, no two alike."""
    return given.points * 1_000_003 + np.random.RandomState(3).permutation(given.count)


def units_expected(name: str, given: Columns) -> np.ndarray:
    """Our own answer to what a peer is asked."""
    if not name.startswith("apportionment"):
        return share(plain_problem(given))
    votes = Columns(
        distinct_votes(given), np.full(given.count, 1 << 40), np.zeros_like(given.points), *[given.theme] * 2
    )
    return share(problem_of(votes, admission="none", families={}, limits=(), stock=given.stock, cap=None))


PEERS = dict(zip(PACKAGES, (heap, flow, cp_sat, highs, apportionment), strict=True))


def digest(units: np.ndarray) -> str:
    return sha256(np.asarray(units).astype(np.int64).tobytes()).hexdigest()


def main(name: str, size: str) -> None:
    """Run once, three times where it is quick, and print the median."""
    given = columns(int(size))
    expected = digest(units_expected(name, given))
    run = PEERS[name](given)
    times: list[float] = []
    while len(times) < 3 and sum(times) < 2:
        start = time.perf_counter()
        units = run()
        times.append(time.perf_counter() - start)
    package = PACKAGES[name]
    print(
        json.dumps(
            {
                "seconds": sorted(times)[len(times) // 2] if units is not None else None,
                "same": units is not None and digest(units) == expected,
                "version": importlib.metadata.version(package) if package else sys.version.split()[0],
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
