"""A real house with the Marseille case, and a real browser in front of it."""

import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 300
SLOW_ANSWER = 30_000  # milliseconds: the machine may be busy with other tests
expect.set_options(timeout=SLOW_ANSWER)
REBOND = [sys.executable, "-m", "rebond"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys of a module share one house, hence one worker."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session", autouse=True)
def whole_pages() -> Iterator[None]:
    """A click or a key that leads to another page ends once that page is whole.

    Playwright answers as soon as the page begins: on a busy machine, what is read at once was not there yet.
    """
    with pytest.MonkeyPatch.context() as patch:
        for act in ("click", "press"):
            patch.setattr(Locator, act, until_whole(getattr(Locator, act)))
        yield


def until_whole(act: Callable) -> Callable:
    @functools.wraps(act)
    def act_and_wait(target: Locator, *arguments, **settings) -> None:
        act(target, *arguments, **settings)
        target.page.wait_for_load_state()

    return act_and_wait


@dataclass(frozen=True)
class House:
    """An installation: its address once it is served, where its files and mails are, and its settings."""

    folder: Path
    environment: dict[str, str]
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def rebond(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a command of the house to its end."""
        return subprocess.run(
            [*REBOND, *arguments], env=self.environment, check=True, capture_output=True, text=True, timeout=PATIENCE
        )

    @contextmanager
    def served(self, **settings: str) -> Iterator[int]:
        """The web server and the worker, until the block ends; gives the process that started both."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [*REBOND, "serve", "--port", str(self.port)], env=self.environment | settings, stdout=log, stderr=log
            )
        try:
            wait_for(self.address, process, self.folder / "log")
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def settings_of(folder: Path, database: str, port: int = 0) -> dict[str, str]:
    environment = os.environ | {
        "REBOND_DEMO": "1",
        "REBOND_DATA_DIR": str(folder),
        "DATABASE_URL": database,
        "REBOND_ADDRESS": f"http://127.0.0.1:{port}",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return environment


@pytest.fixture(scope="session")
def case(tmp_path_factory) -> Iterator[House]:
    """The Marseille case, loaded once and never served: each module's house is a copy of it."""
    folder = tmp_path_factory.mktemp("case")
    with own_database(folder) as database:
        loaded = House(folder, settings_of(folder, database))
        loaded.rebond("demo")
        yield loaded


@pytest.fixture(scope="module")
def unserved_house(case: House, tmp_path_factory) -> Iterator[House]:
    """The Marseille case in a folder and a database of its own, on the engine of DATABASE_URL, with a free port."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(case.folder, folder, dirs_exist_ok=True)
    with own_database(folder, copied_from=case.environment["DATABASE_URL"]) as database, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        yield House(folder, settings_of(folder, database, port), port)


@pytest.fixture(scope="module")
def house(unserved_house: House) -> Iterator[House]:
    """The Marseille case, served."""
    with unserved_house.served():
        yield unserved_house


class own_database:
    """The address of a database on the engine under test, empty or the copy of another; dropped afterwards.

    On SQLite the database is a file of the folder, and is copied with it.
    """

    def __init__(self, folder: Path, copied_from: str = ""):
        self.folder = folder
        self.template = copied_from.rsplit("/", 1)[-1] or "template0"
        self.server = os.environ.get("DATABASE_URL", "")

    def __enter__(self) -> str:
        if not self.server.startswith("postgres"):
            return f"sqlite:///{self.folder}/rebond.sqlite3"
        self.name = f"rebond_journey_{uuid.uuid4().hex[:8]}"
        self.ask(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        return self.server.rsplit("/", 1)[0] + f"/{self.name}"

    def __exit__(self, *exception) -> None:
        if self.server.startswith("postgres"):
            self.ask(f"DROP DATABASE {self.name} WITH (FORCE)")

    def ask(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


def wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    """Return when the page answers; fail with the log when the process ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the house did not answer:\n{log.read_text()}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless browser. It leaves with its module: Django’s database refuses to work beside Playwright’s loop."""
    if CHROMIUM is None:
        if os.environ.get("REBOND_NOTHING_SKIPPED"):
            pytest.fail("Chromium is missing, and nothing may be skipped")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(house: House, visit_served: Callable[..., Page]) -> Callable[..., Page]:
    """Open a page in a fresh browser: `visit("/", width=360, scheme="dark", scripts=False)`; `as_` signs in."""
    return visit_served


@pytest.fixture
def visit_served(unserved_house: House, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """The same for a test that starts and stops its house by itself."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", *, as_: str = "", width: int = 1280, scheme: str = "light", scripts: bool = True):
        context = chromium.new_context(
            base_url=unserved_house.address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="fr-FR",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOW_ANSWER)
        if as_:
            page.goto("/compte/login/")
            page.get_by_role("button", name=as_).click()
        if path != "/accueil/" or not as_:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
