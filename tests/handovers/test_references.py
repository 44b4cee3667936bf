"""The short reference on the paper."""

from uuid import UUID

import pytest

from rebond.handovers.references import reference_of, typed_reference


def test_reference_is_eight_characters_of_the_id():
    assert reference_of(UUID("39e6dbab-8000-4000-8000-000000000000")) == "R-77KD-QAW0"
    assert reference_of(UUID("00000000-0000-4000-8000-000000000000")) == "R-0000-0000"
    assert reference_of(UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")) == "R-ZZZZ-ZZZZ"


@pytest.mark.parametrize("typed", ["R-7K1Q-0XWD", "r-7k1q-0xwd", "7K1Q0XWD", " r 7kIq oxwd ", "R7KLQOXWD"])
def test_reference_is_understood_as_people_type_it(typed):
    assert typed_reference(typed) == "R-7K1Q-0XWD"
