"""Handing a private file to somebody whom the owner's app let in (R18)."""

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from rebond.documents.files import read_document
from rebond.documents.models import Document


def attachment(document: Document) -> HttpResponse:
    """A stored document, to be saved by the browser."""
    return download(document.name, read_document(document), content_type=document.content_type)


def download(name: str, content: bytes, *, content_type: str) -> HttpResponse:
    """A file to be saved and never to be run: not shown in the page, not guessed at, not kept by caches."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, safe_name(name)),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def safe_name(name: str) -> str:
    """A file name that no system reads as a path, an order or a hidden file."""
    kept = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]', "_", name).strip(" .")
    return kept[:150] or "document"
