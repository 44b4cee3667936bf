"""Import of 100,000 machines: rows per second, peak memory, and the ratio to reading the file alone.

Figures to hold: a dry run and an applied import at most 6 times what calamine alone takes to read the
file, in the same run. Each step is a process of its own, three times; the median counts.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.fleet import write_fleet

ROWS = 100_000
READ_ALONE = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
"""


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Processor seconds (comparable on a busy machine) and peak memory in MB of a process and its children."""
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main(rows: int = ROWS, repeats: int = 3) -> None:
    """Print one line per step: seconds, rows per second, ratio, memory."""
    with tempfile.TemporaryDirectory() as folder:
        fleet = Path(folder) / "parc.xlsx"
        write_fleet(fleet, rows)
        rebond = [sys.executable, "-m", "rebond"]
        steps: dict[str, list[tuple[float, int]]] = {"read alone": [], "dry run": [], "applied": []}
        for turn in range(repeats):
            home = {"REBOND_DATA_DIR": str(Path(folder) / f"var{turn}")}
            timed([*rebond, "migrate", "-v0"], home)
            steps["read alone"].append(timed([sys.executable, "-c", READ_ALONE, str(fleet)], home))
            steps["dry run"].append(timed([*rebond, "import_stock", str(fleet), "--dry-run"], home))
            steps["applied"].append(
                timed([*rebond, "import_stock", str(fleet), "--lot", "BANC-1", "--donor", "Banc"], home)
            )
        alone = statistics.median(seconds for seconds, _memory in steps["read alone"])
        for step, runs in steps.items():
            seconds = statistics.median(run[0] for run in runs)
            memory = max(run[1] for run in runs)
            print(
                f"stock import, {rows} rows, {step:10} {seconds:6.2f} s  {rows / seconds:8.0f} rows/s  "
                f"{seconds / alone:5.1f} x  {memory:4} MB"
            )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
