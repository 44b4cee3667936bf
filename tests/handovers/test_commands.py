"""Hand-overs from the command line: prepare, sign, print; nonsense is one sentence and changes nothing."""

import io

import pytest
from django.core.management import call_command

from rebond.documents.files import read_document
from rebond.handovers.models import Handover
from rebond.tenancy.commands import Nonsense
from tests.factories.accounts import person
from tests.factories.handovers import FRIDAY, handover, handover_in, ready_serials
from tests.factories.returns import kept_back, machine_in_use
from tests.factories.stock import device
from tests.factories.waves import published_allocation, ready_machines

TOM = "tom@marseille.example"


@pytest.fixture(autouse=True)
def friday(time_machine, marseille):
    """A Friday in Marseille, with Tom at the warehouse."""
    time_machine.move_to(FRIDAY)
    person("tom")


def run(name: str, *arguments: str) -> str:
    """What a command prints, with plain spaces."""
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue().replace("\u00a0", " ")


def nonsense(name: str, *arguments: str) -> str:
    """The one sentence with which a command refuses."""
    with pytest.raises(Nonsense) as refusal:
        run(name, *arguments)
    assert refusal.value.returncode == 2
    return str(refusal.value).replace("\u00a0", " ")


def prepare(*arguments: str) -> tuple[str, ...]:
    return ("prepare_handover", "vague-1", "V1-001", "--by", TOM, *arguments)


def sign(made: Handover, *arguments: str) -> tuple[str, ...]:
    return (
        "sign_handover",
        made.reference,
        "--signatory",
        "Awa Diallo",
        "--role",
        "présidente",
        "--by",
        TOM,
        *arguments,
    )


def test_prepare_handover_takes_the_serials_of_a_file(tmp_path):
    published_allocation(3)
    (tmp_path / "serials.txt").write_text("\n".join(ready_serials(2)).lower(), encoding="utf-8")
    said = run(*prepare("--serials", str(tmp_path / "serials.txt"), "--keyboards", "2", "--mice", "1"))
    made = Handover.objects.get()
    assert said == f"{made.reference} : 2 ordinateurs sur 3, 2 claviers, 1 souris, pour « Mots en Partage ».\n"


def test_prepare_handover_fills_from_the_stock_and_can_be_repeated():
    published_allocation(3)
    first = run(*prepare("--fill"))
    assert run(*prepare("--fill")) == first
    assert Handover.objects.get().scanned == 3


def test_prepare_handover_reads_standard_input(monkeypatch):
    published_allocation(3)
    monkeypatch.setattr("sys.stdin", io.StringIO(ready_serials(1)[0]))
    run(*prepare("--serials", "-"))
    assert Handover.objects.get().scanned == 1


def test_prepare_handover_is_all_or_nothing(tmp_path):
    published_allocation(3)
    (tmp_path / "serials.txt").write_text(f"{ready_serials(1)[0]}\nX9\n", encoding="utf-8")
    assert nonsense(*prepare("--serials", str(tmp_path / "serials.txt"))) == (
        "Rien n’est enregistré. « X9 » n’est le numéro d’aucune machine du stock. "
        "Scannez le numéro de série, sous la machine."
    )
    assert Handover.objects.count() == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("vague-9", "V1-001"), "Aucune vague ne s’appelle « vague-9 ». Vagues connues : vague-1."),
        (("vague-1", "V1-999"), "« V1-999 » n’a pas d’attribution publiée dans « vague-1 »."),
        (
            ("vague-1", "V1-001", "--keyboards", "4"),
            "Comptez de 0 à 3 claviers et souris : un par ordinateur attribué.",
        ),
        (("vague-1", "V1-001", "--mice", "-1"), "Comptez de 0 à 3 claviers et souris : un par ordinateur attribué."),
        (("vague-1", "V1-001", "--serials", "/absent"), "/absent ne peut pas être lu : No such file or directory."),
    ],
)
def test_prepare_handover_refuses_nonsense_in_one_sentence(arguments, sentence):
    published_allocation(3)
    assert nonsense("prepare_handover", *arguments, "--by", TOM) == sentence
    assert Handover.objects.count() == 0


def test_prepare_handover_takes_no_more_codes_than_a_handover_may_need(tmp_path):
    published_allocation(3)
    (tmp_path / "liste.txt").write_text("\n".join(f"CZC{number}" for number in range(301)))
    refused = nonsense("prepare_handover", "vague-1", "V1-001", "--serials", str(tmp_path / "liste.txt"), "--by", TOM)
    assert refused == f"{tmp_path}/liste.txt contient 301 numéros : 300 au plus à la fois."


def test_sign_handover_refuses_a_place_for_the_note_before_it_signs():
    made = handover(2, scanned=2)
    assert nonsense(*sign(made, "--pdf", "/absent/note.pdf")).startswith("Impossible d’écrire dans /absent/note.pdf")
    assert Handover.objects.get().state == "preparing"


def test_prepare_handover_is_not_for_every_role():
    published_allocation(3)
    person("nadia")
    refused = nonsense("prepare_handover", "vague-1", "V1-001", "--by", "nadia@marseille.example")
    assert refused == "Nadia Rossi n’a pas le rôle qu’il faut pour cela."


def test_sign_handover_writes_the_signed_note(tmp_path):
    made = handover(2, scanned=2)
    said = run(*sign(made, "--pdf", str(tmp_path / "note.pdf")))
    made.refresh_from_db()
    assert (tmp_path / "note.pdf").read_bytes() == read_document(made.note)
    assert said == (
        f"{made.reference} : 2 ordinateurs remis à « Mots en Partage », 0 restent dus. "
        f"Empreinte du procès-verbal : {made.note.sha256}.\n"
    )


def test_sign_handover_asks_to_confirm_what_is_left():
    made = handover(3, scanned=2)
    assert nonsense(*sign(made)) == (
        "Machines attribuées qui manquent : 1. Confirmez la remise partielle avec --left 1, ou ajoutez-les."
    )
    run(*sign(made, "--left", "1"))
    assert Handover.objects.get().state == "signed"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--on", "hier"), "--on attend une date comme 2023-02-28, et non « hier »."),
        (("--on", "2027-01-01"), "La date de signature est avant le début de la préparation, ou dans l’avenir."),
        (("--role", " "), "--role attend de 1 à 120 caractères."),
    ],
)
def test_sign_handover_refuses_nonsense_in_one_sentence(more, sentence):
    assert nonsense(*sign(handover(2, scanned=2), *more)) == sentence
    assert Handover.objects.get().state == "preparing"


def test_sign_handover_twice_changes_nothing():
    assert nonsense(*sign(handover_in("signed"))) == "Cette remise est déjà signée ou annulée : rien n’a changé."


def test_handover_note_writes_the_paper(tmp_path):
    made = handover(2, scanned=2)
    ready_machines(1)
    assert (
        run("handover_note", made.reference, "-o", str(tmp_path / "a.pdf")) == f"{tmp_path}/a.pdf : En préparation.\n"
    )
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("reference", "output", "sentence"),
    [
        ("R-0000-0000", "a.pdf", "Aucune remise n’a la référence « R-0000-0000 »."),
        (None, "/absent/a.pdf", "/absent/a.pdf ne peut pas être écrit : No such file or directory."),
    ],
)
def test_handover_note_refuses_nonsense_in_one_sentence(tmp_path, reference, output, sentence):
    made = handover(2, scanned=2)
    assert nonsense("handover_note", reference or made.reference, "-o", output) == sentence


def test_cancelled_handover_has_no_note():
    made = handover_in("cancelled")
    assert nonsense("handover_note", made.reference, "-o", "a.pdf") == (
        "Cette remise est annulée : elle n’a pas de procès-verbal."
    )


# what follows


def test_swap_a_dead_machine(tmp_path):
    dead = machine_in_use().device.serial
    spare, paper = kept_back(1), tmp_path / "bon.pdf"
    who = ("--signatory", "Awa Diallo", "--role", "présidente", "--by", TOM)
    assert f"{spare} remplace {dead}." in run("swap_device", dead, spare, *who, "--pdf", str(paper))
    assert paper.read_bytes().startswith(b"%PDF")
    assert "n’est dans aucune association" in nonsense("swap_device", dead, spare, *who)


def test_swap_without_a_spare_says_what_to_do():
    dead = machine_in_use().device.serial
    ready_machines(1)
    who = ("--signatory", "Awa Diallo", "--role", "présidente", "--by", TOM)
    assert "ne garde plus aucune machine en réserve" in nonsense("swap_device", dead, ready_serials(1)[0], *who)


def test_return_machines(tmp_path):
    serial, paper = machine_in_use().device.serial, tmp_path / "bon.pdf"
    who = ("--brought-by", "Awa Diallo", "--received-by", "Tom Girard", "--by", TOM)
    assert "1 machines de « Mots en Partage »" in run("return_devices", serial, *who, "--pdf", str(paper))
    assert paper.read_bytes().startswith(b"%PDF")
    assert "n’est dans aucune association" in nonsense("return_devices", serial, *who)


def test_spare_that_is_not_erased_never_leaves():
    custody = machine_in_use()
    kept_back(1)
    device("DIRTY", lot=custody.device.lot)
    who = ("--signatory", "Awa Diallo", "--role", "présidente", "--by", TOM)
    assert "aucun certificat d’effacement" in nonsense("swap_device", custody.device.serial, "DIRTY", *who)
