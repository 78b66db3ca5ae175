"""Answers and designs that cannot be analysed as they are: refused with their place, or left out and accounted for."""

from dataclasses import replace

import pytest

from danaya.engines.language import Problem, Problems
from danaya.engines.perception import Lonely
from danaya.engines.restitution import Study, analyse
from tests.engines.restitution.rounds import ITEMS, STUDY, make_answers


def refused(study: Study = STUDY, **columns: list[object]) -> set[str]:
    with pytest.raises((Problem, Problems)) as caught:
        analyse({**make_answers(2), **columns}, study)
    error = caught.value
    problems = error.problems if isinstance(error, Problems) else (error,)
    for problem in problems:
        assert problem.in_language("fr") != problem.in_language("en")
    return {problem.code for problem in problems}


def test_bad_answers_are_refused_with_their_place() -> None:
    assert refused(audience=[1] * 400) == {"empty-audience"}
    assert refused(weight=[-1.0, *[1.0] * 399]) == {"weights"}
    assert refused(weight=[None, *[1.0] * 399]) == {"weights"}
    assert refused(weight=["heavy", *[1.0] * 399]) == {"not-numbers"}
    assert refused(open_fees=[7] * 400) == {"code-unknown"}
    assert refused(replace(STUDY, items=(replace(ITEMS[0], column="nobody"), *ITEMS[1:]))) == {"no-column"}
    assert refused(weight=[0.0] * 400) == {"weight-all-zero"}


def test_stratum_of_one_cluster_is_refused_unless_a_rule_is_named() -> None:
    strata = ["alone", *make_answers(2)["stratum"][1:]]
    strict = replace(STUDY, design=replace(STUDY.design, lonely=Lonely.FAIL))
    assert refused(strict, stratum=strata) == {"stratum-lonely"}
    for rule in (Lonely.REMOVE, Lonely.CERTAINTY, Lonely.ADJUST, Lonely.AVERAGE):
        study = replace(STUDY, design=replace(STUDY.design, lonely=rule))
        assert analyse({**make_answers(2), "stratum": strata}, study).find("score", audience="officials")


def test_refused_design_calls_strata_clusters_and_columns_as_the_answers_do() -> None:
    answers = make_answers(2)
    strict, flat = (
        replace(STUDY, design=replace(STUDY.design, lonely=Lonely.FAIL, nest=nest)) for nest in (True, False)
    )
    rest = len(answers["office"]) - 2
    cases = [
        (strict, {"stratum": ["alone", *answers["stratum"][1:]]}, "“alone”"),
        (flat, {"stratum": ["a", *["b"] * (rest + 1)], "office": ["quay", "quay", *["shed"] * rest]}, "“quay”"),
        (flat, {"stratum": ["a", *["b"] * (rest + 1)], "office": [7, 7, *["shed"] * rest]}, "“7”"),
        (flat, {"stratum": ["a"] * (rest + 2), "office": ["quay"] * (rest + 2)}, "“office”"),
    ]
    for study, columns, words in cases:
        with pytest.raises(Problem) as caught:
            analyse({**answers, **columns}, study)
        assert words in str(caught.value)
        assert "design office" not in str(caught.value)


def test_answers_without_weight_stay_in_the_design_and_out_of_the_estimates() -> None:
    answers = make_answers(2)
    first = answers["office"][0], answers["stratum"][0]
    here = [pair == first for pair in zip(answers["office"], answers["stratum"], strict=True)]
    light = analyse({**answers, "weight": [0 if b else w for b, w in zip(here, answers["weight"], strict=True)]}, STUDY)
    whole = analyse(
        {**answers, "audience": [9 if b else a for b, a in zip(here, answers["audience"], strict=True)]}, STUDY
    )
    assert light.account.of_no_audience == sum(here)
    for row in whole.estimates:
        same = light.find(
            row.measure, item=row.item, factor=row.factor, audience=row.audience, domain=row.domain, level=row.level
        )
        assert same is not None
        assert (same.n, same.df, same.missing) == (row.n, row.df, row.missing)
        assert same.se == (row.se and pytest.approx(row.se))


def test_unknown_codes_are_counted_when_told_so() -> None:
    answers = make_answers(2)
    answers["open_fees"] = [7, "x", *answers["open_fees"][2:]]
    answers["region"] = [44, *answers["region"][1:]]
    found = analyse(answers, STUDY, lenient=True)
    assert found.account.not_understood == {"open_fees": {"7": 1, "x": 1}, "region": {"44": 1}}
