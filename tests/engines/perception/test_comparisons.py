import math

import narwhals as nw
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.language import Problem
from danaya.engines.perception import Sample, change, contrast, false_discovery, gap, mean, standardise
from danaya.engines.perception.formulas import evaluate_formula
from tests.engines.perception import naive
from tests.engines.perception.conftest import DESIGN, as_rows, make_answers


def test_contrast_takes_the_covariance_of_domains_that_share_clusters(answers, sample):
    by = mean(sample, "q1", ["audience"])
    found = contrast(by, {"gap": {"private": 1, "customs": -1}})
    v = by.vcov
    assert found.estimate[0] == pytest.approx(by["private"].estimate - by["customs"].estimate)
    assert found.se[0] ** 2 == pytest.approx(v[0, 0] + v[1, 1] - 2 * v[0, 1])
    assert v[0, 1] != 0
    assert found.n[0] == by.n.sum()


def test_gap_of_every_term_and_domain_is_the_contrast(sample):
    by = mean(sample, ["q1", "q2"], ["region", "audience"])
    gaps = gap(by)
    assert gaps.by == ("region",)
    assert gaps.domains == (("est",), ("nord",), ("sud",))
    for term in ("q1", "q2"):
        for region in ("est", "nord", "sud"):
            one = contrast(by, {"x": {(term, region, "private"): 1, (term, region, "customs"): -1}})
            cell = gaps[term, region]
            assert (cell.estimate, cell.se, cell.n) == pytest.approx((one.estimate[0], one.se[0], one.n[0]))


def test_change_of_two_samples_adds_their_variances(sample):
    later = mean(Sample(make_answers(8), DESIGN), ["q1", "q2"], ["audience"])
    earlier = mean(sample, ["q2", "q1"], ["audience"])
    found = change(later, earlier)
    cell = found["q2", "private"]
    a, b = later["q2", "private"], earlier["q2", "private"]
    assert cell.estimate == pytest.approx(a.estimate - b.estimate)
    assert cell.se == pytest.approx(math.hypot(a.se, b.se))
    assert (cell.df, cell.n, found.df_design) == (a.df + b.df, a.n + b.n, 40)


def test_change_of_two_samples_equals_one_design_that_stacks_them(answers):
    other = make_answers(8)
    both = {name: [*other[name], *answers[name]] for name in answers}
    both["wave"] = ["2"] * 240 + ["1"] * 240
    both["psu"] = [*other["psu"], *(p + 100 for p in answers["psu"])]
    both["stratum"] = [f"later {s}" for s in other["stratum"]] + answers["stratum"]
    stacked = contrast(mean(Sample(both, DESIGN), "q1", ["wave"]), {"x": {"2": 1, "1": -1}})
    apart = change(mean(Sample(other, DESIGN), "q1"), mean(Sample(answers, DESIGN), "q1"))
    assert (apart.estimate[0], apart.se[0], apart.df[0]) == pytest.approx(
        (stacked.estimate[0], stacked.se[0], stacked.df[0])
    )


def test_change_within_one_sample_is_the_mean_of_differences(answers):
    sample = Sample(
        {**answers, "later": [v if v is None else v + (k % 3) for k, v in enumerate(answers["q1"])]}, DESIGN
    )
    panel = change(mean(sample, {"q": nw.col("later")}), mean(sample, {"q": nw.col("q1")}))
    (direct,) = mean(sample, {"d": nw.col("later") - nw.col("q1")})
    assert (panel.estimate[0], panel.se[0]) == pytest.approx((direct.estimate, direct.se))


def test_difference_in_differences_is_the_change_of_gaps(sample):
    later, earlier = mean(Sample(make_answers(8), DESIGN), "q1", ["audience"]), mean(sample, "q1", ["audience"])
    of_gaps = change(gap(later), gap(earlier))
    changes = change(later, earlier)
    again = contrast(changes, {"did": {"private": 1, "customs": -1}})
    assert (of_gaps.estimate[0], of_gaps.se[0]) == pytest.approx((again.estimate[0], again.se[0]))


def test_a_missing_estimate_spoils_only_the_contrasts_it_is_in(answers):
    sample = Sample(
        answers | {"q1": [None if r == "est" else 3.0 + k % 2 for k, r in enumerate(answers["region"])]}, DESIGN
    )
    by = mean(sample, "q1", ["region"])
    found = contrast(by, {"lost": {"est": 1, "sud": -1}, "kept": {"nord": 1, "sud": -1}})
    assert math.isnan(found.estimate[0])
    assert found.se[1] > 0


def test_formula_has_the_variance_of_its_gradient(sample):
    by = mean(sample, "q1", ["audience"])
    a, b = by.estimate
    found = contrast(by, {"r": "log(of['customs'] / of['private'])"})
    slopes = np.array([1 / a, -1 / b])
    assert found.estimate[0] == pytest.approx(math.log(a / b))
    assert found.se[0] ** 2 == pytest.approx(slopes @ by.vcov @ slopes)


@given(x=st.floats(0.1, 50), y=st.floats(0.1, 50))
def test_formula_slopes_are_the_derivatives(x, y):
    value, slopes = evaluate_formula("exp(-of['x']) + sqrt(of['y']) * of['x'] ** 2 - 3 / of['y']", {"x": x, "y": y})
    assert value == pytest.approx(math.exp(-x) + math.sqrt(y) * x**2 - 3 / y)
    assert slopes["x"] == pytest.approx(-math.exp(-x) + 2 * math.sqrt(y) * x, rel=1e-12)
    assert slopes["y"] == pytest.approx(x**2 / (2 * math.sqrt(y)) + 3 / y**2, rel=1e-12)


@pytest.mark.parametrize(
    "formula", ["of['a'", "__import__('os')", "of['a'].real", "lambda: 1", "of['a'] @ 2", "min(of['a'])"]
)
def test_formula_runs_nothing_but_arithmetic(formula):
    with pytest.raises(Problem) as refused:
        evaluate_formula(formula, {"a": 1.0})
    assert refused.value.code == "formula-unreadable"


@pytest.mark.parametrize("formula", ["log(of['a'])", "sqrt(of['a'])", "log(of['a'] + 1)", "1 / (of['a'] + 1)"])
def test_formula_outside_its_domain_is_missing_with_its_slopes(formula):
    value, slopes = evaluate_formula(formula, {"a": -1.0})
    assert math.isnan(value)
    assert math.isnan(slopes["a"])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.sampled_from([0.01, 0.05, 0.2]))
def test_false_discovery_rejects_what_the_step_up_procedure_rejects(p, q):
    adjusted = false_discovery(p)
    limits = {rank * q / len(p) for rank in range(1, len(p) + 1)}
    if all(abs(value - limit) > 1e-12 for value in p for limit in limits):
        assert {k for k, value in enumerate(adjusted) if value <= q} == naive.benjamini_hochberg(p, q)


def test_false_discovery_of_the_example_in_the_paper():
    # Benjamini & Hochberg 1995, section 3: 15 tests of which four are rejected at q = 0.05.
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert (false_discovery(p) <= 0.05).sum() == 4


def test_false_discovery_leaves_missing_tests_out():
    np.testing.assert_allclose(false_discovery([0.01, math.nan, 0.04]), [0.02, math.nan, 0.04])
    with pytest.raises(Problem):
        false_discovery([1.2])


def test_standardising_to_ones_own_mix_changes_no_mean(answers, sample):
    rows = [row for row in as_rows(answers) if row["q1"] is not None]
    own = {r: sum(row["w"] for row in rows if row["region"] == r) for r in ("est", "nord", "sud")}
    (same,) = standardise(sample, "q1", "region", own)
    (plain,) = mean(sample, "q1")
    assert same.estimate == pytest.approx(plain.estimate)


def test_standardised_mean_is_the_mix_of_the_levels_means(sample):
    parts = mean(sample, "q1", ["region", "audience"])
    found = standardise(sample, "q1", "region", {"est": 2, "nord": 1, "sud": 1}, by=["audience"])
    weights = {"est": 0.5, "nord": 0.25, "sud": 0.25}
    expected = sum(w * parts["q1", region, "private"].estimate for region, w in weights.items())
    assert found["private"].estimate == pytest.approx(expected)
    assert gap(found).se[0] < math.hypot(*found.se) * 2


def test_standard_population_that_does_not_fit_is_refused(sample):
    for population in ({"est": 1, "nord": 1}, {"est": 1, "nord": 1, "sud": 1, "ouest": 1}):
        with pytest.raises(Problem) as refused:
            standardise(sample, "q1", "region", population)
        assert refused.value.code == "standard-missing"
