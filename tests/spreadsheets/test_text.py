import pytest

from rebond.spreadsheets import Unreadable, read_workbook
from rebond.spreadsheets.text import decode, separator_of

PARC = "N° de série;État;Coût €\nCZC1;À vérifier, élève d’été;12,50\nCZC2;hors service — garçon, forêt;0\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"])
def test_decode_finds_the_encoding(encoding):
    assert decode(PARC.encode(encoding))[0] == PARC


@pytest.mark.parametrize("encoding", ["cp850", "iso-8859-15"])
def test_decode_finds_the_old_encodings(encoding):
    text = "N° de série;État\nCZC1;élève à la forêt, garçon\n"
    assert decode(text.encode(encoding))[0] == text


def test_decode_tells_iso_8859_15_by_its_euro_sign():
    assert decode("VNC €;prêté à l'élève\n".encode("iso-8859-15"))[0] == "VNC €;prêté à l'élève\n"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separator_is_the_one_that_makes_a_regular_table(separator):
    rows = [["Série", "Prix, en euros; HT", "Site"], ["A1", "12,50", "Aix"], ["A2", "1;3", "Aix"], ["A3", "4", "Aix"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    assert separator_of(f"Export du parc\n\n{text}\n") == separator


def test_blank_rows_count_and_quoted_line_breaks_do_not(tmp_path):
    (tmp_path / "t.csv").write_text('a;b\r\n\r\n"deux\nlignes";x\r\nc;d\r\n', newline="")
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows == [["a", "b"], [], ["deux\nlignes", "x"], ["c", "d"]]


def test_the_instruction_of_excel_is_not_a_row(tmp_path):
    (tmp_path / "t.csv").write_text("sep=,\na,b;c\n")
    assert read_workbook(tmp_path / "t.csv").sheets[0].rows == [["a", "b;c"]]


def test_a_quote_never_closed_is_told_with_its_row(tmp_path):
    (tmp_path / "t.csv").write_text("a;b\nc;d\n" + 'e;"' + "x;y\n" * 20_000)
    with pytest.raises(Unreadable) as refusal:
        read_workbook(tmp_path / "t.csv")
    assert str(refusal.value) == (
        "Ligne 3\u00a0: une cellule dépasse 32\u00a0767 caractères. "
        "Un guillemet ouvert n’a sans doute pas été refermé\u00a0: corrigez-le, puis déposez le fichier."
    )
