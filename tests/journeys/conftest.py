"""A real house with the Marseille case, and a real browser in front of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys share one house, hence one worker."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass(frozen=True)
class House:
    """A running installation: its address, and where its files and mails are."""

    address: str
    folder: Path


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[House]:
    """The Marseille case on a free port, on the engine of DATABASE_URL, in a folder and a database of its own."""
    folder = tmp_path_factory.mktemp("house")
    with own_database(folder) as database, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = os.environ | {"REBOND_DEMO": "1", "REBOND_DATA_DIR": str(folder), "DATABASE_URL": database}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        rebond = [sys.executable, "-m", "rebond"]
        subprocess.run([*rebond, "demo"], env=environment, check=True, capture_output=True)
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen([*rebond, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/", process, folder / "log")
            yield House(f"http://127.0.0.1:{port}", folder)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


class own_database:
    """The address of an empty database on the engine under test; dropped afterwards."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.server = os.environ.get("DATABASE_URL", "")

    def __enter__(self) -> str:
        if not self.server.startswith("postgres"):
            return f"sqlite:///{self.folder}/rebond.sqlite3"
        self.name = f"rebond_journey_{uuid.uuid4().hex[:8]}"
        self.ask(f"CREATE DATABASE {self.name}")
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
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"the demonstration did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("REBOND_NOTHING_SKIPPED"):
            pytest.fail("Chromium is missing, and nothing may be skipped")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(house: House, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a fresh browser: `visit("/", width=360, scheme="dark", scripts=False)`; `as_` signs in."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", *, as_: str = "", width: int = 1280, scheme: str = "light", scripts: bool = True):
        context = chromium.new_context(
            base_url=house.address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="fr-FR",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if as_:
            page.goto("/compte/login/")
            page.get_by_role("button", name=as_).click()
        if path != "/accueil/" or not as_:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
