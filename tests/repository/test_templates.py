"""Every template is used, and every template that is named exists."""

import re

from tests.repository import HOUSE, sources

# Asked for by name from Django or allauth.
ASKED_BY_LIBRARIES = re.compile(r"^(4\d\d(_csrf)?|5\d\d)\.html$|^allauth/|^account/")
NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt|typ))["']""")


def templates() -> dict[str, str]:
    """Name and text of each template of the house."""
    found = {}
    for folder in HOUSE.glob("*/templates"):
        for path in folder.rglob("*"):
            if path.suffix in {".html", ".txt", ".typ"}:
                found[str(path.relative_to(folder))] = path.read_text()
    return found


def test_every_template_is_used():
    texts = [*templates().values(), *(path.read_text() for path in sources("*.py"))]
    named = {name for text in texts for name in NAMED.findall(text)}
    tags = {tag for text in texts for tag in re.findall(r"<c-([\w.-]+)", text)}
    unused = [
        name
        for name in templates()
        if name not in named
        and not ASKED_BY_LIBRARIES.match(name)
        and not (name.startswith("components/") and name[11:-5].replace("_", "-") in tags)
        and not any(name.rsplit("/", 1)[-1] in found for found in named)
    ]
    assert unused == []


def test_every_template_that_is_named_exists():
    known = templates()
    missing = {
        name
        for text in known.values()
        for name in re.findall(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""", text)
        if name not in known
    }
    assert missing == set()


def test_no_view_speaks_with_a_name_of_the_page_around_it():
    """`sections` handed to a page would stand in the top bar."""
    around = set(re.findall(r'"(\w+)": ', (HOUSE / "portal" / "context.py").read_text())) - {"city"}
    spoken = {
        f"{file.relative_to(HOUSE)}: {name}"
        for file in HOUSE.rglob("*.py")
        if "views" in (file.stem, file.parent.name)
        for name in re.findall(r'^ +"(\w+)": ', file.read_text(), re.MULTILINE)
        if name in around
    }
    assert spoken == set()
