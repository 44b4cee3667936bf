"""PDF documents: tagged, in French, in the house's fonts, the same bytes from the same data."""

import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest

from rebond.documents.pdf import TemplateMissing, qr_code, render_pdf
from tests.factories.handovers import note_data


def fonts_of(pdf: pikepdf.Pdf) -> set[str]:
    """The fonts of a PDF without the random prefix of their subset."""
    return {
        str(font["/BaseFont"]).split("+")[-1] for page in pdf.pages for font in page["/Resources"]["/Font"].values()
    }


@pytest.fixture(scope="module")
def note() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf("handovers/note.typ", note_data(machines=40))))


def test_pdf_uses_the_fonts_of_the_house_only(note):
    assert fonts_of(note) == {
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-Bold",
        "BricolageGrotesque-Bold",
    }


def test_pdf_is_tagged_and_says_its_language_and_title(note):
    root = note.Root
    assert root["/MarkInfo"]["/Marked"] is True
    assert root["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert str(root["/Lang"]) == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is True
    assert str(note.docinfo["/Title"]) == "Procès-verbal de remise"


def test_pdf_declares_the_standards_it_follows(note):
    with note.open_metadata() as metadata:
        declared = (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"])
    assert declared == ("2", "A", "1")


def tags_of(element, found: list) -> list:
    """The structure elements of a tagged PDF, in reading order."""
    if isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            found.append(element)
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            tags_of(child, found)
    return found


def test_pdf_tags_the_table_its_headings_and_the_qr_code(note):
    tags = tags_of(note.Root["/StructTreeRoot"], [])
    kinds = [str(tag["/S"]) for tag in tags]
    assert (kinds.count("/Table"), kinds.count("/TH"), kinds.count("/TD")) == (1, 5, 5 * 40)
    assert (kinds.count("/H1"), kinds.count("/H2")) == (1, 4)
    [figure] = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert str(figure["/Alt"]).startswith("Code QR vers la page de vérification http")


def test_equal_data_give_equal_bytes():
    assert render_pdf("handovers/note.typ", note_data()) == render_pdf("handovers/note.typ", note_data())


def test_text_of_a_person_is_text_and_never_an_order():
    hostile = note_data(association='#read("/config/settings.py") $x$ *gras* \\ "')
    page = pikepdf.open(io.BytesIO(render_pdf("handovers/note.typ", hostile)))
    assert len(page.pages) == 2


def test_glyphs_of_latin_names_are_all_in_the_fonts_of_the_house():
    names = "ÀÂÄÇÉÈÊËÎÏÔŒÙÛÜŸ àâäçéèêëîïôœùûüÿ «\u00a0Š Ž Ł Ş Ğ ı Ő Ř Ț Ñ ß Æ Ø Å\u00a0» – — … ’ € ½ ²"
    pdf = pikepdf.open(io.BytesIO(render_pdf("handovers/note.typ", note_data(association=names))))
    assert {name.split("-")[0] for name in fonts_of(pdf)} == {"AtkinsonHyperlegibleNext", "BricolageGrotesque"}


def test_character_that_no_font_draws_becomes_a_hollow_square():
    with_emoji = render_pdf("handovers/note.typ", note_data(association="Soleil 🌞 日本"))
    assert with_emoji == render_pdf("handovers/note.typ", note_data(association="Soleil □ □□"))


def test_unknown_template_has_a_name():
    with pytest.raises(TemplateMissing):
        render_pdf("handovers/absent.typ", {})


def test_qr_code_is_a_small_drawing():
    drawing = qr_code("http://127.0.0.1:8000/remises/verifier/R-7K3Q-9XWD/")
    assert drawing.startswith("<svg ")
    assert len(drawing) < 6_000


def test_pages_of_four_threads_do_not_disturb_each_other():
    names = [f"Association {number}" for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda name: render_pdf("handovers/note.typ", note_data(association=name)), names))
    assert together == [render_pdf("handovers/note.typ", note_data(association=name)) for name in names]
