"""What the note says, read back from the PDF."""

from datetime import date

from rebond.documents.pdf import render_pdf
from rebond.handovers.note import note_of, render_note
from rebond.organisations.models import Association
from rebond.stock.models import Device, ErasureCertificate
from tests.factories.handovers import handover, note_data, signed
from tests.papers import text_of_pdf


def certificate(device: Device, reference: str, day: int, result: str = "erased") -> None:
    ErasureCertificate.objects.create(
        device=device,
        serial=device.serial,
        reference=reference,
        result=result,
        erased_on=date(2023, 1, day),
        fingerprint=reference,
    )


def test_note_says_who_gives_what_to_whom(marseille):
    made = handover(3, scanned=2)
    Association.objects.update(rna="W133990021", siren="099900021", address="12 rue des Oursins")
    made.refresh_from_db()
    said = note_of(made)
    assert said["association"] == {
        "name": "Mots en Partage",
        "rna": "W133990021",
        "siren": "099\u00a0900\u00a0021",
        "address": ["12 rue des Oursins", "13003 Marseille"],
    }
    assert said["donor"] == {"name": "Orange", "siren": ""}
    assert [said[name] for name in ("machines", "left", "allocated", "before", "keyboards", "mice")] == [
        2,
        1,
        3,
        0,
        2,
        2,
    ]


def test_note_before_the_signature_names_nobody(marseille):
    said = note_of(handover(2, scanned=2))
    assert (said["signatory"], said["role"], said["signed_on"]) == ("", "", "")


def test_note_after_the_signature_names_who_signed(marseille):
    said = note_of(signed(handover(2, scanned=2)))
    assert (said["signatory"], said["role"], said["signed_on"]) == ("Awa Diallo", "présidente", "2026-11-27")


def test_annex_gives_each_machine_with_the_certificate_that_freed_it(marseille):
    made = handover(1, scanned=1)
    device = Device.objects.get()
    Device.objects.update(brand="HP", model="EliteDesk 800 G4", asset_tag="IMM19000100")
    certificate(device, "BL-1", 10, "failed")
    certificate(device, "BL-2", 11)
    certificate(device, "BL-3", 12)
    assert note_of(made)["devices"] == [
        {
            "serial": device.serial,
            "model": "HP EliteDesk 800 G4",
            "asset_tag": "IMM19000100",
            "erasure": "erased",
            "certificate": "BL-3",
            "erased_on": "2023-01-12",
        }
    ]


def test_note_of_a_programme_without_mouse_does_not_count_mice(marseille):
    made = handover(1, scanned=1)
    made.wave.programme.with_mouse = False
    assert note_of(made)["mice"] is None


def test_same_handover_gives_the_same_bytes(marseille):
    made = handover(2, scanned=2)
    assert render_note(made) == render_note(made)


def words_of(pdf: bytes) -> str:
    """The words of a PDF, however its lines are cut."""
    return " ".join(text_of_pdf(pdf).replace("\u00a0", " ").split())


def test_pdf_can_be_read_by_a_machine():
    words = words_of(render_pdf("handovers/note.typ", note_data(machines=2) | {"left": 3, "allocated": 5}))
    for sentence in (
        "2 ordinateurs remis à Mots en Partage",
        "Remise partielle. 5 ordinateurs attribués en tout, 3 restent dus à l’association.",
        "Le don est gratuit, sans charge ni contrepartie.",
        "Awa Diallo, présidente Le 28 février 2023",
        "Annexe : 2 machines",
        "CZC9424R01",
        "10/01/2023 · BL-2023-00001",
        "Page 1 sur 2",
    ):
        assert sentence in words
