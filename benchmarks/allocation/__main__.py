"""Measure everything and write `docs/benchmarks/allocation.md` and `.svg`: `make bench-allocation`."""

import json
import os
import platform
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.allocation import plot, report
from benchmarks.allocation.peers import LIMIT, PACKAGES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "benchmarks"
SIZES = (60, 300, 3_000, 30_000, 300_000, 1_000_000)
PREPARING = 25.0  # seconds for an instance of a million and the list of its tickets
REPEATS = {60: 101, 300: 51, 3_000: 21, 30_000: 9, 300_000: 5, 1_000_000: 3}


def main() -> None:
    """Ours at every size, then the peers until they run out of time."""
    ours = {count: required(run("ours", count, REPEATS[count])) for count in SIZES}
    memory = required(run("ours", "memory", SIZES[-1]))
    peers = {name: peer(name) for name in PACKAGES}
    facts = {
        "date": date.today().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
    DOCS.mkdir(parents=True, exist_ok=True)
    (DOCS / "allocation.md").write_text(report.page(ours, memory["peak"], peers, facts))
    (DOCS / "allocation.svg").write_text(plot.drawing(ours, peers))
    print(report.page(ours, memory["peak"], peers, facts))


def peer(name: str) -> dict[int, dict]:
    """What one peer needs at each size; after the first time that it is too slow it is asked no more."""
    package = PACKAGES[name]
    if package and not find_spec(package):
        return {}
    found: dict[int, dict] = {}
    for count in SIZES:
        found[count] = run("peers", name, count, limit=LIMIT + PREPARING) or {"seconds": None, "same": False}
        if found[count]["seconds"] is None or found[count]["seconds"] > LIMIT:
            break
    return found


def run(module: str, *arguments: object, limit: float | None = None) -> dict | None:
    """One process, one line of JSON; None when it ran out of time or of memory."""
    command = [sys.executable, "-m", f"benchmarks.allocation.{module}", *map(str, arguments)]
    print("…", module, *arguments, file=sys.stderr)
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def required(measured: dict | None) -> dict:
    """Our own figures: without them there is no page."""
    if measured is None:
        raise SystemExit("the engine could not be measured: see the last line")
    return measured


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


if __name__ == "__main__":
    main()
