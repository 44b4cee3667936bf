"""The demo's file: 68 applications, 18 of them odd in a way that the data itself shows."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

import rebond.demo
from rebond.applications.actions import import_applications, override_eligibility, withdraw_application
from rebond.applications.filing import report_of
from rebond.applications.models import Application, Finding, Score
from rebond.applications.reading import read_applications
from rebond.countries import country
from rebond.journal.models import Entry
from rebond.organisations.models import Association
from rebond.organisations.names import search_text
from rebond.programmes.actions import load_programme
from rebond.programmes.models import Wave
from rebond.programmes.queries import shown_programme
from rebond.tenancy.commands import Nonsense
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import person
from tests.factories.programmes import marseille_definition

FRANCE = country("fr")
DEMO = Path(rebond.demo.__file__).parent / "data" / "associations-demo.csv"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def programme(marseille):
    return load_programme(definition=marseille_definition(), by=None, at=MONDAY).programme


def taken_in(path: Path = DEMO, only: Wave | None = None) -> dict:
    """Import the file and return the report's rows by source number."""
    lines = import_applications(
        file=read_applications(path, FRANCE), programme=shown_programme(), only=only, by=None, at=MONDAY
    )
    return {row["id"] or row["row"]: row for row in report_of(lines, with_points=True)["rows"]}


def file_with(tmp_path, *changes: tuple[str, str, str], only: str = "") -> Path:
    """The demo's file with some cells changed: (source number, column, text); or `only` some of its rows."""
    table = list(csv.DictReader(io.StringIO(DEMO.read_text(encoding="utf-8"))))
    table = [row for row in table if not only or row["id"].removeprefix("ASSO-") in only.split()]
    for source, column, text in changes:
        next(row for row in table if row["id"] == source)[column] = text
    path = tmp_path / "candidatures.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)
    return path


def everything() -> list[list]:
    return [list(model.objects.order_by("pk").values()) for model in (Application, Finding, Score, Association, Entry)]


def test_every_row_is_taken_and_the_first_wave_keeps_its_27_associations(programme):
    taken_in()
    assert Application.objects.eligible().filter(wave__slug="vague-1").count() == 27
    waves = {wave.slug: wave.applications.count() for wave in Wave.objects.all()}
    assert waves == {"vague-1": 27, "vague-2": 22, "dernier-lot": 19}


def test_references_follow_the_order_of_the_file_in_each_wave(programme, tmp_path):
    taken_in(file_with(tmp_path, only="001 005 006 021"))
    named = dict(Application.objects.values_list("source_id", "reference"))
    assert named == {"ASSO-001": "V1-001", "ASSO-021": "V1-002", "ASSO-006": "V2-001", "ASSO-005": "V3-001"}


ODD_CASES = {
    "ASSO-005": ("eligible", "siret-missing"),
    "ASSO-009": ("eligible", "disproportionate"),
    "ASSO-012": ("eligible", "over-cap"),
    "ASSO-022": ("eligible", "no-internet"),
    "ASSO-030": ("eligible", "district-from-postal-code"),
    "ASSO-036": ("eligible", "number-rewritten"),
    "ASSO-040": ("eligible", "sensitive-public"),
    "ASSO-044": ("eligible", "address-missing"),
    "ASSO-048": ("eligible", "agreement-threshold"),
    "ASSO-059": ("eligible", "siren-missing"),
    "ASSO-060": ("eligible", "refurbisher"),
    "ASSO-063": ("to-check", "same-address"),
    "ASSO-065": ("to-check", "duplicate"),
    "ASSO-066": ("eligible", "second-site"),
    "ASSO-067": ("ineligible", "internal-use-only"),
    "ASSO-068": ("ineligible", "company"),
}


def test_each_odd_case_is_seen_in_the_data(programme):
    rows = taken_in()
    found = {
        source: (rows[source]["state"], code if code in {one["code"] for one in rows[source]["reasons"]} else None)
        for source, (_, code) in ODD_CASES.items()
    }
    assert found == ODD_CASES


def test_a_request_for_one_machine_needs_no_remark(programme, tmp_path):
    assert taken_in(file_with(tmp_path, only="018"))["ASSO-018"]["reasons"] == []


def test_a_name_without_accents_is_kept_as_written_and_found_with_them(programme, tmp_path):
    taken_in(file_with(tmp_path, only="057"))
    found = Association.objects.get(search_text__contains=search_text("Ciné mémoire"))
    assert found.name == "Cine memoire des docks"


def test_the_odd_cases_do_not_come_from_the_column_that_names_them(programme, tmp_path):
    table = list(csv.DictReader(io.StringIO(DEMO.read_text(encoding="utf-8"))))
    bare = file_with(tmp_path, *((row["id"], "cas_particulier", "") for row in table))
    from_bare = taken_in(bare)
    Application.objects.all().delete()
    assert taken_in() == from_bare


def test_the_duplicate_names_the_other_file_and_keeps_its_association_unchanged(programme, tmp_path):
    assert "ASSO-002" in taken_in(file_with(tmp_path, only="002 065"))["ASSO-065"]["reasons"][0]["message"]
    twin = Application.objects.get(source_id="ASSO-065")
    assert twin.association.name == "Passerelle Numérique Saint-Mauront"
    assert twin.declared["name"] == "PASSERELLE NUMERIQUE ST MAURONT"


def test_a_second_site_is_another_association_row_with_the_same_siren(programme, tmp_path):
    taken_in(file_with(tmp_path, only="011 066"))
    assert sorted(Association.objects.filter(siren="099900110").values_list("siret", flat=True)) == [
        "09990011000018",
        "09990011000026",
    ]


def test_the_arrondissement_comes_from_the_postal_code_where_the_file_gives_the_commune(programme, tmp_path):
    taken_in(file_with(tmp_path, only="030"))
    assert Application.objects.get(source_id="ASSO-030").association.district_code == "13207"


def test_points_add_up_from_their_sources(programme, tmp_path):
    assert taken_in(file_with(tmp_path, only="021"))["ASSO-021"]["points"] == 78
    scores = Score.objects.filter(application__source_id="ASSO-021").order_by("criterion__position")
    assert [(score.points, score.source) for score in scores] == [
        (14, "Personnes accueillies\u00a0: Personnes exilées, Bénéficiaires de minima sociaux"),
        (14, "Personnes accueillies\u00a0: Personnes exilées, Bénéficiaires de minima sociaux"),
        (20, "Activité principale\u00a0: Lutte contre l’illettrisme"),
        (0, "aucune réponse ne correspond"),
        (10, "Usages prévus\u00a0: Formations certifiantes, Gestion de l’association"),
        (20, "Part d’habitants des quartiers prioritaires\u00a0: 85\u00a0%"),
    ]


def test_the_same_file_twice_changes_nothing(programme):
    taken_in()
    before = everything()
    assert {row["verdict"] for row in taken_in().values()} == {"unchanged"}
    assert everything() == before


def test_a_changed_row_changes_its_application_only(programme, tmp_path):
    taken_in(file_with(tmp_path, only="020 021"))
    rows = taken_in(file_with(tmp_path, ("ASSO-021", "ordinateurs_demandes", "18"), only="020 021"))
    assert [source for source, row in rows.items() if row["verdict"] != "unchanged"] == ["ASSO-021"]
    assert rows["ASSO-021"]["verdict"] == "changed"
    assert Application.objects.get(source_id="ASSO-021").requested == 18


def test_a_corrected_address_reaches_the_directory_but_a_duplicates_name_does_not(programme, tmp_path):
    taken_in(file_with(tmp_path, only="002 021 065"))
    changes = ("ASSO-021", "adresse", "1 rue de la Loge"), ("ASSO-065", "nom", "PASSERELLE NUM")
    taken_in(file_with(tmp_path, *changes, only="002 021 065"))
    assert Association.objects.get(rna="W133990021").address == "1 rue de la Loge"
    assert Association.objects.get(rna="W133990002").name == "Passerelle Numérique Saint-Mauront"


def test_one_wave_only_leaves_the_other_rows_aside(programme):
    rows = taken_in(only=Wave.objects.get(slug="vague-2"))
    assert sorted({row["verdict"] for row in rows.values() if row["wave"] != "vague-2"}) == ["ignored"]
    assert Application.objects.count() == 22


def test_a_withdrawn_application_is_not_brought_back(programme, tmp_path):
    path = file_with(tmp_path, only="006")
    taken_in(path)
    withdrawn = Application.objects.get(source_id="ASSO-006")
    withdraw_application(application=withdrawn, by=person("ines"), at=MONDAY)
    row = taken_in(path)["ASSO-006"]
    assert (row["verdict"], row["reasons"][0]["code"]) == ("rejected", "application-withdrawn")


def test_an_officers_decision_stands_until_the_findings_change(programme, tmp_path):
    taken_in(file_with(tmp_path, only="002 065"))
    twin = Application.objects.get(source_id="ASSO-065")
    override_eligibility(
        application=twin, decision="eligible", reason="Deux sites distincts", by=person("ines"), at=MONDAY
    )
    taken_in(file_with(tmp_path, ("ASSO-065", "ordinateurs_demandes", "12"), only="002 065"))
    twin.refresh_from_db()
    assert (twin.state, twin.requested) == ("eligible", 12)
    taken_in(file_with(tmp_path, ("ASSO-065", "ordinateurs_demandes", "40"), only="002 065"))
    twin.refresh_from_db()
    assert (twin.state, twin.override_reason) == ("to-check", "")


@pytest.mark.parametrize(
    ("source", "column", "text", "code", "expected"),
    [
        ("ASSO-003", "ordinateurs_demandes", "-4", "value-unreadable", "un nombre entier de 1 à 9999"),
        ("ASSO-003", "ordinateurs_demandes", "vingt", "value-unreadable", "un nombre entier de 1 à 9999"),
        ("ASSO-003", "ordinateurs_demandes", "", "value-unreadable", "un nombre entier de 1 à 9999"),
        ("ASSO-003", "ordinateurs_demandes", "1e60", "value-unreadable", "un nombre entier de 1 à 9999"),
        ("ASSO-003", "minimum_utile", "21", "minimum-over-request", "minimum utile (21) dépasse la demande (20)"),
        ("ASSO-003", "part_qpv_pct", "140", "value-unreadable", "un nombre entier de 0 à 100"),
        ("ASSO-003", "vague", "7", "wave-unknown", "n’est pas une vague du dispositif (1, 2, 3)"),
        ("ASSO-003", "vague", "", "wave-unknown", "n’est pas une vague du dispositif (1, 2, 3)"),
        ("ASSO-003", "vague", "première", "value-unreadable", "un nombre entier de 1 à 99"),
        ("ASSO-003", "nom", "  ", "name-missing", "le nom de l’association manque"),
        ("ASSO-003", "siren", "123456789", "value-unreadable", "un SIREN"),
        ("ASSO-003", "rna", "X12", "value-unreadable", "un numéro RNA"),
        ("ASSO-003", "theme", "astrologie", "value-unreadable", "l’un de mediation_numerique"),
        ("ASSO-003", "salle_dediee", "peut-être", "value-unreadable", "oui ou non"),
        ("ASSO-003", "id", "ASSO-002", "id-twice", "ASSO-002 figure déjà à la ligne 3"),
    ],
)
def test_a_wrong_value_rejects_its_row_and_no_other(programme, tmp_path, source, column, text, code, expected):
    lines = import_applications(
        file=read_applications(file_with(tmp_path, (source, column, text), only="001 002 003 004"), FRANCE),
        programme=programme,
        by=None,
        at=MONDAY,
    )
    report = report_of(lines, with_points=True)
    rejected = [row for row in report["rows"] if row["verdict"] == "rejected"]
    assert [(row["row"], row["reasons"][0]["code"]) for row in rejected] == [(4, code)]
    assert rejected[0]["reasons"][0]["message"].startswith("Ligne 4")
    assert expected in rejected[0]["reasons"][0]["message"]
    assert Application.objects.count() == 3


def test_two_rows_of_one_association_in_one_wave_are_one_application_too_many(programme, tmp_path):
    rows = taken_in(file_with(tmp_path, ("ASSO-065", "vague", "1"), only="002 065"))
    assert (rows["ASSO-065"]["verdict"], rows["ASSO-065"]["reasons"][0]["code"]) == ("rejected", "application-twice")


def test_counts_add_up_to_the_rows(programme, tmp_path):
    path = file_with(tmp_path, ("ASSO-003", "nom", ""))
    path.write_text(path.read_text(encoding="utf-8").replace("ASSO-005,", "\nASSO-005,", 1), encoding="utf-8")
    lines = import_applications(file=read_applications(path, FRANCE), programme=programme, by=None, at=MONDAY)
    counts = report_of(lines, with_points=True)["counts"]
    assert (counts["rows"], counts["rejected"], counts["ignored"]) == (68, 1, 1)
    assert counts["rows"] == sum(counts[one] for one in ("new", "changed", "unchanged", "rejected", "warned"))


def test_a_dry_run_needs_no_programme_and_writes_nothing(marseille, tmp_path):
    report = tmp_path / "rapport.json"
    call_command("import_applications", str(DEMO), "--dry-run", "--report", str(report), stdout=io.StringIO())
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["counts"]["rows"] == 68
    assert {row["points"] for row in told["rows"]} == {None}
    assert {row["id"]: row["eligible"] for row in told["rows"]}["ASSO-068"] is False
    assert everything() == [[], [], [], [], []]


def test_applying_without_a_programme_is_refused_with_one_sentence(marseille):
    with pytest.raises(Nonsense, match="Aucun dispositif n’est chargé") as refusal:
        call_command("import_applications", str(DEMO))
    assert refusal.value.returncode == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04abc", b"a;b;c\n1;2;3\n", b"\x00\x01\x02"])
def test_a_wrong_file_is_refused_with_one_sentence(programme, tmp_path, content):
    path = tmp_path / "faux.csv"
    path.write_bytes(content)
    with pytest.raises(Nonsense) as refusal:
        call_command("import_applications", str(path))
    assert "\n" not in str(refusal.value)


def test_an_unknown_wave_is_refused_with_one_sentence(programme):
    with pytest.raises(Nonsense, match="Aucune vague ne s’appelle"):
        call_command("import_applications", str(DEMO), "--wave", "vague-9")


def test_nothing_of_another_city_is_seen_or_written(programme, genoa, tmp_path):
    taken_in(file_with(tmp_path, only="021"))
    with city_scope(genoa):
        assert everything() == [[], [], [], [], []]


def test_zeros_eaten_by_a_spreadsheet_come_back(programme, tmp_path):
    """A workbook where every code of digits became a number, headings on the third row, columns in another order."""
    cells = next(
        row for row in csv.DictReader(io.StringIO(DEMO.read_text(encoding="utf-8"))) if row["id"] == "ASSO-021"
    )
    sheet = openpyxl.Workbook()
    sheet.active.append(["Candidatures reçues"])
    sheet.active.append([])
    sheet.active.append(list(reversed(cells)))
    sheet.active.append([int(cell) if cell.isdigit() else cell for cell in reversed(cells.values())])
    sheet.save(tmp_path / "candidatures.xlsx")
    row = taken_in(tmp_path / "candidatures.xlsx")["ASSO-021"]
    stored = Application.objects.get()
    assert (row["row"], row["points"], [one["code"] for one in row["reasons"]]) == (4, 78, ["number-rewritten"])
    assert (stored.association.siren, stored.association.siret) == ("099900219", "09990021900017")
    assert stored.answers["purpose_code"] == "019014"


def test_more_rows_than_a_call_ever_has_are_refused(programme, tmp_path):
    heading, first, *_ = DEMO.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "candidatures.csv"
    path.write_text("\n".join([heading, *[first] * 2_001]), encoding="utf-8")
    with pytest.raises(Nonsense, match="plus de 2\u00a0000 candidatures"):
        call_command("import_applications", str(path))


def test_the_directory_says_what_the_row_leaves_out(programme, tmp_path):
    silent = [("ASSO-001", column, "") for column in ("annee_creation", "rna")]
    taken_in(file_with(tmp_path, *silent, only="001"))
    Wave.objects.update(minimum_age=12)
    Association.objects.update(founded_in=2026, legal_form="7210")
    again = file_with(tmp_path, *silent, ("ASSO-001", "ordinateurs_demandes", "11"), only="001")
    assert [one["code"] for one in taken_in(again)["ASSO-001"]["reasons"]][:2] == ["no-association", "too-young"]
