"""Answering for an association: by invitation or on request, never alone, and never nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from rebond.accounts.joining import actions
from rebond.accounts.joining.models import Invitation, JoinRequest
from rebond.accounts.models import Membership, Role, User
from rebond.mail.models import Mail
from rebond.safeguards.states import MoveNotAllowed
from tests.factories.accounts import join_request, manager_of, person
from tests.factories.organisations import association

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ZOE = "zoe@association.example"


@pytest.fixture
def team(marseille):
    """Mots en Partage, whose manager is Awa."""
    one = association("Mots en Partage")
    manager_of(one)
    return one


def awa() -> User:
    return User.objects.get(email="awa@association.example")


def invited(team, email: str = ZOE, code: str = "calanque", at: datetime = MONDAY) -> Invitation:
    return actions.invite_manager(association=team, email=email, code=code, by=awa(), at=at)


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


# --- invitations -------------------------------------------------------------------------------------------------


def test_invite_manager_mails_the_link_and_keeps_only_its_fingerprint(team):
    invitation = invited(team)
    assert "/personnes/invitation/calanque/" in Mail.objects.get(to=ZOE).body
    assert "calanque" not in str(Invitation.objects.filter(pk=invitation.pk).values())


def test_a_newcomer_accepts_by_the_link_and_is_in(team, client, time_machine):
    time_machine.move_to(MONDAY)
    invited(team)
    answer = client.post("/personnes/invitation/calanque/", {"name": "Zoé Petit"})
    assert (answer.status_code, answer.url) == (302, "/accueil/")
    assert get_user(client).email == ZOE
    assert "Mots en Partage" in words(client.get("/accueil/"))


def test_a_link_works_once(team, client, time_machine):
    time_machine.move_to(MONDAY)
    invited(team)
    client.post("/personnes/invitation/calanque/", {"name": "Zoé Petit"})
    assert "Cette invitation ne marche plus" in words(client.get("/personnes/invitation/calanque/"))


def test_an_invitation_opened_under_another_address_says_which_one_is_expected(team, client, time_machine):
    time_machine.move_to(MONDAY)
    invited(team)
    client.force_login(person("lucie"))
    answer = client.post("/personnes/invitation/calanque/")
    assert answer.status_code == 422
    assert f"Cette invitation est pour {ZOE}" in words(answer)
    assert not Membership.objects.filter(association=team, user=person("lucie")).exists()


def test_whoever_has_an_account_signs_in_before_accepting(team, client, time_machine):
    time_machine.move_to(MONDAY)
    invited(team, email=person("lucie").email)
    answer = client.post("/personnes/invitation/calanque/", {"name": "Une autre"})
    assert "Vous avez déjà un compte" in words(answer)
    assert not get_user(client).is_authenticated


def test_an_invitation_is_too_old_after_two_weeks(team):
    invitation = invited(team)
    with pytest.raises(actions.InvitationIsOver):
        actions.accept_invitation(invitation=invitation, user=None, name="Zoé", at=MONDAY + timedelta(days=14))


def test_a_second_invitation_replaces_the_first(team):
    first, second = invited(team), invited(team, code="mistral")
    first.refresh_from_db()
    assert (first.state, second.state) == (Invitation.State.WITHDRAWN, Invitation.State.SENT)


def test_nobody_is_invited_to_a_team_that_they_are_in(team):
    with pytest.raises(actions.AlreadyOneOfThem):
        invited(team, email="awa@association.example")


def test_a_link_alone_opens_no_account_that_exists(team):
    person("lucie")
    invitation = invited(team, email="lucie@marseille.example")
    with pytest.raises(actions.SignInFirst):
        actions.accept_invitation(invitation=invitation, user=None, name="Une autre", at=MONDAY)


# --- requests ----------------------------------------------------------------------------------------------------


def test_a_request_finds_the_association_by_its_number_however_spaced(team, client):
    team.rna = "W133990001"
    team.save()
    form = {"named": "Les mots", "number": "w13 3990001", "name": "Zoé", "email": ZOE, "function": "bénévole"}
    client.post("/personnes/rejoindre/", form)
    assert JoinRequest.objects.get().association == team


def test_asking_twice_is_asking_once(team):
    assert join_request(team).pk == join_request(team).pk


def test_asking_mails_nobody(team):
    join_request(team)
    assert not Mail.objects.exists()


def test_approve_request_lets_the_person_in_and_tells_them(team):
    membership = actions.approve_request(request=join_request(team), association=None, by=awa(), at=MONDAY)
    assert (membership.association, membership.role) == (team, Role.MANAGER)
    assert Mail.objects.get().to == "lea@association.example"


def test_a_failed_approval_changes_nothing_and_mails_nobody(marseille):
    request = join_request(None, named="Une association que personne ne connaît")
    with pytest.raises(actions.WhichAssociation):
        actions.approve_request(request=request, association=None, by=person("ines"), at=MONDAY)
    request.refresh_from_db()
    assert (request.state, Mail.objects.count()) == (JoinRequest.State.WAITING, 0)
    assert not User.objects.filter(email="lea@association.example").exists()


def test_officers_are_shown_associations_that_look_alike(team, client):
    request = join_request(None, named="mots partage")
    client.force_login(person("ines"))
    assert "Mots en Partage, " in words(client.get(reverse("accounts:request", args=[request.pk])))


def test_a_decided_request_is_not_decided_again(team):
    request = join_request(team)
    actions.refuse_request(request=request, reason="Inconnue de l’équipe.", by=awa(), at=MONDAY)
    with pytest.raises(MoveNotAllowed):
        actions.approve_request(request=request, association=None, by=awa(), at=MONDAY)


def test_a_refusal_is_told_with_its_reason(team):
    actions.refuse_request(request=join_request(team), reason="Inconnue de l’équipe.", by=awa(), at=MONDAY)
    assert "Inconnue de l’équipe." in Mail.objects.get().body


# --- leaving, confirming -----------------------------------------------------------------------------------------


def test_the_last_manager_cannot_leave(team):
    with pytest.raises(actions.LastManager):
        actions.leave_association(membership=Membership.objects.get(user=awa()), by=awa(), at=MONDAY)


def test_one_of_two_managers_leaves_and_sees_nothing_more(team, client):
    leo = manager_of(team, "leo", "Léo Blanc")
    client.force_login(leo)
    client.post(reverse("accounts:leave", args=[Membership.objects.get(user=leo).pk]))
    assert client.get(reverse("accounts:team", args=[team.pk])).status_code == 403


def test_a_team_is_asked_once_a_month_to_confirm_what_is_a_year_old(team):
    actions.confirm_association(association=team, by=awa(), at=MONDAY)
    year = MONDAY + timedelta(days=366)
    days = (MONDAY + timedelta(days=300), year, year + timedelta(days=1), year + timedelta(days=31))
    assert [actions.remind_to_confirm(at=day) for day in days] == [0, 1, 0, 1]


def test_whoever_acts_for_several_associations_switches_between_them(team, client):
    other = association("Atelier Pixel", rna="W133990077")
    Membership.objects.create(user=awa(), role=Role.MANAGER, association=other)
    client.force_login(awa())
    page = words(client.get(f"/accueil/?association={other.pk}"))
    assert f'<a href="?association={other.pk}" aria-current="page">Atelier Pixel</a>' in page
    assert f'<h2 id="association-{other.pk}">' in page


# --- the people of the city --------------------------------------------------------------------------------------


def test_an_administrator_gives_and_takes_back_a_role(marseille, client):
    client.force_login(person("sam"))
    client.post("/personnes/ajouter/", {"name": "Zoé Petit", "email": "zoe@ville.example", "role": "committee"})
    membership = Membership.objects.get(user__email="zoe@ville.example")
    client.post(reverse("accounts:withdraw", args=[membership.pk]))
    assert not Membership.objects.filter(user__email="zoe@ville.example").exists()


def test_nobody_takes_their_own_role_back(marseille, client):
    sam = person("sam")
    client.force_login(sam)
    client.post(reverse("accounts:withdraw", args=[Membership.objects.get(user=sam).pk]))
    assert Membership.objects.filter(user=sam).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_asks_the_database_as_often_for_many_as_for_few(
    marseille, client, django_assert_num_queries, count
):
    for number in range(count):
        manager_of(association(f"Association {number}", rna=f"W13399010{number}"), f"m{number}")
    client.force_login(person("ines"))
    with django_assert_num_queries(9):
        client.get("/personnes/")
