"""How a tag is written, and what its check sign tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.stock.labels.tags import ALPHABET, new_token, prefix_of, tag_of, token_in, write_tag

NUMBERS = st.integers(0, 5_000_000)


@pytest.mark.parametrize(
    ("slug", "prefix"), [("marseille", "MAR"), ("lyon", "YN"), ("saint-denis", "SAN"), ("lilo", "V"), ("", "V")]
)
def test_a_city_gives_the_first_letters_that_nobody_misreads(slug, prefix):
    assert prefix_of(slug) == prefix


def test_a_tag_is_letters_number_and_check():
    assert [write_tag("MAR", number) for number in (0, 1, 31**4)] == ["MAR-22229", "MAR-2223G", "MAR-32222D"]


@given(NUMBERS)
def test_a_tag_is_read_with_or_without_its_dash(number):
    tag = write_tag("MAR", number)
    assert (tag_of(tag), tag_of(tag.replace("-", ""))) == (tag, tag)


@given(NUMBERS, st.data())
def test_one_wrong_sign_is_told(number, data):
    tag = write_tag("MAR", number).replace("-", "")
    place = data.draw(st.integers(0, len(tag) - 1))
    wrong = data.draw(st.sampled_from([sign for sign in ALPHABET if sign != tag[place]]))
    assert tag_of(tag[:place] + wrong + tag[place + 1 :]) == ""


@given(NUMBERS, st.integers(0, 6))
def test_two_signs_in_the_wrong_order_are_told(number, place):
    tag = write_tag("MAR", number).replace("-", "")
    swapped = tag[:place] + tag[place + 1] + tag[place] + tag[place + 2 :]
    assert swapped == tag or tag_of(swapped) == ""


def test_a_token_is_sixteen_signs_and_never_the_same():
    tokens = {new_token() for _ in range(1_000)}
    assert (len(tokens), {len(token) for token in tokens}) == (1_000, {16})


@pytest.mark.parametrize("address", ["HTTPS://X.EXAMPLE/M/{}/", "HTTPS://X.EXAMPLE/M/{}", "HTTPS://X.EXAMPLE/M/{}?A=1"])
def test_a_token_is_read_in_the_address_of_a_label(address):
    token = new_token()
    assert token_in(address.format(token)) == token


@pytest.mark.parametrize("text", ["", "CZC9424RGC", "HTTPS://X.EXAMPLE/M/TOOSHORT", "HTTPS://X.EXAMPLE/STOCK/"])
def test_what_is_no_label_address_holds_no_token(text):
    assert token_in(text) == ""
