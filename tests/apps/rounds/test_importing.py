"""Files of answers on their way in: mapping, codes, account; large ones by a job."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from xlsxwriter import Workbook

from danaya.apps.rounds.actions.import_answers import (
    map_columns,
    mapping_of,
    name_codes,
    read_answers_file,
    take_account_again,
    take_back_answers,
    upload_answers,
)
from danaya.apps.rounds.codes import DIFFERS, groups_of, meaning_from_choice
from danaya.apps.rounds.models import Dataset, ImportDraft
from danaya.apps.rounds.sampling import design_facts, design_form
from danaya.base.files.models import StoredFile
from danaya.engines.language import Problem
from danaya.engines.tables import Absence
from tests.apps.rounds.factories import (
    AT,
    answers_file,
    contents,
    csv_of,
    make_draft,
    make_filled_round,
    make_round,
    rows_of_answers,
)

pytestmark = pytest.mark.django_db


def refused(content, name="answers.csv"):
    with pytest.raises(Problem) as refusal:
        upload_answers(make_filled_round(), ContentFile(content, name), actor=None, at=AT)
    assert not ImportDraft.objects.exists()
    assert not StoredFile.objects.exists()
    return refusal.value


def test_upload_proposes_a_mapping_and_takes_account():
    draft = make_draft()
    assert draft.is_complete
    assert draft.account["rows"] == 54
    assert draft.facts["height"] == 54
    assert {feed.target: feed.column for feed in mapping_of(draft).feeds}["q1"] == "q1"
    assert not Dataset.objects.exists()


def test_upload_needs_questions():
    with pytest.raises(Problem) as refusal:
        upload_answers(make_round(), answers_file(), actor=None, at=AT)
    assert refusal.value.code == "codebook-empty"


def test_truncated_workbook_is_refused_and_nothing_is_kept():
    assert refused(b"PK\x03\x04" + b"\0" * 60, "answers.xlsx").code == "file-truncated"


def test_program_is_refused():
    assert refused(b"MZ\x90\0" + b"\0" * 60, "answers.csv").code == "file-program"


def test_page_of_text_is_refused_with_what_to_do():
    problem = refused(b"\x00\x01\x02\x03 not a table", "answers.csv")
    assert problem.in_language("fr")
    assert problem.in_language("en")


def test_formula_in_a_cell_is_pointed_at():
    rows = rows_of_answers()
    rows[1]["q1"] = "=1+2"
    finding = next(one for one in make_draft(rows=rows).account["findings"] if one["severity"] == "open")
    assert finding["where"]["en"] == ["row 3"]


def test_new_file_takes_the_place_of_the_earlier_draft_whose_content_goes(django_capture_on_commit_callbacks):
    round_ = make_filled_round()
    with django_capture_on_commit_callbacks(execute=True):
        make_draft(round_)
        draft = make_draft(round_, rows_of_answers(officials=10))
    assert [one.pk for one in ImportDraft.objects.all()] == [draft.pk]
    assert draft.account["rows"] == 34
    assert contents() == [draft.file.sha256]


def test_file_that_cannot_be_read_leaves_the_earlier_one_and_nothing_of_itself(django_capture_on_commit_callbacks):
    draft = make_draft()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Problem) as refusal:
        upload_answers(draft.round, ContentFile(b"id,q\n", "empty.csv"), actor=None, at=AT)
    assert refusal.value.where == "empty.csv", "the name its person knows, not its digest"
    assert [one.pk for one in ImportDraft.objects.all()] == [draft.pk]
    assert contents() == [draft.file.sha256]


def test_file_taken_back_is_gone_with_its_content(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft = make_draft()
        take_back_answers(draft, actor=None, at=AT)
    assert not ImportDraft.objects.exists()
    assert contents() == []
    assert StoredFile.objects.get().removed_at == AT


def test_another_column_is_chosen_and_its_codes_are_proposed():
    rows = [
        {**row, "autre": {1: "Pas d'accord", 2: "Ni l'un ni l'autre", 3: "D'accord"}[row["q1"]]}
        for row in rows_of_answers()
    ]
    draft = map_columns(make_draft(rows=rows), {"q1": "autre"})
    feed = mapping_of(draft).feeding("q1")
    assert feed.column == "autre"
    assert feed.recodes["D'accord"] == 3
    assert draft.is_complete


def test_column_left_out_leaves_the_question_empty():
    draft = map_columns(make_draft(), {"q1": ""})
    assert mapping_of(draft).feeding("q1") is None
    assert "q1" in draft.account["unused"]


def test_column_that_does_not_exist_is_not_taken():
    draft = map_columns(make_draft(), {"q1": "nowhere"})
    assert mapping_of(draft).feeding("q1") is None


def test_one_page_says_for_all_questions_of_a_scale_what_values_mean():
    rows = [
        {**row, "q1": "NSP" if number == 0 else row["q1"], "q2": {98: 8, 99: 9}.get(row["q2"], row["q2"])}
        for number, row in enumerate(rows_of_answers())
    ]
    draft = make_draft(rows=rows)
    group = next(group for group in groups_of(draft) if "q1" in group.columns)
    assert group.columns == ("q1", "q2")
    assert {value.raw: value.meaning for value in group.values}["8"] == ""
    meanings = {
        "8": meaning_from_choice("absence:dont_know", group),
        "9": meaning_from_choice("absence:refusal", group),
    }
    draft = name_codes(draft, ["q1", "q2"], meanings)
    feed = mapping_of(draft).feeding("q2")
    assert feed.absences == {"8": Absence.DONT_KNOW, "9": Absence.REFUSAL}
    assert draft.account["counts"]["q2"]["dont_know"] == 13


def test_value_that_differs_by_column_is_shown_as_such():
    draft = make_draft()
    draft = name_codes(draft, ["q1"], {"1": 3})
    draft.save()
    group = next(group for group in groups_of(draft) if "q1" in group.columns)
    assert {value.raw: value.meaning for value in group.values}["1"] == DIFFERS


def test_code_of_another_scale_is_no_meaning():
    group = groups_of(make_draft())[-1]
    assert meaning_from_choice("code:77", group) is None
    assert meaning_from_choice("absence:never", group) is None
    assert meaning_from_choice("code:3", group) == 3


def test_changed_codebook_asks_for_a_new_account():
    draft = make_draft()
    from danaya.apps.rounds.actions.edit_codebook import add_question

    question = draft.round.questions.first()
    add_question(
        draft.round, key="new_one", column="q3", text=question.text, scale=question.scale,
        audiences=["officials"], actor=None, at=AT,
    )  # fmt: skip
    draft.refresh_from_db()
    assert draft.account == {}
    finding = take_account_again(draft).account["findings"][0]
    assert (finding["code"], finding["severity"]) == ("questions-unfed", "open")


def test_labels_of_spss_are_shown_with_their_values():
    content = (Path(__file__).resolve().parents[2] / "data" / "tables" / "answers.sav").read_bytes()
    draft = upload_answers(make_filled_round(), ContentFile(content, "answers.sav"), actor=None, at=AT)
    assert any(label for column in draft.facts["columns"] for _raw, _count, label in column["values"])


# Sample design


def chosen(draft, **data):
    form = design_form(draft, {"lonely": "adjust", **data})
    assert form.is_valid(), form.errors
    return design_facts(draft, form)


def test_design_is_proposed_from_usual_names():
    round_ = make_filled_round()
    round_.strata, round_.clusters, round_.weights = [], [], ""
    round_.save()
    initial = design_form(make_draft(round_)).initial
    assert (initial["audience"], initial["weights"], initial["strata"]) == ("public", "poids", "strate")


def test_chosen_columns_get_usual_names_where_the_round_has_none():
    round_ = make_filled_round()
    round_.strata, round_.clusters, round_.weights = [], [], ""
    round_.save()
    facts, choices = chosen(
        make_draft(round_), audience="public", weights="poids", strata="strate", strata2="region", clusters="lieu"
    )
    assert (facts["weights"], facts["strata"], facts["clusters"]) == ("weight", ["stratum", "stratum2"], ["cluster"])
    assert choices == {
        "weight": "poids",
        "stratum": "strate",
        "stratum2": "region",
        "cluster": "lieu",
        "public": "public",
    }


def test_design_without_columns_leaves_the_round_without_them():
    facts, choices = chosen(make_draft(), audience="public")
    assert (facts["weights"], facts["strata"], facts["clusters"], facts["fpc"]) == ("", [], [], [])
    assert choices == {"public": "public"}


def test_second_column_needs_a_first():
    form = design_form(make_draft(), {"audience": "public", "strata2": "region", "lonely": "adjust"})
    assert "strata" in form.errors


def test_two_audiences_need_a_column():
    form = design_form(make_draft(), {"lonely": "adjust"})
    assert "audience" in form.errors


def test_read_file_keeps_only_a_few_values_of_each_column():
    rows = [
        {**row, "commentaire": f"texte {number}"}
        for number, row in enumerate(rows_of_answers(officials=60, private=30))
    ]
    draft = make_draft(rows=rows)
    column = next(one for one in draft.facts["columns"] if one["name"] == "commentaire")
    assert (len(column["values"]), column["more"]) == (60, 30)


def test_sheet_that_holds_the_answers_is_found_and_another_may_be_read():
    rows = rows_of_answers()
    content = io.BytesIO()
    with Workbook(content) as book:
        book.add_worksheet("Lisez-moi").write_column(0, 0, ["note", "voir l'autre feuille"])
        sheet = book.add_worksheet("Réponses")
        for place, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            sheet.write_row(place, 0, cells)
    draft = upload_answers(make_filled_round(), ContentFile(content.getvalue(), "a.xlsx"), actor=None, at=AT)
    assert draft.facts["sheets"] == ["Lisez-moi", "Réponses"]
    assert draft.sheet == "Réponses"
    assert draft.account["rows"] == 54
    assert not read_answers_file(draft, sheet="Lisez-moi").is_complete
    assert read_answers_file(draft, sheet="Réponses").is_complete


def test_semicolons_and_decimal_commas_are_understood():
    rows = [{**row, "poids": str(row["poids"]).replace(".", ",")} for row in rows_of_answers()]
    content = ContentFile(csv_of(rows, ";"), "reponses.csv")
    draft = upload_answers(make_filled_round(), content, actor=None, at=AT)
    assert draft.is_complete
