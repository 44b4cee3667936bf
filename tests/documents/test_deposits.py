"""What people send is opened by nobody before it was looked at and written anew."""

import os
import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from rebond.documents.deposits.actions import accept_deposit, forget_deposit
from rebond.documents.deposits.forms import PaperField
from rebond.documents.deposits.intake import ask_again, take_in
from rebond.documents.deposits.models import Deposit
from rebond.documents.deposits.quarantine import path_of, sweep_quarantine
from rebond.documents.deposits.scanner import ScannerDown, check_scanner
from rebond.documents.deposits.signals import deposit_settled
from rebond.documents.files import read_document
from rebond.documents.inspection import MOST_BYTES, Refused
from rebond.documents.models import Document
from rebond.documents.tasks import look_again
from rebond.jobs.models import Job
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.safeguards.deeds import SomebodyElseWasFirst
from rebond.tenancy.scope import city_scope
from tests.documents.test_inspection import paper, photograph
from tests.factories.accounts import person

MONDAY = datetime(2023, 2, 27, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.FILES_DIR, settings.QUARANTINE_DIR = tmp_path / "files", tmp_path / "quarantine"


def sent(content: bytes | None = None, name: str = "statuts.png") -> Deposit:
    return take_in(name=name, content=content or photograph(), by=person("ines"), at=MONDAY)


def settled(deposit: Deposit) -> Deposit:
    run_all()
    deposit.refresh_from_db()
    return deposit


def age(path, hours: float) -> None:
    moment = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))


def test_a_sent_file_waits_and_is_no_document(marseille):
    deposit = sent()
    assert (deposit.is_waiting, deposit.document, Document.objects.count()) == (True, None, 0)
    assert path_of(deposit).read_bytes() == photograph()


def test_a_clean_file_becomes_a_document_written_anew(marseille):
    document = settled(sent(name="../statuts.png")).document
    assert (document.name, document.content_type) == ("_statuts.jpg", "image/jpeg")
    assert read_document(document) != photograph()


def test_what_does_not_open_is_refused_in_words(marseille):
    deposit = settled(sent(b"%PDF-1.7 and then nothing"))
    assert (deposit.state, deposit.document) == ("refused", None)
    assert deposit.reason == "Ce fichier ne s’ouvre pas. Envoyez-le à nouveau, ou photographiez le papier."


@pytest.mark.parametrize(
    ("content", "code"), [(b"MZ\x90", "unknown-kind"), (b"", "empty"), (b"%PDF-" + bytes(MOST_BYTES), "too-large")]
)
def test_what_is_visibly_no_paper_stays_outside(marseille, content, code):
    with pytest.raises(Refused, match=code):
        take_in(name="x", content=content, by=person("ines"), at=MONDAY)
    assert not Deposit.objects.exists()


@pytest.mark.parametrize("content", [b"%PDF-1.7 and then nothing", None])
def test_the_owner_hears_what_became_of_it_once(marseille, content):
    heard = []

    def listen(sender, *, deposit, at, **others):
        heard.append(deposit.state)

    deposit_settled.connect(listen)
    try:
        settled(sent(content))
    finally:
        deposit_settled.disconnect(listen)
    assert heard == ["clean" if content is None else "refused"]


def test_the_journal_says_who_sent_it_and_nothing_of_its_name(marseille):
    settled(sent())
    told = list(Entry.objects.order_by("number").values_list("verb", "actor"))
    assert told == [("file_taken_in", str(person("ines").pk)), ("file_written_anew", "rebond")]
    assert "statuts" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_deposit_is_settled_once(marseille):
    deposit, twin = sent(), Deposit.objects.get()
    settled(deposit)
    with pytest.raises(SomebodyElseWasFirst):
        accept_deposit(deposit=twin, content=b"other", kind="pdf", at=MONDAY)
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"state": "clean"}, {"state": "refused"}, {"refusal": "damaged"}, {"settled_at": MONDAY}]
)
def test_the_database_opens_nothing_that_was_not_settled(marseille, change):
    sent()
    with pytest.raises(IntegrityError):
        Deposit.objects.update(**change)


def test_a_lost_file_is_asked_for_again(marseille):
    deposit = sent()
    path_of(deposit).unlink()
    assert settled(deposit).refusal == "lost"


def test_a_forgotten_deposit_takes_its_document_with_it(marseille):
    forget_deposit(deposit=settled(sent()))
    assert (Deposit.objects.count(), Document.objects.count()) == (0, 0)


def test_a_deposit_written_anew_meanwhile_is_forgotten_with_its_document(marseille):
    deposit = sent()
    settled(Deposit.objects.get())
    forget_deposit(deposit=deposit)
    assert (Deposit.objects.count(), Document.objects.count()) == (0, 0)


# --- the quarantine ----------------------------------------------------------------------------------------------


def test_raw_bytes_go_when_nobody_waits_for_them(marseille):
    waiting, done = sent(), sent(paper(), "pv.pdf")
    accept_deposit(deposit=done, content=paper(), kind="pdf", at=MONDAY)
    for deposit in (waiting, done):
        age(path_of(deposit), hours=2)
    assert sweep_quarantine(at=timezone.now()) == 1
    assert (path_of(waiting).exists(), path_of(done).exists()) == (True, False)


def test_another_city_waiting_for_the_same_bytes_keeps_its_own(marseille, genoa):
    ours = sent()
    with city_scope(genoa):
        theirs = take_in(name="a.png", content=photograph(), by=person("ines"), at=MONDAY)
    accept_deposit(deposit=ours, content=b"x", kind="photo", at=MONDAY)
    for deposit in (ours, theirs):
        age(path_of(deposit), hours=2)
    sweep_quarantine(at=timezone.now())
    assert (path_of(ours).exists(), path_of(theirs).exists()) == (False, True)


def test_a_deposit_that_waits_too_long_comes_up_again_once(marseille):
    sent()
    Job.objects.all().delete()
    later = MONDAY + timedelta(minutes=11)
    assert (ask_again(at=MONDAY), ask_again(at=later), ask_again(at=later)) == (0, 1, 0)
    assert Job.objects.count() == 1


# --- the scanner -------------------------------------------------------------------------------------------------


@pytest.fixture
def clamd(settings):
    """A daemon that answers as ClamAV's does; `clamd.says` is its verdict."""

    class Daemon:
        says = b"stream: OK"
        received = b""

    def serve():
        while True:
            try:
                line, _address = door.accept()
            except OSError:
                return
            with line:
                read = line.makefile("rb")
                if read.read(6) == b"zPING\0":
                    line.sendall(b"PONG\0")
                    continue
                read.read(4)
                while size := int.from_bytes(read.read(4)):
                    Daemon.received += read.read(size)
                line.sendall(Daemon.says + b"\0")

    door = socket.create_server(("127.0.0.1", 0))
    settings.SCANNER = f"tcp://127.0.0.1:{door.getsockname()[1]}"
    threading.Thread(target=serve, daemon=True).start()
    yield Daemon
    door.close()


def test_the_scanner_sees_what_was_sent_before_it_is_opened(marseille, clamd):
    assert settled(sent()).is_clean
    assert clamd.received == photograph()


def test_what_the_scanner_knows_as_harmful_is_refused(marseille, clamd):
    clamd.says = b"stream: Win.Test.EICAR_HDB-1 FOUND"
    assert settled(sent()).refusal == "infected"


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR", b""])
def test_an_answer_that_is_no_verdict_lets_nothing_pass(marseille, clamd, says):
    clamd.says = says
    assert settled(sent()).is_waiting


def test_a_scanner_that_answers_is_no_trouble(clamd):
    check_scanner()


def test_while_the_scanner_is_down_files_wait_and_officers_are_told(marseille, settings, tmp_path):
    settings.SCANNER = f"unix://{tmp_path}/nobody"
    assert settled(sent()).is_waiting
    with pytest.raises(ScannerDown):
        look_again()


def test_when_the_scanner_is_back_the_file_passes(marseille, settings, tmp_path):
    settings.SCANNER = f"unix://{tmp_path}/nobody"
    deposit = settled(sent())
    settings.SCANNER = ""
    look_again()
    assert settled(deposit).is_clean


# --- the field ---------------------------------------------------------------------------------------------------


def test_the_field_says_at_once_what_it_does_not_take():
    with pytest.raises(Exception, match="ni une photo"):
        PaperField().clean(SimpleUploadedFile("statuts.pdf", b"MZ\x90\x00"))


def test_the_field_hands_over_the_whole_file():
    assert PaperField().clean(SimpleUploadedFile("statuts.pdf", paper())).read() == paper()
