"""The demonstration, from nothing loaded to the first page that shows the first wave's figures, installation aside."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PORT = 8767


def main() -> None:
    """Print the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"REBOND_DEMO": "1", "REBOND_DATA_DIR": folder}
        start = time.perf_counter()
        rebond = [sys.executable, "-m", "rebond"]
        subprocess.run([*rebond, "demo"], env=environment, stdout=subprocess.DEVNULL, check=True)
        process = subprocess.Popen([*rebond, "serve", "--port", str(PORT)], env=environment, stdout=subprocess.DEVNULL)
        try:
            page = first_page(deadline=start + 180)
            if "486" not in page:
                raise SystemExit("the public page does not show the first wave")
            print(f"demo, data and server, to first page {time.perf_counter() - start:6.1f} s")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def first_page(deadline: float) -> str:
    """The public page, as soon as it answers."""
    while time.perf_counter() < deadline:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5).read().decode()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("the demonstration did not answer")


if __name__ == "__main__":
    main()
