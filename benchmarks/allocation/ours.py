"""One size of our own, in a process of its own: `python -m benchmarks.allocation.ours SIZE REPEATS`.

Every step once, then every step again: what disturbs the machine disturbs all alike. Prints one line of JSON with the
median of each step in seconds and the peak memory of the process.
"""

import json
import resource
import statistics
import sys
import time

from benchmarks.allocation.instances import columns
from benchmarks.allocation.subjects import full_problem, steps_for
from rebond.allocation import solve


def main(count: int, repeats: int) -> None:
    times: dict[str, list[float]] = {}
    given = columns(count)
    full = full_problem(given)
    start = time.perf_counter()
    full.sha256  # noqa: B018  computed once and kept
    times["digest of the problem"] = [time.perf_counter() - start]
    steps = steps_for(given, full)
    for step in steps.values():
        if count < 100_000:
            step()
    for _ in range(repeats):
        for name, step in steps.items():
            start = time.perf_counter()
            step()
            times.setdefault(name, []).append(time.perf_counter() - start)
    print(json.dumps({name: statistics.median(taken) for name, taken in times.items()}))


def memory(count: int) -> None:
    """The peak of a process that does nothing but one problem: read from columns, solved, explained."""
    solve(full_problem(columns(count)))
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))


if __name__ == "__main__":
    memory(int(sys.argv[2])) if sys.argv[1] == "memory" else main(int(sys.argv[1]), int(sys.argv[2]))
