import re

import pytest

from danaya.engines.framework import DONT_KNOW, NOT_ASKED, REFUSAL, load_bank, load_factors
from danaya.engines.language import Problem, typeset
from tools.question_bank import PAGE, write_page

BANK = load_bank()
AUDIENCES = ("officials", "private")
FRIGHTENING = re.compile(
    r"enquête|signal|dénonc|coupable|aveu|soupçon|contrôle|identifiant|session|soumettre|anonyme|corruption|pot-de-vin"
    r"|voleur|fraud|invalide|incorrect|obligatoire|interdit|veuillez|désolé|"
    r"\binvestigat|denounc|guilty|confess|suspic|\bbrib|corrupt|\bsubmit\b|please|sorry|invalid",
    re.IGNORECASE,
)


def every_text():
    labels = [label for scale in BANK.scales.values() for label in scale.labels.values()]
    levels = [label for trait in BANK.traits for label in trait.levels.values()]
    return [*(one.text for one in BANK.questions), *(one.text for one in BANK.traits), *labels, *levels]


def test_officials_answer_41_scored_questions_and_the_private_sector_29():
    assert len(BANK.asked_of("officials", "perception")) == 41
    assert len(BANK.asked_of("private", "perception")) == 29


@pytest.mark.parametrize("factor", [one.key for one in load_factors()])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_factor_has_two_questions_for_each_audience(factor, audience):
    assert len(BANK.of_factor(factor, audience)) >= 2


@pytest.mark.parametrize("factor", [one.key for one in load_factors()])
def test_each_factor_has_a_question_that_both_answer(factor):
    assert any(one.factor == factor for one in BANK.shared())


def test_questions_belong_to_known_factors_scales_and_audiences():
    factors = {one.key for one in load_factors()}
    for one in BANK.questions:
        assert one.scale in BANK.scales
        assert set(one.audiences) <= set(AUDIENCES)
        assert one.factor in (factors if one.kind == "perception" else {""})
        assert one.kind in {"perception", "experience", "choice"}


def test_keys_are_unique():
    keys = [one.key for one in BANK.questions]
    assert len(keys) == len(set(keys))


def test_texts_are_complete_short_and_typeset():
    for text in every_text():
        assert set(text) == {"fr", "en"}
        assert 1 < len(text["fr"]) <= 160
        assert 1 < len(text["en"]) <= 160
        assert typeset(text["fr"], "fr") == text["fr"]
    for one in BANK.questions:
        assert len(one.text["fr"].split()) <= 20
        assert len(one.text["en"].split()) <= 20


def test_texts_frighten_nobody():
    for text in every_text():
        assert not FRIGHTENING.search(text["fr"]), text["fr"]
        assert not FRIGHTENING.search(text["en"]), text["en"]
        assert "!" not in text["fr"] + text["en"]


def test_no_question_asks_two_things():
    for one in BANK.questions:
        if one.kind == "perception" and one.key != "talk_useful":  # "meetings between customs and …" is one thing
            assert not re.search(r"\b(et|ou|and|or)\b", one.text["fr"] + " " + one.text["en"]), one.key


def test_nobody_is_spoken_to_as_tu():
    for text in every_text():
        assert not re.search(r"\b(tu|te|toi|ton|tes|t'as)\b", text["fr"])


def test_both_directions_are_asked_of_each_audience():
    for audience in AUDIENCES:
        scales = [one.scale for one in BANK.asked_of(audience, "perception")]
        reversed_ones = [one for one in scales if one.endswith("_reversed")]
        assert 3 <= len(reversed_ones) <= len(scales) // 4


def test_both_audiences_are_asked_whether_they_can_speak_freely():
    for audience in AUDIENCES:
        assert len([one for one in BANK.asked_of(audience, "perception") if one.freely]) >= 2


def test_what_was_lived_is_sensitive_and_answered_yes_or_no():
    lived = [one for one in BANK.questions if one.kind == "experience"]
    assert all(one.sensitive and BANK.scales[one.scale].kind == "yes_no" for one in lived)
    assert {"lived_seen", "lived_offered", "lived_pressed"} <= {one.key for one in BANK.asked_of("officials")}
    assert {"lived_asked_border", "lived_paid", "lived_refused"} <= {one.key for one in BANK.asked_of("private")}


def test_follow_ups_follow_questions_asked_before_of_the_same_audience():
    order = [one.key for one in BANK.questions]
    for one in BANK.questions:
        for audience in one.audiences if one.follows else ():
            asked = {two.key for two in BANK.asked_of(audience)}
            assert asked & set(one.follows)
        for key in one.follows:
            assert order.index(key) < order.index(one.key)
            assert one.follows_answer in BANK.scales[BANK.question(key).scale].scores


def test_scales_are_linear_from_0_to_10():
    for scale in BANK.scales.values():
        if scale.kind == "choice":
            assert not scale.scores
            assert not scale.favourable
            continue
        scores = sorted(scale.scores.values())
        assert scores == pytest.approx([10 * step / (len(scores) - 1) for step in range(len(scores))])
        assert {scale.scores[code] > 5 for code in scale.favourable} == {True}
        assert {scale.scores[code] for code in scale.neutral} <= {5.0}
        assert scale.favourable | scale.neutral <= set(scale.scores)


def test_dont_know_and_refusal_are_answers_of_their_own():
    for scale in BANK.scales.values():
        assert scale.dont_know == {DONT_KNOW}
        assert scale.refusal == {REFUSAL}
        assert scale.not_asked == {NOT_ASKED}
        assert {DONT_KNOW, REFUSAL, NOT_ASKED} <= set(scale.labels)
        assert not {DONT_KNOW, REFUSAL, NOT_ASKED} & set(scale.scores)
        assert set(scale.scores) <= set(scale.labels)


def test_a_reversed_scale_has_the_same_answers_with_opposite_scores():
    plain, turned = BANK.scales["agreement"], BANK.scales["agreement_reversed"]
    assert plain.labels == turned.labels
    assert all(plain.scores[code] + turned.scores[code] == 10 for code in plain.scores)


def test_traits_are_coarse_and_may_be_withheld():
    for trait in BANK.traits:
        assert len(trait.levels) <= 6
        assert REFUSAL in trait.levels
    assert {one.key for one in BANK.traits} == {"region", "gender", "service", "trade"}


def test_groups_of_interest_are_levels_of_a_trait():
    traits = {one.key: one for one in BANK.traits}
    assert {one.key for one in BANK.groups} == {"women", "drivers", "informal_traders"}
    for group in BANK.groups:
        assert set(group.codes) <= set(traits[group.trait].levels)


def test_unknown_keys_are_problems():
    with pytest.raises(Problem):
        BANK.question("lead")
    with pytest.raises(Problem):
        BANK.asked_of("traders")


def test_the_reference_page_is_the_bank():
    assert PAGE.read_text(encoding="utf-8") == write_page(), "run tools/question_bank.py"
