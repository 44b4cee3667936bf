"""The colours can be read by everybody: WCAG 2.2 contrasts, computed from the style sheet itself."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

import rebond.interface

STATIC = Path(rebond.interface.__file__).parent / "static" / "interface"
TOKENS = (STATIC / "css" / "tokens.css").read_text()

GROUNDS = ("paper", "raised", "sunk")
TEXT = [
    *product(("ink", "ink-soft", "blue", "blue-deep", "sun-text", "green", "red"), GROUNDS),
    ("ink", "blue-wash"),
    ("ink", "sun-wash"),
    ("ink", "green-wash"),
    ("ink", "red-wash"),
    ("blue", "blue-wash"),
    ("sun-text", "sun-wash"),
    ("green", "green-wash"),
    ("red", "red-wash"),
    ("on-blue", "blue"),
    ("on-red", "red"),
    ("on-night", "night"),
]
PARTS = [
    *product(("edge", "focus"), GROUNDS),
    ("map-text-low", "map-1"),
    ("map-text-low", "map-2"),
    ("map-text-low", "map-3"),
    ("map-text-high", "map-4"),
    ("map-text-high", "map-5"),
    ("water", "paper"),
    ("paper", "green"),
]


def blocks() -> dict[str, dict[str, str]]:
    """The colours of each theme, by the selector that carries them."""
    found = re.findall(r"(:root[^\s{]*)\s*\{([^}]*)\}", TOKENS)
    themes = {}
    for selector, body in found:
        colours = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))
        if "ink" in colours:
            themes[selector] = colours
    return themes


LIGHT = blocks()[":root"]
DARK = LIGHT | blocks()[':root[data-theme="dark"]']


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_seven_to_one(theme, text, ground):
    assert contrast(theme[text], theme[ground]) >= 7


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_interface_stands_out_four_and_a_half_to_one(theme, part, ground):
    assert contrast(theme[part], theme[ground]) >= 4.5


def test_both_ways_to_the_dark_theme_give_the_same_colours():
    themes = blocks()
    assert themes[':root:not([data-theme="light"])'] == themes[':root[data-theme="dark"]']


def test_style_sheets_stay_small():
    sheets = [path.read_bytes() for path in sorted((STATIC / "css").glob("*.css"))]
    assert sum(map(len, sheets)) <= 38_000
    assert sum(len(gzip.compress(sheet)) for sheet in sheets) <= 9_500


def test_scripts_stay_small():
    assert sum(path.stat().st_size for path in (STATIC / "js").glob("*.js")) <= 22_000


def test_fonts_stay_small():
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) <= 120_000


def test_every_font_comes_with_its_licence():
    families = {
        path.name.removesuffix(".woff2").removesuffix("-ext").removesuffix("-latin")
        for path in (STATIC / "fonts").glob("*.woff2")
    }
    assert {f"OFL-{family}.txt" for family in families} == {path.name for path in (STATIC / "fonts").glob("*.txt")}
