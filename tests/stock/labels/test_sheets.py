"""Labels as they come out of the printer: in their cells, and readable by a scanner."""

import io
import os
import re
import subprocess

import pytest
import segno
from PIL import Image

from rebond.documents.files import read_document
from rebond.stock.labels.formats import FORMATS, Format
from rebond.stock.labels.sheets import Placing, address_of, render_calibration, render_labels
from rebond.stock.models import LabelRun, Tag
from tests.factories.labels import printed, tag
from tests.factories.programmes import programme
from tests.factories.stock import device
from tests.papers import text_of_pdf

pytestmark = pytest.mark.django_db
POINT = 25.4 / 72
DPI = 300


def poppler(*command: str, pdf: bytes) -> bytes:
    """What a tool of poppler says of a PDF; skipped without it, unless nothing may be skipped."""
    try:
        return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    except FileNotFoundError:
        if os.environ.get("REBOND_NOTHING_SKIPPED"):
            pytest.fail(f"{command[0]} is missing, and nothing may be skipped")
        pytest.skip(f"{command[0]} is not installed (Debian package poppler-utils)")


def words_of(pdf: bytes) -> list[tuple[int, float, float, str]]:
    """Every word with its sheet and its upper left corner, in millimetres."""
    told = poppler("pdftotext", "-bbox", "-", "-", pdf=pdf).decode()
    found = []
    for number, sheet in enumerate(told.split("<page ")[1:]):
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)', sheet)
        found += [(number, float(x) * POINT, float(y) * POINT, word) for x, y, word in words]
    return found


def cell_of(format: Format, x: float, y: float) -> int:
    """In which cell a point is; -1 when in none."""
    for cell in range(format.cells):
        left, top = format.corner(cell)
        if left <= x <= left + format.width and top <= y <= top + format.height:
            return cell
    return -1


@pytest.mark.parametrize("format", FORMATS.values(), ids=lambda one: one.code)
def test_the_cells_of_a_paper_lie_apart_and_inside_it(format):
    (last_x, last_y), (width, height) = format.corner(format.cells - 1), format.paper
    assert min(format.left, format.top) >= 0
    assert (last_x + format.width <= width + 0.001, last_y + format.height <= height + 0.001) == (True, True)


@pytest.mark.parametrize(
    ("code", "left", "top", "next_x", "next_y"),
    [("L7160", 7.25, 15.15, 66.0, 38.1), ("L7163", 4.65, 15.15, 101.6, 38.1), ("L7651", 4.75, 10.7, 40.6, 21.2)],
)
def test_margins_and_pitch_are_the_makers_own(code, left, top, next_x, next_y):
    format = FORMATS[code]
    x, y = format.corner(format.columns + 1)
    assert [round(size, 2) for size in (format.left, format.top, x - format.left, y - format.top)] == [
        left,
        top,
        next_x,
        next_y,
    ]


@pytest.mark.parametrize("format", FORMATS.values(), ids=lambda one: one.code)
def test_each_label_falls_into_its_cell(marseille, format):
    tags = [tag(device()) for _ in range(format.cells + 1)] if format.cells < 30 else [tag(device()) for _ in range(8)]
    start = 1 if format.is_roll else 3
    pdf = render_labels(tags, Placing(format, start), marseille, programme=lambda device: None)
    found = {word: (sheet, cell_of(format, x + 0.3, y + 0.3)) for sheet, x, y, word in words_of(pdf)}
    expected = {one.code: divmod(place, format.cells) for place, one in enumerate(tags, start=start - 1)}
    assert {one.code: found[one.code] for one in tags} == expected


def test_calibration_moves_every_label(marseille):
    tags, format = [tag(device())], FORMATS["L7160"]
    plain, moved = (
        words_of(render_labels(tags, Placing(format, across=x, down=y), marseille, programme=lambda device: None))[0]
        for x, y in ((0, 0), (1.5, -0.5))
    )
    assert (round(moved[1] - plain[1], 1), round(moved[2] - plain[2], 1)) == (1.5, -0.5)


@pytest.mark.parametrize("code", ["L7160", "L7651", "62x29"])
def test_the_code_on_a_label_reads_as_the_address_of_its_page(marseille, code):
    """Black and white module by module, as a reader samples it, against the code of the address."""
    one, format = tag(device()), FORMATS[code]
    pdf = render_labels([one], Placing(format), marseille, programme=lambda device: None)
    sheet = Image.open(io.BytesIO(poppler("pdftoppm", "-r", str(DPI), "-gray", "-png", "-", pdf=pdf))).convert("L")
    left, top = (edge * DPI / 25.4 for edge in format.corner(0))
    margin = min(2.5, format.height * 0.09)  # the code is a square on the left, the words begin a margin after it
    width = (min(format.height - 2 * margin, format.width * 0.42) + 1.5 * margin) * DPI / 25.4
    half = sheet.crop((int(left), int(top), int(left + width), int(top + format.height * DPI / 25.4)))
    half = half.point(lambda grey: 255 * (grey < 128))
    square = half.crop(half.getbbox())
    wanted = [[bool(module) for module in row] for row in segno.make(address_of(one), error="m", micro=False).matrix]
    size = square.width / len(wanted)
    middle = [(number + 0.5) * size for number in range(len(wanted))]
    assert abs(square.width - square.height) <= 2
    assert [[bool(square.getpixel((int(x), int(y)))) for x in middle] for y in middle] == wanted


def test_a_label_says_tag_serial_model_city_and_programme(marseille):
    made = programme()
    one = tag(device("CZC9424RGC", brand="HP", model="EliteDesk 800 G4"))
    pdf = render_labels([one], Placing(FORMATS["L7163"]), marseille, programme=lambda device: made)
    said = text_of_pdf(pdf)
    for words in (one.code, "CZC9424RGC", "HP EliteDesk 800 G4", "Ville de Marseille", "Scannez le code."):
        assert words in said


def test_a_page_of_calibration_draws_every_cell_with_its_number(marseille):
    numbers = [word for *_, word in words_of(render_calibration(Placing(FORMATS["L7651"]), marseille))]
    assert {str(cell) for cell in range(1, 66)} <= set(numbers)


def test_a_run_is_laid_out_part_by_part_and_kept(marseille, monkeypatch):
    monkeypatch.setattr("rebond.stock.labels.actions.PART", 21)
    run = printed(*[device() for _ in range(45)], start=20)
    words = words_of(read_document(run.document))
    sheets = [sheet for sheet, *_, word in words if word.startswith("MAR-")]
    assert (run.state, run.done) == (LabelRun.State.DONE, 45)
    assert [sheets.count(sheet) for sheet in range(4)] == [2, 21, 21, 1]
    assert Tag.objects.exclude(printed_at=None).count() == 45
