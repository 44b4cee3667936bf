"""The pages of the stock: what each person sees and may do."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rebond.jobs.testing import run_all
from rebond.journal.models import Entry
from rebond.stock.models import Device, StockFile
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import donor_contact, person
from tests.factories.organisations import donor
from tests.factories.stock import (
    certificate,
    certificates_file,
    device,
    inventory_file,
    lot,
    machine,
    ready_device,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def browse(client):
    """A browser signed in as a member of the cast, or as whoever is given."""

    def sign_in(who="ines"):
        client.force_login(person(who) if isinstance(who, str) else who)
        return client

    return sign_in


def text_of(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def serials_of(response) -> list[str]:
    return [device.serial for device in response.context["page"]]


def sent(content: bytes, name: str = "parc.xlsx", **fields) -> dict:
    """The upload form as the browser sends it."""
    return {"file": SimpleUploadedFile(name, content), "lot": "ORANGE-1", "new_donor": "Orange"} | fields


# --- machines ----------------------------------------------------------------------------------------------------


def test_an_empty_stock_teaches_the_first_step(marseille, browse):
    assert "Les machines arrivent avec l’inventaire du donateur" in text_of(browse().get("/stock/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["CZC1", "CZC2", "CZC3"]),
        ("q=czc2", ["CZC2"]),
        ("q=IMM7", ["CZC3"]),
        ("state=ready", ["CZC1"]),
        ("category=laptop", ["CZC3"]),
        ("erasure=failed", ["CZC2"]),
        ("flag=to-investigate", ["CZC2"]),
        ("flag=out-of-order", ["CZC3"]),
        ("sort=state", ["CZC1", "CZC2", "CZC3"]),
        ("state=nonsense&lot=nonsense", ["CZC1", "CZC2", "CZC3"]),
    ],
)
def test_the_list_keeps_what_its_filters_say(marseille, browse, query, found):
    ready_device("CZC1")
    device("CZC2", erasure="failed", held_because="bruit")
    device("CZC3", category="laptop", blocking_flags="out-of-order", asset_tag="IMM7")
    assert serials_of(browse().get(f"/stock/?{query}")) == found


def test_the_export_is_what_the_list_shows_and_the_journal_knows(marseille, browse):
    ready_device("CZC1")
    device("CZC2", blocking_flags="out-of-order")
    answer = browse().get("/stock/equipements.xlsx?flag=out-of-order")
    header, *rows = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.iter_rows(values_only=True)
    assert [(row[0], row[header.index("Blocages")]) for row in rows] == [("CZC2", "Hors service")]
    assert Entry.objects.values_list("verb", "facts").get() == ("devices_exported", {"rows": 1})


def test_the_export_streams_as_csv(marseille, browse):
    device("CZC1", remarks="=1+1")
    lines = browse().get("/stock/equipements.csv").getvalue().decode("utf-8-sig").splitlines()
    assert (lines[0].split(";")[0], lines[1].split(";")[0], lines[1].split(";")[-1]) == (
        "Numéro de série",
        "CZC1",
        "'=1+1",
    )


@pytest.mark.parametrize("page", ["/stock/", "/stock/lots/", "/stock/effacements/?liste=without"])
def test_a_list_asks_as_many_queries_for_three_as_for_one(marseille, browse, page):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page).status_code == 200
        return len(asked)

    browser = browse()
    device(lot=lot("L1"))
    browser.get(page)
    one = queries()
    device(lot=lot("L2")), device(lot=lot("L3"))
    assert queries() == one


def test_a_machine_shows_its_facts_its_certificates_and_where_it_is(marseille, browse):
    kept = ready_device("CZC1", processor="i5-8500T")
    certificate("CZC1", disk="S3YJNB0K")
    page = browse().get(f"/stock/equipements/{kept.pk}/")
    text = text_of(page)
    assert all(word in text for word in ("CZC1", "i5-8500T", "S3YJNB0K", "10/01/2023"))
    assert [(stop["key"], stop["state"]) for stop in page.context["journey"]] == [
        ("donor", "done"),
        ("stock", "done"),
        ("wave", "now"),
        ("handover", "next"),
        ("use", "next"),
    ]


def test_an_officer_holds_a_machine_and_lets_it_go(marseille, browse):
    kept = ready_device("CZC1")
    browser = browse()
    answer = browser.post(f"/stock/equipements/{kept.pk}/retenir/", {"reason": "ventilateur bruyant"}, follow=True)
    assert "ventilateur bruyant" in text_of(answer)
    assert Device.objects.get().state == "received"
    browser.post(f"/stock/equipements/{kept.pk}/lever/")
    assert Device.objects.get().state == "ready"


def test_a_machine_that_the_donor_blocked_is_released_by_an_officer(marseille, browse):
    blocked = device(erasure="erased", blocking_flags="out-of-order")
    browser = browse()
    assert "lever/" in browser.get(f"/stock/equipements/{blocked.pk}/").text
    browser.post(f"/stock/equipements/{blocked.pk}/lever/")
    assert Device.objects.get().state == "ready"


def test_holding_needs_a_reason(marseille, browse):
    kept = ready_device()
    assert browse().post(f"/stock/equipements/{kept.pk}/retenir/", {"reason": " "}).status_code == 422
    assert Device.objects.get().state == "ready"


def test_a_promised_machine_is_not_held_and_the_page_says_so(marseille, browse):
    kept = ready_device(state=Device.State.RESERVED)
    answer = browse().post(f"/stock/equipements/{kept.pk}/retenir/", {"reason": "bruit"}, follow=True)
    assert "retirez-la d’abord de la remise" in text_of(answer)
    assert Device.objects.values_list("state", "held_because").get() == ("reserved", "")


# --- who sees what -----------------------------------------------------------------------------------------------


def test_a_donor_sees_its_own_lots_only(marseille, browse):
    own, other = device("CZC1", lot=lot("ORANGE-1")), device("CZC2", lot=lot("SFR-1", of="SFR"))
    certificate("ZZZ1")
    browser = browse(donor_contact(donor("Orange")))
    assert serials_of(browser.get("/stock/")) == ["CZC1"]
    assert [lot.reference for lot in browser.get("/stock/lots/").context["lots"]] == ["ORANGE-1"]
    assert [lot.reference for lot in browser.get("/stock/").context["form"].fields["lot"].queryset] == ["ORANGE-1"]
    coverage = browser.get("/stock/effacements/").context["coverage"]
    assert (coverage["machines"], coverage["orphans"]) == (1, 0)
    addresses = [f"/stock/equipements/{own.pk}/", f"/stock/equipements/{other.pk}/", f"/stock/lots/{other.lot_id}/"]
    assert [browser.get(address).status_code for address in addresses] == [200, 404, 404]


def test_a_machine_of_another_city_is_absent(marseille, genoa, browse):
    with city_scope(genoa):
        foreign = device("CZC1")
    assert browse().get(f"/stock/equipements/{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["tom", "nadia", "paul"])
def test_readers_of_the_stock_change_nothing(marseille, browse, who):
    kept = device()
    browser = browse(who)
    assert browser.get(f"/stock/equipements/{kept.pk}/").status_code == 200
    assert "Retenir la machine" not in text_of(browser.get(f"/stock/equipements/{kept.pk}/"))
    assert browser.post(f"/stock/equipements/{kept.pk}/retenir/", {"reason": "bruit"}).status_code == 403
    assert [browser.get(f"/stock/fichiers/{path}").status_code for path in ("", "deposer/")] == [403, 403]


# --- lots and erasure --------------------------------------------------------------------------------------------


def test_a_lot_says_how_far_its_erasure_goes(marseille, browse):
    ready_device(), device(erasure="failed"), device(category="screen")
    page = browse().get(f"/stock/lots/{lot().pk}/")
    text = text_of(page)
    assert "2 sur 3" in text
    assert "1 effacement a échoué" in text
    assert page.context["categories"] == [("Unité centrale", 2), ("Écran", 1)]


@pytest.mark.parametrize(("shown", "serials"), [("failed", ["CZC2"]), ("without", ["CZC3"]), ("orphans", ["ZZZ1"])])
def test_the_erasure_page_lists_what_is_missing(marseille, browse, shown, serials):
    ready_device("CZC1"), device("CZC2", erasure="failed"), device("CZC3")
    certificate("ZZZ1")
    page = browse().get(f"/stock/effacements/?liste={shown}")
    assert serials_of(page) == serials
    assert page.context["coverage"] == {
        "machines": 3, "certified": 2, "failed": 1, "removed": 0, "without": 1, "orphans": 1,
        "destructions": 0,
    }  # fmt: skip


def test_an_unknown_list_is_absent(marseille, browse):
    assert browse().get("/stock/effacements/?liste=autre").status_code == 404


# --- files -------------------------------------------------------------------------------------------------------


def test_from_the_donors_file_to_the_stock(marseille, browse):
    browser = browse()
    content = inventory_file(machine("CZC1"), machine("", remark="à relever"), machine("CZC2", condition="HS"))
    answer = browser.post("/stock/fichiers/deposer/", sent(content))
    address = answer["Location"]
    assert "en cours de lecture" in text_of(browser.get(address))
    run_all()
    review = browser.get(address)
    assert [row.verdict for row in review.context["page"]] == ["new", "rejected", "warned"]
    assert "Enregistrer en stock" in text_of(review)
    assert Device.objects.count() == 0
    rejected = browser.get(f"{address}?verdict=rejected").context["page"]
    assert [row.number for row in rejected] == [3]
    assert browser.get(f"{address}a-corriger.xlsx")["Content-Disposition"].startswith("attachment")
    browser.post(f"{address}enregistrer/")
    assert "en cours d’enregistrement" in text_of(browser.get(address))
    run_all()
    assert "Enregistré le" in text_of(browser.get(address))
    assert list(Device.objects.values_list("serial", flat=True)) == ["CZC1", "CZC2"]
    assert "parc.xlsx" in text_of(browser.get("/stock/fichiers/"))


def test_confirming_twice_has_one_effect(marseille, browse):
    browser = browse()
    address = browser.post("/stock/fichiers/deposer/", sent(inventory_file(machine("CZC1"))))["Location"]
    run_all()
    browser.post(f"{address}enregistrer/")
    again = browser.post(f"{address}enregistrer/", follow=True)
    assert "n’attend plus d’être confirmé" in text_of(again)
    run_all()
    assert Entry.objects.filter(verb="stock_imported").count() == 1


def test_certificates_need_no_lot(marseille, browse):
    device("CZC1")
    content = certificates_file(("CZC1", "DISK-A", "OK", "10/01/2023"))
    browser = browse()
    form = {"file": SimpleUploadedFile("effacements.csv", content)}
    address = browser.post("/stock/effacements/deposer/", form)["Location"]
    run_all()
    assert "machines rapprochées" in text_of(browser.get(address))
    browser.post(f"{address}enregistrer/")
    run_all()
    assert Device.objects.get().state == "ready"


@pytest.mark.parametrize(
    ("fields", "content", "name", "sentence"),
    [
        ({}, b"%PDF", "parc.pdf", "n’est ni un classeur (.xlsx, .ods, .xls)"),
        ({}, b"", "parc.xlsx", "vide"),
        ({"lot": ""}, b"x", "parc.csv", "Ce champ est obligatoire"),
        ({"new_donor": ""}, b"x", "parc.csv", "dites de quel donateur il vient"),
        ({"lot": "L" * 61}, b"x", "parc.csv", "60 caractères"),
    ],
)
def test_an_upload_that_cannot_be_is_refused_in_one_sentence(marseille, browse, fields, content, name, sentence):
    answer = browse().post("/stock/fichiers/deposer/", sent(content, name, **fields))
    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert StockFile.objects.count() == 0


def test_a_file_that_cannot_be_read_says_so_on_its_page(marseille, browse):
    browser = browse()
    address = browser.post("/stock/fichiers/deposer/", sent(b"nom\r\nRebond", "parc.csv"))["Location"]
    run_all()
    text = text_of(browser.get(address))
    assert "Aucune ligne de titres n’a été reconnue" in text
    assert "Rien n’a changé en stock" in text


def test_a_huge_upload_is_refused_at_the_door(marseille, browse, settings):
    settings.UPLOAD_LIMIT = 1000
    answer = browse().post("/stock/fichiers/deposer/", sent(b"x" * 2000))
    assert (answer.status_code, StockFile.objects.count()) == (413, 0)


def test_no_erasure_list_has_the_machines_of_an_import_undone(client, marseille):
    client.force_login(person("ines"))
    device("CZC1", state="withdrawn")
    device("CZC2", state="withdrawn", erasure="failed")
    for name in ("failed", "without"):
        assert list(client.get(reverse("stock:erasures"), {"liste": name}).context["page"]) == []
