"""Pages of the file of answers: upload, codes, account, closing."""

import pytest

from danaya.apps.rounds import tables
from danaya.apps.rounds.actions.describe_round import Margin, describe_population
from danaya.apps.rounds.actions.import_answers import mapping_of
from danaya.apps.rounds.models import ImportDraft
from danaya.apps.rounds.queries import closed_dataset
from danaya.apps.rounds.views import answers, closing
from danaya.base.jobs.models import Job
from danaya.base.jobs.worker import run_worker
from tests.apps.rounds.browsing import page, uploaded, words
from tests.apps.rounds.factories import (
    AT,
    csv_of,
    make_draft,
    make_filled_round,
    rows_of_answers,
)

pytestmark = pytest.mark.django_db

ALL = {"audience": "*"}
"""The file holds the answers of all audiences."""


def test_wrong_file_is_refused_beside_its_field(coordinator):
    round_ = make_filled_round()
    sent = coordinator.post(page("upload", round_), {"file": uploaded(b"PK\x03\x04" + b"\0" * 50, "a.xlsx"), **ALL})
    assert sent.status_code == 422
    assert sent.context["form"].errors["file"]
    assert not ImportDraft.objects.exists()
    nothing = coordinator.post(page("upload", round_), {})
    assert "Choose a file for “File of answers”." in words(nothing)


def test_large_file_goes_to_a_page_of_progress(coordinator, monkeypatch, clock):
    monkeypatch.setattr(answers, "LARGE", 10)
    round_ = make_filled_round()
    sent = coordinator.post(page("upload", round_), {"file": uploaded(csv_of(rows_of_answers())), **ALL})
    assert sent.url == Job.objects.get().get_absolute_url()
    shown = words(coordinator.get(page("upload", round_)))
    assert "A file is being read." in shown
    assert sent.url in shown
    run_worker(clock, once=True)
    draft = ImportDraft.objects.get()
    assert coordinator.get(sent.url).url == page("codes", round_, draft.pk)
    assert "A file is being read." not in words(coordinator.get(page("upload", round_)))


def test_account_is_accepted_on_its_page_and_downloaded(coordinator):
    rows = rows_of_answers()
    rows[0]["q1"] = "=HYPERLINK(1)"
    draft = make_draft(rows=rows)
    round_ = draft.round
    account = coordinator.get(page("account", round_, draft.pk))
    assert "Column “q1”, “=HYPERLINK(1)”" in words(account)
    assert "row 2" in words(account)
    table = coordinator.get(page("account_file", round_, draft.pk)).content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in table
    assert "row 2, column “q1”" in table
    key = account.context["open"][0]["key"]
    coordinator.post(page("account", round_, draft.pk), {"accepted": [key]})
    draft.refresh_from_db()
    assert draft.is_complete


def test_codes_are_said_on_the_page_of_their_scale(coordinator):
    rows = rows_of_answers()
    rows[0]["q1"] = "NR"
    draft = make_draft(rows=rows)
    round_ = draft.round
    codes = words(coordinator.get(page("codes", round_, draft.pk)))
    assert "Disagree … Agree" in codes
    address = page("code_group", round_, draft.pk) + "?group=g2"
    shown = coordinator.get(address).context["group"]
    place = [value.raw for value in shown.values].index("1")
    coordinator.post(address, {f"value-{place}": "absence:missing"})
    draft.refresh_from_db()
    assert draft.account["counts"]["q1"]["missing"] >= 10
    assert coordinator.get(page("code_group", round_, draft.pk) + "?group=none").status_code == 302


def test_closing_is_refused_while_the_file_is_not_understood(coordinator):
    rows = rows_of_answers()
    rows[0]["q1"] = 8
    draft = make_draft(rows=rows)
    shown = coordinator.get(page("close", draft.round))
    assert "is not understood as a whole yet" in words(shown)
    assert "Close the round</button>" not in words(shown)
    sent = coordinator.post(page("close", draft.round))
    assert sent.status_code == 422
    assert closed_dataset(draft.round) is None


def test_closing_page_shows_who_is_missing(coordinator):
    draft = make_draft()
    describe_population(draft.round, [Margin("officials", "region", "1", 300, 40)], actor=None, at=AT)
    context = coordinator.get(page("close", draft.round)).context
    row = context["margins"][0]["rows"][0]
    assert (row["label"], row["answered"], row["margin"].population, row["margin"].target) == ("North", 15, 300, 40)
    silences = {row["text"]: row for row in context["silences"]}
    assert silences["People can speak without fear."]["refusal"] == 13
    assert context["audiences"][0]["rate"] == 0.6


def test_file_is_taken_back(coordinator):
    draft = make_draft()
    coordinator.post(page("take_back", draft.round, draft.pk))
    assert not ImportDraft.objects.exists()


def test_large_round_is_checked_and_closed_by_jobs(coordinator, monkeypatch, clock):
    draft = make_draft()
    round_ = draft.round
    monkeypatch.setattr(closing, "LARGE", 10)
    sent = coordinator.get(page("close", round_))
    run_worker(clock, once=True)
    assert coordinator.get(sent.url).url == page("close", round_)
    shown = coordinator.get(page("close", round_))
    assert [row["answered"] for row in shown.context["audiences"]] == [30, 24]
    sent = coordinator.post(page("close", round_))
    assert closed_dataset(round_) is None
    run_worker(clock, once=True)
    assert coordinator.get(sent.url).url == page("show", round_)
    assert closed_dataset(round_).rows == 54


def test_question_for_one_audience_counts_no_other_as_missing(coordinator):
    draft = make_draft(rows=[{**row, "q2": "" if row["public"] == 1 else row["q2"]} for row in rows_of_answers()])
    question = draft.round.questions.get(key="speak_up")
    question.audiences = ["private"]
    question.save()
    rows = coordinator.get(page("close", draft.round)).context["silences"]
    row = next(row for row in rows if row["key"] == "speak_up")
    assert sum(row[name] for name in ("said", "missing", "dont_know", "refusal")) == 24


def test_file_of_many_columns_lists_them_once_and_takes_typed_names(coordinator, monkeypatch):
    monkeypatch.setattr(tables, "MANY_COLUMNS", 5)
    draft = make_draft()
    address = page("columns", draft.round, draft.pk)
    shown = words(coordinator.get(address))
    assert shown.count('<option value="q1">') == 1
    assert 'value="q1" list="columns-of-file"' in shown
    wrong = coordinator.post(address, {"column-q1": "q 1", "column-q2": "q2"})
    assert wrong.status_code == 422
    assert "Choose a column of the file: it has no “q 1”." in words(wrong)
    assert 'value="q 1"' in words(wrong)
    design = page("design", draft.round, draft.pk)
    assert 'name="weights" value="poids" list="columns-of-file"' in words(coordinator.get(design))
    refused = coordinator.post(design, {"audience": "public", "weights": "pods", "lonely": "adjust"})
    assert "Choose a column of the file: it has no “pods”." in words(refused)


def test_column_that_the_page_does_not_name_stays_as_it_was(coordinator):
    draft = make_draft()
    coordinator.post(page("columns", draft.round, draft.pk), {"column-q1": "q1"})
    draft.refresh_from_db()
    assert mapping_of(draft).feeding("q2").column == "q2"
