"""Budget, baseline and target of a draft: each fault is named, nothing else is."""

from dataclasses import replace

import pytest

from danaya.engines.followup import (
    Budget,
    Indicator,
    MeanMeasured,
    ShareMeasured,
    baseline,
    budget,
    outside_noise,
)
from danaya.engines.language import LANGUAGES

SOUND = Indicator("Frais affichés", 0.40, "Cycle 1", 0.55, "Cycle 2", "tous les deux ans", ShareMeasured(400))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (None, ["budget-missing"]),
        (Budget(), ["budget-missing"]),
        (Budget(nil=True), []),
        (Budget(0, nil=True), []),
        (Budget(500, nil=True), ["budget-contradicts"]),
        (Budget(500), ["budget-unsourced"]),
        (Budget(500, " "), ["budget-unsourced"]),
        (Budget(-1, "Norad"), ["budget-negative"]),
        (Budget(500, "Budget de l'État"), []),
    ],
)
def test_budget(given: Budget | None, codes: list[str]) -> None:
    assert [each.code for each in budget(given)] == codes
    assert all(each.in_language(language) for each in budget(given) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (None, ["indicator-missing"]),
        (replace(SOUND, name=" "), ["indicator-missing"]),
        (replace(SOUND, baseline=None, baseline_source=""), ["baseline-missing"]),
        (replace(SOUND, baseline_source=""), ["baseline-unsourced"]),
        (replace(SOUND, target=None), ["target-missing"]),
        (replace(SOUND, target=0.40), ["target-is-baseline"]),
        (replace(SOUND, frequency=""), ["reading-missing"]),
        (replace(SOUND, source=""), ["reading-missing"]),
        (Indicator("x"), ["baseline-missing", "target-missing", "reading-missing"]),
        (replace(SOUND, baseline=0.0), []),
        (SOUND, []),
    ],
)
def test_indicator(given: Indicator | None, codes: list[str]) -> None:
    found = baseline(given)
    assert [each.code for each in found] == codes
    assert all("{" not in each.in_language(language) for each in found for language in LANGUAGES)


def test_a_share_s_target_in_noise_and_what_it_takes() -> None:
    # From 40 % with 400 answers the edge is 49.8 %. For 49 %: 7.84888 · 0.2499 / (0.0081 − 7.84888 · 0.24 / 400) = 578.5.
    assert outside_noise(replace(SOUND, target=0.50)) == ()
    (remark,) = outside_noise(replace(SOUND, target=0.49))
    assert (remark.code, remark.where) == ("target-in-noise", "indicator")
    assert remark.in_language("fr") == (
        "Passer de 40,0\u00a0% à 49,0\u00a0% ne se distinguerait pas du hasard\u00a0: avec 400\u00a0réponses, le prochain cycle "
        "ne voit qu'à partir de 49,8\u00a0%. Visez plus loin, ou obtenez 579\u00a0réponses au prochain cycle."
    )
    assert outside_noise(replace(SOUND, target=0.49, measured=ShareMeasured(400, 579))) == ()
    assert outside_noise(replace(SOUND, target=0.49, measured=ShareMeasured(400, 578)))
    assert outside_noise(replace(SOUND, target=0.30)) == ()
    assert [each.code for each in outside_noise(replace(SOUND, target=0.31))] == ["target-in-noise"]


def test_no_number_of_answers_helps_where_this_round_is_too_small() -> None:
    (remark,) = outside_noise(replace(SOUND, target=0.45, measured=ShareMeasured(400)))
    assert remark.in_language("en").endswith(
        "No number of answers would be enough: aim further, or take an indicator that is counted."
    )


def test_nothing_detectable_upwards() -> None:
    (remark,) = outside_noise(replace(SOUND, baseline=0.9, target=1.0, measured=ShareMeasured(20)))
    assert remark.code == "nothing-detectable"
    assert "90.0%" in remark.in_language("en")


def test_the_design_effect_widens_the_noise() -> None:
    assert outside_noise(replace(SOUND, target=0.50)) == ()
    assert outside_noise(replace(SOUND, target=0.50, measured=ShareMeasured(400, None, 1.5)))


def test_a_mean_in_noise() -> None:
    score = replace(SOUND, baseline=4.2, target=4.9, measured=MeanMeasured(0.2))
    # 2.8016 · 0.2 · √2 = 0.792.
    (remark,) = outside_noise(score)
    assert remark.code == "mean-in-noise"
    assert "0,79" in remark.in_language("fr")
    assert "4,2 à 4,9" in remark.in_language("fr")
    assert outside_noise(replace(score, target=5.0)) == ()
    assert outside_noise(replace(score, target=3.4)) == ()


def test_a_share_given_as_a_percentage_is_said_so() -> None:
    assert [each.code for each in outside_noise(replace(SOUND, baseline=40, target=55))] == ["share-out-of-scale"]


@pytest.mark.parametrize("given", [None, replace(SOUND, baseline=None), replace(SOUND, target=None)])
def test_no_noise_is_found_in_what_is_incomplete(given: Indicator | None) -> None:
    assert outside_noise(given) == ()


def test_what_is_counted_has_no_noise() -> None:
    assert outside_noise(replace(SOUND, baseline=72, target=71.9, measured=None)) == ()
