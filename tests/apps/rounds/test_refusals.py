"""Answers that could never be analysed are refused before they are closed for good."""

import pytest

from danaya.apps.rounds.models import Dataset
from danaya.engines.language import Problems
from tests.apps.rounds.factories import close, make_draft, make_filled_round, rows_of_answers

pytestmark = pytest.mark.django_db


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def test_empty_audience_is_refused_before_it_is_too_late():
    draft = make_draft(rows=rows_of_answers(private=0))
    with pytest.raises(Problems) as refusal:
        close(draft.round)
    assert codes(refusal) == ["audience-empty"]
    assert "Secteur privé" in refusal.value.in_language("fr")


@pytest.mark.parametrize(
    ("populations", "code"), [((1.5, 1.5), "fpc-too-small"), ((9, 12), "fpc-varies"), ((0.5, 9), "fpc-mixed")]
)
def test_population_that_no_analysis_could_use_is_refused_before_it_is_too_late(populations, code):
    rows = [{**row, "taille": populations[number // 2 % 2]} for number, row in enumerate(rows_of_answers())]
    round_ = make_filled_round()
    round_.fpc = ["taille"]
    round_.save()
    make_draft(round_, rows)
    with pytest.raises(Problems) as refusal:
        close(round_)
    assert codes(refusal) == [code]
    assert not Dataset.objects.exists()


def test_single_cluster_is_refused_before_it_is_too_late():
    round_ = make_filled_round()
    round_.strata = []
    round_.save()
    make_draft(round_, [{**row, "lieu": "seul"} for row in rows_of_answers()])
    with pytest.raises(Problems) as refusal:
        close(round_)
    assert codes(refusal) == ["cluster-single"]


def test_stratum_with_one_cluster_is_refused_where_the_rule_refuses():
    rows = [{**row, "lieu": "seul"} if row["strate"] == "s10" else row for row in rows_of_answers()]
    round_ = make_filled_round()
    round_.lonely = "fail"
    round_.save()
    make_draft(round_, rows)
    with pytest.raises(Problems) as refusal:
        close(round_)
    assert codes(refusal) == ["stratum-lonely"]
    assert "s10" in refusal.value.in_language("en")
    round_.lonely = "adjust"
    round_.save()
    assert close(round_).rows == 54


def test_cluster_in_two_strata_is_refused_unless_names_repeat():
    rows = [{**row, "lieu": str(row["lieu"])[-1]} for row in rows_of_answers()]
    round_ = make_filled_round()
    make_draft(round_, rows)
    with pytest.raises(Problems) as refusal:
        close(round_)
    assert codes(refusal) == ["cluster-in-two-strata"]
    round_.nest = True
    round_.save()
    assert close(round_).rows == 54
