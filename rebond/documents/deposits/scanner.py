"""The virus scanner, where the city has one: ClamAV's daemon, asked over its socket. Off by default."""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 60
CHUNK = 1024 * 1024
LONGEST_ANSWER = 4096


class Infected(Exception):
    """The scanner knows this file as harmful."""


class ScannerDown(Exception):
    """There is a scanner, and it does not answer: nothing passes until it does."""


def scan(content: bytes) -> None:
    """Have the scanner look at a file; without a scanner, do nothing. Raises Infected, ScannerDown.

    Source: clamd(8), command INSTREAM: chunks, each after its length in four bytes, until a length of zero.
    """
    if not settings.SCANNER:
        return
    chunks = (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
    framed = b"".join(struct.pack("!I", len(chunk)) + chunk for chunk in chunks)
    answer = asked(b"zINSTREAM\0" + framed + struct.pack("!I", 0))
    if answer.endswith(b" FOUND"):
        raise Infected
    if not answer.endswith(b": OK"):
        raise ScannerDown(answer.decode("ascii", "replace"))


def check_scanner() -> None:
    """Raises ScannerDown when there is a scanner that does not answer."""
    if settings.SCANNER and asked(b"zPING\0") != b"PONG":
        raise ScannerDown


def asked(command: bytes) -> bytes:
    """What the daemon answers to a command."""
    try:
        with connected() as line:
            line.sendall(command)
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (part := line.recv(LONGEST_ANSWER)):
                answer += part
    except OSError as error:
        raise ScannerDown(str(error)) from error
    return answer.rstrip(b"\0")


def connected() -> socket.socket:
    """A line to the daemon: SCANNER is "unix:///run/clamav/clamd.ctl" or "tcp://127.0.0.1:3310"."""
    address = urlsplit(settings.SCANNER)
    if address.scheme == "tcp":
        return socket.create_connection((address.hostname, address.port or 3310), timeout=SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(SECONDS)
    try:
        line.connect(address.path)
    except OSError:
        line.close()
        raise
    return line
