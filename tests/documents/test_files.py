"""Private files: there for good before a row names them, apart by city, checked when read."""

import hashlib
import os
import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from rebond.documents.actions import Sweep, store_document, sweep_files
from rebond.documents.files import FileDamaged, documents_shelf, keep_bytes, path_of, read_document
from rebond.documents.models import Document
from rebond.tenancy.scope import city_scope

MONDAY = datetime(2023, 2, 27, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


def stored(content: bytes = b"paper", name: str = "note.pdf") -> Document:
    return store_document(name=name, content=content, content_type="application/pdf", at=MONDAY)


def age(path, hours: float) -> None:
    """Make a file this old."""
    moment = (datetime.now(UTC) - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))


def test_document_reads_as_it_was_stored(marseille):
    document = stored(b"paper")
    assert (read_document(document), document.size) == (b"paper", 5)
    assert document.sha256 == hashlib.sha256(b"paper").hexdigest() == path_of(document).name


def test_document_is_readable_by_its_owner_only(marseille):
    path = path_of(stored())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_same_content_is_kept_once(marseille):
    first, second = stored(name="a.pdf"), stored(name="b.pdf")
    assert path_of(first) == path_of(second)
    assert os.listdir(path_of(first).parent) == [first.sha256]


def test_same_content_of_two_cities_is_two_files(marseille, genoa):
    ours = stored()
    with city_scope(genoa):
        theirs = stored()
    assert path_of(ours) != path_of(theirs)


def test_damaged_file_is_refused(marseille):
    document = stored()
    path_of(document).write_bytes(b"paper with another figure")
    with pytest.raises(FileDamaged):
        read_document(document)


def test_file_is_on_disk_before_its_row_and_synchronised(marseille, monkeypatch):
    steps = []
    real_fsync, real_rename = os.fsync, os.rename
    monkeypatch.setattr(os, "fsync", lambda fd: (steps.append("fsync"), real_fsync(fd)))
    monkeypatch.setattr(os, "rename", lambda *names: (steps.append("rename"), real_rename(*names)))
    keep_bytes(b"first", city_id=marseille.pk, shelf=documents_shelf())
    steps.clear()
    keep_bytes(b"first", city_id=marseille.pk, shelf=documents_shelf())
    assert steps == ["fsync", "rename", "fsync"]


@pytest.mark.django_db(transaction=True)
def test_rolled_back_row_leaves_an_orphan_that_is_swept_after_an_hour(marseille):
    with transaction.atomic():
        path = path_of(stored())
        transaction.set_rollback(True)
    now = datetime.now(UTC)
    assert sweep_files(at=now) == Sweep(kept=0, waiting=1, removed=0, missing=0)
    age(path, hours=2)
    assert sweep_files(at=now) == Sweep(kept=0, waiting=0, removed=1, missing=0)
    assert not path.exists()


def test_sweep_keeps_old_files_that_a_row_names_in_any_city(marseille, genoa):
    with city_scope(genoa):
        path = path_of(stored())
    age(path, hours=2000)
    assert sweep_files(at=datetime.now(UTC)) == Sweep(kept=1, waiting=0, removed=0, missing=0)


def test_sweep_counts_rows_whose_file_is_gone(marseille):
    path_of(stored()).unlink()
    assert sweep_files(at=datetime.now(UTC)).missing == 1


def test_storing_content_again_saves_it_from_the_sweeper(marseille):
    document = stored()
    path = path_of(document)
    document.delete()
    age(path, hours=2)
    keep_bytes(b"paper", city_id=marseille.pk, shelf=documents_shelf())
    assert sweep_files(at=datetime.now(UTC)).removed == 0


def test_unfinished_file_of_a_killed_process_is_swept(marseille):
    left_behind = path_of(stored()).parent / ".writing-abc"
    left_behind.write_bytes(b"pap")
    age(left_behind, hours=2)
    assert sweep_files(at=datetime.now(UTC)) == Sweep(kept=1, waiting=0, removed=1, missing=0)


def test_sweep_of_a_house_without_files(db):
    assert sweep_files(at=MONDAY) == Sweep(kept=0, waiting=0, removed=0, missing=0)


def test_sweep_files_command_says_what_it_counted(marseille, capsys):
    stored()
    call_command("sweep_files")
    assert (
        capsys.readouterr().out
        == "Fichiers gardés\u00a0: 1\u00a0; en attente\u00a0: 0\u00a0; retirés\u00a0: 0\u00a0; manquants\u00a0: 0.\n"
    )
