import math

import narwhals as nw
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.perception import (
    Design,
    Lonely,
    Sample,
    count,
    count_domains,
    mean,
    mean_and_share,
    ratio,
    share,
    summarise_weights,
    total,
)
from tests.engines.perception import naive
from tests.engines.perception.conftest import DESIGN, as_rows, make_answers


def test_mean_equals_loops_over_rows(answers, sample):
    found = mean(sample, ["q1", "q2"])
    for item in ("q1", "q2"):
        expected = naive.mean_and_error(as_rows(answers), item, "w", "stratum", "psu")
        assert (found[item].estimate, found[item].se) == pytest.approx(expected, rel=1e-12)


def test_mean_by_two_columns_equals_loops_over_rows(answers, sample):
    found = mean(sample, "q2", by=("audience", "region"))
    assert found.domains[:2] == (("customs", "est"), ("private", "est")), "the first column runs fastest"
    for audience, region in found.domains:
        expected = naive.mean_and_error(
            as_rows(answers),
            "q2",
            "w",
            "stratum",
            "psu",
            lambda row, a=audience, r=region: row["audience"] == a and row["region"] == r,
        )
        cell = found["q2", audience, region]
        assert (cell.estimate, cell.se) == pytest.approx(expected, rel=1e-12)


def test_where_is_a_domain_not_a_filter(answers, sample):
    expected = naive.mean_and_error(as_rows(answers), "q1", "w", "stratum", "psu", lambda row: row["psu"] % 6 == 0)
    (found,) = mean(sample, "q1", where=nw.col("psu") % 6 == 0)
    assert (found.estimate, found.se) == pytest.approx(expected, rel=1e-12)
    assert (found.psus, found.df) == (4, 0)


def test_total_and_count_equal_loops_over_rows(answers, sample):
    rows = as_rows(answers)
    known = [row for row in rows if row["q1"] is not None]
    (found,) = total(sample, "q1")
    assert found.estimate == pytest.approx(sum(row["w"] * row["q1"] for row in known))
    variance = naive.linearised(
        rows, lambda row: row["w"] * (row["q1"] or 0), lambda row: row["stratum"], lambda row: row["psu"]
    )
    assert found.se == pytest.approx(math.sqrt(variance), rel=1e-12)
    counted = count(sample, "q1")
    assert counted["q1=4"].estimate == pytest.approx(sum(row["w"] for row in known if row["q1"] == 4))


def test_share_of_levels_adds_to_one_and_to_the_favourable_share(sample):
    levels, favourable = share(sample, "q1"), share(sample, "q1", favourable=[4, 5])
    assert levels.terms == ("q1=1", "q1=2", "q1=3", "q1=4", "q1=5")
    assert levels.estimate.sum() == pytest.approx(1)
    assert levels.estimate[3:].sum() == pytest.approx(favourable.estimate[0])
    assert levels.vcov.sum() == pytest.approx(0, abs=1e-15), "shares that add to one have no variance together"
    assert levels.vcov[3:, 3:].sum() == pytest.approx(favourable.se[0] ** 2)


def test_ratio_of_a_variable_to_ones_is_its_mean(sample):
    ones = ratio(sample, {"q1": nw.col("q1")}, {"one": nw.col("w") * 0 + 1})
    (plain,) = mean(sample, "q1")
    assert (ones.estimate[0], ones.se[0], int(ones.n[0])) == pytest.approx((plain.estimate, plain.se, plain.n))


def test_mean_and_share_are_the_two_verbs_in_one_scan(sample):
    means, shares = mean_and_share(sample, ["q1", "q2"], (4, 5), by=["audience"])
    np.testing.assert_allclose(means.se, mean(sample, ["q1", "q2"], ["audience"]).se, rtol=1e-12)
    np.testing.assert_allclose(shares.se, share(sample, ["q1", "q2"], ["audience"], favourable=[4, 5]).se, rtol=1e-12)


def test_more_terms_than_one_block_give_the_same_numbers(sample):
    many = mean(sample, {f"item{k}": nw.col("q1") * (k + 1) for k in range(130)}, by=["region"])
    one = mean(sample, "q1", by=["region"])
    for k in (0, 64, 129):
        np.testing.assert_allclose(many.select([f"item{k}"]).se, one.se * (k + 1), rtol=1e-12)


def test_missing_rules_differ_only_in_the_rows_they_use(answers, sample):
    rows = as_rows(answers)
    complete = [row for row in rows if row["q1"] is not None and row["q2"] is not None]
    available, listwise = mean(sample, ["q1", "q2"]), mean(sample, ["q1", "q2"], missing="listwise")
    assert available["q1"].n == sum(row["q1"] is not None for row in rows)
    assert available["q2"].missing == sum(row["q2"] is None for row in rows)
    assert listwise["q1"].n == listwise["q2"].n == len(complete)
    assert listwise["q1"].estimate == pytest.approx(naive.weighted_mean(complete, "q1", "w"))
    assert math.isnan(mean(sample, "q1", missing="propagate").estimate[0])


def test_levels_order_domains_and_drop_what_nobody_is_in(sample):
    found = mean(sample, "q1", by=["region"], levels={"region": ["sud", "ouest", "est"]})
    assert found.domains == (("sud",), ("est",), ("nord",))


def test_rows_without_a_domain_belong_to_none(answers):
    answers = answers | {"audience": [None if k < 20 else a for k, a in enumerate(answers["audience"])]}
    found = mean(Sample(answers, DESIGN), "q1", by=["audience"])
    assert found.domains == (("customs",), ("private",))
    assert found.n.sum() + found.missing.sum() == 220


def test_two_stage_without_replacement_by_hand():
    # 2 of 4 PSUs, in each 2 of 3 units: totals 3, 7 and unit values (1, 2), (3, 4); weights 4/2 · 3/2 = 3.
    answers = {"p": [1, 1, 2, 2], "u": [1, 2, 1, 2], "y": [1, 2, 3, 4], "N": [4] * 4, "M": [3] * 4}
    (found,) = total(Sample(answers, Design(clusters=("p", "u"), fpc=("N", "M"))), "y")
    first = (1 - 2 / 4) * 2 * ((9 - 15) ** 2 + (21 - 15) ** 2)
    second = 2 / 4 * 2 * (1 - 2 / 3) * 2 * ((3 - 4.5) ** 2 + (6 - 4.5) ** 2)
    assert found.estimate == 30
    assert found.se**2 == pytest.approx(first + second)


def test_stage_without_size_is_taken_with_replacement():
    # The same four PSUs of 10, two households of each, weighted by hand; how many households a PSU has is not known.
    data = {
        "psu": [1, 1, 2, 2, 3, 3, 4, 4],
        "hh": [1, 2] * 4,
        "N": [10] * 8,
        "w": [5.0] * 8,
        "y": [1.0, 4, 2, 2, 7, 3, 5, 9],
    }
    (found,) = total(Sample(data, Design(clusters=("psu", "hh"), weights="w", fpc=("N",))), "y")
    z = [5 * (a + b) for a, b in ((1, 4), (2, 2), (7, 3), (5, 9))]
    between = (1 - 4 / 10) * 4 / 3 * sum((t - sum(z) / 4) ** 2 for t in z)
    within = sum(
        2 * ((5 * a - t / 2) ** 2 + (5 * b - t / 2) ** 2)
        for (a, b), t in zip(((1, 4), (2, 2), (7, 3), (5, 9)), z, strict=True)
    )
    assert found.se**2 == pytest.approx(between + 4 / 10 * within, rel=1e-12)


def test_stages_below_the_first_without_size_add_nothing():
    # A household of one person must not make the whole variance unknown: its stage has weight nothing.
    data = {
        "psu": [1, 1, 1, 2, 2, 2],
        "hh": [1, 1, 2, 1, 1, 2],
        "one": [1, 2, 1, 1, 2, 1],
        "N": [9] * 6,
        "y": [1.0, 4, 2, 2, 7, 3],
    }
    data["w"] = [3.0] * 6
    two = Sample(data, Design(clusters=("psu", "hh"), weights="w", fpc=("N",), lonely=Lonely.AVERAGE))
    three = Sample(data, Design(clusters=("psu", "hh", "one"), weights="w", fpc=("N",), lonely=Lonely.AVERAGE))
    assert mean(three, "y").se == pytest.approx(mean(two, "y").se)


def test_cluster_without_an_answer_leaves_the_covariance_whole(answers):
    # In whichever place it stands, the last one too.
    for psu in (0, 11, 23):
        silent = answers | {"q3": [None if p == psu else v for p, v in zip(answers["psu"], answers["q3"], strict=True)]}
        found = mean(Sample(silent, DESIGN), ["q3"])
        expected = naive.mean_and_error(as_rows(silent), "q3", "w", "stratum", "psu")
        assert np.sqrt(found.vcov[0, 0]) == pytest.approx(expected[1], rel=1e-12)


@pytest.mark.parametrize(
    "design", [DESIGN, Design(clusters=("psu",), weights="w", lonely=Lonely.ADJUST, domain_lonely=True)]
)
def test_estimate_of_nobody_is_missing_and_not_certain(answers, design):
    asked = answers | {
        "q3": [None if a == "customs" else v for a, v in zip(answers["audience"], answers["q3"], strict=True)]
    }
    sample = Sample(asked, design)
    for found in (mean(sample, "q3", where=nw.col("audience") == "customs"), mean(sample, "q3", by=["audience"])):
        assert np.isnan([found.estimate[0], found.se[0], found.vcov[0, 0]]).all()
        assert found.n[0] == 0


def test_fractions_say_the_same_as_sizes():
    answers = {"y": [1.0, 4.0, 6.0, 9.0], "N": [10] * 4, "f": [0.4] * 4}
    sizes, fractions = (total(Sample(answers, Design(fpc=(column,))), "y") for column in ("N", "f"))
    assert sizes.estimate[0] == fractions.estimate[0] == 50
    assert sizes.se[0] == fractions.se[0] == pytest.approx(10 * math.sqrt((1 - 0.4) * np.var(answers["y"], ddof=1) / 4))


def test_simple_random_sampling_variance_is_unbiased_over_all_samples():
    population = [1.0, 2.0, 4.0, 8.0, 16.0]
    found = []
    for chosen in naive.simple_random_samples(population, 3):
        (estimate,) = mean(Sample({"y": list(chosen), "N": [5] * 3}, Design(fpc=("N",))), "y")
        found.append((estimate.estimate, estimate.se**2))
    means, variances = zip(*found, strict=True)
    assert np.mean(means) == pytest.approx(np.mean(population))
    assert np.mean(variances) == pytest.approx(np.var(means))


def test_census_has_no_error():
    (found,) = mean(Sample({"y": [1, 5, 9], "N": [3, 3, 3]}, Design(fpc=("N",))), "y")
    assert (found.estimate, found.se) == (5, 0)


def test_design_effect_of_a_simple_random_sample_is_one():
    answers = {"y": [1.0, 3.0, 3.0, 8.0], "N": [20] * 4}
    for against, expected in (("noreplace", 1.0), ("replace", 1 - 4 / 20)):
        assert mean(Sample(answers, Design(fpc=("N",))), "y", deff=against).deff[0] == pytest.approx(expected)


def test_weights_that_count_no_population_have_no_design_effect_against_it(answers):
    normed = answers | {"w": [w / sum(answers["w"]) for w in answers["w"]]}
    found = mean(Sample(normed, DESIGN), "q1", deff="noreplace")
    assert np.isnan(found.deff).all()
    same = mean(Sample(answers, DESIGN), "q1", deff="replace").deff
    assert mean(Sample(normed, DESIGN), "q1", deff="replace").deff == pytest.approx(same)


def test_answers_without_weight_are_in_no_estimate_while_their_clusters_stay(answers):
    # A whole cluster of stratum s1 weighs nothing: as a domain without it, not as a sample that never had it.
    light = answers | {"w": [0.0 if p == 7 else w for p, w in zip(answers["psu"], answers["w"], strict=True)]}
    (found,) = mean(Sample(light, DESIGN), "q1", deff="replace")
    (domain,) = mean(Sample(answers, DESIGN), "q1", where=nw.col("psu") != 7, deff="replace")
    for name in ("estimate", "se", "n", "missing", "df", "deff"):
        assert getattr(found, name) == pytest.approx(getattr(domain, name))
    assert Sample(light, DESIGN).df == Sample(answers, DESIGN).df - 1
    assert summarise_weights(Sample(light, DESIGN)).n == len(answers["w"])


def test_answers_all_alike_have_no_design_effect(answers):
    alike = Sample(answers | {"same": [0.7] * len(answers["w"])}, DESIGN)
    assert np.isnan(total(alike, "same", deff="replace").deff).all()
    assert mean(alike, "same", deff="replace").deff == pytest.approx(0)


def test_count_domains_counts_rows_known_psus_and_strata(answers, sample):
    found = count_domains(sample, ["audience"], known=~nw.col("q2").is_null())
    rows = [row for row in as_rows(answers) if row["audience"] == "customs"]
    assert found[0].domain == ("customs",)
    assert (found[0].rows, found[0].known) == (len(rows), sum(row["q2"] is not None for row in rows))
    assert found[0].df == len({row["psu"] for row in rows}) - len({row["stratum"] for row in rows})


def test_weights_summary_is_kish(answers, sample):
    w = np.array(answers["w"])
    assert sample.weights.effective_n == pytest.approx(w.sum() ** 2 / (w**2).sum())
    half = summarise_weights(sample, nw.col("audience") == "customs")
    inside = w[np.array(answers["audience"]) == "customs"]
    assert half.design_effect == pytest.approx(len(inside) * (inside**2).sum() / inside.sum() ** 2)


def test_interval_uses_the_degrees_of_freedom_asked_for(sample):
    from scipy.stats import norm, t

    found = mean(sample, "q1", where=nw.col("psu") < 9)
    estimate, se = found.estimate[0], found.se[0]
    assert (found.df[0], found.df_design) == (7, 20)
    for kind, quantile in (("domain", t.ppf(0.95, 7)), ("design", t.ppf(0.95, 20)), ("normal", norm.ppf(0.95))):
        low, high = found.interval(0.90, kind)
        assert (low[0], high[0]) == pytest.approx((estimate - quantile * se, estimate + quantile * se))


def test_p_value_is_that_of_the_t_test(sample):
    from scipy.stats import t

    found = mean(sample, "q1")
    expected = 2 * t.sf(abs(found.estimate[0] - 3) / found.se[0], found.df[0])
    assert found.p_values(3.0)[0] == pytest.approx(expected)


def test_keys_that_name_nothing_or_two_things_are_refused(sample):
    found = mean(sample, ["q1", "q2"], by=["audience"])
    assert found["customs:q1"] == found["q1", "customs"]
    with pytest.raises(Problem, match="not among the results"):
        found["q9"]
    with pytest.raises(Problem, match="names several"):
        found.rename({"q2": "q1"})["q1", "customs"]


@settings(max_examples=15)
@given(factor=st.floats(1e-3, 1e3), seed=st.integers(0, 99))
def test_scaling_all_weights_changes_no_mean(factor, seed):
    answers = make_answers(seed, 120)
    scaled = answers | {"w": [w * factor for w in answers["w"]]}
    first, second = (mean(Sample(data, DESIGN), ["q1", "q2"], ["audience"]) for data in (answers, scaled))
    np.testing.assert_allclose(second.estimate, first.estimate, rtol=1e-9)
    np.testing.assert_allclose(second.vcov, first.vcov, rtol=1e-9, atol=1e-15)


@settings(max_examples=15)
@given(order=st.permutations(range(120)))
def test_order_of_rows_changes_nothing(order):
    answers = make_answers(3, 120)
    shuffled = {name: [values[k] for k in order] for name, values in answers.items()}
    for design in (DESIGN, Design(strata=("stratum",), weights="w")):
        first, second = (mean(Sample(data, design), ["q1", "q2"], ["region"]) for data in (answers, shuffled))
        np.testing.assert_allclose(second.se, first.se, rtol=1e-9)


@settings(max_examples=15)
@given(seed=st.integers(0, 999))
def test_domains_add_up_to_the_whole(seed):
    sample = Sample(make_answers(seed, 120), DESIGN)
    parts, whole = total(sample, "q1", ["audience", "region"]), total(sample, "q1")
    assert parts.estimate.sum() == pytest.approx(whole.estimate[0])
    assert parts.vcov.sum() == pytest.approx(whole.se[0] ** 2, rel=1e-9)
    assert parts.n.sum() == whole.n[0]
