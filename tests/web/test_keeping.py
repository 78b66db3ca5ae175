"""The hourly work: expired files, contents nothing names, uploads half received."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from danaya.base.files.storing import store
from danaya.base.jobs.schedules import SCHEDULES
from danaya.web.folder import DataFolder
from danaya.web.keeping import HOUR, keep_house

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def aged(path, hours):
    moment = (NOW - timedelta(hours=hours)).timestamp()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (moment, moment))
    return path


def test_what_killed_processes_left_goes_and_the_rest_stays(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.FOLDER = DataFolder(tmp_path / "installation")
    kept = store(ContentFile(b"a;b\n1;2\n", "a.csv"), at=NOW)
    over = store(ContentFile(b"a;b\n3;4\n", "b.csv"), at=NOW, keep_until=(NOW - timedelta(days=1)).date())
    half, coming = aged(settings.FOLDER.incoming / "old.upload", 3), aged(settings.FOLDER.incoming / "new.upload", 0)
    with django_capture_on_commit_callbacks(execute=True):
        keep_house(NOW)
    assert (half.exists(), coming.exists()) == (False, True)
    assert (default_storage.exists(kept.location), default_storage.exists(over.location)) == (True, False)


def test_visits_that_are_over_are_forgotten(settings, tmp_path):
    settings.FOLDER = DataFolder(tmp_path)
    for name, minutes in (("over", -1), ("running", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=NOW + timedelta(minutes=minutes))
    keep_house(NOW)
    assert [session.session_key for session in Session.objects.all()] == ["running"]


def test_it_is_done_every_hour():
    schedule = SCHEDULES["web.keeping"]
    assert (schedule.interval, schedule.run) == (HOUR, keep_house)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a setting of SQLite")
def test_deleted_rows_are_overwritten():
    """Samples of a delivered file stand in its draft: they must not outlive it in the free pages of the database."""
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
