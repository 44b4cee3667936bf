"""Public services online, played by a server of the test that speaks their stored shape; down, slow or absurd as asked.

Shapes written from the services' own descriptions (design/domain.md 1.5 and 1.6); no row is a true one.
"""

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from rebond.directory.online import actions, circuit, fetching
from rebond.directory.online.fetching import Unreachable, fetch_json
from rebond.directory.online.models import OnlineCheck
from rebond.directory.online.tasks import ask_online
from rebond.organisations.models import Association
from tests.factories.accounts import person
from tests.factories.applications import application
from tests.factories.organisations import association
from tests.factories.outreach import MONDAY
from tests.factories.programmes import wave

COMPANY = {
    "results": [
        {
            "siren": "099900219", "nom_complet": "MOTS EN PARTAGE", "nom_raison_sociale": "MOTS EN PARTAGE",
            "sigle": None, "nature_juridique": "9220", "date_creation": "2009-03-02", "etat_administratif": "A",
            "statut_diffusion": "O", "dirigeants": [{"nom": "INVENTÉ", "prenoms": "ALIX"}],
            "siege": {
                "siret": "09990021900017", "adresse": "12 RUE DES OURSINS 13003 MARSEILLE", "code_postal": "13003",
                "commune": "13203", "libelle_commune": "MARSEILLE", "latitude": "43.31", "longitude": "5.38",
                "etat_administratif": "A",
            },
            "matching_etablissements": [],
            "complements": {"est_association": True, "identifiant_association": "W133990021"},
        }
    ],
    "total_results": 1, "page": 1, "per_page": 5, "total_pages": 1,
}  # fmt: skip
PLACE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [5.38, 43.31]},
            "properties": {
                "label": "12 Rue des Oursins 13003 Marseille", "score": 0.97, "type": "housenumber",
                "postcode": "13003", "citycode": "13203", "city": "Marseille",
            },
        }
    ],
}  # fmt: skip


class Service(ThreadingHTTPServer):
    """Answers what the test put into `answers` by path; `asked` keeps what came."""

    daemon_threads = True

    def __init__(self):
        self.answers: dict[str, tuple[int, bytes, dict]] = {}
        self.asked: list[str] = []
        self.wait = 0.0
        super().__init__(("127.0.0.1", 0), Answering)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def say(self, path: str, content, status: int = 200, **headers: str) -> None:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.answers[path] = (status, body, headers)


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        time.sleep(self.server.wait)
        status, body, headers = self.server.answers.get(self.path.split("?")[0], (503, b"", {}))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def service(settings) -> Iterator[Service]:
    cache_less = Service()
    threading.Thread(target=cache_less.serve_forever, daemon=True).start()
    settings.REGISTER_ONLINE = settings.GEOCODER_ONLINE = True
    settings.REGISTER_ADDRESS, settings.GEOCODER_ADDRESS = (f"{cache_less.address}/{one}" for one in ("search", "geo"))
    settings.ONLINE_TIMEOUT = 1
    yield cache_less
    cache_less.shutdown()
    cache_less.server_close()


@pytest.fixture
def talking(service) -> Service:
    service.say("/search", COMPANY)
    service.say("/geo", PLACE)
    return service


# --- one question ------------------------------------------------------------------------------------------------


def test_a_redirect_is_not_followed(service):
    service.say("/search", b"", 302, Location=f"{service.address}/elsewhere")
    with pytest.raises(Unreachable, match="redirect"):
        fetch_json(f"{service.address}/search")
    assert service.asked == ["/search?"]


@pytest.mark.parametrize(
    ("content", "status"), [(b"<html>", 200), (b"[" * 100_000, 200), (b"", 500), (b"", 429), (b"\xff\xfe", 200)]
)
def test_nonsense_is_no_answer(service, content, status):
    service.say("/search", content, status)
    with pytest.raises(Unreachable):
        fetch_json(f"{service.address}/search")


def test_an_endless_answer_is_cut(service, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    service.say("/search", b'"' + b"x" * 5000 + b'"')
    with pytest.raises(Unreachable, match="too long"):
        fetch_json(f"{service.address}/search")


def test_a_slow_service_is_given_up(service, settings):
    settings.ONLINE_TIMEOUT, service.wait = 0.2, 1
    with pytest.raises(Unreachable):
        fetch_json(f"{service.address}/search")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://127.0.0.1:1/"])
def test_only_a_web_service_that_answers_is_asked(address):
    with pytest.raises(Unreachable):
        fetch_json(address)


# --- an association ----------------------------------------------------------------------------------------------


@pytest.fixture
def mots(marseille) -> Iterator[Association]:
    cache.clear()
    with time_machine.travel(MONDAY, tick=False):
        yield association("Mots en Partage", siren="099900219", address="88 rue des Oursins")


def asked(one: Association) -> OnlineCheck:
    actions.ask_register(association=one, by=person("ines"), at=MONDAY)
    actions.check_due(at=MONDAY)
    return OnlineCheck.objects.get(association=one)


@pytest.mark.django_db
def test_the_register_fills_what_is_empty_and_stands_beside_what_was_typed(talking, mots):
    check = asked(mots)
    mots.refresh_from_db()
    assert (check.state, mots.rna, mots.siret, mots.address, mots.registers["sirene"]["address"]) == (
        "found", "W133990021", "09990021900017", "88 rue des Oursins", "12 RUE DES OURSINS",
    )  # fmt: skip


@pytest.mark.django_db
def test_nobody_s_name_is_kept(talking, mots):
    asked(mots)
    mots.refresh_from_db()
    stored = json.dumps([mots.registers, OnlineCheck.objects.get().place], ensure_ascii=False)
    assert "INVENTÉ" not in stored


@pytest.mark.django_db
@pytest.mark.parametrize("unsure", [{"score": 0.3}, {"type": "municipality"}])
def test_a_doubtful_place_is_kept_to_be_checked_and_not_believed(talking, mots, settings, unsure):
    settings.REGISTER_ONLINE = False
    feature = PLACE["features"][0]
    talking.say("/geo", {"features": [feature | {"properties": feature["properties"] | unsure}]})
    check = asked(mots)
    mots.refresh_from_db()
    assert (check.place["is_sure"], mots.latitude) == (False, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer", [{"results": "none"}, {"results": [7]}, {"results": [{"siren": "099900219", "siege": [1]}]}, [], None]
)
def test_another_shape_leaves_the_association_to_be_checked(talking, mots, answer):
    talking.say("/search", answer)
    check = asked(mots)
    mots.refresh_from_db()
    assert (check.state, check.tries, mots.rna, mots.registers) == ("waiting", 1, "", {})


@pytest.mark.django_db
def test_a_service_that_is_down_is_asked_again_later_and_then_answers(service, mots):
    check = asked(mots)
    first = (check.state, check.tries, check.due_at)
    service.say("/search", COMPANY), service.say("/geo", PLACE)
    actions.check_due(at=MONDAY + timedelta(seconds=59))
    actions.check_due(at=MONDAY + timedelta(seconds=61))
    assert first == ("waiting", 1, MONDAY + timedelta(minutes=1))
    assert OnlineCheck.objects.get().state == "found"


@pytest.mark.django_db
def test_after_three_failures_the_service_is_left_alone(service, mots):
    for number in range(5):
        actions.ask_register(association=association(f"A{number}", siren="099900219"), by=person("ines"), at=MONDAY)
    actions.check_due(at=MONDAY)
    assert (len(service.asked), circuit.is_left_alone(actions.REGISTER)) == (3, True)


@pytest.mark.django_db
def test_an_organisation_that_the_register_does_not_know_is_said_so(talking, mots):
    talking.say("/search", {"results": []})
    assert asked(mots).state == "unknown"


@pytest.mark.django_db
def test_a_register_that_was_not_asked_is_not_said_to_know_nothing(talking, mots):
    Association.objects.update(siren="")
    assert (asked(mots).state, [one for one in talking.asked if one.startswith("/search")]) == ("unasked", [])


@pytest.mark.django_db
def test_a_geocoder_that_is_down_takes_nothing_from_the_register(talking, mots):
    talking.say("/geo", b"", 503)
    check = asked(mots)
    mots.refresh_from_db()
    assert (check.state, mots.rna, check.trouble) == ("found", "W133990021", "Unreachable: HTTP 503")


@pytest.mark.django_db
def test_applying_asks_nobody_and_the_applicant_is_checked_later(talking, mots):
    application(wave(1), mots)
    before = list(talking.asked)
    ask_online()
    assert (before, OnlineCheck.objects.get(association=mots).state) == ([], "found")


@pytest.mark.django_db
def test_switched_off_nobody_is_asked(talking, mots, settings):
    settings.REGISTER_ONLINE = settings.GEOCODER_ONLINE = False
    application(wave(1), mots)
    ask_online()
    assert (talking.asked, OnlineCheck.objects.count()) == ([], 0)


# --- the page ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_officer_takes_over_one_word_and_leaves_the_other(talking, mots, client):
    asked(mots)
    client.force_login(person("ines"))
    address = reverse("directory:compare", args=[mots.pk])
    offered = [code for code, _words in client.get(address).context["form"].fields["accept"].choices]
    mots.refresh_from_db()
    client.post(address, {"accept": ["sirene:address"], "version": mots.version})
    mots.refresh_from_db()
    assert (offered, mots.address, mots.name) == (
        ["sirene:name", "sirene:address", "sirene:town"], "12 RUE DES OURSINS", "Mots en Partage",
    )  # fmt: skip


@pytest.mark.django_db
def test_a_number_of_another_association_is_not_taken_over(mots, client):
    association("Autre", siret="09990021900017")
    Association.objects.filter(pk=mots.pk).update(siret="1", registers={"sirene": {"siret": "09990021900017"}})
    client.force_login(person("ines"))
    answer = client.post(
        reverse("directory:compare", args=[mots.pk]), {"accept": ["sirene:siret"], "version": mots.version}
    )
    assert (answer.status_code, Association.objects.get(pk=mots.pk).siret) == (422, "1")


@pytest.mark.django_db
def test_the_page_works_while_the_service_is_down(service, mots, client):
    asked(mots)
    client.force_login(person("ines"))
    page = client.get(reverse("directory:compare", args=[mots.pk])).content.decode()
    assert "reste à vérifier" in page
