"""Each test of rounds has a folder of datasets of its own."""

import pytest

from danaya.web.folder import DataFolder


@pytest.fixture(autouse=True)
def datasets(settings, tmp_path):
    settings.FOLDER = DataFolder(tmp_path / "installation")
    return settings.FOLDER.datasets
