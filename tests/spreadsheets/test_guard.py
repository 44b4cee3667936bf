import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.spreadsheets import guard, read_workbook, unguard, write_csv, write_xlsx

spiky = st.text(st.sampled_from("=+-@\t\r'a1 ;,\"\n|é"), max_size=12)


@pytest.mark.parametrize("text", ["=1+1", "+33491000000", "-5", "@SUM(A1)", "\tx", "\rx"])
def test_guard_puts_an_apostrophe_before_what_could_run(text):
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Marseille", "a=1", "'8V0JNF2", "12,50"])
def test_guard_leaves_other_text_alone(text):
    assert (guard(text), unguard(text)) == (text, text)


@settings(deadline=None)
@given(spiky)
def test_unguard_is_the_exact_inverse_of_guard(text):
    assert unguard(guard(text)) == text


ROWS = [
    ['=HYPERLINK("x")', "'=1", "''+2"],
    ["", 'l\'été ; "cité"', "deux\nlignes"],
    ["'texte", "\tx", "0012"],
    ["x", "", "-"],
]


def test_csv_comes_back_as_it_was_written(tmp_path):
    write_csv(tmp_path / "t.csv", ["a", "b", "=c"], ROWS)
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows == [["a", "b", "=c"], *ROWS]


def test_xlsx_comes_back_as_it_was_written(tmp_path):
    write_xlsx(tmp_path / "t.xlsx", ["a", "b", "=c"], ROWS, sheet="Parc")
    assert read_workbook(tmp_path / "t.xlsx").sheets[0].rows == [["a", "b", "=c"], *ROWS]
