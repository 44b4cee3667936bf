"""An XML file as plain elements, one report at a time, read in the same limited child process as the tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rebond.spreadsheets.child import frames
from rebond.spreadsheets.containers import first_bytes


class Element(NamedTuple):
    """One XML element; namespaces are left out of `tag`."""

    tag: str
    attributes: dict[str, str]
    text: str
    children: list["Element"]

    def iter(self) -> Iterator["Element"]:
        """The element and all that it holds, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.iter()


def read_elements(path: Path | str) -> Iterator[Element]:
    """The elements right under the root of an XML file, one after the other.

    Raises Unreadable.
    """
    path = Path(path)
    first_bytes(path)
    for frame in frames("xml", path):
        if frame[0] == "element":
            yield _element(frame[1])


def _element(plain: tuple[str, dict[str, str], str, list[tuple]]) -> Element:  # type: ignore[type-arg]  # nested as deep
    tag, attributes, text, children = plain
    return Element(tag, attributes, text, [_element(child) for child in children])
