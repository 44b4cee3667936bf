"""The page of the measures, in Markdown."""

from benchmarks.allocation.peers import LIMIT

ROWS = {
    "argsort": "yardstick: one stable `numpy.argsort` of as many random float64",
    "kernel": "**kernel**: `waterfill`, the stock to the same level, requests and caps",
    "rule": "rule without floors nor quotas, laid out in columns",
    "rule from the problem": "the same from a `Problem`, the lottery included",
    "rule, floors and quotas": "**rule with floors and 21 crossing quotas**",
    "the same from the problem": "the same from a `Problem`, the lottery included",
    "lottery": "of which the lottery: one SHA-256 for each id",
    "explanations": "**explanations** of everybody, plain queue",
    "explanations, floors and quotas": "explanations, floors and quotas",
    "verify, tie order given": "**verify**, plain queue, tie order given",
    "verify": "verify, plain queue, the lottery drawn again",
    "verify, floors and quotas": "verify, floors and quotas, the lottery drawn again",
    "solve": "`solve`: full rule, lottery and explanations",
    "digest of the problem": "SHA-256 of the canonical JSON (once for each problem)",
}
SMALLEST, LARGEST = 60, 1_000_000
MEGABYTE = 1024 * 1024


def page(ours: dict, peak: int, peers: dict, facts: dict) -> str:
    """Everything that was measured, and what it was measured against."""
    sizes = list(ours)
    parts = [
        "# The allocation engine, measured",
        "",
        "Written by `make bench-allocation`, which measures again (under ten minutes; without the peers where they",
        "cannot be installed). Instances are seeded (`benchmarks/allocation/instances.py`): points out of 100,",
        "requests on round numbers, a cap of 30, one applicant in six served before; stock for three requests in five.",
        "",
        f"{facts['processor']}, {facts['cores']} cores, shared and noisy; {facts['system']};",
        f"Python {facts['python']}, numpy {facts['numpy']}; {facts['date']}. Medians of steps taken in turn within one",
        "process; what counts is the ratio within one run.",
        "",
        "![Seconds by number of applicants](allocation.svg)",
        "",
        "## Ours",
        "",
        head("step", sizes),
        *(line(label, [ours[size].get(step) for size in sizes]) for step, label in ROWS.items()),
        "",
        "## Peers, on the plain queue",
        "",
        "Each in its own process, given the same instance; an answer counts only if its units are ours, ties included.",
        "Optimisers are handed the place of every ticket in the queue as its cost, and making that list is not timed:",
        f"they start with the work half done. *over {LIMIT:.0f} s*: no answer in that time, or one that came later.",
        "",
        head("peer", sizes),
        line("ours: kernel", [ours[size].get("kernel") for size in sizes]),
        *(peer_line(name, found, sizes) for name, found in peers.items()),
        "",
        "## What was aimed at",
        "",
        "| aim | reached | |",
        "|---|---|---|",
        *aims(ours, peak),
    ]
    return "\n".join(parts) + "\n"


def head(first: str, sizes: list[int]) -> str:
    titles = " | ".join(f"{size:,}" for size in sizes)
    return f"| {first} | {titles} |\n|---|{'---:|' * len(sizes)}"


def line(label: str, seconds: list[float | None]) -> str:
    return f"| {label} | {' | '.join(told(each) for each in seconds)} |"


def told(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    if seconds >= 1:
        return f"{seconds:.1f} s"
    return f"{seconds * 1000:.3g} ms" if seconds >= 0.001 else f"{seconds * 1000:.2f} ms"


def peer_line(name: str, found: dict[int, dict], sizes: list[int]) -> str:
    if not found:
        return f"| {name} | {' | '.join(['not installed'] * len(sizes))} |"
    version = next((each["version"] for each in found.values() if "version" in each), "")
    cells = []
    for size in sizes:
        each = found.get(size)
        if each is None:
            cells.append("–")
        elif each["seconds"] is None or each["seconds"] > LIMIT:
            cells.append(f"over {LIMIT:.0f} s")
        else:
            cells.append(told(each["seconds"]) + ("" if each["same"] else " **other units**"))
    return f"| {name} {version} | {' | '.join(cells)} |"


def aims(ours: dict, peak: int) -> list[str]:
    """The figures that the design asks for, and what this run gives."""
    big, small = ours[LARGEST], ours[SMALLEST]
    kernel = big["kernel"]
    reached = [
        ("kernel (1M) ≤ 1 stable argsort", kernel / big["argsort"], 1.0, "×"),
        ("verify (1M) ≤ 1 kernel, tie order given", big["verify, tie order given"] / kernel, 1.0, "×"),
        ("verify (1M) ≤ 1 kernel, lottery drawn again", big["verify"] / kernel, 1.0, "×"),
        ("explanations (1M) ≤ 1 kernel", big["explanations"] / kernel, 1.0, "×"),
        (
            "rule with floors and 21 crossing quotas (1M) ≤ 10 kernels",
            big["rule, floors and quotas"] / kernel,
            10.0,
            "×",
        ),
        ("the same, lottery included", big["the same from the problem"] / kernel, 10.0, "×"),
        ("60 applicants, full rule and explanations, < 5 ms", small["solve"] * 1000, 5.0, " ms"),
        ("peak memory (1M) < 1 GB", peak / MEGABYTE, 1024.0, " MB"),
    ]
    return [
        f"| {aim} | {value:.3g}{unit} | {'reached' if value <= limit else 'missed'} |"
        for aim, value, limit, unit in reached
    ]
