"""One decision on many files: exactly those, and the way back."""

from datetime import timedelta

import pytest
import time_machine

from rebond.applications.models import Application
from rebond.applications.reviews import actions
from rebond.applications.reviews.models import Batch
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.programmes.models import Wave
from tests.factories.accounts import person
from tests.factories.applications import MONDAY, application
from tests.factories.programmes import wave

pytestmark = pytest.mark.django_db
REASON = "Hors du territoire."


def decide(files: list[Application], decision: str = "ineligible", **more) -> Batch:
    seen = {one.pk: one.version for one in files}
    given = {"applications": files, "seen": seen, "decision": decision, "reason": REASON, "by": person("ines")}
    return actions.decide_batch(**given | more, at=MONDAY)


def states() -> list[str]:
    return list(Application.objects.order_by("reference").values_list("state", flat=True))


def twenty() -> list[Application]:
    one = wave()
    return [application(one, state="ineligible" if number == 7 else "to-check") for number in range(20)]


def test_of_twenty_files_the_one_already_decided_is_named_and_left_alone(marseille):
    files = twenty()
    before = Application.objects.get(pk=files[7].pk)
    batch = decide(files)
    unchanged = [(line.application.reference, line.get_why_display()) for line in batch.lines.exclude(why="")]
    assert unchanged == [("V1-008", "Déjà dans cet état")]
    assert states() == ["ineligible"] * 20
    after = Application.objects.get(pk=files[7].pk)
    assert (after.version, after.override_reason) == (before.version, "")
    assert Entry.objects.get(verb="batch_decided").facts == {"decision": "ineligible", "changed": 19, "unchanged": 1}


def test_a_file_decided_since_the_preview_is_named_and_left_alone(marseille):
    files = [application(wave(), state="to-check")]
    batch = decide(files, seen={files[0].pk: 0})
    assert ([line.why for line in batch.lines.all()], states()) == (["decided"], ["to-check"])


def test_published_and_withdrawn_files_never_change(marseille):
    published = application(wave(1, state=Wave.State.PUBLISHED), state="eligible")
    withdrawn = application(wave(2), state="withdrawn")
    batch = decide([published, withdrawn])
    assert [line.why for line in batch.lines.order_by("application__reference")] == ["published", "withdrawn"]
    assert states() == ["eligible", "withdrawn"]


def test_the_preview_lists_what_would_change_and_writes_nothing(client, marseille):
    files = twenty()[6:9]
    client.force_login(person("ines"))
    asked = {"files": [str(one.pk) for one in files], "decision": "ineligible", "reason": REASON}
    page = client.get("/candidatures/examen/decider/", asked)
    assert [one.reference for one in page.context["changing"]] == ["V1-007", "V1-009"]
    assert [(one.reference, why) for one, why in page.context["unchanged"]] == [("V1-008", "Déjà dans cet état")]
    assert (Batch.objects.count(), states().count("to-check")) == (0, 19)
    sent = asked | {"files": [f"{one.pk}:{one.version}" for one in files]}
    done = client.get(client.post("/candidatures/examen/decider/", sent)["Location"]).content.decode()
    assert ("V1-008" in done, "Déjà dans cet état" in done, states().count("ineligible")) == (True, True, 3)


def test_a_batch_is_undone_within_a_quarter_of_an_hour(marseille):
    files = [application(wave(1), state="to-check"), application(wave(2), state="eligible", override_reason="Vu.")]
    batch = decide(files)
    actions.undo_batch(batch=batch, by=person("karim"), at=MONDAY + timedelta(minutes=15))
    assert states() == ["to-check", "eligible"]
    assert Application.objects.get(pk=files[1].pk).override_reason == "Vu."
    with pytest.raises(actions.TooLateToUndo):
        actions.undo_batch(batch=batch, by=person("karim"), at=MONDAY)


def test_after_a_quarter_of_an_hour_nothing_is_undone(marseille):
    batch = decide([application(wave(), state="to-check")])
    with pytest.raises(actions.TooLateToUndo):
        actions.undo_batch(batch=batch, by=person("ines"), at=MONDAY + timedelta(minutes=16))
    assert states() == ["ineligible"]


def test_undoing_leaves_alone_what_changed_since(marseille):
    one = application(wave(), state="to-check")
    batch = decide([one])
    Application.objects.update(state="eligible", version=9)
    done = actions.undo_batch(batch=batch, by=person("ines"), at=MONDAY)
    assert ([line.restored for line in done.lines.all()], states()) == ([False], ["eligible"])


def test_what_fails_halfway_changes_nothing_and_mails_nobody(marseille, monkeypatch):
    files = twenty()[:3]
    before = states()
    calls = []

    def breaks(*args, **kwargs):
        calls.append(args)
        if len(calls) == 3:
            raise ZeroDivisionError
        return ""

    monkeypatch.setattr("rebond.applications.reviews.actions.batches.decided", breaks)
    with pytest.raises(ZeroDivisionError):
        decide(files)
    assert (states(), Batch.objects.count(), Mail.objects.count()) == (before, 0, 0)


def test_the_summary_offers_the_way_back(client, marseille):
    batch = decide([application(wave(), state="to-check")])
    client.force_login(person("karim"))
    with time_machine.travel(MONDAY + timedelta(minutes=5), tick=False):
        client.post(f"/candidatures/examen/decisions/{batch.pk}/annuler/")
    assert states() == ["to-check"]
