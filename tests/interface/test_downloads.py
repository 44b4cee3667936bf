"""Lists as files."""

from django.utils.translation import gettext, override

from rebond.interface.downloads import csv_download


def test_a_csv_file_is_worded_in_the_language_of_its_request():
    with override("en"):
        response = csv_download("machines", [gettext("État")], ([gettext("Prêt")] for _ in range(1)))
    with override("fr"):
        text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert text.split() == ["Status", "Ready"]
