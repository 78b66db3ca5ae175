"""The story comes out of the generated answers: computed here by plain NumPy, with none of the product's estimators."""

import hashlib
import io
import math
from csv import reader

import numpy as np
import pytest

from danaya.demo import tamarie
from danaya.demo.answers import (
    AUDIENCE_CODES,
    PEOPLE,
    generate_answers,
    list_questions,
    share_out,
    start_generator,
    write_csv,
)
from danaya.engines.framework import NOT_ASKED, load_bank, load_factors

BANK = load_bank()
FACTORS = [factor.key for factor in load_factors()]
SILENT = (98, 99)
SURE = 2.75  # two-sided p under 1 % with 30 degrees of freedom
DIGESTS = {
    "round1": "719baafc6b326b790ff932c27f82add6950d0cc4ef54b0444e14a7c864b2b5ac",
    "round2": "89ea6086c2d87db0a036db743c05f6cf0a5bf101a719b90d76bb676e66edba92",
}


class Part:
    """One audience of one round, with naive estimates: ratio means, variance between places within strata."""

    def __init__(self, columns, audience):
        rows = [row for row, code in enumerate(columns["public"]) if code == AUDIENCE_CODES[audience]]
        self.columns = {name: [values[row] for row in rows] for name, values in columns.items()}
        self.audience = audience
        self.weight = np.array(self.columns["poids"], float)
        self.region = np.array(self.columns["region"])
        self.gender = np.array(self.columns["sexe"])

    def item(self, key):
        scores = BANK.scales[BANK.question(key).scale].scores
        return np.array([scores.get(code, math.nan) for code in self.columns[key]], float)

    def factor(self, key):
        return mean_of_answered([self.item(one.key) for one in BANK.of_factor(key, self.audience)])

    def freely(self):
        return mean_of_answered(
            [self.item(one.key) for one in BANK.asked_of(self.audience, "perception") if one.freely]
        )

    def estimate(self, values, among=True):
        """Return weighted mean, standard error and n."""
        answered = ~np.isnan(values) & among
        weight = self.weight * answered
        values = np.where(answered, values, 0)
        mean = (weight * values).sum() / weight.sum()
        parts = weight * (values - mean) / weight.sum()
        totals: dict[str, dict[str, float]] = {}
        for stratum, place, part in zip(self.columns["strate"], self.columns["lieu"], parts, strict=True):
            places = totals.setdefault(stratum, {})
            places[place] = places.get(place, 0.0) + part
        variance = sum(len(places) * np.var(list(places.values()), ddof=1) for places in totals.values())
        return mean, math.sqrt(variance), int(answered.sum())


def mean_of_answered(rows):
    table = np.array(rows)
    counts = (~np.isnan(table)).sum(axis=0)
    return np.where(counts > 0, np.nansum(table, axis=0) / np.maximum(counts, 1), math.nan)


COLUMNS = {key: generate_answers(plan, start_generator(plan)) for key, plan in tamarie.ROUNDS.items()}
PARTS = {(key, audience): Part(columns, audience) for key, columns in COLUMNS.items() for audience in AUDIENCE_CODES}
SCORES = {(*at, factor): part.estimate(part.factor(factor)) for at, part in PARTS.items() for factor in FACTORS}


def score(round_key, audience, factor):
    return SCORES[round_key, audience, factor][0]


def change(audience, factor):
    """Return the change of a factor and how many standard errors it is."""
    (before, error_before, _), (after, error_after, _) = (SCORES[key, audience, factor] for key in ("round1", "round2"))
    return after - before, (after - before) / math.hypot(error_before, error_after)


def gap(factor, round_key="round1"):
    return score(round_key, "private", factor) - score(round_key, "officials", factor)


@pytest.mark.parametrize("key", ["round1", "round2"])
def test_the_same_seed_gives_the_same_bytes(key):
    plan = tamarie.ROUNDS[key]
    written = write_csv(COLUMNS[key])
    assert write_csv(generate_answers(plan, start_generator(plan))) == written
    assert hashlib.sha256(written).hexdigest() == DIGESTS[key]


@pytest.mark.parametrize("key", ["round1", "round2"])
def test_as_many_answer_as_the_story_says(key):
    for audience, plan in tamarie.ROUNDS[key].audiences.items():
        part = PARTS[key, audience]
        assert len(part.weight) == plan.answered
        assert (part.gender == 1).sum() == plan.women


@pytest.mark.parametrize("key", ["round1", "round2"])
def test_weights_of_officials_sum_to_each_regions_officials(key):
    part = PARTS[key, "officials"]
    for region in tamarie.REGIONS:
        assert part.weight[part.region == region.code].sum() == pytest.approx(region.officials, rel=1e-5)
    assert set(PARTS[key, "private"].weight) == {1.0}


@pytest.mark.parametrize("key", ["round1", "round2"])
def test_every_stratum_has_two_places_and_published_regions_three(key):
    columns = COLUMNS[key]
    for audience, code in AUDIENCE_CODES.items():
        seen = set(zip(columns["public"], columns["strate"], columns["lieu"], strict=True))
        strata = {stratum for public, stratum, _ in seen if public == code}
        for stratum in strata:
            places = {place for public, one, place in seen if public == code and one == stratum}
            assert len(places) >= (2 if "tessa" in stratum else 3), (audience, stratum)


@pytest.mark.parametrize("key", ["round1", "round2"])
@pytest.mark.parametrize("audience", AUDIENCE_CODES)
def test_tessa_is_always_too_small(key, audience):
    assert 0 < (PARTS[key, audience].region == 5).sum() < 10


@pytest.mark.parametrize("key", ["round1", "round2"])
def test_columns_are_people_and_the_questions_of_the_round(key):
    questions = list_questions(tamarie.ROUNDS[key])
    assert list(COLUMNS[key]) == [*PEOPLE, *(one.key for one in questions)]
    for one in questions:
        allowed = {None, *BANK.scales[one.scale].labels}
        assert set(COLUMNS[key][one.key]) <= allowed
        for audience in AUDIENCE_CODES:
            values = PARTS[key, audience].columns[one.key]
            assert (set(values) == {None}) == (audience not in one.audiences)


def test_no_column_tells_an_order_of_arrival():
    for columns in COLUMNS.values():
        assert not any(len(set(values)) == len(values) for values in columns.values())
        changes = sum(a != b for a, b in zip(columns["public"], columns["public"][1:], strict=False))
        assert changes > len(columns["public"]) / 5


def test_follow_ups_are_not_asked_where_nothing_came_before():
    for part in PARTS.values():
        for one in BANK.asked_of(part.audience):
            before = [part.columns[key] for key in one.follows]
            for row, code in enumerate(part.columns[one.key]) if before else ():
                assert (code != NOT_ASKED) == any(values[row] == one.follows_answer for values in before)


def test_round_1_customs_sees_itself_higher_on_all_ten_factors():
    assert all(gap(factor) < 0 for factor in FACTORS)


def test_round_1_widest_gaps_are_transparency_then_audit():
    assert sorted(FACTORS, key=gap)[:2] == ["transparency", "audit"]
    assert score("round1", "officials", "transparency") == pytest.approx(7.0, abs=0.1)
    assert score("round1", "private", "transparency") == pytest.approx(4.2, abs=0.1)


@pytest.mark.parametrize("audience", AUDIENCE_CODES)
def test_round_1_automation_is_the_strength_of_both_sides(audience):
    assert max(FACTORS, key=lambda factor: score("round1", audience, factor)) == "automation"


def test_round_1_officials_are_least_content_with_human_resources():
    assert min(FACTORS, key=lambda factor: score("round1", "officials", factor)) == "human_resources"
    part = PARTS["round1", "officials"]
    items = {one.key: part.estimate(part.item(one.key))[0] for one in BANK.of_factor("human_resources", "officials")}
    assert set(sorted(items, key=items.__getitem__)[:2]) == {"staff_rotation", "staff_selection"}


def test_round_2_transparency_rose_among_companies_beyond_doubt():
    difference, errors = change("private", "transparency")
    assert difference == pytest.approx(1.1, abs=0.1)
    assert errors > SURE


def test_round_2_relations_with_the_private_sector_rose_beyond_doubt():
    difference, errors = change("private", "private_sector")
    assert difference == pytest.approx(0.7, abs=0.1)
    assert errors > SURE


def test_round_2_automation_rose_a_little_and_surely():
    difference, errors = change("officials", "automation")
    assert 0.2 < difference < 0.6
    assert errors > SURE
    assert change("private", "automation")[0] > 0


def test_round_2_morale_of_officials_fell_beyond_doubt():
    difference, errors = change("officials", "morale")
    assert difference == pytest.approx(-0.6, abs=0.1)
    assert errors < -SURE


@pytest.mark.parametrize("audience", AUDIENCE_CODES)
def test_round_2_human_resources_show_no_change(audience):
    difference, errors = change(audience, "human_resources")
    assert abs(difference) < 0.1
    assert abs(errors) < 1


def test_round_2_nothing_else_changed():
    told = {
        ("private", "transparency"),
        ("private", "private_sector"),
        ("officials", "automation"),
        ("officials", "morale"),
    }
    for audience in AUDIENCE_CODES:
        for factor in FACTORS:
            if (audience, factor) not in told and factor != "conduct":
                assert abs(change(audience, factor)[1]) < 1.96, (audience, factor)


def test_code_of_conduct_would_seem_to_have_changed_had_nobody_seen_the_new_wording():
    before, after = (list_questions(tamarie.ROUNDS[key]) for key in ("round1", "round2"))
    changed = {one.key for one, other in zip(before, after, strict=True) if one.text != other.text}
    assert changed == tamarie.ROUNDS["round2"].reworded == {"code_applied"}
    assert change("officials", "conduct")[0] > 0.15


@pytest.mark.parametrize("audience", AUDIENCE_CODES)
def test_speaking_freely_is_better_in_naore_and_not_in_gorobi(audience):
    results = {}
    for region in (1, 3):
        found = []
        for key in ("round1", "round2"):
            part = PARTS[key, audience]
            found.append(part.estimate(part.freely(), part.region == region))
        (before, error_before, _), (after, error_after, _) = found
        results[region] = (after - before, (after - before) / math.hypot(error_before, error_after))
    assert results[1][0] > 0.8
    assert results[1][1] > SURE
    assert abs(results[3][1]) < 1.96


def test_silence_on_sensitive_questions_fell_in_naore_only():
    def silence(key, region):
        part = PARTS[key, "officials"]
        keys = [one.key for one in BANK.asked_of("officials") if one.sensitive and not one.follows]
        return np.mean([np.isin(np.array(part.columns[one], float), SILENT)[part.region == region] for one in keys])

    assert silence("round2", 1) < 0.6 * silence("round1", 1)
    assert silence("round2", 3) > 0.8 * silence("round1", 3)
    assert silence("round1", 3) > silence("round1", 1)


def test_people_keep_silent_more_on_sensitive_questions():
    for part in PARTS.values():
        shares = {True: [], False: []}
        for one in BANK.asked_of(part.audience, "perception"):
            shares[one.sensitive].append(np.isin(np.array(part.columns[one.key], float), SILENT).mean())
        assert 0.005 < np.mean(shares[False]) < 0.08
        assert np.mean(shares[True]) > 1.5 * np.mean(shares[False])


def test_women_traders_are_asked_for_payments_at_the_border_more_often_than_men():
    part = PARTS["round2", "private"]
    happened = (10 - part.item("lived_asked_border")) / 10
    women, error_women, n_women = part.estimate(happened, part.gender == 1)
    men, error_men, _ = part.estimate(happened, part.gender == 2)
    assert n_women >= 30
    assert (women - men) / math.hypot(error_women, error_men) > SURE


def test_too_few_women_traders_answered_in_round_1():
    part = PARTS["round1", "private"]
    assert 10 <= part.estimate(part.item("lived_asked_border"), part.gender == 1)[2] < 20


def test_csv_is_what_was_generated():
    header, *rows = reader(io.StringIO(write_csv(COLUMNS["round1"]).decode("utf-8"), newline=""))
    assert header == list(COLUMNS["round1"])
    assert len(rows) == 391
    first = [values[0] for values in COLUMNS["round1"].values()]
    assert rows[0] == ["" if value is None else str(value) for value in first]


def test_shares_by_largest_remainders_add_up():
    assert share_out(10, [1, 1, 1]) == [4, 3, 3]
    assert share_out(7, [5, 3]) == [4, 3]
