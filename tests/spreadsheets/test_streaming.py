import pytest

from rebond.spreadsheets import Unreadable, stream_rows


def rows_of(path) -> list[list[str]]:
    with stream_rows(path) as rows:
        return list(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_text_table_is_read_whatever_its_encoding_and_separator(tmp_path, encoding, separator):
    file = tmp_path / "t.csv"
    file.write_text(f"titre{separator}ville\r\nL’été à Noël{separator}Marseille\r\n", encoding=encoding)
    assert rows_of(file) == [["titre", "ville"], ["L’été à Noël", "Marseille"]]


def test_an_accent_far_down_the_file_still_decides_the_encoding(tmp_path):
    file = tmp_path / "t.csv"
    file.write_bytes(b"titre;ville\n" + b"CLUB;Marseille\n" * 100_000 + "ÉTÉ;Marseille\n".encode("cp1252"))
    assert rows_of(file)[-1] == ["ÉTÉ", "Marseille"]


def test_a_line_break_inside_quotes_stays_in_its_cell(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text('titre;objet\nCLUB;"lire\net écrire"\n', encoding="utf-8")
    assert rows_of(file)[1] == ["CLUB", "lire\net écrire"]


@pytest.mark.parametrize("content", [b"", b"  \n", b"titre;ville\nCL\0UB;x\n", b'a;b\n"' + b"x" * 40_000 + b"\n"])
def test_what_is_no_text_table_is_refused(tmp_path, content):
    file = tmp_path / "t.csv"
    file.write_bytes(content)
    with pytest.raises(Unreadable):
        rows_of(file)


def test_a_missing_file_is_refused_by_its_name(tmp_path):
    with pytest.raises(Unreadable, match=r"nulle-part\.csv"):
        rows_of(tmp_path / "nulle-part.csv")
