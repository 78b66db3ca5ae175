"""Pages of the questionnaire: the ways to fill it, and its items."""

import pytest

from danaya.apps.rounds.forms.describing import places_of
from danaya.engines.restitution import parse_study
from tests.apps.rounds.browsing import page, uploaded, words
from tests.apps.rounds.factories import (
    make_filled_round,
    make_round,
)

pytestmark = pytest.mark.django_db


def test_bank_is_taken_by_one_button(coordinator):
    round_ = make_round()
    assert "Which questions did this survey ask?" in words(coordinator.get(page("questionnaire", round_)))
    sent = coordinator.post(page("take_bank", round_), follow=True)
    assert "The questions of the bank are in place" in words(sent)
    assert round_.questions.count() > 50


def test_wrong_design_file_is_refused_beside_its_field(coordinator):
    round_ = make_round()
    for content in (b"title = 3", b"\xff\xfe\x00", b"[[items", b'year = "2026"'):
        sent = coordinator.post(page("take_design_file", round_), {"design-file": uploaded(content, "d.toml")})
        assert sent.status_code == 422
        assert sent.context["design_form"].errors["file"]
    assert "Error: " in words(sent)


def test_design_file_and_codebook_are_downloaded(coordinator):
    round_ = make_filled_round()
    design = coordinator.get(page("design_file", round_))
    assert parse_study(design.content.decode()).items[1].key == "speak_up"
    table = coordinator.get(page("codebook_file", round_)).content.decode("utf-8-sig").splitlines()
    assert table[0].startswith("key;column;factor")
    assert len(table) == 3


def test_design_file_of_an_empty_round_says_what_to_do(coordinator):
    response = coordinator.get(page("design_file", make_round()))
    assert response.status_code == 422
    assert "Fill the questionnaire of the round first" in words(response)


def test_own_questionnaire_is_uploaded_mapped_and_kept(coordinator):
    round_ = make_round()
    table = "Question;Facteur\nEst-ce clair ?;Cadre réglementaire\nEt ici ?;Météo\n".encode()
    sent = coordinator.post(page("take_table", round_), {"table-file": uploaded(table, "q.csv")})
    assert sent.url == page("codebook_columns", round_)
    shown = coordinator.get(sent.url).context["form"]
    data = {name: field.initial or "" for name, field in shown.fields.items()}
    sent = coordinator.post(sent.url, data)
    assert sent.url == page("codebook_values", round_)
    assert "key factor not said" in words(coordinator.get(sent.url))
    refused = coordinator.post(sent.url, {"keep": "yes"})
    assert refused.status_code == 422
    assert not round_.questions.exists()
    coordinator.post(sent.url, {"factors-1": "transparency", "apply": "yes"})
    coordinator.post(page("codebook_values", round_), {"keep": "yes"})
    assert [question.factor for question in round_.questions.all()] == ["regulation", "transparency"]


def test_wrong_table_of_questions_is_refused_beside_its_field(coordinator):
    sent = coordinator.post(page("take_table", make_round()), {"table-file": uploaded(b"MZ\x90", "q.csv")})
    assert sent.status_code == 422
    assert sent.context["table_form"].errors["file"]


def test_question_is_changed_and_added_on_its_page(coordinator):
    round_ = make_filled_round()
    question = round_.questions.first()
    data = {
        "text_fr": "Nouveau", "text_en": "New", "column": "q1", "kind": "perception", "factor": "regulation",
        "audiences": ["officials"], "scale": question.scale_id, "earlier_key": "",
    }  # fmt: skip
    assert coordinator.post(page("question", round_, question.pk), data).status_code == 302
    question.refresh_from_db()
    assert (question.text["en"], question.audiences) == ("New", ["officials"])
    assert coordinator.post(page("new_question", round_), {**data, "key": "third"}).status_code == 302
    taken = coordinator.post(page("new_question", round_), {**data, "key": "third"})
    assert "already stands for something else" in words(taken)
    without = coordinator.post(page("question", round_, question.pk), {**data, "text_fr": "", "text_en": ""})
    assert without.status_code == 422


def test_scale_is_changed_on_its_page(coordinator):
    round_ = make_filled_round()
    scale = round_.scales.get()
    form = coordinator.get(page("scale", round_, scale.pk)).context["form"]
    data = {name: field.initial if field.initial is not None else "" for name, field in form.fields.items()}
    assert coordinator.post(page("scale", round_, scale.pk), {**data, "score-1": "4,5"}).status_code == 302
    scale.refresh_from_db()
    assert [entry["score"] for entry in scale.codes] == [0, 4.5, 10, None, None, None]
    for change in ({"score-3": "2"}, {"fr-0": ""}, {"code-1": "1"}, {"score-0": "11"}):
        assert coordinator.post(page("scale", round_, scale.pk), {**data, **change}).status_code == 422


def test_breakdown_is_added_and_removed(coordinator):
    round_ = make_filled_round()
    data = {
        "name_fr": "Métier",
        "name_en": "Trade",
        "column": "metier",
        "kind": "group",
        "audiences": ["private"],
        "code-0": "1",
        "fr-0": "A",
        "en-0": "A",
    }
    assert coordinator.post(page("new_breakdown", round_), data).status_code == 302
    breakdown = round_.breakdowns.get(key="metier")
    assert breakdown.levels == [{"code": 1, "label": {"fr": "A", "en": "A"}}]
    assert breakdown.audiences == ["private"]
    places = places_of(round_)
    assert {(audience.key, one.key) for audience, one, _level in places} == {
        ("officials", "region"),
        ("private", "region"),
        ("private", "metier"),
    }
    form = coordinator.get(page("breakdown", round_, breakdown.pk)).context["form"]
    assert form["audiences"].value() == ["private"]
    coordinator.post(page("drop_breakdown", round_, breakdown.pk))
    assert round_.breakdowns.count() == 1


def hidden_mark(response):
    return response.context["form"]["seen"].value()


def test_second_of_two_editors_is_told_and_loses_nothing(coordinator):
    round_ = make_filled_round()
    question = round_.questions.first()
    address = page("question", round_, question.pk)
    seen = hidden_mark(coordinator.get(address))
    data = {
        "text_fr": "De l'un", "text_en": "One's", "column": "q1", "kind": "perception", "factor": "regulation",
        "audiences": ["officials"], "scale": question.scale_id, "earlier_key": "", "seen": seen,
    }  # fmt: skip
    assert coordinator.post(address, data).status_code == 302
    other = coordinator.post(address, {**data, "text_fr": "De l'autre", "text_en": "The other's"})
    assert other.status_code == 422
    assert "Somebody has changed this since you opened it." in words(other)
    assert "The other&#x27;s" in words(other)
    question.refresh_from_db()
    assert question.text["en"] == "One's"
    again = {**data, "text_fr": "De l'autre", "text_en": "The other's", "seen": hidden_mark(other)}
    assert coordinator.post(address, again).status_code == 302
    question.refresh_from_db()
    assert question.text["en"] == "The other's"


@pytest.mark.parametrize("name", ["scale", "breakdown", "edit", "audiences", "population"])
def test_page_remembers_which_version_was_seen(coordinator, name):
    round_ = make_filled_round()
    item = {"scale": round_.scales, "breakdown": round_.breakdowns}.get(name)
    address = page(name, round_, *([item.get().pk] if item else []))
    shown = coordinator.get(address)
    form = shown.context["forms"][0] if name == "audiences" else shown.context["form"]
    mark = form["seen"]
    assert f'name="{mark.html_name}" value="{mark.value()}"' in words(shown)
    late = coordinator.post(address, {mark.html_name: "0123456789abcdef"})
    assert late.status_code == 422
    assert "Somebody has changed this since you opened it." in words(late)
    assert f'value="{mark.value()}"' in words(late)
