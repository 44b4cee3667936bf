"""Each rule in one line: who is refused, who waits for a human, who gets a remark."""

from dataclasses import replace
from datetime import date

import pytest

from rebond.applications.eligibility import Candidate, EarlierFile, Terms, findings_of, size_of, state_after

LARGE_WAVE = Terms(cap=30, legal_route="gift")
SMALL_WAVE = Terms(cap=9, small_only=True, legal_route="gift")
MOTS = Candidate(
    name="Mots en Partage",
    requested=24,
    minimum=12,
    rna="W133990021",
    siren="099900219",
    siret="09990021900017",
    search_address="88 boulevard des oursins",
    postal_code="13003",
    answers={
        "theme": "illettrisme",
        "uses": ["formation_certifiante", "administration_interne"],
        "beneficiaries": 726,
        "has_room": True,
        "internet": "4g_partage",
        "city_grant": 1500,
        "size": "M",
    },
)
EARLIER = EarlierFile(
    file="ASSO-002",
    name="Passerelle Numérique Saint-Mauront",
    rna="W133990002",
    siren="099900029",
    siret="09990002900010",
    search_address="101 impasse des oursins",
    postal_code="13003",
)


def codes(candidate=MOTS, terms=LARGE_WAVE, earlier=(), **answers) -> list[str]:
    candidate = replace(candidate, answers={**candidate.answers, **answers})
    return [reason.code for reason in findings_of(candidate, terms, earlier)]


def same_site(**changes) -> Candidate:
    return replace(MOTS, rna=EARLIER.rna, siren=EARLIER.siren, siret=EARLIER.siret, **changes)


def test_a_plain_application_is_eligible():
    assert codes() == []
    assert state_after(findings_of(MOTS, LARGE_WAVE)) == "eligible"


def test_a_company_is_refused_and_the_reason_says_why():
    company = replace(MOTS, name="SARL Cyber Sud Services", rna="", company_form="SARL")
    [reason] = findings_of(company, LARGE_WAVE)
    assert (reason.code, reason.weight) == ("company", "refuses")
    assert "SARL" in reason.message
    assert state_after([reason]) == "ineligible"


def test_an_association_with_an_rna_number_is_no_company_whatever_its_name():
    assert codes(replace(MOTS, name="SA Boxe", company_form="SA")) == []


def test_internal_use_only_is_refused_but_one_use_among_others_is_not():
    assert codes(uses=["administration_interne"]) == ["internal-use-only"]
    assert codes(uses=["administration_interne", "libre_acces"]) == []


def test_a_wave_for_small_associations_refuses_larger_ones_and_doubts_without_a_size():
    small = replace(MOTS, requested=5, minimum=1)
    assert codes(small, SMALL_WAVE, size="S") == []
    assert codes(small, SMALL_WAVE, size="M") == ["too-large-for-wave"]
    assert codes(small, SMALL_WAVE, size=None) == ["size-unknown"]


def test_the_same_siret_under_another_spelling_waits_for_a_human():
    [reason] = findings_of(same_site(name="PASSERELLE NUMERIQUE ST MAURONT"), LARGE_WAVE, [EARLIER])
    assert (reason.code, reason.weight, reason.facts) == ("duplicate", "doubt", {"file": "ASSO-002"})
    assert state_after([reason]) == "to-check"


def test_the_same_association_in_another_wave_is_only_a_remark():
    assert codes(same_site(name=EARLIER.name), earlier=[EARLIER]) == ["applied-before"]


def test_another_site_of_the_same_number_is_allowed_after_a_warning():
    site = replace(same_site(), siret="09990002900028")
    assert codes(site, earlier=[EARLIER]) == ["second-site"]
    assert state_after(findings_of(site, LARGE_WAVE, [EARLIER])) == "eligible"


def test_a_shared_address_waits_for_a_human_unless_it_is_the_same_association():
    hosted = replace(MOTS, search_address=EARLIER.search_address)
    assert codes(hosted, earlier=[EARLIER]) == ["same-address"]
    assert codes(replace(hosted, postal_code="13016"), earlier=[EARLIER]) == []


def test_no_number_at_all_waits_for_a_human():
    assert codes(replace(MOTS, rna="", siren="", siret="")) == ["identifier-missing"]


def test_missing_siren_or_siret_is_a_remark_since_a_gift_needs_neither():
    assert codes(replace(MOTS, siret="")) == ["siret-missing"]
    assert codes(replace(MOTS, siren="", siret="")) == ["siren-missing"]


def test_a_request_over_the_cap_counts_as_the_cap():
    [reason] = findings_of(replace(MOTS, requested=40), LARGE_WAVE)
    assert (reason.code, reason.facts) == ("over-cap", {"requested": 40, "cap": 30})


def test_a_minimum_over_the_cap_is_told():
    assert codes(replace(MOTS, requested=15, minimum=12), SMALL_WAVE, size="S") == ["over-cap", "minimum-over-cap"]


@pytest.mark.parametrize(("people", "has_room", "found"), [(52, False, True), (52, True, False), (60, False, False)])
def test_many_machines_for_few_people_without_a_room_are_out_of_proportion(people, has_room, found):
    request = replace(MOTS, requested=30)
    assert (codes(request, beneficiaries=people, has_room=has_room) == ["disproportionate"]) == found


@pytest.mark.parametrize(("grant", "found"), [(22_500, True), (19_880, False), (23_000, True), (23_001, False)])
def test_the_grant_of_the_year_and_the_machines_together_may_pass_the_threshold(grant, found):
    assert (codes(city_grant=grant) == ["agreement-threshold"]) == found


def test_broken_machines_for_parts_have_another_circuit():
    refurbisher = replace(MOTS, name="Deuxième Vie Électronique")
    assert codes(refurbisher, theme="environnement_reemploi") == ["refurbisher"]
    assert codes(refurbisher) == []


def test_the_charter_is_asked_for_where_the_city_gives_what_it_owns():
    assert codes(charter_signed=False) == []
    assert codes(terms=Terms(cap=30, legal_route="transfer"), charter_signed=False) == ["charter-missing"]
    assert codes(terms=Terms(cap=30, legal_route="loan"), charter_signed=True) == []


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"internet": "aucune"}, "no-internet"),
        ({"theme": None}, "theme-missing"),
        ({"purpose_code": "019050"}, "sensitive-public"),
    ],
)
def test_some_answers_call_for_a_remark(answers, code):
    assert codes(**answers) == [code]


def test_a_missing_address_is_a_remark():
    assert codes(replace(MOTS, search_address="")) == ["address-missing"]


def test_a_refusal_outranks_a_doubt():
    reasons = findings_of(replace(MOTS, rna="", siren="", siret="", company_form="SAS"), LARGE_WAVE)
    assert [reason.code for reason in reasons] == ["company", "identifier-missing"]
    assert state_after(reasons) == "ineligible"


@pytest.mark.parametrize(("budget", "size"), [(0, "S"), (59_999, "S"), (60_000, "M"), (499_999, "M"), (500_000, "L")])
def test_size_follows_the_budget(budget, size):
    assert size_of(budget) == size


CITY_WAVE = Terms(cap=30, city_only=True)
SETTLED_WAVE = Terms(cap=30, minimum_age=12, closes_on=date(2026, 12, 11))


@pytest.mark.parametrize(("is_local", "found"), [(True, []), (False, ["outside-territory"]), (None, ["place-unknown"])])
def test_a_wave_for_the_city_refuses_others_and_doubts_without_a_place(is_local, found):
    assert codes(replace(MOTS, is_local=is_local), CITY_WAVE) == found
    assert codes(replace(MOTS, is_local=is_local)) == []


@pytest.mark.parametrize(
    ("founded_in", "found"),
    [(2024, []), (2025, ["age-unknown"]), (2026, ["too-young"]), (None, ["age-unknown"])],
)
def test_an_age_is_refused_only_when_no_month_of_its_year_would_do(founded_in, found):
    assert codes(replace(MOTS, founded_in=founded_in), SETTLED_WAVE) == found


def test_a_cooperative_is_admitted_where_the_wave_says_so():
    scic = replace(MOTS, name="SCIC Les Ateliers", rna="", company_form="SCIC")
    assert codes(scic) == ["company"]
    assert codes(scic, Terms(cap=30, admitted_forms=("SCIC", "SCOP"))) == []


def test_a_public_body_is_no_association():
    assert codes(replace(MOTS, rna="", body="public-body")) == ["no-association"]
