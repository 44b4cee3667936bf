"""Each error page says what happened, what is kept, what to do; it asks nothing of the request."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("status", [400, 403, "403_csrf", 404, 413, 422, 429, 500, 503])
def test_error_page_says_the_three_things(status):
    page = render_to_string(f"{status}.html", {"reference": ""})
    assert page.count("<h1>") == 1
    assert [title in page for title in ("Ce qui est conservé", "Ce que vous pouvez faire")] == [True, True]


def test_error_page_gives_the_reference_to_quote():
    assert "a3f09b1c" in render_to_string("500.html", {"reference": "a3f09b1c"})
