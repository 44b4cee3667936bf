"""Files that no honest person sends: one clear sentence each, on the page and on the command line (R23, G15)."""

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from rebond.accounts.models import Role
from rebond.jobs.models import Job
from rebond.jobs.testing import run_all
from rebond.programmes.definition import DefinitionRefused, read_definition
from rebond.spreadsheets import write_xlsx
from rebond.tenancy.commands import Nonsense
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.factories.programmes import marseille_definition
from tests.safeguards.test_one_effect import KEY, everything

pytestmark = pytest.mark.django_db

HEADINGS = "Type;Modèle;N° de série;État;Effacement"
LAUGHS = b"<!DOCTYPE lolz [<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (letter + 1, b"&%c;" % letter * 10) for letter in range(ord("a"), ord("j"))
)


def workbook(**parts: bytes) -> bytes:
    """An honest workbook in which some parts are replaced; `sheet` is its only sheet."""
    honest, changed = io.BytesIO(), io.BytesIO()
    write_xlsx(honest, HEADINGS.split(";"), [["PC", "HP", "CZC1", "Bon", "oui"]], sheet="Parc")
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml", "book": "xl/workbook.xml"}
    wanted = {names[part]: content for part, content in parts.items()}
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in {*source.namelist(), *wanted}:
            target.writestr(name, wanted.get(name) or source.read(name))
    return changed.getvalue()


ROW = b'<row><c t="inlineStr"><is><t>CZC</t></is></c>' + b"<c><v>1</v></c>" * 16 + b"</row>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing.xlsx": lambda: b"",
    "spaces.csv": lambda: b" \r\n" * 100,
    "bomb.xlsx": lambda: workbook(sheet=b"<worksheet>" + b" " * 100_000_000 + b"</worksheet>"),
    "laughs.xlsx": lambda: workbook(strings=LAUGHS + b"]><sst>&j;</sst>"),
    "laughs.xml": lambda: b"<?xml version='1.0'?>" + LAUGHS + b"]><root>&j;</root>",
    "outside.xml": lambda: b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><root>&x;</root>",
    "deep.xml": lambda: b"<report>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</report>",
    "endless.xlsx": lambda: workbook(sheet=b"<worksheet><sheetData>" + ROW * 400_000 + b"</sheetData></worksheet>"),
    "endless.csv": lambda: HEADINGS.encode() + b"\r\nPC;HP;CZC1;Bon;oui" * 400_000,
    "one-line.csv": lambda: b"x" * 5_000_000,
    "wide.csv": lambda: HEADINGS.encode() + b"\r\n" + b";" * 5_000,
    "picture.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "old.xlsx": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000),
    "cut.xlsx": lambda: workbook()[:900],
    "garbled.xlsx": lambda: workbook(sheet=b"<worksheet><sheetData><row"),
    "bytes.csv": lambda: bytes(range(256)) * 50,
    "utf16-cut.csv": lambda: HEADINGS.encode("utf-16")[:-1],
    "utf32.csv": lambda: HEADINGS.encode("utf-32"),
    "quote.csv": lambda: HEADINGS.encode() + b'\r\n"' + b"x;" * 100_000,
    "formulas.csv": lambda: b"=cmd|'/C calc'!A0;@SUM(1)\r\n=1;+2",
}
COMMANDS = {
    "import_stock": ["--lot", "ORANGE-9", "--donor", "Orange"],
    "import_erasures": [],
    "import_applications": [],
    "import_registry": ["--department", "13"],
}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content())
    return {name: folder / name for name in HOSTILE}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_command_refuses_a_hostile_file_with_one_sentence(name, command, files, cities):
    before = everything()
    with pytest.raises(Nonsense) as refusal:
        call_command(command, str(files[name]), *COMMANDS[command], city="marseille")
    assert (refusal.value.returncode, "\n" in str(refusal.value), len(str(refusal.value)) < 400) == (2, False, True)
    assert everything() == before


@pytest.fixture
def karim(cities) -> Iterator[Client]:
    """Karim's browser, in Marseille, where nothing waits to be done."""
    browser = Client()
    browser.force_login(cities.people[Role.OFFICER])
    Job.objects.all().delete()
    with city_scope(City.objects.get(slug="marseille")):
        yield browser


UPLOADS = {
    "stock:upload": {"kind": "inventory", "lot": "ORANGE-9", "new_donor": "Orange"},
    "stock:upload_erasures": {"kind": "erasures"},
    "applications:upload": {},
    "directory:upload_register": {"departments": "13"},
}


@pytest.mark.parametrize("route", UPLOADS)
@pytest.mark.parametrize("name", ["bomb.xlsx", "laughs.xlsx", "outside.xml", "cut.xlsx", "one-line.csv", "bytes.csv"])
def test_a_page_refuses_a_hostile_file_with_one_sentence(name, route, files, karim):
    """Nobody opens the file before a worker does; the worker's refusal is shown, and changes nothing else."""
    sent = {"file": SimpleUploadedFile(name, files[name].read_bytes())}
    answer = karim.post(reverse(route), UPLOADS[route] | sent | KEY)
    if answer.status_code == 422:
        assert answer.context["form"].errors.keys() == {"file"}
        return
    run_all()
    file = karim.get(answer.url).context["file"]
    assert (file.state, bool(file.refusal), len(file.refusal) < 400) == ("unreadable", True, True)


def test_a_file_over_the_limit_is_refused_at_the_door(karim, settings):
    settings.UPLOAD_LIMIT = 1_000
    sent = {"file": SimpleUploadedFile("parc.csv", b"x" * 1_001)}
    assert karim.post(reverse("stock:upload"), UPLOADS["stock:upload"] | sent | KEY).status_code == 413


# --- definitions of programmes -----------------------------------------------------------------------------------

NONSENSE = (
    None,
    "",
    "\0",
    "x" * 100_000,
    -1,
    0,
    2**63,
    10**400,
    1e308,
    float("nan"),
    True,
    [],
    {},
    [[]],
    {"a": [None]},
)


def places(value: object, way: tuple = ()) -> Iterator[tuple]:
    """The way to every value of a definition."""
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield (*way, step)
        yield from places(inner, (*way, step))


def with_nonsense(definition: dict, way: tuple, nonsense: object) -> dict:
    changed = copy.deepcopy(definition)
    place = changed
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = nonsense
    return changed


def reading_of(definition: dict) -> str:
    """Empty when the definition is taken, else the sentence that refuses it. Anything else rises."""
    try:
        read_definition(definition)
    except DefinitionRefused as refusal:
        return str(refusal)
    return ""


def test_a_definition_with_nonsense_anywhere_is_taken_or_refused_in_words():
    definition = marseille_definition()
    sentences = [
        reading_of(with_nonsense(definition, way, nonsense)) for way in places(definition) for nonsense in NONSENSE
    ]
    assert [sentence for sentence in sentences if "\n" in sentence] == []
    assert sum(map(bool, sentences)) > 1_000
