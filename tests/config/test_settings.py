"""The example of a production installation starts, and passes Django's own deployment checks."""

import os
import subprocess
import sys

from tests.repository import ROOT


def rebond(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "-m", "rebond", *arguments],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_production_example_passes_the_deployment_checks(tmp_path):
    done = rebond(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        REBOND_ENV_FILE=str(ROOT / "deploy" / "rebond.env.example"),
        REBOND_DATA_DIR=str(tmp_path),
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_keys_are_made_once_and_kept_for_the_owner(tmp_path):
    for _ in range(2):
        rebond("check", REBOND_DATA_DIR=str(tmp_path))
    keys = sorted((tmp_path / "keys").iterdir())
    assert [(key.name, oct(key.stat().st_mode)[-3:]) for key in keys] == [("journal", "600"), ("secret", "600")]


def test_every_command_works_on_an_empty_house(tmp_path):
    environment = {"REBOND_DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3"}
    assert rebond("migrate", "-v0", **environment).returncode == 0
    assert rebond("verify_journal", **environment).returncode == 0
    assert (tmp_path / "other.sqlite3").exists()


def test_production_has_no_demonstration(tmp_path):
    done = rebond(
        "demo",
        REBOND_ENV_FILE=str(ROOT / "deploy" / "rebond.env.example"),
        REBOND_DATA_DIR=str(tmp_path),
        REBOND_DEMO="1",
    )
    assert (done.returncode, "REBOND_DEMO=1" in done.stderr) == (2, True)
