import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import rebond.demo
from rebond.spreadsheets import Unreadable, write_csv
from rebond.stock.certificates import CertificateRow, read_certificates, result_of

DEMO = Path(rebond.demo.__file__).parent / "data"
DATA = Path(__file__).parent.parent / "data"


def read(tmp_path, *rows, headings=("N° série machine", "Résultat", "Date", "Opérateur")):
    write_csv(tmp_path / "c.csv", headings, rows)
    return read_certificates(tmp_path / "c.csv")


def codes(row):
    return [remark.code for remark in row.remarks]


def test_certificates_of_the_parc_give_the_findings_of_the_truth():
    """A machine is matched by any certificate that bears its serial number, a failed one included."""
    truth = json.loads((DATA / "parc-donateur-1000-truth.json").read_text())
    known = truth["devices"].keys()
    rows = read_certificates(DEMO / "parc-donateur-1000-effacements.csv").rows
    certified = {row.serial for row in rows}
    failed = {row.serial for row in rows if row.result == "failed"}
    removed = {row.serial for row in rows if row.result == "disk-removed"}
    kept_back = truth["blocked"].keys() | failed | (known - certified)
    desktops = {serial for serial, category in truth["devices"].items() if category == "desktop"}
    assert {
        "failed": sorted(failed),
        "no_certificate": sorted(known - certified),
        "disk_removed": sorted(removed),
        "orphan": sorted(certified - known),
    } == {finding: sorted(serials) for finding, serials in truth["erasure"].items()}
    assert (len(known & certified), len(desktops - kept_back)) == (
        truth["counts"]["certificates"]["matched"], truth["counts"]["allocatable_desktops"],
    )  # fmt: skip


def test_a_certificate_keeps_what_proves_the_erasure():
    first = read_certificates(DEMO / "parc-donateur-1000-effacements.csv").rows[0]
    assert first == CertificateRow(
        row=2, serial="CZC9424RGC", result="erased", disk_serial="SN4Q7X34X23H03", disk_brand="Samsung", method="Purge",
        standard="NIST SP 800-88 Rev. 1", tool="Blancco Drive Eraser 7.3", operator="OP2", reference="BL-2023-00001",
        erased_on=date(2023, 1, 10),
    )  # fmt: skip


def test_xml_reports_are_read_disk_by_disk():
    rows = read_certificates(DEMO / "blancco-style-report-sample.xml").rows
    assert [(row.row, row.serial, row.disk_serial, row.result) for row in rows] == [
        (1, "431P643", "S3YJNB0K855576", "erased"),
        (2, "S97H7Z3", "S3YJNB0K927306", "erased"),
        (3, "8CC9341R9G", "S3YJNB0K457482", "failed"),
    ]
    assert (rows[2].standard, rows[2].erased_on, rows[2].reference) == (
        "NIST 800-88 Purge", date(2023, 1, 12), "00000000-0000-4000-8000-000000000003",
    )  # fmt: skip


def test_xml_with_missing_parts_tells_what_is_missing(tmp_path):
    (tmp_path / "r.xml").write_text(
        "<report><a xmlns='urn:x'><entries name='system'><entry name='serial'>abc1</entry></entries></a></report>"
    )
    [row] = read_certificates(tmp_path / "r.xml").rows
    assert (row.serial, row.rejected, [remark.message for remark in row.remarks]) == (
        "ABC1",
        True,
        [
            "Rapport 1\u00a0: le résultat de l’effacement manque. Écrivez «\u00a0Réussi\u00a0», «\u00a0Échec\u00a0» ou "
            "«\u00a0Disque retiré\u00a0», puis renvoyez le certificat."
        ],
    )


def test_one_machine_may_have_two_disks(tmp_path):
    disk = (
        "<entries name='erasure'><entry name='state'>{}</entry>"
        "<entries name='target'><entry name='serial'>{}</entry></entries></entries>"
    )
    (tmp_path / "r.xml").write_text(
        "<root><report><entries name='system'><entry name='serial'>A1</entry></entries>"
        f"{disk.format('Successful', 'D1')}{disk.format('Failed', 'D2')}</report></root>"
    )
    rows = read_certificates(tmp_path / "r.xml").rows
    assert [(row.serial, row.disk_serial, row.result) for row in rows] == [
        ("A1", "D1", "erased"),
        ("A1", "D2", "failed"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<root><report>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><root/>",
        "<!DOCTYPE a [<!ENTITY b 'b'>]><root>&b;</root>",
        "<a>" * 5_000,
        "<html><body>Rapport</body></html>",
    ],
)
def test_broken_or_hostile_xml_is_refused(tmp_path, content):
    (tmp_path / "r.xml").write_text(content)
    with pytest.raises(Unreadable, match=r"^Le fichier XML (?:est abîmé|contient une déclaration|ne contient aucun)"):
        read_certificates(tmp_path / "r.xml")


@pytest.mark.parametrize("words", ["OK", "ERASED", "Réussi", "Successful", "Effacé", "Erased (verified)", "Passed"])
def test_words_of_success(words):
    assert result_of(words) == "erased"


@pytest.mark.parametrize(
    "words", ["Échec", "FAILED", "NOK", "non", "Not erased", "Réussi avec erreurs", "Annulé", "Erased with exceptions"]
)
def test_any_word_of_failure_is_a_failure(words):
    assert result_of(words) == "failed"


@pytest.mark.parametrize("words", ["Sans objet - disque retiré", "Disk removed", "sans disque"])
def test_words_for_a_removed_disk(words):
    assert result_of(words) == "disk-removed"


@pytest.mark.parametrize("words", ["", "en cours", "Sans objet", "7.3"])
def test_other_words_say_nothing(words):
    assert result_of(words) == ""


def test_remarks_quote_nobody(tmp_path):
    rows = read(tmp_path, ["CZC1", "voir Mme Durand", "", ""], ["CZC2", "OK", "Sophie Martin", ""]).rows
    assert [codes(row) for row in rows] == [["result-unknown"], ["date-unreadable"]]
    assert [found for found in ("Durand", "Sophie", "Martin") if found in repr(rows)] == []


def test_a_certificate_that_proves_nothing_is_rejected_with_its_row(tmp_path):
    found = read(
        tmp_path, ["A1", "en cours"], ["", "OK"], ["4,5612E+09", "OK"], ["A2", ""], ["", "", "total"], ["A3", "OK"]
    )
    assert [(row.row, row.rejected, codes(row)) for row in found.rows] == [
        (2, True, ["result-unknown"]),
        (3, True, ["serial-missing"]),
        (4, True, ["serial-unreadable"]),
        (5, True, ["result-missing"]),
        (7, False, []),
    ]
    assert found.ignored == [6]


def test_a_doubtful_date_and_a_name_are_told_and_the_certificate_stands(tmp_path):
    [row] = read(tmp_path, ["a1", "OK", "32/01/2023", "M. Untel"]).rows
    assert (row.serial, row.result, row.erased_on, row.operator) == ("A1", "erased", None, "[masqué]")
    assert codes(row) == ["date-unreadable", "personal-data"]


def test_certificates_need_a_serial_and_a_result(tmp_path):
    with pytest.raises(Unreadable, match="«\u00a0N° série machine\u00a0», «\u00a0Résultat\u00a0»"):
        read(tmp_path, ["x"], headings=["N° série machine"])


def test_results_of_the_parc_are_counted():
    rows = read_certificates(DEMO / "parc-donateur-1000-effacements.csv").rows
    assert Counter(row.result for row in rows) == {"erased": 987, "failed": 3, "disk-removed": 2}
