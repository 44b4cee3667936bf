"""The last resort: a page with an error id, never a trace, never a half-open door (reliability.md R27)."""

import errno
import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger("rebond.errors")


def error_page(status: int, reference: str = "") -> HttpResponse:
    """The page of an error: what happened, what is kept, what to do. It asks nothing of the database."""
    return HttpResponse(render_to_string(f"{status}.html", {"reference": reference}), status=status)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that is not well formed, or too big."""
    too_big = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return error_page(413 if too_big else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody whose role does not open the page."""
    return error_page(403)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for what is not there, or not theirs to see: the same bytes for both."""
    return error_page(404)


def last_resort(request: HttpRequest) -> HttpResponse:
    """Answer what nobody handled: 400 for a value no column can hold, 503 when database or disk is away, 500 else."""
    error = sys.exc_info()[1]
    if isinstance(error, DataError | OverflowError):
        return error_page(400)
    reference = secrets.token_hex(4)
    log.error("error %s on %s %s", reference, request.method, request.path)
    if not is_away(error):
        return error_page(500, reference)
    response = error_page(503, reference)
    response["Retry-After"] = "10"
    return response


def is_away(error: BaseException | None) -> bool:
    """Whether the database does not answer, or the disk is full."""
    full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    return full or isinstance(error, OperationalError | InterfaceError)
