"""Windows 11 against the processors of donated machines."""

import pytest

from rebond.stock.facts.systems import Fit, generation_of, is_supported, windows_11


@pytest.mark.parametrize(
    ("processor", "generation"),
    [
        ("Intel Core i5-8500T", 8),
        ("i5-7500T", 7),
        ("Intel Core i7 8700", 8),
        ("Intel Core i5-10500", 10),
        ("Intel Core i5-1035G1", 10),
        ("Intel Core i7-1240P", 12),
        ("12th Gen Intel Core i5-12400", 12),
        ("Intel Core i5-650", None),
        ("AMD Ryzen 5 3600", None),
        ("", None),
    ],
)
def test_the_generation_of_a_core_is_in_its_number(processor, generation):
    assert generation_of(processor) == generation


@pytest.mark.parametrize(
    ("processor", "supported"),
    [
        ("AMD Ryzen 5 PRO 2600", True),
        ("AMD Ryzen 5 1600", False),
        ("AMD Ryzen 5 2400G", None),
        ("Intel Core Ultra 5 125U", True),
        ("Intel Core 2 Duo E8400", False),
        ("Intel Pentium G5400", None),
    ],
)
def test_other_processors_are_told_by_their_series_or_left_open(processor, supported):
    assert is_supported(processor) is supported


def test_a_machine_that_has_all_may_receive_windows_11():
    assert windows_11("i5-8500T", tpm="2.0", memory_gb=8, disk_gb=256) == Fit("yes")


def test_everything_that_lacks_is_said_at_once():
    assert windows_11("i5-7500T", tpm="1.2", memory_gb=2, disk_gb=32) == Fit(
        "no", ("processor", "tpm", "memory", "disk")
    )


def test_what_nobody_looked_at_is_no_refusal():
    assert windows_11("i5-8500T", memory_gb=8) == Fit("unknown", ("tpm",))
    assert windows_11("") == Fit("unknown", ("processor", "tpm"))
