"""Certificates of nwipe in PDF, drawn by hand as its own library draws them: one text object per piece of text."""

from datetime import date

import pikepdf
import pytest

from rebond.spreadsheets import Unreadable
from rebond.stock.certificates import read_certificates

HEADER = [
    (180, 765, "Disk Erasure Report"),
    (180, 718, " Disk Model: SAMSUNG MZ7LN256 "),
    (180, 703, " Disk S/N: S3TWNX0 "),
    (180, 688, " System S/N: CZC1 "),
    (200, 30, "Disc Erasure by NWIPE version 0.38"),
]
DETAILS = [
    (60, 510, "Name:"),
    (100, 510, "Orange"),
    (60, 410, "Make/Model:"),
    (135, 410, "SAMSUNG MZ7LN256"),
    (340, 410, "Serial:"),
    (380, 410, "S3TWNX0"),
    (50, 330, "Disk Erasure Details"),
    (60, 310, "Start time:"),
    (120, 310, "2026/10/02 08:00:00"),
    (300, 310, "End time:"),
    (360, 310, "2026/10/02 11:30:00"),
    (300, 290, "Status:"),
    (60, 270, "Method:"),
    (110, 270, "DoD Short"),
    (60, 190, "Errors(pass/sync/verify):"),
]


def page_of(status="ERASED", errors="0/0/0", header=HEADER, more=()) -> list:
    return [*header, *DETAILS, (365, 290, status), (200, 190, errors), *more]


def certificate(tmp_path, *pages):
    """What the house reads of a PDF with these pages."""
    paper = pikepdf.new()
    for pieces in pages:
        shown = "\n".join(f"BT /GS0 gs {x} {y} TD /F1 12 Tf 0 Tc ({words}) Tj ET" for x, y, words in pieces)
        paper.add_blank_page(page_size=(595, 842))
        paper.pages[-1].Contents = paper.make_stream(shown.encode("cp1252"))
    paper.save(tmp_path / "c.pdf", compress_streams=True)
    return read_certificates(tmp_path / "c.pdf").rows


def test_a_pdf_gives_what_it_certifies(tmp_path):
    [row] = certificate(tmp_path, page_of())
    assert (row.serial, row.disk_serial, row.disk_brand, row.result) == (
        "CZC1", "S3TWNX0", "SAMSUNG MZ7LN256", "erased",
    )  # fmt: skip
    assert (row.standard, row.tool, row.erased_on) == ("DoD Short", "nwipe 0.38", date(2026, 10, 2))


def test_pages_bound_together_are_one_certificate_each(tmp_path):
    smart = [(60, 700, "Page 2 - Smart Data"), (60, 600, "serial number: S3TWNX0")]
    rows = certificate(tmp_path, page_of(), smart, page_of(status="FAILED"))
    assert [row.result for row in rows] == ["erased", "failed"]


@pytest.mark.parametrize(("status", "errors"), [("FAILED", "0/0/0"), ("ABORTED", "0/0/0"), ("ERASED", "0/0/3")])
def test_a_failure_or_an_error_is_a_failure(tmp_path, status, errors):
    assert certificate(tmp_path, page_of(status, errors))[0].result == "failed"


def test_hidden_sectors_are_told_beside_the_method(tmp_path):
    [row] = certificate(tmp_path, page_of(more=[(450, 290, "See Warning !")]))
    assert (row.result, row.method) == ("erased", "DoD Short (secteurs cachés à vérifier)")


def test_a_pdf_that_hides_the_machine_is_refused_with_its_reason(tmp_path):
    [row] = certificate(tmp_path, page_of(header=HEADER[:3]))
    assert (row.rejected, [remark.code for remark in row.remarks]) == (True, ["serial-missing"])


def test_the_tag_of_the_operator_may_be_the_machine(tmp_path):
    tagged = [*HEADER[:3], (180, 658, " Tag: CZC77 ")]
    assert certificate(tmp_path, page_of(header=tagged))[0].serial == "CZC77"


def test_another_pdf_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(Unreadable, match="nwipe"):
        certificate(tmp_path, [(60, 700, "Facture")])


def test_a_broken_pdf_is_refused_in_the_same_words(tmp_path):
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 rien")
    with pytest.raises(Unreadable, match="nwipe"):
        read_certificates(tmp_path / "c.pdf")
