"""The studio: rules side by side, who gains and who loses, what is saved, what is proposed, what leaves."""

import io
import json

import openpyxl
import pytest
from django.urls import reverse

from rebond.allocation import verify_record
from rebond.journal.models import Entry
from rebond.programmes.models import Wave
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.actions import (
    InputsChanged,
    WhyAnotherRule,
    propose_allocation,
    propose_scenario,
    publish_allocation,
)
from rebond.waves.groups import names_of_groups
from rebond.waves.models import Proposal
from rebond.waves.problem import entries_of
from rebond.waves.rules import GroupQuota, Rules, published_rules
from rebond.waves.scenarios.actions import (
    NameTaken,
    WasProposed,
    change_scenario,
    delete_scenario,
    duplicate_scenario,
)
from rebond.waves.scenarios.comparison import Candidate, compare
from rebond.waves.scenarios.models import Scenario
from rebond.waves.scenarios.outcome import RulesRefused
from rebond.waves.scenarios.what_if import what_if
from tests.factories.accounts import person
from tests.factories.waves import MONDAY, TUESDAY, contested_wave, draft_of, ready_machines, saved_scenario
from tests.papers import text_of_pdf

pytestmark = pytest.mark.django_db
TRIED = {"cap": "20", "key": "leximin", "admission": "rank", "reserve": "none"}


def compared(wave: Wave, *rules: Rules):
    names = names_of_groups(wave.city)
    candidates = [Candidate(str(place), str(place), one) for place, one in enumerate([published_rules(wave), *rules])]
    return compare(wave, entries_of(wave), candidates, names)


def units(comparison, column: int) -> dict[str, int]:
    return {row.entry.id: row.cells[column].units for row in comparison.rows}


# Case b of the engine: 25 machines, floor 10, cap 20; points 60, 50, 40, 30; requests 20, 20, 20, 4.


def test_without_floor_the_third_is_served_and_the_first_two_pay(marseille):
    comparison = compared(contested_wave(), Rules(floor=0, cap=20))
    assert units(comparison, 0) == {"V1-001": 11, "V1-002": 10, "V1-003": 0, "V1-004": 4}
    assert units(comparison, 1) == {"V1-001": 8, "V1-002": 7, "V1-003": 6, "V1-004": 4}
    column = comparison.columns[1]
    assert (column.gains, column.losses, column.figures.served, column.figures.unserved) == (1, 2, 4, 0)


def test_a_tranche_is_held_back_before_sharing(marseille):
    comparison = compared(contested_wave(), Rules(floor=0, cap=20, reserve="tranche", tranche=5))
    figures = comparison.columns[1].figures
    assert (figures.granted, figures.reserved, figures.left) == (20, 5, 0)


def test_phantoms_take_their_turn(marseille):
    rules = Rules(floor=0, cap=20, reserve="phantoms", phantoms=1, phantom_points=60, phantom_request=20)
    figures = compared(contested_wave(), rules).columns[1].figures
    assert (figures.granted, figures.reserved, figures.left) == (18, 7, 0)


def test_a_lot_for_small_requests_limits_the_large_ones(marseille):
    comparison = compared(contested_wave(), Rules(floor=0, cap=20, small_lot=4))
    assert units(comparison, 1)["V1-004"] == 4
    assert comparison.columns[1].figures.small_units == 4


def test_rules_that_contradict_are_said_and_the_others_still_shown(marseille):
    comparison = compared(contested_wave(), Rules(floor=21, cap=20))
    [(_candidate, refusal)] = comparison.refused
    assert (len(comparison.columns), str(refusal)) == (1, "Le plancher ne peut pas dépasser le plafond.")


def test_what_if_changes_one_answer_only(marseille):
    wave = contested_wave()
    asked = {"lang": "fr", "names": {}}
    found = what_if(wave, published_rules(wave), entries_of(wave), "V1-003", more_points=11, requested=None, **asked)
    assert (found.before.units, found.after.units, found.others, found.moved) == (0, 10, 1, 10)
    smaller = what_if(wave, published_rules(wave), entries_of(wave), "V1-003", more_points=0, requested=1, **asked)
    assert smaller.after.units == 1


# --- deeds -------------------------------------------------------------------------------------------------------


def test_a_scenario_keeps_its_rules_and_quotas(marseille):
    quota = GroupQuota("district", "13003", most=12)
    scenario = saved_scenario(contested_wave(), quotas=(quota,))
    assert Scenario.objects.get().rules == Rules(floor=0, cap=20, quotas=(quota,))
    assert Entry.objects.filter(verb="scenario_saved", subject_id=str(scenario.pk)).count() == 1


def test_two_scenarios_of_a_wave_have_two_names(marseille):
    wave = contested_wave()
    saved_scenario(wave)
    with pytest.raises(NameTaken):
        saved_scenario(wave)


def test_rules_that_contradict_are_not_saved(marseille):
    with pytest.raises(RulesRefused):
        saved_scenario(contested_wave(), floor=21)


def test_a_copy_has_a_name_of_its_own(marseille):
    scenario = saved_scenario(contested_wave())
    copies = [duplicate_scenario(scenario=scenario, by=person("lucie"), at=MONDAY) for _ in range(2)]
    assert [copy.name for copy in copies] == ["Sans plancher (copie)", "Sans plancher (copie 2)"]
    assert copies[0].rules == scenario.rules


def test_the_second_of_two_changes_is_refused(marseille):
    scenario = saved_scenario(contested_wave())
    change = {"name": "Autre", "comment": "", "rules": Rules(floor=0, cap=10), "by": person("lucie"), "at": MONDAY}
    change_scenario(scenario=scenario, seen=1, **change)
    with pytest.raises(EditedMeanwhile):
        change_scenario(scenario=scenario, seen=1, **change)


def test_a_proposed_scenario_stays_as_it_was(marseille):
    scenario = saved_scenario(contested_wave())
    propose_scenario(scenario=scenario, departure="Peu de machines.", by=person("ines"), at=MONDAY)
    change = {"name": "Autre", "comment": "", "rules": Rules(floor=0, cap=10), "by": person("lucie"), "at": MONDAY}
    with pytest.raises(WasProposed):
        change_scenario(scenario=scenario, seen=1, **change)
    with pytest.raises(WasProposed):
        delete_scenario(scenario=scenario, by=person("lucie"), at=MONDAY)


def test_a_scenario_is_thrown_away(marseille):
    delete_scenario(scenario=saved_scenario(contested_wave()), by=person("lucie"), at=MONDAY)
    assert not Scenario.objects.exists()


def test_other_rules_than_those_of_the_call_need_a_reason(marseille):
    scenario = saved_scenario(contested_wave())
    with pytest.raises(WhyAnotherRule):
        propose_scenario(scenario=scenario, departure=" ", by=person("ines"), at=MONDAY)
    assert not Proposal.objects.exists()


def test_the_published_rules_under_a_name_give_the_very_same_proposal(marseille):
    wave = contested_wave()
    usual = propose_allocation(wave=wave, by=person("ines"), at=MONDAY)
    named = saved_scenario(wave, "La même", floor=10)
    again = propose_scenario(scenario=named, departure="", by=person("ines"), at=TUESDAY)
    assert (again.problem, again.result, again.departs, again.rules) == (usual.problem, usual.result, False, None)


def test_a_scenario_becomes_the_publication_with_its_reason(marseille):
    scenario = saved_scenario(contested_wave(), reserve="tranche", tranche=5)
    proposal = propose_scenario(scenario=scenario, departure="Peu de machines.", by=person("ines"), at=MONDAY)
    assert (proposal.stock, proposal.granted, proposal.reserved) == (20, 20, 5)
    ready_machines(20)
    published = publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    record = json.loads(published.record)
    assert (record["departure"]["reason"], record["departure"]["rules"]["tranche"]) == ("Peu de machines.", 5)
    assert verify_record(record)


def test_a_scenario_is_not_published_on_other_applications(marseille):
    wave = contested_wave()
    proposal = propose_scenario(
        scenario=saved_scenario(wave), departure="Peu de machines.", by=person("ines"), at=MONDAY
    )
    ready_machines(25)
    wave.applications.filter(reference="V1-001").update(requested=19)
    with pytest.raises(InputsChanged):
        publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


# --- pages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def lucie(client, marseille):
    client.force_login(person("lucie"))
    return client


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_an_address_tries_rules_and_writes_nothing(lucie):
    wave = contested_wave()
    entries = Entry.objects.count()
    page = words(lucie.get(reverse("waves:studio", args=[wave.slug]), TRIED | {"floor": "0", "compare": "rule"}))
    assert ("essai, pas enregistré" in page, "gagne 6" in page, "perd 3" in page) == (True, True, True)
    assert (Scenario.objects.count(), Entry.objects.count()) == (0, entries)


def test_wrong_numbers_are_said_and_the_reference_still_shown(lucie):
    wave = contested_wave()
    page = words(lucie.get(reverse("waves:studio", args=[wave.slug]), TRIED | {"floor": "beaucoup"}))
    assert ("Cet essai n’est pas calculé" in page, "Règle publiée" in page) == (True, True)


def test_a_trial_is_saved_from_its_address(lucie):
    wave = contested_wave()
    address = reverse("waves:save_scenario", args=[wave.slug])
    assert 'value="7"' in lucie.get(address, TRIED | {"floor": "7"}).content.decode()
    answer = lucie.post(address, TRIED | {"floor": "7", "name": "Plancher 7"})
    assert (answer.status_code, Scenario.objects.get().floor) == (302, 7)
    again = lucie.post(address, TRIED | {"floor": "8", "name": "Plancher 7"})
    assert (again.status_code, "porte déjà ce nom" in words(again)) == (422, True)


def test_the_page_asks_as_many_questions_for_one_scenario_as_for_three(lucie, django_assert_max_num_queries):
    wave = contested_wave()
    for number in (1, 2, 3):
        saved_scenario(wave, f"Plafond {number}", cap=10 + number)
    with django_assert_max_num_queries(20):
        lucie.get(reverse("waves:studio", args=[wave.slug]))


def test_an_officer_proposes_with_a_reason(client, marseille):
    client.force_login(person("ines"))
    scenario = saved_scenario(contested_wave())
    address = reverse("waves:propose_scenario", args=[scenario.pk])
    assert "Ces règles ne sont pas celles de l’appel" in words(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Trop peu de machines."}).status_code == 302
    assert Proposal.objects.get().departure == "Trop peu de machines."


def test_what_if_answers_on_its_page(lucie):
    wave = contested_wave()
    page = words(lucie.get(reverse("waves:what_if", args=[wave.slug]), {"application": "V1-003", "more_points": "11"}))
    assert ("avec ce changement" in page, "+10" in page) == (True, True)


def test_the_comparison_leaves_as_tables_and_as_a_note(lucie):
    wave = contested_wave()
    asked = TRIED | {"floor": "0", "compare": "rule"}
    book = lucie.get(reverse("waves:studio_xlsx", args=[wave.slug]), asked)
    sheets = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content)))
    assert sheets.sheetnames == ["Associations", "Mesures"]
    lines = [row[:2] + row[4:] for row in sheets["Associations"].iter_rows(min_row=2, values_only=True)]
    assert ("V1-003", "Les Claviers du Panier", 0, 6, 6) in lines
    note = text_of_pdf(lucie.get(reverse("waves:studio_note", args=[wave.slug]), asked).content)
    assert "Note pour la commission" in note
    assert "Les Claviers du Panier" in note
    assert Entry.objects.filter(verb="comparison_exported").count() == 2


def test_a_draft_by_the_published_rules_departs_from_nothing(marseille):
    assert not draft_of(contested_wave()).departs


def test_other_rules_are_told_before_and_after_they_are_published(client, marseille):
    wave = contested_wave()
    proposal = propose_scenario(
        scenario=saved_scenario(wave, reserve="tranche", tranche=5),
        departure="Peu de machines.",
        by=person("ines"),
        at=MONDAY,
    )
    ready_machines(25)
    client.force_login(person("karim"))
    assert "Peu de machines." in words(client.get(reverse("waves:publish", args=[proposal.pk])))
    publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)
    client.logout()
    page = words(client.get(reverse("waves:results", args=[wave.slug])))
    assert "5 ordinateurs restent pour les vagues suivantes." in page
    assert "Une autre règle que celle de l’appel a décidé.</strong> Peu de machines." in words(
        client.get(reverse("waves:how"))
    )
