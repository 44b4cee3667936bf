"""Who is still who: roles withdrawn, accounts closed, other cities, and doors that lead out of the house."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client, override_settings
from django.urls import include, path, reverse

from rebond.accounts.actions import withdraw_role
from rebond.accounts.models import Membership, Role, User
from rebond.config.urls import urlpatterns as pages
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.factories.two_cities import FRIDAY
from tests.repository.test_access import ROWS

pytestmark = pytest.mark.django_db

PASSWORD = "quai-de-la-joliette"
urlpatterns = [*pages, path("demo/", include("rebond.demo.urls"))]
with_the_door = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def karim(cities):
    user = User.objects.get(pk=cities.people[Role.OFFICER].pk)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@pytest.fixture
def browser(karim) -> Client:
    made = Client()
    made.force_login(karim)
    return made


def test_a_role_withdrawn_closes_its_pages_at_the_next_click(browser, karim, cities):
    assert browser.get("/stock/fichiers/").status_code == 200
    with city_scope(City.objects.get(slug="marseille")):
        withdraw_role(membership=Membership.objects.get(user=karim), by=None, at=FRIDAY)
    assert browser.get("/stock/fichiers/").status_code == 403


def test_an_account_that_was_closed_is_signed_out_at_the_next_click(browser, karim):
    karim.is_active = False
    karim.save()
    assert browser.get("/accueil/").url == "/compte/login/?next=/accueil/"


def test_a_new_password_ends_the_other_visits(browser, karim):
    karim.set_password("un-autre-mot-de-passe")
    karim.save()
    assert browser.get("/accueil/").url == "/compte/login/?next=/accueil/"


def test_a_visit_gives_no_right_in_another_city(browser):
    """Karim's cookie, carried to Genoa's host name."""
    assert browser.get("/stock/fichiers/", headers={"host": "genova.example"}).status_code == 403


@pytest.mark.parametrize(
    "way_out", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("door", ["account_login", "account_logout", "set_language"])
def test_a_door_never_leads_out_of_the_house(karim, browser, door, way_out):
    visitor = Client() if door == "account_login" else browser
    form = {"login": karim.email, "password": PASSWORD, "language": "en", "next": way_out}
    answer = visitor.post(reverse(door), form)
    assert (answer.status_code, answer.url) == (302, "/accueil/" if door == "account_login" else "/")


def test_the_door_of_the_demonstration_is_shut_elsewhere(cities):
    """Even where its address exists; in the demonstration it opens, to members of the cast only."""
    form = {"email": "karim@marseille.example"}
    with with_the_door:
        assert Client().post("/demo/entrer/", form).status_code == 404
        with override_settings(DEMO=True):
            assert Client().post("/demo/entrer/", form).url == "/accueil/"
            assert Client().post("/demo/entrer/", {"email": "giulia@genova.example"}).status_code == 404


def test_no_page_forgets_its_protections(cities, browser):
    """Whatever the answer: a strict policy, no framing, no guessed types; and nothing of a visit is kept by a cache."""
    for route, row in ROWS.items():
        if "GET" not in row.methods or route == "demo:sign_in":
            continue
        answer = browser.get(reverse(route, kwargs=cities.targets[row.kind]["own"]))
        policy = answer["Content-Security-Policy"]
        told = (
            "default-src 'none'" in policy and "unsafe" not in policy,
            answer["X-Frame-Options"],
            answer["X-Content-Type-Options"],
            answer["Referrer-Policy"],
            "no-store" in answer.get("Cache-Control", ""),
        )
        assert (route, *told) == (route, True, "DENY", "nosniff", "same-origin", True)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(karim):
    visitor = Client()
    visitor.get(reverse("account_login"))
    visitor.post(reverse("account_login"), {"login": karim.email, "password": PASSWORD})
    kept = {name: (cookie["httponly"], cookie["samesite"]) for name, cookie in visitor.cookies.items()}
    assert kept == {"csrftoken": (True, "Lax"), "sessionid": (True, "Lax")}
