"""Each test of rounds has a folder of datasets of its own; pages are looked at by a coordinator, in English."""

import pytest

from danaya.apps.people.models import Role
from danaya.web.folder import DataFolder
from tests.apps.people.factories import make_administration, make_tenure


@pytest.fixture(autouse=True)
def datasets(settings, tmp_path):
    settings.FOLDER = DataFolder(tmp_path / "installation")
    return settings.FOLDER.datasets


@pytest.fixture
def coordinator(client, db):
    make_administration()
    client.force_login(make_tenure(Role.COORDINATOR).account)
    client.cookies["django_language"] = "en"
    return client
