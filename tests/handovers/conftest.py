import pytest


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    """Notes are stored in a folder of the test."""
    settings.FILES_DIR = tmp_path / "files"
