"""What associations are told."""

import pytest
from django.utils.translation import override

from rebond.applications.models import Application
from rebond.mail.models import Mail
from rebond.waves.actions import change_allocation, publish_allocation
from tests.factories.accounts import manager_of, person
from tests.factories.waves import TUESDAY, allocation_of, contested_wave, draft_of, ready_machines

pytestmark = pytest.mark.django_db


def mail_about(name: str, change=None) -> Mail:
    """The mail to the manager of that association, once its wave is published."""
    proposal = draft_of(contested_wave())
    allocation = allocation_of(proposal, name)
    manager_of(allocation.application.association)
    if change is not None:
        change_allocation(allocation=allocation, units=change[0], reason=change[1], by=person("lucie"), at=TUESDAY)
    ready_machines(25)
    publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    return Mail.objects.get()


def test_the_decision_says_how_many_and_why(marseille):
    mail = mail_about("Mots en Partage")
    assert (mail.to, mail.subject) == ("awa@association.example", "Vague 1 : 10 ordinateurs vous sont attribués")
    paragraphs = mail.body.split("\n\n")
    assert paragraphs[2:4] == [
        "Mots en Partage reçoit 10 ordinateurs.",
        "Vous avez demandé 20 ordinateurs ; le stock permettait votre lot utile, pas davantage : vous en recevez 10. "
        "Avec 60 points au lieu de 50, vous en auriez reçu un de plus.",
    ]


def test_the_decision_leads_to_the_explanation_and_tells_the_rights(marseille):
    body = mail_about("Mots en Partage").body
    application = Application.objects.get(association__name="Mots en Partage")
    assert f"/vagues/candidature/{application.pk}/explication/" in body
    assert "traitement algorithmique" in body
    assert "votre dossier sera revu" in body


def test_who_is_not_served_is_told_why(marseille):
    mail = mail_about("Les Claviers du Panier")
    assert mail.subject == "Vague 1 : pas d’ordinateur cette fois"
    assert "il en restait trop peu pour un lot utile de 10" in mail.body


def test_a_change_by_the_committee_is_told_with_its_reason(marseille):
    mail = mail_about("Mots en Partage", change=(8, "Une salle au lieu de deux."))
    assert "La règle donnait 10 ; la commission a décidé 8. Motif : Une salle au lieu de deux." in mail.body


def test_a_change_leaves_the_sentence_of_the_rule_as_a_quotation(marseille):
    paragraphs = mail_about("Mots en Partage", change=(8, "Une salle au lieu de deux.")).body.split("\n\n")
    assert paragraphs[2] == "Mots en Partage reçoit 8 ordinateurs."
    assert paragraphs[4].startswith("Ce que la règle disait : « Vous avez demandé 20 ordinateurs")


def test_the_decision_leads_to_the_rule_and_says_whom_to_ask(marseille):
    body = mail_about("Mots en Partage").body.replace(" ", " ")
    assert "La règle, la même pour toutes, avec un exemple : http" in body
    assert "/vagues/comment/" in body
    assert "Une question ? Écrivez-nous : Mission numérique" in body


def test_each_manager_is_told_once(marseille):
    proposal = draft_of(contested_wave())
    association = allocation_of(proposal).application.association
    manager_of(association)
    manager_of(association, "zoe", "Zoé Petit")
    ready_machines(25)
    publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    assert list(Mail.objects.order_by("to").values_list("to", flat=True)) == [
        "awa@association.example",
        "zoe@association.example",
    ]


def test_the_decision_is_in_french_whatever_the_officers_language(marseille):
    with override("en"):
        mail = mail_about("Mots en Partage")
    assert mail.subject == "Vague 1 : 10 ordinateurs vous sont attribués"
