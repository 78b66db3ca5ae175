import pytest

from danaya.engines.perception import RoundFacts, Selection, Verdict, Wording, compare_rounds

SAME = RoundFacts(Selection.PROBABILITY, "tablet", "all offices", {"f": 0.3, "m": 0.7}, 200)


def changed(**facts: object) -> RoundFacts:
    from dataclasses import replace

    return replace(SAME, **facts)


def test_rounds_alike_are_comparable_without_a_word():
    found = compare_rounds(SAME, SAME, {"q": Wording()})
    assert found.rounds.verdict is found.items["q"].verdict is found.factor(["q"]).verdict is Verdict.COMPARABLE
    assert found.rounds.reasons == ()


def test_census_and_probability_sample_are_comparable():
    assert compare_rounds(changed(selection=Selection.CENSUS), SAME).rounds.verdict is Verdict.COMPARABLE


@pytest.mark.parametrize(
    ("facts", "verdict", "code"),
    [
        ({"selection": Selection.OPEN}, Verdict.REFUSED, "selection-open"),
        ({"selection": Selection.QUOTA}, Verdict.REFUSED, "selection-changed"),
        ({"mode": "paper"}, Verdict.CAUTION, "mode-changed"),
        ({"mode": ""}, Verdict.CAUTION, "mode-unknown"),
        ({"coverage": "capital"}, Verdict.REFUSED, "coverage-changed"),
        ({"coverage": ""}, Verdict.CAUTION, "coverage-unknown"),
        ({"mix": {"f": 0.41}}, Verdict.CAUTION, "mix-caution"),
        ({"mix": {"f": 0.56}}, Verdict.REFUSED, "mix-refused"),
        ({"mix": {}}, Verdict.CAUTION, "mix-unknown"),
        ({"n": 29}, Verdict.CAUTION, "few-answers"),
        ({"recomputable": False}, Verdict.CAUTION, "reported"),
    ],
)
def test_one_fact_decides_and_says_why_in_both_languages(facts, verdict, code):
    for later, earlier in ((changed(**facts), SAME), (SAME, changed(**facts))):
        found = compare_rounds(later, earlier).rounds
        assert (found.verdict, [reason.code for reason in found.reasons]) == (verdict, [code])
        assert all("{" not in found.reasons[0].text[language] for language in ("fr", "en"))


def test_mix_just_within_its_limit_is_comparable():
    assert compare_rounds(changed(mix={"f": 0.39, "m": 0.61}), SAME).rounds.verdict is Verdict.COMPARABLE


def test_two_quota_samples_call_for_caution():
    quota = changed(selection=Selection.QUOTA)
    assert compare_rounds(quota, quota).rounds.reasons[0].code == "selection-quota"


def test_mix_reason_names_the_group_that_moved():
    found = compare_rounds(changed(mix={"f": 0.5, "m": 0.5}), SAME, groups={"f": {"fr": "femmes", "en": "women"}})
    assert found.rounds.reasons[0].text["en"].startswith("The mix of respondents changed: women goes from 30 to 50%")
    assert "femmes passe de 30 à 50\u00a0%" in found.rounds.reasons[0].text["fr"]


def test_wording_refuses_the_item_and_its_factor_only():
    items = {
        "same": Wording(),
        "new": Wording(asked=False),
        "re": Wording(reworded=True),
        "scale": Wording(scale_changed=True),
    }
    found = compare_rounds(SAME, SAME, items)
    assert found.rounds.verdict is found.factor(["same"]).verdict is Verdict.COMPARABLE
    assert [found.items[key].reasons[0].code for key in ("new", "re", "scale")] == [
        "not-asked",
        "reworded",
        "scale-changed",
    ]
    whole = found.factor(["same", "re"])
    assert whole.verdict is Verdict.REFUSED
    assert {reason.code for reason in whole.reasons} == {"reworded", "factor-items"}


def test_gravest_reason_comes_first():
    found = compare_rounds(changed(mode="paper", selection=Selection.OPEN), SAME).rounds
    assert [reason.code for reason in found.reasons] == ["selection-open", "mode-changed"]
