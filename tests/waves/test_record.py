"""The published record: what it holds, that it never changes, that anyone can check it."""

import json
import subprocess
import sys
from hashlib import sha256

import pytest

from rebond.allocation import verify_record
from rebond.organisations.models import Association
from rebond.programmes.actions import tell_draw
from rebond.programmes.models import Programme, Wave
from rebond.waves.actions import DrawNotTold, InputsChanged, change_allocation, publish_allocation
from rebond.waves.record import canonical_text, published_record
from tests.factories.accounts import person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.waves import TUESDAY, allocation_of, contested_wave, draft_of, published, ready_machines

pytestmark = pytest.mark.django_db


def published_with_a_change():
    proposal = draft_of(contested_wave())
    lowered = allocation_of(proposal)
    change_allocation(allocation=lowered, units=8, reason="Une salle au lieu de deux.", by=person("lucie"), at=TUESDAY)
    ready_machines(25)
    return publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def rebond_verify(*files) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "rebond", "verify", *map(str, files)], capture_output=True, text=True, timeout=60
    )


def test_published_record_holds_inputs_rule_seed_result_and_decisions(marseille):
    proposal = published_with_a_change()
    record = json.loads(proposal.record)
    assert sorted(record) == [
        "decisions",
        "format",
        "lottery",
        "problem",
        "programme",
        "proposed_at",
        "published_at",
        "result",
        "wave",
    ]
    assert record["problem"] == json.loads(proposal.problem)
    assert record["result"] == json.loads(proposal.result)
    assert record["decisions"] == [
        {"id": "V1-001", "proposed": 11, "decided": 11, "reason": ""},
        {"id": "V1-002", "proposed": 10, "decided": 8, "reason": "Une salle au lieu de deux."},
        {"id": "V1-003", "proposed": 0, "decided": 0, "reason": ""},
        {"id": "V1-004", "proposed": 4, "decided": 4, "reason": ""},
    ]


def drawn_wave() -> Wave:
    """Two alike for one machine: the lottery decides, with a draw that the city does not hold."""
    closed = wave(
        state=Wave.State.CLOSED,
        stock=1,
        floor=0,
        lottery_seed="calanque",
        public_draw="Loto du 16 janvier",
        drawn="7 9",
    )
    for name in ("Mots en Partage", "Clic et Calanques"):
        application(closed, association(name), points=40, requested=2, minimum=1)
    return closed


def test_the_record_of_a_public_draw_tells_what_the_seed_is_made_of(marseille):
    record = json.loads(published(drawn_wave()).record)
    assert record["lottery"] == {
        "commitment": sha256(b"calanque").hexdigest(),
        "secret": "calanque",
        "public_draw": "Loto du 16 janvier",
        "drawn": "7 9",
    }
    assert record["problem"]["lottery"]["seed"] == sha256(b"calanque7 9").hexdigest()
    assert verify_record(record)


@pytest.mark.parametrize(("field", "code"), [("secret", "lottery-secret"), ("drawn", "lottery-seed")])
def test_a_record_whose_lottery_was_changed_does_not_hold(marseille, field, code):
    record = json.loads(published(drawn_wave()).record)
    record["lottery"][field] = "autre"
    assert verify_record(record).code == code


def test_nothing_is_proposed_before_the_public_draw(marseille):
    waiting = drawn_wave()
    Wave.objects.update(drawn="")
    with pytest.raises(DrawNotTold):
        draft_of(waiting)


def test_another_result_of_the_draw_asks_for_another_proposal(marseille):
    proposal = draft_of(drawn_wave())
    ready_machines(1)
    tell_draw(wave=proposal.wave, result="7 8", by=person("ines"), at=TUESDAY)
    with pytest.raises(InputsChanged):
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def test_published_record_names_nobody(marseille):
    record = published_with_a_change().record
    people = ["Inès", "Karim", "Lucie", "marseille.example", "Mots en Partage"]
    assert [name for name in people if name in record] == []


def test_the_bytes_of_a_publication_never_change(marseille, client):
    proposal = published(contested_wave())
    addresses = [f"/vagues/vague-1/{name}.json" for name in ("record", "problem", "result")]
    before = [client.get(address).content for address in addresses]
    Programme.objects.update(title="Autre titre")
    Wave.objects.update(name="Autre nom", stock=1, cap=1, floor=0, lottery_seed="autre")
    Association.objects.update(name="Autre association")
    proposal.wave.applications.update(points=1, requested=1, minimum=0)
    assert [client.get(address).content for address in addresses] == before


def test_the_fingerprint_is_that_of_the_downloaded_file(marseille, client):
    proposal = published(contested_wave())
    assert sha256(client.get("/vagues/vague-1/record.json").content).hexdigest() == proposal.record_sha256


def test_published_record_does_not_depend_on_the_order_of_writing(marseille):
    proposal = draft_of(contested_wave())
    record = published_record(proposal, at=TUESDAY)
    assert canonical_text(dict(reversed(record.items()))) == canonical_text(record)


def test_rebond_verify_accepts_the_record(marseille, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(published_with_a_change().record, encoding="utf-8")
    assert rebond_verify(path).returncode == 0


def test_rebond_verify_accepts_problem_and_result(marseille, tmp_path, client):
    published(contested_wave())
    for name in ("problem", "result"):
        (tmp_path / f"{name}.json").write_bytes(client.get(f"/vagues/vague-1/{name}.json").content)
    assert rebond_verify(tmp_path / "problem.json", tmp_path / "result.json").returncode == 0


def test_rebond_verify_refuses_a_record_that_was_touched(marseille, tmp_path):
    record = json.loads(published(contested_wave()).record)
    record["decisions"][0]["decided"] = 12
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert rebond_verify(path).returncode == 1
    assert not verify_record(record)
