"""Closing: what becomes immutable, in which order, and what a kill half-way leaves."""

import os
import random
import uuid
from pathlib import Path

import pytest

from danaya.apps.rounds.actions import close_round as closing
from danaya.apps.rounds.actions.close_round import close_round
from danaya.apps.rounds.actions.correct_round import begin_correction, give_up_correction, supersede_dataset
from danaya.apps.rounds.actions.import_answers import accept_findings, upload_answers
from danaya.apps.rounds.datasets import sweep_datasets
from danaya.apps.rounds.models import Dataset, ImportDraft, Round
from danaya.apps.rounds.models.closed import NeverEditedError
from danaya.apps.rounds.models.rounds import State
from danaya.apps.rounds.queries import answers_path, closed_dataset, study_of
from danaya.base.files.models import StoredFile
from danaya.base.journal.entries import history
from danaya.engines.language import Problem, Problems
from danaya.engines.restitution import parse_study, read_study
from danaya.engines.seals import digest_file
from danaya.engines.tables import read
from tests.apps.people.factories import make_tenure
from tests.apps.rounds.factories import (
    AT,
    DESIGN,
    answers_file,
    close,
    make_closed_round,
    make_draft,
    make_filled_round,
    make_round,
    rows_of_answers,
    small_study,
)

pytestmark = pytest.mark.django_db

REASON = {"fr": "Une région manquait.", "en": "A region was missing."}


def columns_of(dataset):
    table = read(answers_path(dataset))
    return {column.name: list(column.values) for column in table.columns}


def test_closed_dataset_is_read_back_by_the_engine():
    dataset = closed_dataset(make_closed_round())
    assert study_of(dataset) == small_study()
    assert read_study(answers_path(dataset).with_name("design.toml")) == small_study()
    assert dataset.digest == digest_file(answers_path(dataset))
    assert (dataset.rows, dataset.counts) == (54, {"officials": 30, "private": 24})
    assert dataset.margins["officials"]["region"] == {"1": 15, "2": 15}
    columns = columns_of(dataset)
    assert set(columns) == {"public", "strate", "lieu", "poids", "region", "q1", "q2"}
    assert sorted(columns["q1"]) == sorted(row["q1"] for row in rows_of_answers())


def test_answers_stand_in_another_order_than_they_came():
    delivered = [{**row, "poids": 1 + number / 100} for number, row in enumerate(rows_of_answers())]
    round_ = make_filled_round()
    make_draft(round_, delivered)
    kept = columns_of(close(round_))
    arrival = [row["poids"] for row in delivered]
    assert kept["poids"] != arrival
    assert sorted(kept["poids"]) == arrival
    assert sorted(zip(kept["poids"], kept["q1"], strict=True)) == [(row["poids"], row["q1"]) for row in delivered]


def test_order_is_the_systems_own_unless_given(monkeypatch):
    used = []
    monkeypatch.setattr(
        closing, "assemble", lambda round_, order: used.append(order) or (_ for _ in ()).throw(Problem("x", {}))
    )
    with pytest.raises(Problem):
        close_round(make_filled_round(), actor=None, at=AT)
    assert isinstance(used[0], random.SystemRandom)


def test_closed_dataset_is_never_edited():
    round_ = make_closed_round()
    dataset = closed_dataset(round_)
    dataset.rows = 3
    for change in (
        dataset.save,
        dataset.delete,
        lambda: Dataset.objects.update(rows=3),
        lambda: round_.datasets.all().delete(),
    ):
        with pytest.raises(NeverEditedError):
            change()
    assert Dataset.objects.get().rows == 54


def test_closed_round_refuses_another_file_and_closing():
    round_ = make_closed_round()
    for act in (
        lambda: upload_answers(round_, answers_file(), actor=None, at=AT),
        lambda: close(round_),
    ):
        with pytest.raises(Problem) as refusal:
            act()
        assert refusal.value.code == "round-closed"


def test_round_that_somebody_else_closed_meanwhile_is_not_closed_twice(datasets):
    draft = make_draft()
    seen_before = Round.objects.get(pk=draft.round_id)
    written = closing.write_dataset(seen_before)
    first = close(draft.round)
    with pytest.raises(Problem) as refusal:
        closing.keep_dataset(seen_before, written, actor=None, at=AT)
    assert refusal.value.code == "round-closed"
    assert Dataset.objects.get() == first


def test_question_that_the_file_lacks_stays_empty():
    rows = [{name: value for name, value in row.items() if name != "q2"} for row in rows_of_answers()]
    draft = make_draft(rows=rows)
    assert [finding["code"] for finding in draft.account["findings"]] == ["questions-unfed"]
    accept_findings(draft, [draft.account["findings"][0]["key"]])
    assert set(columns_of(close(draft.round))["q2"]) == {None}


def test_title_in_one_language_is_enough_to_close():
    round_ = make_filled_round()
    round_.title, round_.label = {"fr": "Sondage"}, {"fr": "Ronde"}
    round_.save()
    make_draft(round_)
    study = study_of(close(round_))
    assert (study.title, study.label["en"]) == ({"fr": "Sondage", "en": "Sondage"}, "Ronde")


def test_name_with_braces_is_shown_in_a_refusal():
    draft = make_draft(rows=rows_of_answers(private=0))
    draft.round.audiences.filter(key="private").update(name={"fr": "Privé {x}", "en": "Private {x}"})
    with pytest.raises(Problems) as refusal:
        close(draft.round)
    assert "Privé {x}" in refusal.value.in_language("fr")


def test_delivered_file_is_erased_when_the_round_closes(django_capture_on_commit_callbacks):
    draft = make_draft()
    content = draft.file.path
    with django_capture_on_commit_callbacks(execute=True):
        close(draft.round)
    assert not ImportDraft.objects.exists()
    assert not Path(content).exists()
    assert StoredFile.objects.get().removed_at == AT


def test_delivered_file_stays_when_closing_fails(monkeypatch, datasets):
    draft = make_draft()
    monkeypatch.setattr(closing, "note", lambda *_args, **_facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        close(draft.round)
    draft.round.refresh_from_db()
    assert draft.round.state == State.DRAFT
    assert not Dataset.objects.exists()
    assert Path(draft.file.path).exists()
    assert list(datasets.iterdir()) == []


@pytest.mark.parametrize("step", ["to_parquet", "digest_file"])
def test_nothing_is_left_when_writing_stops(step, monkeypatch, datasets):
    draft = make_draft()

    def stop(*_args, **_facts):
        raise KeyboardInterrupt

    monkeypatch.setattr(closing, step, stop)
    with pytest.raises(KeyboardInterrupt):
        close(draft.round)
    assert not Dataset.objects.exists()
    assert not datasets.exists() or list(datasets.iterdir()) == []


def test_sweep_removes_what_a_kill_left_and_nothing_else(datasets):
    dataset = closed_dataset(make_closed_round())
    left = [datasets / f".{uuid.uuid4()}.partial", datasets / str(uuid.uuid4())]
    for folder in left:
        folder.mkdir()
        (folder / "answers.parquet").write_bytes(b"half")
        os.utime(folder, (1000, 1000))
    young = datasets / f".{uuid.uuid4()}.partial"
    young.mkdir()
    os.utime(young, (9000, 9000))
    os.utime(answers_path(dataset).parent, (1000, 1000))
    assert sweep_datasets(before=5000) == 2
    assert {entry.name for entry in datasets.iterdir()} == {young.name, str(dataset.pk)}


def test_killed_attempt_gives_way_to_the_next_under_the_same_key(datasets):
    draft, key = make_draft(), uuid.uuid4()
    for name in (f".{key}.partial", str(key)):
        (datasets / name).mkdir(parents=True)
    dataset = close_round(draft.round, key=key, actor=None, at=AT)
    assert dataset.pk == key
    assert [entry.name for entry in datasets.iterdir()] == [str(key)]


def test_closing_enters_the_journal_with_its_digest():
    tenure = make_tenure()
    draft = make_draft()
    dataset = close(draft.round, tenure)
    entry = history(dataset).get()
    assert (entry.verb, entry.post) == ("rounds.close_round", str(tenure.post_id))
    assert dataset.digest in entry.body


def test_closing_without_a_file_says_so():
    with pytest.raises(Problem) as refusal:
        close(make_filled_round())
    assert refusal.value.code == "answers-missing"


def test_closing_waits_for_open_findings():
    rows = rows_of_answers()
    rows[3]["q1"] = 8
    draft = make_draft(rows=rows)
    assert not draft.is_complete
    with pytest.raises(Problems):
        close(draft.round)
    assert not Dataset.objects.exists()
    accept_findings(draft, ["value:q1:8"])
    assert columns_of(close(draft.round))["q1"].count(None) == 1


def test_negative_weight_is_pointed_at_with_its_place():
    rows = rows_of_answers()
    rows[2]["poids"] = -1
    finding = make_draft(rows=rows).account["findings"][0]
    assert finding["where"]["fr"] == ["ligne 4"]
    assert "Colonne «\u202fpoids\u202f», valeur «\u202f-1\u202f»" in finding["text"]["fr"]
    assert finding["code"] == "value-outside"


def test_correction_supersedes_and_both_stay():
    round_ = make_closed_round()
    first = closed_dataset(round_)
    begin_correction(round_, reason=REASON, actor=None, at=AT)
    assert closed_dataset(round_) == first
    make_draft(round_, rows_of_answers(officials=20))
    second = close(round_)
    assert closed_dataset(round_) == second
    assert (second.supersedes, second.reason, second.counts["officials"]) == (first, REASON, 20)
    first = Dataset.objects.get(pk=first.pk)
    assert (first.is_current, first.superseded_by) == (False, second)
    assert answers_path(first).exists()
    round_.refresh_from_db()
    assert (round_.state, round_.correction) == (State.CLOSED, {})
    assert history(second).get().verb == "rounds.supersede_dataset"


def test_correction_given_up_leaves_everything_as_it_was():
    round_ = make_closed_round()
    begin_correction(round_, reason=REASON, actor=None, at=AT)
    round_.questions.all().delete()
    round_.audiences.update(target=7)
    make_draft(make_filled_round())
    give_up_correction(round_, actor=None, at=AT)
    assert round_.state == State.CLOSED
    assert [question.key for question in round_.questions.all()] == ["rules_clear", "speak_up"]
    assert {audience.target for audience in round_.audiences.all()} == {50, 40}
    with pytest.raises(Problem):
        close(round_)


def test_correction_asks_for_a_reason_and_a_closed_round():
    round_ = make_closed_round()
    with pytest.raises(Problem) as refusal:
        begin_correction(round_, reason={"fr": " "}, actor=None, at=AT)
    assert refusal.value.code == "reason-missing"
    with pytest.raises(Problem) as refusal:
        begin_correction(make_round(), reason=REASON, actor=None, at=AT)
    assert refusal.value.code == "round-not-closed"


def test_supersede_dataset_needs_the_round_open_for_correction():
    round_ = make_closed_round()
    dataset = closed_dataset(round_)
    with pytest.raises(Problem) as refusal:
        supersede_dataset(dataset, reason=REASON, actor=None, at=AT)
    assert refusal.value.code == "round-closed"
    begin_correction(round_, reason={"fr": "Autre."}, actor=None, at=AT)
    make_draft(round_)
    dataset = closed_dataset(round_)
    assert supersede_dataset(dataset, reason=REASON, actor=None, at=AT).reason == REASON


def test_one_file_per_audience_makes_one_dataset():
    round_ = make_filled_round()
    officials = [row for row in rows_of_answers() if row["public"] == 1]
    private = [{name: row[name] for name in ("region", "q1", "q2")} for row in rows_of_answers() if row["public"] == 2]
    make_draft(round_, officials, audience="officials")
    with pytest.raises(Problem) as refusal:
        close(round_)
    assert "Secteur privé" in str(refusal.value.in_language("fr"))
    make_draft(round_, private, audience="private")
    dataset = close(round_)
    assert dataset.counts == {"officials": 30, "private": 24}
    columns = columns_of(dataset)
    of_private = [index for index, value in enumerate(columns["public"]) if value == 2]
    assert {columns["poids"][index] for index in of_private} == {1}
    assert {columns["strate"][index] for index in of_private} == {"private"}
    assert len({columns["lieu"][index] for index in of_private}) == 24


def test_numbers_of_lone_respondents_do_not_tell_the_order_of_arrival():
    round_ = make_filled_round()
    officials = [row for row in rows_of_answers() if row["public"] == 1]
    private = [{"region": 1, "q1": 1 + (number >= 12), "q2": 1} for number in range(24)]
    make_draft(round_, officials, audience="officials")
    make_draft(round_, private, audience="private")
    columns = columns_of(close(round_))
    lone = [index for index, place in enumerate(columns["lieu"]) if place.startswith("r")]
    assert [columns["lieu"][index] for index in lone] == [f"r{index}" for index in lone]
    assert [columns["q1"][index] for index in lone] != [1] * 12 + [2] * 12


def test_file_of_everybody_takes_the_place_of_files_per_audience():
    round_ = make_filled_round()
    make_draft(round_, [row for row in rows_of_answers() if row["public"] == 1], audience="officials")
    make_draft(round_)
    assert [draft.audience for draft in round_.drafts.all()] == [""]
    make_draft(round_, [row for row in rows_of_answers() if row["public"] == 2], audience="private")
    assert [draft.audience for draft in round_.drafts.all()] == ["private"]


DERIVED = DESIGN.replace('clusters = ["lieu"]', 'clusters = ["bloc"]').replace(
    "[scales.agreement]",
    '[[derive]]\ncolumn = "bloc"\nkind = "block"\nsize = 5\norder = ["numero"]\nwithin = ["strate"]\n\n[scales.agreement]',
)


def test_derived_columns_are_kept_and_what_they_were_made_from_is_not():
    from danaya.apps.rounds.actions.fill_codebook import fill_from_study

    round_ = make_round()
    fill_from_study(round_, parse_study(DERIVED), actor=None, at=AT)
    rows = [{**row, "numero": number} for number, row in enumerate(rows_of_answers())]
    make_draft(round_, rows)
    dataset = close(round_)
    columns = columns_of(dataset)
    assert "numero" not in columns
    assert columns["bloc"].count("s10|1") == 5
    assert study_of(dataset).derive == ()
    assert study_of(dataset).design.clusters == ("bloc",)
