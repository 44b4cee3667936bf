"""Recognise a file by what it is, not by what it is called, and have the child process write it anew."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import rebond

MOST_BYTES = 15 * 1024 * 1024
WALL_SECONDS = 30
# What a file begins with, and what it is written anew as: content type and ending.
BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "photo", b"\x89PNG\r\n\x1a\n": "photo"}
CLEANED = {"pdf": ("application/pdf", ".pdf"), "photo": ("image/jpeg", ".jpg")}


class Refused(Exception):
    """The file is not taken. Its text is a code: too-large, empty, unknown-kind, locked, damaged."""


def kind_of(content: bytes) -> str:
    """ "pdf" or "photo". Raises Refused."""
    if not content:
        raise Refused("empty")
    if len(content) > MOST_BYTES:
        raise Refused("too-large")
    for beginning, kind in BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    raise Refused("unknown-kind")


def cleaned(content: bytes) -> bytes:
    """The same paper, written anew by a child with little memory and little time. Raises Refused."""
    return by_the_child(kind_of(content), content)


def words_in(content: bytes) -> list[list[tuple[float, float, str]]]:
    """What a PDF says, page by page: words with where they stand, from the left and from the bottom, in points.

    Read by the same child. Raises Refused.
    """
    if kind_of(content) != "pdf":
        raise Refused("unknown-kind")
    pages = json.loads(by_the_child("words", content))
    return [[(x, y, words) for x, y, words in page] for page in pages]


def by_the_child(kind: str, content: bytes) -> bytes:
    """What the child makes of it. Raises Refused."""
    with tempfile.TemporaryDirectory() as folder:
        sent, written = Path(folder, "sent"), Path(folder, "written")
        sent.write_bytes(content)
        # our own module, paths that no shell parses, an environment without our secrets
        command = [sys.executable, "-P", "-m", "rebond.documents.inspection.child", kind, str(sent), str(written)]
        try:
            child = subprocess.run(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": str(Path(rebond.__file__).parent.parent)},
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Refused("damaged") from None
        if child.returncode:
            raise Refused("locked" if child.stdout == b"locked" else "damaged")
        return written.read_bytes()
