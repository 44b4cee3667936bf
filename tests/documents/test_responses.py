"""A private file is saved by the browser, never run in the page."""

from datetime import UTC, datetime

import pytest

from rebond.documents.actions import store_document
from rebond.documents.responses import attachment, safe_name


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


def test_attachment_is_saved_and_cannot_run(marseille):
    document = store_document(
        name="Procès-verbal.html", content=b"<script>", content_type="text/html", at=datetime(2023, 2, 27, tzinfo=UTC)
    )
    response = attachment(document)
    assert response.content == b"<script>"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Proc%C3%A8s-verbal.html"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("note.pdf", "note.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp\\a.pdf", "C__temp_a.pdf"),
        (".htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x", "a__Set-Cookie_ x"),
        ("fdp\u202exe.pdf", "fdp_xe.pdf"),
        (" . ", "document"),
        ("é" * 300, "é" * 150),
    ],
)
def test_safe_name_is_a_plain_file_name(name, safe):
    assert safe_name(name) == safe
