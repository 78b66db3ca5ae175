"""The rules for lonely PSUs, worked out by hand."""

import math

import narwhals as nw
import pytest

from danaya.engines.language import Problem
from danaya.engines.perception import Design, Lonely, Sample, mean, total

# Stratum a: PSU totals 2 and 6; stratum b: PSU totals 3, 5, 10; stratum c: one PSU, total 7.
ANSWERS = {
    "stratum": ["a", "a", "b", "b", "b", "c"],
    "psu": [1, 2, 3, 4, 5, 6],
    "y": [2.0, 6.0, 3.0, 5.0, 10.0, 7.0],
    "part": [1, 0, 1, 1, 1, 0],
}
A, B = 2 * (2**2 + 2**2), 3 / 2 * (3**2 + 1**2 + 4**2)
GRAND = 33 / 6


def spread(lonely: str, where: nw.Expr | None = None, *, domain: bool = False) -> float:
    design = Design(clusters=("psu",), strata=("stratum",), lonely=Lonely(lonely), domain_lonely=domain)
    return float(total(Sample(ANSWERS, design), "y", where=where).se[0] ** 2)


@pytest.mark.parametrize("rule", ["remove", "certainty"])
def test_lonely_stratum_adds_nothing_when_removed_or_certain(rule):
    assert spread(rule) == pytest.approx(A + B)


def test_lonely_stratum_is_centred_at_the_mean_of_all_psus_when_adjusted():
    assert spread("adjust") == pytest.approx(A + B + (7 - GRAND) ** 2)


def test_lonely_stratum_gets_the_mean_of_the_others_when_averaged():
    assert spread("average") == pytest.approx((A + B) * 3 / 2)


def test_lonely_stratum_is_refused_by_default_in_both_languages():
    with pytest.raises(Problem) as refused:
        spread("fail")
    assert refused.value.code == "stratum-lonely"
    assert "“c”" in refused.value.in_language("en")
    assert "n'a qu'une grappe" in refused.value.in_language("fr")


def test_lonely_stratum_without_a_row_in_the_domain_is_not_refused():
    assert spread("fail", nw.col("stratum") != "c") == pytest.approx(A + B)


def test_psu_alone_in_its_domain_counts_as_lonely_only_when_asked():
    # In the domain stratum a keeps one of its two PSUs (total 2), b all three.
    here = nw.col("part") == 1
    plain = 2 * (1**2 + 1**2) + B
    grand = (2 + 18) / 5
    assert spread("adjust", here) == pytest.approx(plain)
    assert spread("adjust", here, domain=True) == pytest.approx(2 * ((2 - grand) ** 2 + grand**2) + B)
    assert spread("average", here, domain=True) == pytest.approx(B * 2)
    assert spread("remove", here, domain=True) == pytest.approx(plain)


def test_stratum_taken_whole_but_left_with_one_psu_in_the_domain_is_averaged():
    # Figures of R survey 4.5: strata a (3 of 9), b (2 of 2, one in the domain).
    data = {
        "stratum": list("aaabb"),
        "psu": [1, 2, 3, 4, 5],
        "N": [9, 9, 9, 2, 2],
        "y": [1.0, 4, 2, 7, 3],
        "w": [3.0, 3, 3, 1, 1],
    }
    design = Design(("psu",), ("stratum",), "w", ("N",), lonely=Lonely.AVERAGE, domain_lonely=True)
    found = total(Sample(data, design), "y", where=nw.col("psu") < 5)
    assert found.se[0] == pytest.approx(9.16515139, abs=1e-8)


def test_nothing_to_average_from_gives_no_error():
    design = Design(clusters=("psu",), strata=("stratum",), lonely=Lonely.AVERAGE)
    found = total(Sample(ANSWERS, design), "y", where=nw.col("stratum") == "c")
    assert found.estimate[0] == 7
    assert math.isnan(found.se[0])


def test_stratum_taken_whole_adds_nothing_and_may_have_one_psu():
    answers = ANSWERS | {"N": [8, 8, 3, 3, 3, 1], "w": [1.0] * 6}
    design = Design(clusters=("psu",), strata=("stratum",), weights="w", fpc=("N",))
    assert total(Sample(answers, design), "y").se[0] ** 2 == pytest.approx((1 - 2 / 8) * A)


def test_lonely_unit_of_the_second_stage_is_refused_with_its_stage():
    answers = {"p": [1, 1, 2], "u": [1, 2, 1], "N": [9] * 3, "M": [4] * 3, "y": [1.0, 2.0, 3.0]}
    with pytest.raises(Problem, match="stage 2"):
        mean(Sample(answers, Design(clusters=("p", "u"), fpc=("N", "M"))), "y")


def test_domain_errors_come_from_own_rows_and_covariance_from_all_together():
    design = Design(clusters=("psu",), strata=("stratum",), lonely=Lonely.AVERAGE, domain_lonely=True)
    found = total(Sample(ANSWERS, design), "y", by=["part"], where=nw.col("stratum") != "c")
    # part 1 keeps one PSU of stratum a: lonely in its own rows, not in all rows together.
    assert found["1"].se ** 2 == pytest.approx(B * 2)
    assert found.vcov[1, 1] == pytest.approx(2 * (1**2 + 1**2) + B)
