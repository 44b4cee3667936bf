import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.applications.actions import change_application
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.programmes.models import Wave
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import manager_of, person
from tests.factories.applications import MONDAY, application
from tests.factories.organisations import association
from tests.factories.programmes import criterion, wave

LIST = "/candidatures/"
ANSWERS = {
    "theme": "illettrisme",
    "publics": ["personnes-exilees"],
    "beneficiaries": "726",
    "qpv_share": "85",
    "budget": "274000",
    "uses": ["formation_certifiante"],
    "weekly_sessions": "3",
    "seats": "4",
    "has_room": "yes",
    "internet": "4g_partage",
    "current_computers": "11",
    "old_computers": "9",
    "screens": "6",
    "digital_contact": "no",
    "requested": "24",
    "minimum": "12",
}


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def address(route: str, one: Application) -> str:
    return reverse(f"applications:{route}", args=[one.pk])


def apply_to(one: Wave) -> str:
    return reverse("applications:new", args=[one.slug])


def apply(client, one: Wave):
    """Start, answer every screen, send."""
    started = client.post(apply_to(one))
    draft = Draft.objects.open().get()
    assert started["Location"] == reverse("applications:step", args=[draft.pk, 1])
    for place in range(1, 8):
        draft.refresh_from_db()
        client.post(reverse("applications:step", args=[draft.pk, place]), ANSWERS | {"version": draft.version})
    draft.refresh_from_db()
    return client.post(reverse("applications:send", args=[draft.pk]), {"version": draft.version})


@pytest.fixture
def awa(marseille):
    return manager_of(association("Mots en Partage", rna="W133990021", siren="099900219", address="88 rue des Oursins"))


def test_a_manager_applies_screen_by_screen_and_gets_a_reference_and_a_mail(client, awa):
    criterion("illiteracy", {"points": 20, "field": "theme", "values": ["illettrisme"]})
    client.force_login(awa)
    answer = apply(client, wave())
    made = Application.objects.get()
    assert answer["Location"] == address("received", made)
    assert (made.reference, made.state, made.channel, made.points) == ("V1-001", "eligible", "online", 20)
    assert made.answers["size"] == "M"
    assert [reason.code for reason in made.findings.all()] == ["siret-missing"]
    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (awa.email, "Candidature V1-001 bien reçue")
    assert "Demande\u00a0: 24 ordinateurs, minimum utile\u00a0: 12" in mail.body
    page = client.get(answer["Location"]).content.decode()
    assert "V1-001" in page
    assert "23 novembre 2026" in page


def test_a_second_application_leads_to_the_first(client, awa):
    client.force_login(awa)
    one = wave()
    apply(client, one)
    made = Application.objects.get()
    for answer in (client.get(apply_to(one)), client.post(apply_to(one))):
        assert answer["Location"] == address("detail", made)
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("requested", "", "Répondez à cette question."),
        ("requested", "-4", "Écrivez un nombre de 1 ou plus."),
        ("requested", "vingt", "Écrivez un nombre entier, en chiffres."),
        ("requested", "99999999999999999999", "Écrivez un nombre de 9999 ou moins."),
        ("minimum", "25", "Le minimum utile ne peut pas dépasser la demande."),
        ("qpv_share", "140", "Écrivez un nombre de 100 ou moins."),
        ("theme", "astrologie", "Choisissez une des réponses proposées."),
        ("old_computers", "12", "C’est plus que vos ordinateurs actuels."),
        ("has_room", "", "Répondez à cette question."),
    ],
)
def test_a_wrong_answer_is_told_in_plain_words_and_nothing_is_saved(client, awa, field, text, sentence):
    client.force_login(awa)
    apply(client, wave())
    made = Application.objects.get()
    answer = client.post(address("edit", made), ANSWERS | {field: text, "version": made.version})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert Application.objects.get().version == made.version


def test_a_manager_cannot_apply_for_another_association(client, awa):
    other = association("Lire et Dire à Noailles")
    client.force_login(awa)
    client.post(f"{apply_to(wave())}?association={other.pk}")
    assert not Draft.objects.exists()


def test_a_closed_wave_says_so_and_takes_nothing(client, awa):
    client.force_login(awa)
    closed = wave(state=Wave.State.CLOSED)
    answer = client.post(apply_to(closed))
    assert "Cette vague ne prend pas de candidatures" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_manager_changes_the_application_until_the_wave_closes(client, awa):
    client.force_login(awa)
    one = wave()
    apply(client, one)
    made = Application.objects.get()
    client.post(address("edit", made), ANSWERS | {"requested": "18", "version": made.version})
    assert Application.objects.get().requested == 18
    Wave.objects.update(state=Wave.State.CLOSED)
    client.post(address("edit", made), ANSWERS | {"requested": "30", "version": made.version + 2})
    assert Application.objects.get().requested == 18


def test_a_second_editor_is_shown_what_the_first_one_saved(client, awa):
    client.force_login(awa)
    apply(client, wave())
    made = Application.objects.get()
    change_application(
        application=Application.objects.get(), seen=made.version, answers={"internet": "fibre"},
        requested=20, minimum=12, by=person("ines"), at=MONDAY,
    )  # fmt: skip
    answer = client.post(address("edit", made), ANSWERS | {"version": made.version})
    assert answer.status_code == 422
    assert [(one["label"], one["stored"], one["typed"]) for one in answer.context["conflicts"]] == [
        ("Connexion à internet", "Fibre", "Partage de connexion mobile"),
        ("Ordinateurs demandés", "20\u00a0ordinateurs", "24\u00a0ordinateurs"),
    ]
    assert Application.objects.get().requested == 20


def test_a_withdrawn_application_leaves_room_for_another(client, awa):
    client.force_login(awa)
    one = wave()
    apply(client, one)
    client.post(address("withdraw", Application.objects.get()))
    apply(client, one)
    assert list(Application.objects.order_by("number").values_list("reference", "state")) == [
        ("V1-001", "withdrawn"),
        ("V1-002", "eligible"),
    ]


def test_an_officer_decides_against_the_rule_with_a_reason(client, marseille):
    doubtful = application(wave(), state=Application.State.TO_CHECK)
    client.force_login(person("ines"))
    refused = client.post(address("override", doubtful), {"decision": "eligible", "reason": "  "})
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"reason": ["Écrivez le motif de la décision."]}
    client.post(address("override", doubtful), {"decision": "eligible", "reason": "Hébergée par un centre social."})
    decided = Application.objects.get()
    assert (decided.state, decided.override_reason) == ("eligible", "Hébergée par un centre social.")
    assert Entry.objects.get(verb="eligibility_decided").facts == {"before": "to-check", "after": "eligible"}


def test_an_association_reads_its_own_reasons_but_not_the_name_of_another_file(client, awa):
    mine = application(wave(), awa.associations[0])
    mine.findings.create(application=mine, code="same-address", weight="doubt", facts={"file": "ASSO-047"})
    mine.findings.create(application=mine, code="no-internet", weight="remark", facts={})
    client.force_login(awa)
    page = client.get(address("detail", mine)).content.decode()
    assert "Pas de connexion à internet" in page
    assert "ASSO-047" not in page


def test_another_associations_application_is_absent(client, awa):
    foreign = application(wave())
    client.force_login(awa)
    assert client.get(LIST).context["page"].paginator.count == 0
    for route in ("detail", "received", "edit"):
        assert client.get(address(route, foreign)).status_code == 404
    for route in ("edit", "withdraw"):
        assert client.post(address(route, foreign)).status_code == 404
    assert client.post(address("override", foreign)).status_code == 403


def test_another_citys_application_is_absent(client, marseille, genoa):
    ours = wave()
    with city_scope(genoa):
        theirs = application(wave(), association("Altra"))
    client.force_login(person("ines"))
    assert ours.applications.count() == 0
    assert client.get(address("detail", theirs)).status_code == 404


def test_the_list_narrows_down_searches_and_sorts(client, marseille):
    first, second = wave(), wave(2)
    application(first, association("Ciné mémoire des docks", district_code="13202"), points=20)
    application(first, association("Passerelle Numérique Saint-Mauront"), points=60, source_id="ASSO-002")
    application(second, association("Halte"), state=Application.State.TO_CHECK, answers={"theme": "precarite"})
    client.force_login(person("lucie"))

    def names(query: str) -> list[str]:
        return [one.association.name for one in client.get(f"{LIST}?{query}").context["page"]]

    assert names("") == ["Ciné mémoire des docks", "Passerelle Numérique Saint-Mauront", "Halte"]
    assert names("q=cine memoire") == ["Ciné mémoire des docks"]
    assert names("q=ST MAURONT") == names("q=asso-002") == ["Passerelle Numérique Saint-Mauront"]
    assert names("wave=vague-2") == names("state=to-check") == names("theme=precarite") == ["Halte"]
    assert names("sort=points")[0] == "Passerelle Numérique Saint-Mauront"
    assert len(names("wave=nulle-part&sort=nonsense")) == 3


def test_the_list_filters_by_district_where_the_city_has_some(client, marseille):
    marseille.code = "13055"
    marseille.save()
    application(wave(), association("Ciné", district_code="13202"))
    client.force_login(person("lucie"))
    assert client.get(f"{LIST}?district=13202").context["page"].paginator.count == 1
    assert client.get(f"{LIST}?district=13203").context["page"].paginator.count == 0


def test_the_export_holds_what_the_list_shows_and_the_journal_says_who_took_it(client, marseille):
    application(wave(), association("=Formule & fils"), points=20)
    application(wave(2), association("Halte"))
    client.force_login(person("ines"))
    answer = client.get(reverse("applications:export_csv") + "?wave=vague-1")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("V1-001;;Vague 1;'=Formule & fils;")
    entry = Entry.objects.get(verb="applications_exported")
    assert (entry.actor, entry.facts) == (str(person("ines").pk), {"rows": 1})
    assert client.get(reverse("applications:export_xlsx")).status_code == 200


@pytest.mark.parametrize("query", ["", "?q=asso&sort=points"])
def test_the_list_asks_as_many_questions_for_one_as_for_three(client, marseille, query):
    one = wave()
    client.force_login(person("ines"))
    counts = []
    for added in (1, 2):
        for _ in range(added):
            application(one)
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST + query)
        counts.append(len(asked))
    assert counts[0] == counts[1]
