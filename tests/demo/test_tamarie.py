from collections import Counter
from dataclasses import fields

import pytest

from danaya.demo import tamarie
from danaya.demo.answers import AUDIENCE_CODES, TRAIT_COLUMNS, list_questions
from danaya.engines.framework import load_bank, load_factors
from danaya.engines.language import typeset
from danaya.engines.perception import Design, Selection
from danaya.engines.restitution.designfile.checks import check_study
from danaya.engines.restitution.study import Audience, Domain, Item, Scale, Side, Study


def test_units_hold_all_officials_and_twelve_posts():
    assert Counter(unit.kind for unit in tamarie.UNITS) == {"service": 8, "post": 12, "brigade": 24}
    assert len({unit.code for unit in tamarie.UNITS}) == len(tamarie.UNITS)
    for region in tamarie.REGIONS:
        assert sum(unit.officials for unit in tamarie.UNITS if unit.region == region.key) == region.officials


def test_tessa_has_eight_officials():
    assert {region.key: region.officials for region in tamarie.REGIONS}["tessa"] == 8


def test_rounds_reach_the_numbers_of_the_story():
    numbers = {
        (key, audience): (plan.audiences[audience].answered, plan.audiences[audience].target)
        for key, plan in tamarie.ROUNDS.items()
        for audience in plan.audiences
    }
    assert numbers == {
        ("round1", "officials"): (316, 376),
        ("round1", "private"): (75, 285),
        ("round2", "officials"): (402, 450),
        ("round2", "private"): (231, 380),
    }


def test_plans_add_up_and_draw_no_more_than_there_is():
    for plan in tamarie.ROUNDS.values():
        officials, private = plan.audiences["officials"], plan.audiences["private"]
        assert sum(drawn.asked for drawn in plan.strata.values()) == officials.target
        assert sum(drawn.answered for drawn in plan.strata.values()) == officials.answered
        assert sum(plan.trades.values()) == sum(plan.regions.values()) == private.answered
        assert officials.population == sum(unit.officials for unit in tamarie.UNITS)
        for stratum, drawn in plan.strata.items():
            units = [unit for unit in tamarie.UNITS if unit.stratum == stratum]
            assert 2 <= drawn.units <= len(units)
            assert drawn.answered <= drawn.asked <= sum(unit.officials for unit in units)


def test_posts_and_tenures_belong_together():
    organisations = {"customs", *(body.key for body in tamarie.BODIES)}
    posts = {post.key for post in tamarie.POSTS}
    assert len(posts) == len(tamarie.POSTS)
    assert {post.organisation for post in tamarie.POSTS} == organisations
    assert {tenure.post for tenure in tamarie.TENURES} == posts
    assert {post.region for post in tamarie.POSTS} - {""} == {region.key for region in tamarie.REGIONS}


def test_the_director_general_changed_once_without_a_gap():
    first, second = [tenure for tenure in tamarie.TENURES if tenure.post == "directeur-general"]
    assert first.until == second.since == tamarie.HANDOVER
    assert (tamarie.HANDOVER.year - tamarie.YEAR_ZERO, tamarie.HANDOVER.month) == (2, 4)
    assert second.until is None


def test_the_visiting_expert_leaves_on_a_day_to_come():
    (expert,) = [tenure for tenure in tamarie.TENURES if tenure.post == "expertise-partenaire"]
    assert expert.since < tamarie.TODAY < expert.until


def test_what_was_reported_covers_all_factors_of_both_audiences():
    factors = [factor.key for factor in load_factors()]
    for audience in load_bank().audiences:
        scores = tamarie.REPORTED.scores[audience.key]
        assert list(scores) == factors
        assert all(0 < score < 10 for score in scores.values())


def test_texts_are_complete_and_typeset():
    texts = [
        tamarie.NOTICE,
        tamarie.ADMINISTRATION.name,
        *(body.name for body in tamarie.BODIES),
        *(post.title for post in tamarie.POSTS),
        *(text for plan in tamarie.ROUNDS.values() for text in (plan.title, plan.label, plan.coverage)),
        *(text for plan in tamarie.ROUNDS.values() for text in plan.wordings.values()),
        tamarie.REPORTED.title,
    ]
    for text in texts:
        assert text["en"]
        assert typeset(text["fr"], "fr") == text["fr"]


def test_reworded_questions_had_another_wording_before():
    bank = load_bank()
    for plan in tamarie.ROUNDS.values():
        earlier = tamarie.ROUNDS[plan.earlier] if plan.earlier else plan
        for key in plan.reworded:
            assert earlier.wordings[key] != plan.wordings.get(key, bank.question(key).text)


@pytest.mark.parametrize("key", ["round1", "round2"])
def test_a_round_makes_a_study_without_problems(key):
    plan, bank = tamarie.ROUNDS[key], load_bank()
    study = Study(
        title=plan.title,
        label=plan.label,
        year=str(plan.year),
        audiences=tuple(
            Audience(
                key=one.key,
                name=one.name,
                side=Side(one.side),
                values=(AUDIENCE_CODES[one.key],),
                selection=Selection(plan.audiences[one.key].selection),
                target=plan.audiences[one.key].target,
                population=plan.audiences[one.key].population,
            )
            for one in bank.audiences
        ),
        items=tuple(make_item(one, plan) for one in list_questions(plan)),
        scales={one.key: make_scale(one) for one in bank.scales.values()},
        design=Design(clusters=("lieu",), strata=("strate",), weights="poids"),
        audience_column="public",
        domains=tuple(
            Domain(one.key, TRAIT_COLUMNS[one.key], one.name, one.levels, kind=one.kind) for one in bank.traits
        ),
    )
    assert check_study(study) == ()


def make_item(question, plan):
    names = ("key", "text", "scale", "audiences", "factor", "kind", "sensitive", "freely")
    reworded = question.key in plan.reworded
    return Item(column=question.key, reworded=reworded, **{name: getattr(question, name) for name in names})


def make_scale(scale):
    return Scale(**{one.name: getattr(scale, one.name) for one in fields(Scale)})
