"""Logs of nwipe and ShredOS, made up in their shape."""

from datetime import date

import pytest

from rebond.stock.certificates import read_certificates
from rebond.stock.erasures.nwipe import is_nwipe_log

LOG = """\
[2026/10/02 08:00:00]    info: ShredOS v2024.11_27_x86-64_0.38
[2026/10/02 08:00:01]  notice: Found /dev/sda,  ATA    , SAMSUNG MZ7LN256, 256 GB, S/N=S3TWNX0
[2026/10/02 08:00:01]  notice: Found /dev/sdb,  ATA    , TOSHIBA MQ01ABD1, 1000 GB, S/N=35H2SCTWS
[2026/10/02 08:00:02]  notice: bios-version = 2.1
[2026/10/02 08:00:02]  notice: system-serial-number = CZC1
[2026/10/02 08:00:03]  notice: /dev/sda has serial number S3TWNX0
[2026/10/02 08:00:03]  notice: /dev/sdb has serial number 35H2SCTWS
[2026/10/02 08:00:04]  notice: Invoking method 'DoD Short' on /dev/sda
[2026/10/02 08:00:04]  notice: Invoking method 'DoD Short' on /dev/sdb
[2026/10/02 11:30:00]  notice: Finished final round 1 of 1 on /dev/sda

******************************** Error Summary *********************************
!   Device | Pass Errors | Verifications Errors | Fdatasync I\\O Errors
--------------------------------------------------------------------------------
       sda |           0 |                    0 |                    0
       sdb |           {errors} |                    0 |                    0
********************************************************************************

********************************* Drive Status *********************************
!   Device | Status | Thru-put | HH:MM:SS | Model/Serial Number
--------------------------------------------------------------------------------
       sda | Erased | 140 MB/s | 01:58:58 | SAMSUNG MZ7LN256/S3TWNX0
       sdb | {status} |  90 MB/s | 03:12:11 | TOSHIBA MQ01ABD1/35H2SCTWS
********************************************************************************
[2026/10/02 11:31:00]    info: Nwipe exited
"""


def rows(tmp_path, log: str) -> list:
    (tmp_path / "nwipe.log").write_text(log)
    return read_certificates(tmp_path / "nwipe.log").rows


def test_a_log_gives_one_certificate_per_disk(tmp_path):
    first, second = rows(tmp_path, LOG.format(errors=0, status="Erased"))
    assert (first.serial, first.disk_serial, first.disk_brand, first.result) == (
        "CZC1",
        "S3TWNX0",
        "SAMSUNG MZ7LN256",
        "erased",
    )
    assert (first.standard, first.tool, first.erased_on) == (
        "DoD Short",
        "nwipe (ShredOS 2024.11_27_x86-64_0.38)",
        date(2026, 10, 2),
    )
    assert (second.serial, second.disk_serial, second.result) == ("CZC1", "35H2SCTWS", "erased")


@pytest.mark.parametrize("status", ["-FAILED-", "UABORTED", "INSANITY"])
def test_a_disk_that_was_not_finished_is_not_erased(tmp_path, status):
    assert rows(tmp_path, LOG.format(errors=0, status=status))[1].result != "erased"


def test_errors_on_the_way_are_a_failure_whatever_the_status_says(tmp_path):
    assert rows(tmp_path, LOG.format(errors=3, status="Erased"))[1].result == "failed"


def test_a_machine_whose_serial_is_hidden_is_refused_with_the_reason(tmp_path):
    log = LOG.format(errors=0, status="Erased").replace("number = CZC1", "number = XXXXXXX")
    assert [[remark.code for remark in row.remarks] for row in rows(tmp_path, log)] == [["serial-missing"]] * 2


def test_a_run_without_a_machine_does_not_take_the_one_before(tmp_path):
    log = LOG.format(errors=0, status="Erased")
    second = log.replace("[2026/10/02 08:00:02]  notice: system-serial-number = CZC1\n", "")
    assert [row.serial for row in rows(tmp_path, log + second)] == ["CZC1", "CZC1", "", ""]


def test_two_runs_in_one_log_name_two_machines(tmp_path):
    log = LOG.format(errors=0, status="Erased")
    found = rows(tmp_path, log + log.replace("number = CZC1", "number = CZC2"))
    assert [row.serial for row in found] == ["CZC1", "CZC1", "CZC2", "CZC2"]


def test_a_table_of_certificates_is_no_log(tmp_path):
    (tmp_path / "t.csv").write_text("N° série machine;Résultat\nCZC1;OK\n")
    assert not is_nwipe_log(tmp_path / "t.csv")
