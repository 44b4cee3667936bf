"""The child process: opens what somebody sent, and writes it anew. It dies of what it cannot open."""

import json
import resource
import sys
from collections.abc import Iterator

import pikepdf
from PIL import Image, ImageOps

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
MOST_PIXELS = 60_000_000  # a telephone's largest photograph
MOST_PAGES = 200
LONGEST_SIDE = 2_600  # an A4 page at 220 dots per inch: small print stays readable
LOCKED = 3


def main(kind: str, sent: str, written: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    {"photo": draw_again, "pdf": disarm, "words": read_words}[kind](sent, written)


def draw_again(sent: str, written: str) -> None:
    """The picture alone: upright, no larger than needed, without what the camera wrote beside it."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow warns there, and refuses at twice as many
    with Image.open(sent, formats=["JPEG", "PNG"]) as photo:
        upright = ImageOps.exif_transpose(photo).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.save(written, "JPEG", quality=82, optimize=True)


def disarm(sent: str, written: str) -> None:
    """The pages, without scripts, inner files, or anything that starts by itself."""
    try:
        paper = pikepdf.open(sent)
    except pikepdf.PasswordError:
        sys.stdout.write("locked")
        sys.exit(LOCKED)
    with paper:
        assert len(paper.pages) <= MOST_PAGES
        strip(paper.Root, "/OpenAction", "/AA", "/AcroForm", "/Collection", "/AF")
        strip(paper.Root.get("/Names"), "/JavaScript", "/EmbeddedFiles")
        for page in paper.pages:
            strip(page.obj, "/AA", "/Annots")
        paper.remove_unreferenced_resources()
        paper.save(written, deterministic_id=True)


def read_words(sent: str, written: str) -> None:
    """What a plain PDF says, as JSON: for each page, its words with where they stand, [x, y, words].

    Enough for papers that a program wrote with the standard fonts; no layout is guessed.
    """
    with pikepdf.open(sent) as paper:
        assert len(paper.pages) <= MOST_PAGES
        pages = [list(words_of(page)) for page in paper.pages]
    with open(written, "w") as file:
        json.dump(pages, file)


def words_of(page: pikepdf.Page) -> Iterator[tuple[float, float, str]]:
    """The words of a page in the order in which they were written."""
    x = y = 0.0
    for operands, operator in pikepdf.parse_content_stream(page, "BT Tm Td TD Tj TJ"):
        name = str(operator)
        if name == "BT":
            x = y = 0.0
        elif name == "Tm":
            x, y = float(operands[4]), float(operands[5])
        elif name in ("Td", "TD"):
            x, y = x + float(operands[0]), y + float(operands[1])
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else operands
            said = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            yield x, y, said.decode("cp1252", errors="replace").strip()


def strip(part: pikepdf.Object | None, *names: str) -> None:
    """Take these entries out of a part of the file, where there are any."""
    for name in names:
        if part is not None and name in part:
            del part[name]


if __name__ == "__main__":
    main(*sys.argv[1:4])
