"""Questionnaires: from the bank, from a DESIGN file, from an administration's own table, item by item."""

import io
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from xlsxwriter import Workbook

from danaya.apps.rounds.actions.create_round import OFFICIALS
from danaya.apps.rounds.actions.edit_codebook import (
    add_question,
    change_question,
    keep_breakdown,
    keep_scale,
    remove_question,
    remove_scale,
)
from danaya.apps.rounds.actions.fill_codebook import fill_codebook_from_bank, fill_from_study
from danaya.apps.rounds.actions.import_codebook import import_codebook, map_codebook, questions_in, upload_codebook
from danaya.apps.rounds.models import ImportDraft
from danaya.apps.rounds.questionnaires import (
    listed_answers,
    own_scale,
    propose_audience,
    propose_factor,
    propose_scale,
)
from danaya.apps.rounds.study import build_study
from danaya.apps.rounds.views.codebook import codebook_rows
from danaya.engines.framework import load_bank
from danaya.engines.language import Problem, Problems
from danaya.engines.restitution import check_study, parse_study, write_study
from tests.apps.people.factories import make_region
from tests.apps.rounds.factories import AT, make_closed_round, make_filled_round, make_round, small_study

pytestmark = pytest.mark.django_db

TEXT = {"fr": "Une question ?", "en": "A question?"}


# From the bank


def test_bank_fills_a_round_that_can_be_analysed():
    make_region(code="nord", name={"fr": "Nord", "en": "North"})
    round_ = make_round()
    fill_codebook_from_bank(round_, actor=None, at=AT)
    study = build_study(round_)
    assert check_study(study) == ()
    bank = load_bank()
    assert len(study.items) == sum(question.kind != "choice" for question in bank.questions)
    assert study.audience_column == "audience"
    assert [audience.values for audience in study.audiences] == [("officials",), ("private",)]
    assert {domain.key for domain in study.domains} == {"region", "gender", "service", "trade"}
    assert next(domain for domain in study.domains if domain.key == "region").levels == {
        "nord": {"fr": "Nord", "en": "North"}
    }


def test_bank_takes_columns_wordings_and_regions_as_delivered():
    round_ = make_round()
    key = load_bank().questions[0].key
    fill_codebook_from_bank(
        round_,
        columns={"gender": "sexe"},
        wordings={key: TEXT},
        reworded={key},
        regions=[(1, {"fr": "Un", "en": "One"})],
        actor=None,
        at=AT,
    )
    question = round_.questions.get(key=key)
    assert (question.text, question.reworded) == (TEXT, True)
    assert round_.breakdowns.get(key="gender").column == "sexe"
    assert round_.breakdowns.get(key="region").levels == [{"code": 1, "label": {"fr": "Un", "en": "One"}}]


def test_bank_asks_only_who_is_in_the_round():
    round_ = make_round(audiences=[OFFICIALS])
    fill_codebook_from_bank(round_, actor=None, at=AT)
    assert all("officials" in question.audiences for question in round_.questions.all())
    assert round_.audience_column == ""


def test_bank_replaces_what_was_there():
    round_ = make_filled_round()
    fill_codebook_from_bank(round_, actor=None, at=AT)
    assert not round_.questions.filter(key="speak_up").exists()


def test_closed_round_keeps_its_questionnaire():
    with pytest.raises(Problem) as refusal:
        fill_codebook_from_bank(make_closed_round(), actor=None, at=AT)
    assert refusal.value.code == "round-closed"


def test_reported_round_has_no_questionnaire():
    with pytest.raises(Problem) as refusal:
        fill_codebook_from_bank(make_round(kind="reported"), actor=None, at=AT)
    assert refusal.value.code == "round-kind"


# From a DESIGN file


def test_design_file_goes_in_and_comes_out_the_same():
    round_ = make_filled_round(title=small_study().title)
    study = build_study(round_)
    assert study == small_study()
    assert parse_study(write_study(study)) == small_study()


def test_design_file_that_cannot_be_analysed_is_refused_whole():
    round_ = make_filled_round()
    items = small_study().items
    wrong = replace(small_study(), items=(items[0], items[0]))
    with pytest.raises(Problems) as refusal:
        fill_from_study(round_, wrong, actor=None, at=AT)
    assert refusal.value.problems[0].code == "key-twice"
    assert round_.questions.count() == 2


def test_population_stays_when_the_design_file_names_the_same_audience():
    from danaya.apps.rounds.actions.describe_round import Margin, describe_population

    round_ = make_filled_round()
    describe_population(round_, [Margin("officials", "region", "1", 300, 40)], actor=None, at=AT)
    fill_from_study(round_, small_study(), actor=None, at=AT)
    assert round_.audiences.get(key="officials").margins.get().population == 300


# Item by item


def test_question_is_added_changed_and_removed():
    round_ = make_filled_round()
    facts = {"column": "q3", "text": TEXT, "scale": round_.scales.get(), "audiences": ["private"]}
    question = add_question(round_, key="third", actor=None, at=AT, **facts)
    assert [one.key for one in round_.questions.all()] == ["rules_clear", "speak_up", "third"]
    change_question(question, sensitive=True, actor=None, at=AT)
    assert build_study(round_).items[2].sensitive is True
    remove_question(question, actor=None, at=AT)
    assert round_.questions.count() == 2


def test_question_needs_a_key_of_its_own():
    round_ = make_filled_round()
    facts = {"column": "q3", "text": TEXT, "scale": round_.scales.get(), "audiences": ["private"]}
    with pytest.raises(Problem) as refusal:
        add_question(round_, key="speak_up", actor=None, at=AT, **facts)
    assert refusal.value.code == "key-taken"


def test_question_of_a_closed_round_is_not_changed():
    question = make_closed_round().questions.first()
    with pytest.raises(Problem):
        change_question(question, sensitive=True, actor=None, at=AT)


def scale_codes(*scores):
    return [
        {"code": place, "label": {"fr": str(place), "en": str(place)}, "score": score, "role": role}
        for place, (score, role) in enumerate(scores, start=1)
    ]


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        ([(10, "favourable")], "no-score"),
        ([(0, "unfavourable"), (10, "unfavourable")], "no-favourable"),
    ],
)
def test_scale_without_two_ends_is_refused(scores, code):
    with pytest.raises(Problem) as refusal:
        keep_scale(make_filled_round(), key="own", codes=scale_codes(*scores), actor=None, at=AT)
    assert refusal.value.code == code


def test_scale_in_use_is_not_removed():
    round_ = make_filled_round()
    with pytest.raises(Problem) as refusal:
        remove_scale(round_.scales.get(), actor=None, at=AT)
    assert refusal.value.code == "scale-in-use"


def test_breakdown_needs_levels_and_a_column_of_its_own():
    round_ = make_filled_round()
    facts = {"name": TEXT, "kind": "group", "actor": None, "at": AT}
    with pytest.raises(Problem) as refusal:
        keep_breakdown(round_, None, column="metier", levels=[], **facts)
    assert refusal.value.code == "no-level"
    levels = [{"code": 1, "label": TEXT}]
    assert keep_breakdown(round_, None, column="metier", levels=levels, **facts).order == 1
    with pytest.raises(Problem) as refusal:
        keep_breakdown(round_, None, column="region", levels=levels, **facts)
    assert refusal.value.code == "key-taken"


def test_keys_hold_no_spaces():
    round_ = make_filled_round()
    question = round_.questions.first()
    question.key = "two words"
    with pytest.raises(ValidationError):
        question.full_clean()


def test_exported_questionnaire_is_harmless_in_a_spreadsheet():
    round_ = make_filled_round()
    change_question(round_.questions.first(), text={"fr": "=2+2", "en": "@x"}, actor=None, at=AT)
    assert next(iter(codebook_rows(round_)))[-2:] == ["'=2+2", "'@x"]


# From a table of one's own


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("3", "transparency"),
        ("3. Transparence", "transparency"),
        ("Facteur 10", "private_sector"),
        ("TRANSPARENCE", "transparency"),
        ("Esprit de corps", "morale"),
        ("human_resources", "human_resources"),
        ("Météo", ""),
    ],
)
def test_factor_is_recognised(raw, key):
    assert propose_factor(raw) == key


@pytest.mark.parametrize(
    ("raw", "key"), [("Agents des douanes", "officials"), ("Secteur privé", "private"), ("Tous", "both"), ("x", "")]
)
def test_audience_is_recognised(raw, key):
    assert propose_audience(raw) == key


def test_scale_is_recognised_by_its_answers():
    agreement = load_bank().scales["agreement"]
    choices = {"acc": [{"code": code, "label": agreement.labels[code]} for code in agreement.scores]}
    assert propose_scale("select_one acc", choices) == "agreement"
    other = {"acc": [{"code": 1, "label": {"fr": "Bleu", "en": "Blue"}}]}
    assert propose_scale("select_one acc", other) == "own:acc"
    assert propose_scale("n'importe", {}) == ""
    yes_no = {"Oui / Non": listed_answers("Oui / Non")}
    assert propose_scale("Oui / Non", yes_no) == "", "which of the two is best is for a person to say"


def test_own_list_of_answers_has_scores_only_where_a_person_says_which_end_is_best():
    listed = listed_answers("Jamais / Parfois / Toujours / Ne sait pas")
    assert [choice["code"] for choice in listed] == [1, 2, 3, 4]
    assert [entry["score"] for entry in own_scale(listed)] == [None] * 4
    assert [entry["score"] for entry in own_scale(listed, "own+:")] == [0, 5, 10, None]
    assert [entry["score"] for entry in own_scale(listed, "own-:")] == [10, 5, 0, None]
    roles = [entry["role"] for entry in own_scale(listed, "own+:")]
    assert roles == ["unfavourable", "neutral", "favourable", "dont_know"]


HEADINGS = "N°;Énoncé de la question;Facteur clé;Posée à;Type de réponse;Sensible\n"


def test_headings_as_people_write_them_are_recognised():
    draft = uploaded((HEADINGS + "1;Les règles sont claires;2;Tous;agreement;non\n").encode())
    assert draft.mapping["columns"] == {
        "key": "N°",
        "fr": "Énoncé de la question",
        "en": "",
        "factor": "Facteur clé",
        "audiences": "Posée à",
        "scale": "Type de réponse",
        "sensitive": "Sensible",
    }


def test_scale_listed_in_a_cell_waits_for_a_word_where_it_would_count_in_a_factor():
    rows = "1;Les chefs montrent l'exemple;1;Tous;Jamais / Parfois / Toujours;oui\n2;Votre métier ?;;Tous;Import / Export;\n"
    rows += "3;Que changer ?;;Tous;Texte libre;\n"
    draft = uploaded((HEADINGS + rows).encode())
    assert draft.mapping["scales"] == {
        "Jamais / Parfois / Toujours": "",
        "Import / Export": "own:Import / Export",
        "Texte libre": "",
    }
    map_codebook(draft, scales={"Jamais / Parfois / Toujours": "own+:Jamais / Parfois / Toujours", "Texte libre": "-"})
    assert import_codebook(draft, actor=None, at=AT) == 2
    first, second = draft.round.questions.all()
    assert [entry["score"] for entry in first.scale.codes] == [0, 5, 10]
    assert (first.kind, first.factor, first.sensitive) == ("perception", "leadership", True)
    assert (second.kind, second.factor) == ("choice", "")
    assert check_study(build_study(draft.round)) == ()


OWN = (
    "N°;Question;Facteur;Public;Échelle\n1;Les règles sont simples;2;Agents;agreement\n2;On m'écoute;9;Tous;agreement\n"
)


def uploaded(content, name="questions.csv", round_=None):
    return upload_codebook(round_ or make_round(), ContentFile(content, name), actor=None, at=AT)


def test_own_questionnaire_comes_in_when_everything_is_said():
    make_region(code="n")
    draft = uploaded(OWN.encode())
    assert [question.problems for question in questions_in(draft)] == [(), ()]
    assert import_codebook(draft, actor=None, at=AT) == 2
    round_ = draft.round
    assert [(question.key, question.factor, question.audiences) for question in round_.questions.all()] == [
        ("q1", "regulation", ["officials"]),
        ("q2", "morale", ["officials", "private"]),
    ]
    assert check_study(build_study(round_)) == ()
    assert not ImportDraft.objects.exists()
    assert round_.breakdowns.count() == 4


def test_own_questionnaire_comes_in_whole_or_not_at_all():
    draft = uploaded(OWN.replace(";9;", ";Moral;").encode())
    with pytest.raises(Problem) as refusal:
        import_codebook(draft, actor=None, at=AT)
    assert refusal.value.code == "codebook-unclear"
    assert not draft.round.questions.exists()
    map_codebook(draft, factors={"2": "regulation", "Moral": "morale"})
    assert import_codebook(draft, actor=None, at=AT) == 2


def test_question_without_factor_is_a_choice_of_the_person():
    draft = uploaded(OWN.replace(";9;", ";Moral;").encode())
    map_codebook(draft, factors={"2": "regulation", "Moral": "-"})
    import_codebook(draft, actor=None, at=AT)
    assert draft.round.questions.get(key="q2").factor == ""


def test_key_that_stands_twice_is_pointed_at():
    draft = uploaded(OWN.replace("\n2;", "\n1;").encode())
    assert questions_in(draft)[1].problems == ("key",)


def test_table_without_wording_has_no_question():
    draft = uploaded(b"a;b\n1;2\n3;4\n")
    with pytest.raises(Problem) as refusal:
        import_codebook(draft, actor=None, at=AT)
    assert refusal.value.code == "codebook-nothing"


def xlsform():
    content = io.BytesIO()
    with Workbook(content) as book:
        survey = [
            ["type", "name", "label::Français (fr)", "label::English (en)"],
            ["begin_group", "g1", "Groupe", "Group"],
            ["select_one acc", "clair", "Est-ce clair ?", "Is it clear?"],
            ["select_one freq", "souvent", "Est-ce fréquent ?", "Is it frequent?"],
            ["text", "mot", "Un mot ?", "A word?"],
            ["end_group", "", "", ""],
        ]
        agreement = load_bank().scales["agreement"]
        choices = [["list_name", "name", "label::Français (fr)", "label::English (en)"]]
        choices += [
            ["acc", code, agreement.labels[code]["fr"], agreement.labels[code]["en"]] for code in agreement.scores
        ]
        choices += [["freq", 1, "Peu", "Little"], ["freq", 2, "Beaucoup", "Much"]]
        for name, rows in (("survey", survey), ("choices", choices)):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return content.getvalue()


def test_xlsform_is_read_with_its_choices():
    draft = uploaded(xlsform(), "form.xlsx")
    assert draft.sheet == "survey"
    questions = questions_in(draft)
    assert [(question.key, question.scale) for question in questions] == [
        ("clair", "agreement"),
        ("souvent", "own:freq"),
    ]
    assert questions[0].text == {"fr": "Est-ce clair ?", "en": "Is it clear?"}
    import_codebook(draft, actor=None, at=AT)
    own = draft.round.scales.get(key="freq")
    assert [(entry["code"], entry["score"]) for entry in own.codes] == [(1, None), (2, None)]
    assert draft.round.questions.get(key="souvent").kind == "choice"
    assert set(draft.mapping["scales"]) == {"select_one acc", "select_one freq"}, "what asks nothing needs no scale"
