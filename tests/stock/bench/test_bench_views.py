"""The pages of the bench, without JavaScript: one line in, one answer out."""

import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rebond.stock.bench.models import BenchSession, OwnCheck, Triage
from rebond.stock.models import Device, ErasureCertificate, KnownDisk
from rebond.tenancy.scope import city_scope
from tests.factories import ledger
from tests.factories.accounts import person
from tests.factories.bench import bench, facts_of, judged, on_the_table, said_by
from tests.factories.stock import device, ready_device

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom(client, marseille):
    client.force_login(person("tom"))
    return client


def scan(tom, code: str, session: BenchSession | None = None, **more):
    """Scan, follow, and give what the page says with the sound of it."""
    session = session or bench()
    answer = tom.post(reverse("stock:bench_scan", args=[session.pk]), {"code": code} | more, follow=True)
    assert answer.status_code == 200
    return answer


def heard(answer) -> tuple[str, str]:
    said = answer.context["answer"]
    return said.extra_tags, str(said)


def test_tom_opens_his_bench_and_finds_it_again(tom):
    place = bench("ines").place
    answer = tom.post(reverse("stock:open_bench"), {"place": place.pk, "each": ""}, follow=True)
    mine = BenchSession.objects.get(opened_by=person("tom"))
    assert answer.redirect_chain == [(reverse("stock:bench", args=[mine.pk]), 302)]
    assert tom.get(reverse("stock:benches")).context["mine"] == mine


def test_a_scan_shows_what_to_look_at(tom):
    device("CZC1", blocking_flags="bios-locked")
    answer = scan(tom, "czc1")
    assert heard(answer) == ("on-the-table", "CZC1 est sur la table. Son verdict\xa0: A, B, C ou X.")
    assert [check.key for check, _said in answer.context["checks"]][:2] == ["power", "bios"]
    assert 'value="CZC1"' in answer.content.decode()


def test_each_refusal_has_its_own_words_and_sound(tom):
    for serial in ("CZC1", "CZC2"):
        device(serial)
    device("CZC3", asset_tag="IMMO-1")
    device("CZC4", asset_tag="IMMO-1")
    ready_device("CZC5", state="reserved")
    on_the_table(Device.objects.get(serial="CZC2"), at=bench("ines"))
    judged(on_the_table(device("CZC6"), at=bench("ines")), "B")
    scan(tom, "CZC1")
    written = Triage.objects.count()
    sounds = [heard(scan(tom, code)) for code in ("CZC404", "3017620422003", "IMMO-1", "CZC1", "CZC2", "CZC5", "CZC6")]
    assert [sound for sound, _words in sounds] == [
        "unknown", "foreign", "ambiguous", "second", "busy", "away", "already",
    ]  # fmt: skip
    assert len({words for _sound, words in sounds}) == 7
    assert Triage.objects.count() == written


def test_a_machine_of_another_city_is_as_if_it_never_was(tom, genoa):
    with city_scope(genoa):
        device("CZC1")
    sound, words = heard(scan(tom, "CZC1"))
    assert (sound, words.replace("CZC1", "CZC404")) == heard(scan(tom, "CZC404"))


def test_a_verdict_is_typed_after_its_machine(tom):
    device("CZC1", erasure="erased", blocking_flags="bios-locked")
    scan(tom, "CZC1")
    sound, words = heard(scan(tom, "B", about="CZC1"))
    assert (sound, words) == ("verdict", "CZC1\xa0: catégorie B. Blocage levé\xa0: BIOS verrouillé.")
    sound, words = heard(scan(tom, "-2", about="CZC1"))
    assert words == "CZC1\xa0: catégorie B. Elle est retenue\xa0: BIOS verrouillé."


def test_a_verdict_after_a_refused_scan_judges_nobody(tom):
    device("CZC1")
    scan(tom, "CZC1")
    after = scan(tom, "CZC404")
    assert '<input type="hidden" name="about" value="">' in after.content.decode()
    assert heard(scan(tom, "B", about="CZC404"))[0] == "unknown"
    assert Triage.objects.get().grade == ""


def test_a_machine_judged_before_is_offered_again(tom):
    judged(on_the_table(device("CZC1"), at=bench("ines")), "C")
    assert 'name="again"' in scan(tom, "CZC1").content.decode()
    assert heard(scan(tom, "CZC1", again="on"))[0] == "on-the-table"


def test_a_scan_sent_twice_by_the_device_is_one(tom):
    device("CZC1")
    session, client_id = bench(), str(uuid.uuid4())
    for _time in range(2):
        assert heard(scan(tom, "CZC1", session, client=client_id))[0] == "on-the-table"
    assert Triage.objects.count() == 1


def test_a_session_at_rest_notes_nothing(tom):
    device("CZC1")
    session = bench()
    tom.post(reverse("stock:pause_bench", args=[session.pk]))
    answer = scan(tom, "CZC1", session)
    assert "rien n’est noté" in answer.content.decode()
    assert not Triage.objects.exists()
    tom.post(reverse("stock:resume_bench", args=[session.pk]))
    assert heard(scan(tom, "CZC1", session))[0] == "on-the-table"


@pytest.mark.parametrize("code", ["", " ", "*", "x" * 201])
def test_a_line_that_is_none_is_answered(tom, code):
    assert heard(scan(tom, code))[0] in ("unknown",)


def test_a_scan_costs_the_same_whatever_the_session_holds(tom, django_assert_max_num_queries):
    session = bench()
    for number in range(12):
        on_the_table(device(f"CZC{number}"), at=session)
    device("NEW1")
    with django_assert_max_num_queries(60):
        scan(tom, "NEW1", session)


def test_the_summary_lists_filters_and_leaves_as_a_file(tom):
    session = bench()
    for number, words in enumerate(["B", "-2 C"]):
        judged(on_the_table(device(f"CZC{number}"), at=session), words)
    address = reverse("stock:bench_summary", args=[session.pk])
    assert len(tom.get(address).context["page"].object_list) == 2
    assert [one.device.serial for one in tom.get(address, {"fault": "bios"}).context["page"]] == ["CZC1"]
    assert [one.device.serial for one in tom.get(address, {"grade": "B"}).context["page"]] == ["CZC0"]
    csv = b"".join(tom.get(reverse("stock:bench_csv", args=[session.pk]), {"grade": "C"}).streaming_content)
    text = csv.decode()
    assert ("CZC1" in text, "BIOS verrouillé" in text, "CZC0" in text) == (True, True, False)
    book = b"".join(tom.get(reverse("stock:bench_xlsx", args=[session.pk])).streaming_content)
    assert openpyxl.load_workbook(io.BytesIO(book)).active.max_row == 3


# --- one verdict in full -----------------------------------------------------------------------------------------


def verdict(tom, triage: Triage, **said):
    address = reverse("stock:triage", args=[triage.pk])
    return tom.post(address, {"grade": "B", "version": triage.version} | said)


def test_the_whole_verdict_says_system_licence_and_who_installed(tom):
    triage = on_the_table(device("CZC1"))
    said = {"system": "linux", "licence": "free", "installed_by": "team", "note": "Rayé.", "check-power": "ok"}
    assert verdict(tom, triage, **said).status_code == 302
    triage.refresh_from_db()
    assert (triage.system, triage.licence, triage.installed_by, triage.note, triage.checks) == (
        "linux", "free", "team", "Rayé.", {"power": "ok"},
    )  # fmt: skip


def test_windows_11_is_refused_where_it_cannot_run(tom):
    triage = on_the_table(device("CZC1", processor="Intel Core i5-7500T"))
    answer = verdict(tom, triage, system="windows-11")
    assert answer.status_code == 422
    assert "processeur trop ancien" in answer.content.decode()
    facts_of(triage.device)
    assert verdict(tom, triage, system="windows-11").status_code == 302


def test_a_photograph_goes_through_quarantine(tom):
    triage = on_the_table(device("CZC1"))
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 20
    assert verdict(tom, triage, photo=SimpleUploadedFile("e.png", png)).status_code == 302
    triage.refresh_from_db()
    assert triage.photo.state == "waiting"
    assert tom.get(reverse("stock:triage_photo", args=[triage.pk])).status_code == 404


def test_parts_are_counted_on_the_machine_page(tom):
    triage = on_the_table(device("CZC1"))
    judged(triage, "X")
    said = {"kind": ledger.kind("adapter").pk, "quantity": 2}
    assert tom.post(reverse("stock:take_parts", args=[triage.pk]), said).status_code == 302
    assert ledger.quantity("adapter") == 2


def test_the_device_page_tells_what_the_bench_found(tom):
    triage = on_the_table(device("CZC1"))
    judged(triage, "C")
    page = tom.get(reverse("stock:device", args=[triage.device_id])).content.decode()
    assert "C, abîmé mais utilisable" in page


# --- the city's list ---------------------------------------------------------------------------------------------


def test_an_officer_changes_the_list(client, marseille):
    client.force_login(person("ines"))
    address = reverse("stock:bench_checks")
    client.post(address, {"category": "desktop", "name": " Lecteur  de cartes ", "flag": ""})
    assert OwnCheck.objects.get().added_name == "Lecteur de cartes"
    assert client.post(address, {"category": "desktop", "name": "Lecteur de cartes"}).status_code == 422
    switch = reverse("stock:switch_check")
    client.post(switch, {"own": OwnCheck.objects.get().pk})
    assert OwnCheck.objects.get().in_use is False
    assert client.post(switch, {"own": "x"}).status_code == 404
    assert client.post(switch, {"category": "desktop", "standard": "jamais"}).status_code == 302
    assert OwnCheck.objects.count() == 1


# --- what machines say -------------------------------------------------------------------------------------------


def test_what_the_machine_says_stands_beside_what_the_donor_said(tom):
    one = device("CZC1", processor="i5-8500T", memory_gb=16)
    address = reverse("stock:facts", args=[one.pk])
    tom.post(address, {"file": SimpleUploadedFile("machine.json", said_by("CZC1"))})
    lines = {line.name: line for line in tom.get(address).context["lines"]}
    assert (lines["memory_gb"].donor, lines["memory_gb"].machine, lines["memory_gb"].differs) == ("16", "8", True)
    assert lines["processor"].differs is False
    tom.post(reverse("stock:keep_facts", args=[one.fact_sheets.get().pk]))
    one.refresh_from_db()
    assert (one.memory_gb, one.disk, one.processor) == (8, "SSD 256 Go", "Intel Core i5-8500T")


def test_the_file_of_another_machine_is_never_kept(tom):
    sheet = facts_of(device("CZC1", memory_gb=16), serial="CZC2")
    tom.post(reverse("stock:keep_facts", args=[sheet.pk]))
    tom.post(reverse("stock:note_read_disks", args=[sheet.pk]))
    assert (Device.objects.get().memory_gb, KnownDisk.objects.count()) == (16, 0)


def test_disks_that_the_machine_names_need_their_certificate(tom):
    one = ready_device("CZC1")
    ErasureCertificate.objects.create(device=one, serial="CZC1", result="erased", disk_serial="OTHER", fingerprint="1")
    tom.post(reverse("stock:note_read_disks", args=[facts_of(one).pk]))
    one.refresh_from_db()
    assert (KnownDisk.objects.get().serial, one.erasure) == ("S3TWNX0", "unknown")


@pytest.mark.parametrize(
    ("name", "content"), [("m.json", b"{}"), ("m.json", b"\xff"), ("m.exe", said_by("CZC1")), ("m.json", b"[]")]
)
def test_a_file_that_says_nothing_is_refused_in_one_sentence(tom, name, content):
    address = reverse("stock:facts", args=[device("CZC1").pk])
    answer = tom.post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "lshw" in answer.content.decode()
