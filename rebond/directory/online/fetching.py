"""One question to one public service: at the address of the settings, without detour, soon, for a small answer."""

import json
import time
from http.client import HTTPException
from typing import Any, NoReturn
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.conf import settings

MOST_BYTES = 1024 * 1024
BLOCK = 16 * 1024


class Unreachable(Exception):
    """No usable answer came: down, slow, too long, somewhere else, or no JSON. The text says which."""


class _NoDetour(HTTPRedirectHandler):
    """A service that sends elsewhere is not followed (reliability.md R28)."""

    def redirect_request(self, *arguments: Any) -> NoReturn:
        raise Unreachable("redirect")


def fetch_json(address: str, **question: str) -> Any:
    """The answer as JSON. The whole takes twice the time-out at most. Raises Unreachable."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise Unreachable("scheme")
    request = Request(  # noqa: S310  the scheme is one of two
        f"{address}?{urlencode(question)}", headers={"User-Agent": "Rebond", "Accept": "application/json"}
    )
    deadline = time.monotonic() + 2 * settings.ONLINE_TIMEOUT
    try:
        return json.loads(_read(_opener(), request, deadline))
    except Unreachable:
        raise
    except HTTPError as error:
        raise Unreachable(f"HTTP {error.code}") from error
    except (OSError, ValueError, RecursionError, HTTPException) as error:
        raise Unreachable(type(error).__name__) from error


def _opener() -> OpenerDirector:
    return build_opener(_NoDetour)


def _read(opener: OpenerDirector, request: Request, deadline: float) -> bytes:
    found = b""
    with opener.open(request, timeout=settings.ONLINE_TIMEOUT) as answer:
        while block := answer.read1(BLOCK):
            found += block
            if len(found) > MOST_BYTES:
                raise Unreachable("too long")
            if time.monotonic() > deadline:
                raise Unreachable("too slow")
    return found
