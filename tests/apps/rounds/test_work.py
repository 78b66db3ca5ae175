"""Large files: read, mapped and closed by jobs that a kill or a cancel at any moment leaves without trace."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from danaya.apps.rounds import guiding, work
from danaya.apps.rounds.actions.import_answers import keep_answers_file, mapping_of, read_upload
from danaya.apps.rounds.models import Dataset, ImportDraft, Round
from danaya.apps.rounds.models.rounds import State
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import forget_expired
from danaya.base.jobs.models import Job
from danaya.base.jobs.models import State as JobState
from danaya.base.jobs.work import cancel, enqueue
from danaya.base.jobs.worker import run_worker
from danaya.engines.tables import Absence
from tests.apps.people.factories import make_tenure
from tests.apps.rounds.factories import AT, answers_file, contents, make_draft, make_filled_round, rows_of_answers

pytestmark = pytest.mark.django_db


def asked_to_read(round_, file, clock):
    stored = keep_answers_file(round_, file, at=AT)
    facts = {"round_id": str(round_.pk), "file": str(stored.pk), "audience": "", "tenure": "", "moment": AT.isoformat()}
    return enqueue(work.READ, owner=None, at=clock(), **facts)


def test_large_file_is_read_by_a_job(clock):
    round_ = make_filled_round()
    earlier = make_draft(round_)
    asked = asked_to_read(round_, answers_file(rows_of_answers(officials=10)), clock)
    assert [one.pk for one in ImportDraft.objects.all()] == [earlier.pk], (
        "the earlier file stays until the new one is read"
    )
    run_worker(clock, once=True)
    draft = ImportDraft.objects.get()
    assert (draft.account["rows"], draft.is_complete) == (34, True)
    assert draft.file.keep_until is None
    done = Job.objects.get(pk=asked.pk)
    assert (done.state, done.result_url) == (JobState.DONE, f"/rounds/{round_.pk}/answers/{draft.pk}/codes/")


def test_job_that_cannot_read_says_why_and_keeps_nothing(clock, django_capture_on_commit_callbacks):
    round_ = make_filled_round()
    with django_capture_on_commit_callbacks(execute=True):
        asked = asked_to_read(round_, ContentFile(b"only one line of words\n", "answers.csv"), clock)
        run_worker(clock, once=True)
    assert Job.objects.get(pk=asked.pk).state == JobState.FAILED
    assert Job.objects.get(pk=asked.pk).problems[0]["where"] == "answers.csv"
    assert not ImportDraft.objects.exists()
    assert not StoredFile.objects.exists()
    assert contents() == []


@pytest.mark.parametrize("begun", [False, True])
def test_reading_that_is_cancelled_leaves_nothing(clock, monkeypatch, django_capture_on_commit_callbacks, begun):
    def read_then_cancel(*args, **facts):
        made = read_upload(*args, **facts)
        cancel(asked, at=clock())
        return made

    monkeypatch.setattr(work, "read_upload", read_then_cancel)
    with django_capture_on_commit_callbacks(execute=True):
        asked = asked_to_read(make_filled_round(), answers_file(), clock)
        if begun:
            run_worker(clock, once=True)
        else:
            cancel(asked, at=clock())
            assert work.discard_unread() == 1
    assert Job.objects.get(pk=asked.pk).state == JobState.CANCELLED
    assert not ImportDraft.objects.exists()
    assert not StoredFile.objects.exists()
    assert contents() == []


def test_file_that_nobody_came_to_read_is_forgotten_next_day(clock, django_capture_on_commit_callbacks):
    stored = keep_answers_file(make_filled_round(), answers_file(), at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_expired(AT) == 0
        assert forget_expired(AT + timedelta(days=2)) == 1
    stored.refresh_from_db()
    assert stored.removed_at is not None
    assert contents() == []


@pytest.mark.parametrize(
    ("act", "choice", "column"),
    [
        ("map", {"q1": "q2"}, "q2"),
        ("name", {"targets": ["q1"], "meanings": [["1", {"absence": "refusal"}]]}, "q1"),
        ("accept", ["value:q1:8"], "q1"),
        ("again", None, "q1"),
    ],
)
def test_account_of_a_large_file_is_taken_by_a_job(clock, act, choice, column):
    draft = make_draft()
    arguments = {"draft": str(draft.pk), "act": act, "choice": choice, "done": guiding.ACCOUNT}
    enqueue(work.ACCOUNT, owner=None, at=clock(), **arguments)
    run_worker(clock, once=True)
    draft.refresh_from_db()
    mapping = mapping_of(draft)
    assert Job.objects.get().result_url == f"/rounds/{draft.round_id}/answers/{draft.pk}/account/"
    assert mapping.feeding("q1").column == column
    assert (act == "name") == (mapping.feeding("q1").absences == {"1": Absence.REFUSAL})
    assert mapping.accepted == (frozenset(choice) if act == "accept" else frozenset())


def test_round_with_a_large_file_is_closed_by_a_job(clock):
    draft, tenure = make_draft(), make_tenure()
    arguments = {"round_id": str(draft.round_id), "tenure": str(tenure.pk), "moment": AT.isoformat()}
    asked = enqueue(work.CLOSE, owner=None, at=clock(), **arguments)
    run_worker(clock, once=True)
    round_ = Round.objects.get(pk=draft.round_id)
    assert round_.state == State.CLOSED
    assert round_.datasets.get().pk == asked.pk
    assert round_.datasets.get().closed_by == tenure.post


def test_cancelled_closing_leaves_nothing(clock, datasets, monkeypatch):
    draft, tenure = make_draft(), make_tenure()
    arguments = {"round_id": str(draft.round_id), "tenure": str(tenure.pk), "moment": AT.isoformat()}
    asked = enqueue(work.CLOSE, owner=None, at=clock(), **arguments)
    written = work.write_dataset

    def write_then_cancel(*args, **facts):
        made = written(*args, **facts)
        cancel(asked, at=clock())
        return made

    monkeypatch.setattr(work, "write_dataset", write_then_cancel)
    run_worker(clock, once=True)
    assert Job.objects.get(pk=asked.pk).state == JobState.CANCELLED
    assert not Dataset.objects.exists()
    assert list(datasets.iterdir()) == []
    assert ImportDraft.objects.filter(pk=draft.pk).exists()
