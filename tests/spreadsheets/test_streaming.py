import zipfile
from datetime import date
from pathlib import Path

import pytest

from rebond.spreadsheets import Unreadable, stream_rows, write_xlsx


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


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return path


def test_the_only_table_of_an_archive_is_read_where_it_lies(tmp_path):
    packed = zipped(tmp_path / "rna.zip", rna_csv="id;titre\nW1;Été\n".encode("cp1252"), lisez_pdf=b"x")
    assert rows_of(packed) == [["id", "titre"], ["W1", "Été"]]


def test_a_workbook_gives_what_a_text_table_would(tmp_path):
    path = tmp_path / "rna.xlsx"
    with path.open("wb") as file:
        write_xlsx(file, ["id", "code", "date"], [["W1", 13003, date(2020, 3, 1)], ["", 0.5, ""]], sheet="RNA")
    assert rows_of(path) == [["id", "code", "date"], ["W1", "13003", "2020-03-01"], ["", "0.5", ""]]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a_csv": b"a;b\n", "b_csv": b"a;b\n"}, "un seul fichier .csv"),
        ({"a_pdf": b"x"}, "un seul fichier .csv"),
        ({"a_csv": b" " * 50_000_000}, "démesuré"),
    ],
)
def test_an_archive_that_is_no_table_is_refused(tmp_path, files, sentence):
    with pytest.raises(Unreadable, match=sentence):
        rows_of(zipped(tmp_path / "x.zip", **files))


def test_a_broken_archive_is_refused(tmp_path):
    whole = zipped(tmp_path / "x.zip", a_csv=bytes(range(1, 128)) * 9_000).read_bytes()
    broken = tmp_path / "y.zip"
    broken.write_bytes(whole[:200] + b"\xff" * 40 + whole[240:])
    with pytest.raises(Unreadable, match="abîmée"):
        rows_of(broken)
