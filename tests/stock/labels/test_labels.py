"""Tags are given once, bound once; a run done twice is one."""

import pytest

from rebond.mail.models import Mail
from rebond.programmes.models import Programme
from rebond.stock.codes import resolve
from rebond.stock.labels import actions
from rebond.stock.models import LabelRun, Notice, Tag
from tests.factories.accounts import person
from tests.factories.labels import notice, printed, tag
from tests.factories.ledger import THURSDAY
from tests.factories.programmes import programme
from tests.factories.stock import FRIDAY, device

pytestmark = pytest.mark.django_db


def test_a_machine_keeps_its_tag_however_often_its_label_is_printed(marseille):
    one, other = device(), device()
    first = printed(one)
    assert (printed(other, one).tags, Tag.objects.count()) == ([1, *first.tags], 2)


def test_a_run_done_again_after_its_worker_died_keeps_one_document(marseille):
    run = printed(device())
    actions.print_labels(run=run, at=FRIDAY)
    again = LabelRun.objects.get()
    assert again.document == run.document


def test_a_new_tag_is_bound_to_one_machine_once(marseille):
    free, machine = tag(), device()
    actions.bind_tag(tag=free, device=machine, by=person("tom"), at=THURSDAY)
    with pytest.raises(actions.AlreadyBound):
        actions.bind_tag(tag=free, device=device(), by=person("tom"), at=THURSDAY)
    assert resolve(free.code).device == machine


def test_a_notice_tells_the_service_without_what_was_written(marseille):
    Programme.objects.filter(pk=programme().pk).update(contact_email="ordinateurs@marseille.example")
    notice(tag(device()))
    mail = Mail.objects.get()
    assert ("bus" in mail.body, "06" in mail.body, "étiquette" in mail.body) == (False, False, True)


def test_notices_about_one_machine_are_few_in_a_day(marseille):
    found = tag(device())
    for _ in range(actions.NOTICES_A_DAY):
        notice(found)
    with pytest.raises(actions.TooManyNotices):
        notice(found)
    assert notice(tag(device())).tag != found


def test_a_settled_notice_forgets_how_to_reach_whoever_wrote(marseille):
    one = notice(tag(device()))
    actions.settle_notice(notice=one, by=person("ines"), at=FRIDAY)
    assert Notice.objects.values_list("contact", "settled_by__name").get() == ("", person("ines").name)
