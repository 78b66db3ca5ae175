"""The journal: order, what it keeps, that it cannot be changed, that changes behind its back are found."""

import datetime
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, close_old_connections, connection, transaction

from danaya.base.files.models import StoredFile
from danaya.base.journal.entries import Actor, account_digest, forget_account, history, record, verify
from danaya.base.journal.models import Entry, Head, NotErasable
from danaya.base.journal.protection import protect, unprotect
from danaya.engines.language import Problem

pytestmark = pytest.mark.django_db

COORDINATOR = Actor("post-1", "account-1")


def make_entries(clock, count=3):
    return [record("test.act", None, COORDINATOR, clock(), number=number) for number in range(count)]


def stored(clock):
    return StoredFile.objects.create(name="a.csv", media_type="text/plain", size=1, sha256="0" * 64, stored_at=clock())


def behind_its_back(statement, *values):
    """Change the table as somebody with the database's password would, triggers lifted."""
    unprotect(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    protect(connection)


def test_record_keeps_verb_object_post_time_and_payload(clock):
    thing = stored(clock)
    entry = record("files.store", thing, COORDINATOR, clock(), size=1, words=["é"])
    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.verb, kept.post, kept.object_type, kept.object_id) == (
        "files.store",
        "post-1",
        "files.storedfile",
        str(thing.pk),
    )
    assert kept.at == clock()
    assert kept.payload == {"size": 1, "words": ["é"]}


def test_entries_follow_one_another(clock):
    first, second, third = make_entries(clock)
    assert [first.place, second.place, third.place] == [0, 1, 2]
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert verify() is None


def test_history_holds_one_objects_entries_in_order(clock):
    thing, other = stored(clock), stored(clock)
    for verb, obj in (("a", thing), ("b", other), ("c", thing)):
        record(verb, obj, None, clock())
    assert [entry.verb for entry in history(thing)] == ["a", "c"]


def test_account_enters_as_a_digest_also_as_what_was_acted_on(clock):
    """Who changes their own account must not tie their digest to it for ever."""
    account = get_user_model().objects.create()
    entry = record("people.change_account", account, Actor("post-1", str(account.pk)), clock())
    everything = " ".join(str(value) for value in Entry.objects.values_list().get())
    assert str(account.pk) not in everything
    assert account.pk.hex not in everything
    assert list(history(account)) == [entry]
    forget_account(str(account.pk))
    assert list(history(account)) == []
    assert verify() is None


def test_record_of_an_act_undone_is_undone_with_it(clock):
    make_entries(clock, 1)
    with transaction.atomic():
        record("test.undone", None, None, clock())
        transaction.set_rollback(True)
    record("test.next", None, None, clock())
    assert [entry.verb for entry in Entry.objects.all()] == ["test.act", "test.next"]
    assert verify() is None


def test_record_refuses_a_moment_without_time_zone(clock):
    with pytest.raises(ValueError, match="time zone"):
        record("test.act", None, None, clock().replace(tzinfo=None))


def test_record_refuses_what_is_no_json(clock):
    with pytest.raises(Problem):
        record("test.act", None, None, clock(), day=datetime.date(2026, 1, 1))


def test_time_zones_of_one_moment_give_one_digest(clock):
    entry = record("test.act", None, None, clock().astimezone(datetime.timezone(datetime.timedelta(hours=3))))
    assert Entry.objects.get(pk=entry.pk).sealed["at"] == "2026-11-23T09:00:00+00:00"
    assert verify() is None


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.update(verb="other"),
        lambda entry: Entry.objects.bulk_create([Entry()]),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
    ],
)
def test_models_refuse_to_change_an_entry(clock, change):
    entry = make_entries(clock, 1)[0]
    with pytest.raises(NotErasable):
        change(Entry.objects.get(pk=entry.pk))


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET verb = 'other'", "DELETE FROM journal_entry"])
def test_database_refuses_to_change_an_entry(clock, statement):
    make_entries(clock)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.count() == 3


@pytest.mark.postgres
def test_postgres_refuses_to_empty_the_journal(clock):
    make_entries(clock)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_entry")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET body = '{\"number\":7}' WHERE place = 1",
        "UPDATE journal_entry SET verb = 'other' WHERE place = 1",
        "UPDATE journal_entry SET post = 'post-2' WHERE place = 1",
        "UPDATE journal_entry SET account_digest = '' WHERE place = 1",
        "UPDATE journal_entry SET at = '2026-11-22 09:00:00' WHERE place = 1",
        "DELETE FROM journal_entry WHERE place = 1",
    ],
)
def test_verify_finds_what_was_changed_behind_its_back(clock, statement):
    make_entries(clock)
    behind_its_back(statement)
    assert verify() == 1


def test_verify_finds_that_the_end_was_cut_off(clock):
    make_entries(clock)
    behind_its_back("DELETE FROM journal_entry WHERE place = 2")
    assert verify() == 2


def test_account_enters_as_a_digest_that_can_be_forgotten(clock):
    entry = make_entries(clock, 1)[0]
    before = entry.account_digest
    assert before == account_digest("account-1")
    assert "account-1" not in str(entry.sealed)
    forget_account("account-1")
    assert account_digest("account-1") != before
    assert verify() is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_threads_on_postgres_never_follow_the_same_entry(clock):
    def write():
        try:
            for _ in range(10):
                record("test.act", None, COORDINATOR, clock())
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert Head.objects.get().length == 40
    assert Entry.objects.count() == 40
    assert verify() is None


WRITE = """
import sys, django; django.setup()
from django.utils import timezone
from danaya.base.journal.entries import record
for _ in range(15): record("test.act", None, None, timezone.now())
"""
CHECK = """
import django; django.setup()
from danaya.base.journal.entries import verify
from danaya.base.journal.models import Entry
assert Entry.objects.count() == 45, Entry.objects.count()
assert verify() is None
"""


def test_processes_on_sqlite_never_follow_the_same_entry(tmp_path: Path):
    environment = {**os.environ, "DANAYA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "danaya.web.settings"}
    environment.pop("DATABASE_URL", None)

    def python(*arguments):
        return subprocess.Popen([sys.executable, *arguments], env=environment)

    assert python("-m", "django", "migrate", "journal", "-v", "0", "--skip-checks").wait() == 0
    assert [writer.wait() for writer in [python("-c", WRITE) for _ in range(3)]] == [0, 0, 0]
    assert python("-c", CHECK).wait() == 0
