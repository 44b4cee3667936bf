"""The pages of a wave: what each person sees and may do."""

import io

import openpyxl
import pytest

from rebond.accounts.models import User
from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.programmes.models import Wave
from rebond.tenancy.scope import city_scope
from rebond.waves.models import DecisionLetter, Proposal
from tests.factories.accounts import manager_of, person
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.reviews import impartial
from tests.factories.waves import allocation_of, contested_wave, draft_of, published, ready_machines

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def see(client):
    """Open a page as somebody of the cast, or as nobody."""

    def open_page(address: str, who: User | None = None):
        if who is not None:
            client.force_login(who)
        return client.get(address)

    return open_page


def test_a_wave_that_is_open_says_when_the_allocation_comes(marseille, see):
    wave()
    page = text_of(see("/vagues/vague-1/", person("ines")))
    assert "Les candidatures ferment le vendredi 11 décembre 2026." in page
    assert "Proposer l’attribution" not in page


def test_an_officer_proposes_with_one_button(marseille, client):
    contested_wave()
    client.force_login(person("ines"))
    assert "Proposer l’attribution" in text_of(client.get("/vagues/vague-1/"))
    answer = client.post("/vagues/vague-1/proposer/")
    assert (answer.status_code, answer["Location"]) == (302, "/vagues/vague-1/")
    assert Proposal.objects.get().granted == 25


def test_a_proposal_that_cannot_be_says_why(marseille, client):
    wave(state=Wave.State.CLOSED)
    client.force_login(person("ines"))
    page = client.post("/vagues/vague-1/proposer/", follow=True)
    assert "Aucune candidature de cette vague n’est recevable" in text_of(page)


def test_the_page_shows_figures_tank_and_table_that_agree(marseille, see):
    draft_of(contested_wave())
    response = see("/vagues/vague-1/", person("lucie"))
    sheet = response.context["sheet"]
    assert (sheet.proposed, sheet.asked, sheet.demand, sheet.floors, sheet.served) == (25, 64, 64, 34, 3)
    assert response.context["tank"].units == sum(line.allocation.units for line in response.context["lines"]) == 25


def test_the_proposer_reads_why_somebody_else_publishes(marseille, see):
    draft_of(contested_wave())
    person("karim")
    page = text_of(see("/vagues/vague-1/", person("ines")))
    assert "Vous avez proposé cette attribution ou changé un nombre." in page
    assert "Cette personne peut publier : Karim Saïd." in page
    assert "Relire et publier" not in page


def test_a_second_officer_is_led_to_publication(marseille, see):
    proposal = draft_of(contested_wave())
    assert f"/vagues/proposition/{proposal.pk}/publier/" in text_of(see("/vagues/vague-1/", person("karim")))


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("points", "Clic et Calanques"),
        ("association", "Atelier Pixel"),
        ("requested", "Clic et Calanques"),
        ("decided", "Clic et Calanques"),
        ("nonsense", "Clic et Calanques"),
    ],
)
def test_the_table_sorts_by_its_columns(marseille, see, order, first):
    draft_of(contested_wave())
    response = see(f"/vagues/vague-1/?tri={order}", person("lucie"))
    assert response.context["lines"][0].association == first


def test_the_table_leaves_as_csv_and_the_journal_says_by_whom(marseille, see):
    draft_of(contested_wave())
    lucie = person("lucie")
    response = see("/vagues/vague-1/attribution.csv?tri=association", lucie)
    rows = b"".join(response).decode("utf-8-sig").splitlines()
    assert rows[0] == "Référence;Association;Points;Demandé;Proposé;Attribué;Pourquoi;Motif du changement"
    assert [row.split(";")[:6] for row in rows[1:]] == [
        ["V1-004", "Atelier Pixel", "30", "4", "4", "4"],
        ["V1-001", "Clic et Calanques", "60", "20", "11", "11"],
        ["V1-003", "Les Claviers du Panier", "40", "20", "0", "0"],
        ["V1-002", "Mots en Partage", "50", "20", "10", "10"],
    ]
    assert Entry.objects.get(verb="allocation_exported").actor == str(lucie.pk)


def test_the_table_leaves_as_xlsx(marseille, see):
    draft_of(contested_wave())
    response = see("/vagues/vague-1/attribution.xlsx", person("lucie"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    assert [row[5].value for row in sheet.iter_rows(min_row=2)] == [11, 10, 0, 4]


def test_the_committee_changes_a_number_with_a_reason(marseille, client):
    allocation = allocation_of(draft_of(contested_wave()))
    impartial(person("lucie"), allocation.application)
    client.force_login(person("lucie"))
    address = f"/vagues/attribution/{allocation.pk}/changer/"
    assert "La règle propose 10. De 0 à 20 ; il reste 0 dans la vague." in text_of(client.get(address))
    answer = client.post(address, {"units": 8, "reason": "Une salle au lieu de deux.", "version": 1})
    allocation.refresh_from_db()
    assert (answer.status_code, allocation.units, allocation.changed_by) == (302, 8, person("lucie"))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"units": 12, "reason": "Besoin."}, "Il ne reste que 0 ordinateur"),
        ({"units": 21, "reason": "Besoin."}, "20 ordinateurs au plus"),
        ({"units": 8}, "un changement a toujours un motif"),
        ({"units": "dix", "reason": "Besoin."}, "Saisissez un nombre entier."),
        ({"units": 8, "reason": "Besoin.", "version": 7}, "Une autre personne vient de changer"),
    ],
)
def test_a_change_that_is_refused_says_why_and_keeps_what_was_typed(marseille, client, sent, sentence):
    allocation = allocation_of(draft_of(contested_wave()))
    impartial(person("lucie"), allocation.application)
    client.force_login(person("lucie"))
    answer = client.post(f"/vagues/attribution/{allocation.pk}/changer/", {"version": 1} | sent)
    assert (answer.status_code, allocation_of(allocation.proposal).units) == (422, 10)
    page = text_of(answer)
    assert sentence in page
    assert sent.get("reason", "") in page


def test_the_publication_page_says_what_it_does(marseille, see):
    proposal = draft_of(contested_wave())
    ready_machines(25)
    page = text_of(see(f"/vagues/proposition/{proposal.pk}/publier/", person("karim")))
    assert "Il n’y a pas de retour en arrière." in page
    assert "4 associations n’ont ni responsable inscrit, ni adresse électronique" in page
    assert "Publier l’attribution" in page


def test_the_publication_page_says_when_machines_are_missing(marseille, see):
    proposal = draft_of(contested_wave())
    ready_machines(24)
    page = text_of(see(f"/vagues/proposition/{proposal.pk}/publier/", person("karim")))
    assert "Le stock compte 24 machines attribuables ; 0 sont déjà promises et cette vague en promet 25." in page


def test_the_second_officer_publishes(marseille, client):
    proposal = draft_of(contested_wave())
    manager_of(allocation_of(proposal).application.association)
    ready_machines(25)
    client.force_login(person("karim"))
    answer = client.post(f"/vagues/proposition/{proposal.pk}/publier/")
    proposal.refresh_from_db()
    assert (answer["Location"], proposal.state, Mail.objects.count()) == ("/vagues/vague-1/lettres/", "published", 0)
    assert proposal.record_sha256 in text_of(client.get("/vagues/vague-1/"))
    run_all()
    assert DecisionLetter.objects.ready().count() == proposal.allocations.count()


def test_the_proposer_who_tries_to_publish_reads_the_rule(marseille, client):
    proposal = draft_of(contested_wave())
    ready_machines(25)
    client.force_login(person("ines"))
    page = client.post(f"/vagues/proposition/{proposal.pk}/publier/", follow=True)
    assert "une autre personne doit la publier" in text_of(page)
    proposal.refresh_from_db()
    assert proposal.is_draft


def test_the_explanation_tells_all_that_decided(marseille, see):
    allocation = allocation_of(published(contested_wave()))
    awa = manager_of(allocation.application.association)
    response = see(f"/vagues/candidature/{allocation.application_id}/explication/", awa)
    account = response.context["account"]
    assert (str(account.level), account.ceiling, account.place) == ("11/60", 10, 2)
    page = text_of(response)
    assert allocation.sentence.replace("\u00a0", " ") in page
    assert "18,33 ordinateurs pour 100 points (exactement 11/60 par point)" in page
    assert "traitement algorithmique" in page


def test_the_explanation_says_nothing_of_the_others(marseille, see):
    allocation = allocation_of(published(contested_wave()))
    awa = manager_of(allocation.application.association)
    page = text_of(see(f"/vagues/candidature/{allocation.application_id}/explication/", awa))
    assert [name for name in ("Clic et Calanques", "Les Claviers du Panier", "Atelier Pixel") if name in page] == []


def test_the_explanation_of_another_association_is_absent(marseille, see):
    allocation = allocation_of(published(contested_wave()))
    stranger = manager_of(association("Une autre"))
    assert see(f"/vagues/candidature/{allocation.application_id}/explication/", stranger).status_code == 404


def test_the_explanation_of_a_draft_is_for_the_city_hall_only(marseille, see):
    allocation = allocation_of(draft_of(contested_wave()))
    address = f"/vagues/candidature/{allocation.application_id}/explication/"
    assert see(address, manager_of(allocation.application.association)).status_code == 404
    assert see(address, person("paul")).status_code == 200


@pytest.mark.parametrize("page", ["resultats/", "record.json", "problem.json", "result.json"])
def test_what_is_public_is_absent_before_publication(marseille, see, page):
    closed = contested_wave()
    draft_of(closed)
    assert see(f"/vagues/vague-1/{page}").status_code == 404
    published(closed)
    assert see(f"/vagues/vague-1/{page}").status_code == 200


def test_the_results_name_who_was_served(marseille, see):
    published(contested_wave())
    page = text_of(see("/vagues/vague-1/resultats/"))
    assert "3 associations servies" in page
    assert "Les Claviers du Panier" not in page


def test_anybody_reads_how_to_verify(marseille, see):
    proposal = published(contested_wave())
    page = text_of(see("/vagues/verifier/"))
    assert "rebond verify record.json" in page
    assert proposal.record_sha256 in page


def test_the_waves_of_another_city_are_absent(genoa, marseille, see):
    with city_scope(genoa):
        proposal = published(contested_wave())
        allocation = allocation_of(proposal)
    for address in (
        "/vagues/vague-1/",
        "/vagues/vague-1/record.json",
        "/vagues/vague-1/resultats/",
        f"/vagues/proposition/{proposal.pk}/publier/",
        f"/vagues/attribution/{allocation.pk}/changer/",
        f"/vagues/candidature/{allocation.application_id}/explication/",
    ):
        assert see(address, person("sam")).status_code == 404


@pytest.mark.parametrize("name", ["lucie", "nadia", "paul"])
def test_only_officers_propose_and_publish(marseille, client, name):
    proposal = draft_of(contested_wave())
    client.force_login(person(name))
    assert client.post("/vagues/vague-1/proposer/").status_code == 403
    assert client.post(f"/vagues/proposition/{proposal.pk}/publier/").status_code == 403
