"""What people send is written anew, or refused in words."""

import io

import pikepdf
import pytest
from PIL import Image

from rebond.documents.inspection import Refused, cleaned, kind_of


def photograph(size: tuple[int, int] = (400, 300), kind: str = "JPEG", **facts) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind, **facts)
    return file.getvalue()


def paper(**parts) -> bytes:
    """A PDF of one page, with other parts in its root."""
    file, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    for name, part in parts.items():
        pdf.Root[f"/{name}"] = part
    pdf.save(file)
    return file.getvalue()


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(7)")


def test_a_photograph_loses_its_place_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x8825] = 6, {1: "N", 2: (43.0, 17.0, 47.0)}
    picture = Image.open(io.BytesIO(cleaned(photograph(exif=exif.tobytes()))))
    assert (picture.size, dict(picture.getexif())) == ((300, 400), {})


def test_a_large_photograph_is_made_no_larger_than_a_page():
    assert max(Image.open(io.BytesIO(cleaned(photograph((5000, 2500))))).size) == 2600


def test_a_png_comes_back_as_a_jpeg():
    assert cleaned(photograph(kind="PNG"))[:3] == b"\xff\xd8\xff"


def test_a_pdf_loses_what_it_would_start_by_itself():
    clean = pikepdf.open(io.BytesIO(cleaned(paper(OpenAction=SCRIPT, AcroForm=pikepdf.Dictionary(XFA="x")))))
    assert (len(clean.pages), "/OpenAction" in clean.Root, "/AcroForm" in clean.Root) == (1, False, False)


def test_a_pdf_loses_the_files_inside_it():
    pdf = pikepdf.open(io.BytesIO(paper()))
    pdf.attachments["virus.exe"] = b"MZ"
    file = io.BytesIO()
    pdf.save(file)
    assert dict(pikepdf.open(io.BytesIO(cleaned(file.getvalue()))).attachments) == {}


def test_a_pdf_under_a_password_is_refused_as_such():
    pdf, file = pikepdf.open(io.BytesIO(paper())), io.BytesIO()
    pdf.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Refused, match="locked"):
        cleaned(file.getvalue())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "unknown-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown-kind"),
        (b"%PDF-1.7 and then nothing", "damaged"),
        (photograph()[:200], "damaged"),
        (b"\xff\xd8\xff" + bytes(15 * 1024 * 1024), "too-large"),
    ],
)
def test_what_is_no_paper_is_refused(content, code):
    with pytest.raises(Refused, match=code):
        cleaned(content)


def test_a_picture_that_would_fill_the_memory_is_refused():
    """A few bytes that unpack to 20,000 by 20,000 points."""
    with pytest.raises(Refused, match="damaged"):
        cleaned(photograph((20_000, 20_000), "PNG"))


def test_the_kind_is_what_the_file_is_not_what_it_is_called():
    assert (kind_of(paper()), kind_of(photograph(kind="PNG"))) == ("pdf", "photo")
