"""Reading a PDF back, as somebody who selects its text."""

import os
import subprocess

import pytest


def text_of_pdf(pdf: bytes) -> str:
    """The text of a PDF. Without pdftotext the test is skipped, or fails where nothing may be skipped."""
    try:
        done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    except FileNotFoundError:
        if os.environ.get("REBOND_NOTHING_SKIPPED"):
            pytest.fail("pdftotext is missing, and nothing may be skipped")
        pytest.skip("pdftotext is not installed (Debian package poppler-utils)")
    return done.stdout.decode()
