"""How an amendment corrects the words of a form whose call is open, and nothing but its words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.questionnaires.editor.words import Place, label_of, reworded, words_of
from rebond.applications.questionnaires.models import PastForm, Questionnaire
from rebond.applications.questionnaires.queries import form_of
from rebond.applications.questionnaires.written import as_data
from rebond.programmes.amendments.actions import propose_changes
from rebond.programmes.amendments.models import Amendment
from rebond.programmes.amendments.parts import Part
from rebond.programmes.amendments.rules import NotAmendable
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import SomebodyElseWasFirst, require

CODE = "form-words"


def propose_words(
    *, wave: Wave, texts: Mapping[Place, str], reason: str, by: User, on: date, at: datetime
) -> Amendment:
    """Propose other words at these places of a form whose call is open. Nothing changes yet.

    Raises NotAmendable, AlreadyProposed.
    """
    layout = form_of(wave).layout
    was, becomes = words_of(layout), words_of(reworded(layout, texts))
    changes = [
        {"field": CODE, "place": list(place), "old": was[place], "new": text}
        for place, text in becomes.items()
        if text != was[place]
    ]
    return propose_changes(wave=wave, changes=changes, reason=reason, by=by, on=on, at=at)


def told(wave: Wave, changes: list[dict[str, Any]]) -> list[str]:
    layout = form_of(wave).layout
    return [label_of(place_of(one), layout) for one in changes]


def refuse(wave: Wave, changes: list[dict[str, Any]], on: date) -> None:
    """Words change while associations still answer; and only those that the amendment knows."""
    may = wave.takes_applications(on)
    require(may, NotAmendable(_("Les mots du formulaire ne se corrigent que tant que les candidatures sont ouvertes.")))
    was = words_of(form_of(wave).layout)
    require(all(was.get(place_of(one)) == one["old"] for one in changes), SomebodyElseWasFirst)


def write(wave: Wave, changes: list[dict[str, Any]], at: datetime) -> None:
    """Keep the form as it read for what was sent before; drafts are read again before they leave.

    Drafts are locked first: one that is being sent is either sent under the words from before, or not sent.
    """
    form = form_of(wave)
    Draft.objects.open().filter(wave=wave).update(version=F("version") + 1)
    past = PastForm.objects.create(wave=wave, data=form.data, until=at)
    Application.objects.filter(wave=wave, answered_under=None).update(answered_under=past)
    stored, _new = Questionnaire.objects.get_or_create(wave=wave, defaults={"data": form.data})
    texts = {place_of(one): one["new"] for one in changes}
    stored.save_version(form.version, data=as_data(reworded(form.layout, texts)))


def place_of(change: Mapping[str, Any]) -> Place:
    kind, key, part, language = change["place"]
    return kind, key, part, language


PART = Part(told=told, refuse=refuse, write=write)
