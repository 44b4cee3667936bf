"""The demonstration, from nothing loaded to the first page that shows the first wave's figures, installation aside."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

ADDRESS = "http://127.0.0.1:8767"


def main() -> None:
    """Print the seconds."""
    start = time.perf_counter()
    with demonstration() as page:
        if "486" not in page:
            raise SystemExit("the public page does not show the first wave")
        print(f"demo, data and server, to first page {time.perf_counter() - start:6.1f} s")


@contextmanager
def demonstration() -> Iterator[str]:
    """The demonstration, loaded and served at ADDRESS until the block ends; gives its public page."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"REBOND_DEMO": "1", "REBOND_DATA_DIR": folder, "REBOND_ADDRESS": ADDRESS}
        rebond = [sys.executable, "-m", "rebond"]
        subprocess.run([*rebond, "demo"], env=environment, stdout=subprocess.DEVNULL, check=True)
        serve = [*rebond, "serve", "--port", ADDRESS.rsplit(":", 1)[1]]
        process = subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL)
        try:
            yield first_page(deadline=time.perf_counter() + 60)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def first_page(deadline: float) -> str:
    """The public page, as soon as it answers."""
    while time.perf_counter() < deadline:
        try:
            return urllib.request.urlopen(ADDRESS, timeout=5).read().decode()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("the demonstration did not answer")


if __name__ == "__main__":
    main()
