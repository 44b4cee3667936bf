"""Seconds by number of applicants, both on a logarithmic scale, as an SVG that needs no colour and no font."""

from html import escape
from math import log10

from benchmarks.allocation.peers import LIMIT

WIDTH, HEIGHT = 860, 560
LEFT, RIGHT, TOP, BOTTOM = 80, 250, 30, 60
FIRST, LAST = 60, 1_000_000
FASTEST, SLOWEST = 1e-5, 100.0
OURS = {
    "kernel": "our kernel",
    "rule, floors and quotas": "floors and 21 quotas",
    "solve": "solve, all included",
    "argsort": "stable argsort",
}
STROKES = ("", "8 3", "2 3", "10 3 2 3", "5 5", "1 4", "12 5", "6 2 2 2 2 2", "3 6")
MARKS = "●■▲◆○□△◇✕"


def drawing(ours: dict, peers: dict) -> str:
    """Ours in thick lines, peers in thin ones; each with its own dashes and its own mark."""
    series = {label: [(size, ours[size].get(step)) for size in ours] for step, label in OURS.items()}
    for name, found in peers.items():
        if found:
            series[name] = [(size, each["seconds"]) for size, each in found.items()]
    drawn = {name: [(size, each) for size, each in points if each and each <= LIMIT] for name, points in series.items()}
    drawn = {name: points for name, points in drawn.items() if points}
    lines = [curve(place, name, points, thick=place < len(OURS)) for place, (name, points) in enumerate(drawn.items())]
    return "\n".join([*opening(), *grid(), *lines, *legend(list(drawn)), "</svg>"]) + "\n"


def opening() -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13" fill="#111">',
        "<title>Seconds by number of applicants, logarithmic scales</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]


def across(size: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * log10(size / FIRST) / log10(LAST / FIRST)


def down(seconds: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * log10(seconds / FASTEST) / log10(SLOWEST / FASTEST)


def grid() -> list[str]:
    """A line for each power of ten of seconds, one for each size that is measured."""
    parts = []
    for power in range(-5, 3):
        y = down(10.0**power)
        name = {-5: "10 µs", -4: "0.1 ms", -3: "1 ms", -2: "10 ms", -1: "0.1 s", 0: "1 s", 1: "10 s", 2: "100 s"}[power]
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{name}</text>')
    for size in (60, 300, 3_000, 30_000, 300_000, 1_000_000):
        x = across(size)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/>')
        name = {1_000_000: "1M"}.get(size, f"{size // 1000}k" if size >= 1000 else str(size))
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{name}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle">applicants</text>')
    return parts


def curve(place: int, name: str, points: list, *, thick: bool) -> str:
    path = "M" + "L".join(f"{across(size):.1f} {down(seconds):.1f}" for size, seconds in points)
    style = stroke(place, thick=thick)
    mark = f'text-anchor="middle" font-size="12">{MARKS[place]}</text>'
    marks = "".join(f'<text x="{across(size):.1f}" y="{down(seconds) + 4:.1f}" {mark}' for size, seconds in points)
    return f'<g><title>{escape(name)}</title><path d="{path}" {style}/>{marks}</g>'


def stroke(place: int, *, thick: bool) -> str:
    grey, width = ("#111", 2.2) if thick else ("#666", 1.3)
    return f'fill="none" stroke="{grey}" stroke-width="{width}" stroke-dasharray="{STROKES[place] or "none"}"'


def legend(names: list[str]) -> list[str]:
    parts = []
    for place, name in enumerate(names):
        x, y = WIDTH - RIGHT + 20, TOP + 16 + 24 * place
        parts.append(f'<path d="M{x} {y}h40" {stroke(place, thick=place < len(OURS))}/>')
        parts.append(f'<text x="{x + 20}" y="{y + 4}" text-anchor="middle" font-size="12">{MARKS[place]}</text>')
        parts.append(f'<text x="{x + 50}" y="{y + 4}">{escape(name)}</text>')
    return parts
