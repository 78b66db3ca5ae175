"""Figures against loops over rows, what is protected, what is refused, what is said of change."""

import json
import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from danaya.engines.disclosure import Ledger, Release, Released, where
from danaya.engines.perception import Design, Selection, gap, mean
from danaya.engines.restitution import Analysis, Answers, analyse, analyse_reported
from danaya.engines.restitution.analysis.estimating import AUDIENCE, estimate
from danaya.engines.restitution.analysis.preparing import prepare
from danaya.engines.restitution.analysis.summing import subtract
from tests.engines.restitution.rounds import COMPANIES, EARLIER, ITEMS, OFFICIALS, STUDY, make_answers, reported


@cache
def both_rounds() -> Analysis:
    """Two rounds; transparency rises among companies."""
    shift = {"open_fees": -0.9, "open_times": -0.9}
    return analyse(make_answers(2), STUDY, make_answers(1, shift=shift), EARLIER)


def weighted(answers: dict[str, list[object]], key: str, audience: int, worth: dict[int, float]) -> tuple[float, int]:
    total = weights = n = 0.0
    for code, who, weight in zip(answers[key], answers["audience"], answers["weight"], strict=True):
        if who == audience and code in worth:
            total, weights, n = total + weight * worth[code], weights + weight, n + 1  # type: ignore[index, operator]
    return total / weights, int(n)


def test_item_score_and_share_equal_a_loop_over_rows() -> None:
    answers, found = make_answers(2), both_rounds()
    for place, audience in ((1, "officials"), (2, "private")):
        score, n = weighted(answers, "open_fees", place, {1: 0, 2: 2.5, 3: 5, 4: 7.5, 5: 10})
        share, _ = weighted(answers, "open_fees", place, {1: 0, 2: 0, 3: 0, 4: 1, 5: 1})
        row = found.find("score", item="open_fees", audience=audience)
        assert row is not None
        assert row.estimate == pytest.approx(score, abs=1e-12)
        assert row.n == n
        second = found.find("share", item="open_fees", audience=audience)
        assert second is not None
        assert second.estimate == pytest.approx(share, abs=1e-12)


def test_factor_score_is_the_mean_of_each_persons_answers() -> None:
    answers = make_answers(2)
    worth = {1: 0.0, 2: 2.5, 3: 5.0, 4: 7.5, 5: 10.0}
    total = weights = 0.0
    for row, audience in enumerate(answers["audience"]):
        given = [worth[answers[key][row]] for key in ("open_fees", "open_times") if answers[key][row] in worth]  # type: ignore[index]
        if audience == 1 and given:
            weight = float(answers["weight"][row])  # type: ignore[arg-type]
            total, weights = total + weight * sum(given) / len(given), weights + weight
    found = both_rounds().find("score", factor="transparency", audience="officials")
    assert found is not None
    assert found.estimate == pytest.approx(total / weights, abs=1e-12)


def test_standard_error_equals_a_loop_over_strata_and_clusters() -> None:
    answers = make_answers(2)
    row = both_rounds().find("score", item="staff_posts", audience="officials")
    assert row is not None
    assert row.se is not None
    worth = {1: 0.0, 2: 2.5, 3: 5.0, 4: 7.5, 5: 10.0}
    mean_score, _ = weighted(answers, "staff_posts", 1, worth)
    size = sum(
        w
        for c, a, w in zip(answers["staff_posts"], answers["audience"], answers["weight"], strict=True)
        if a == 1 and c in worth
    )  # type: ignore[misc]
    totals: dict[object, dict[object, float]] = {}
    for stratum, office, code, audience, weight in zip(
        answers["stratum"],
        answers["office"],
        answers["staff_posts"],
        answers["audience"],
        answers["weight"],
        strict=True,
    ):
        clusters = totals.setdefault(stratum, {})
        clusters.setdefault(office, 0.0)
        if audience == 1 and code in worth:
            clusters[office] += weight * (worth[code] - mean_score) / size  # type: ignore[index, operator]
    variance = 0.0
    for clusters in totals.values():
        middle = sum(clusters.values()) / len(clusters)
        variance += len(clusters) / (len(clusters) - 1) * sum((value - middle) ** 2 for value in clusters.values())
    assert row.se == pytest.approx(math.sqrt(variance), rel=1e-9)


def test_sums_in_memory_equal_the_engine_on_a_query() -> None:
    prepared = prepare(Answers.from_columns(make_answers(3)), STUDY)
    estimated = estimate(prepared)
    ours = estimated.passes["region"].estimates
    assert ours is not None
    columns = {name: list(column) for name, column in prepared.design_columns().items()}
    columns |= {one.name: one.values for one in estimated.passes["region"].measured}
    sample = estimated.units.sample.__class__(
        {**columns, AUDIENCE: list(prepared.audience), "level": list(prepared.levels["region"])}, STUDY.design
    )
    names = [one.name for one in estimated.passes["region"].measured]
    theirs = mean(sample, names, by=(AUDIENCE, "level"), deff="replace")
    for number, (term, cell) in enumerate((term, cell) for term in theirs.terms for cell in theirs.domains):
        place = ours.terms.index(term) * len(ours.domains) + ours.domains.index((cell[0], str(cell[1])))
        for name in ("estimate", "se", "n", "df", "psus", "missing", "deff"):
            assert np.allclose(getattr(ours, name)[place], getattr(theirs, name)[number], rtol=1e-9, equal_nan=True), (
                term,
                cell,
                name,
            )
    difference, expected = subtract(ours, "private", "officials", 0), gap(theirs, "private", "officials", AUDIENCE)
    assert difference is not None
    for number, (term, cell) in enumerate((term, cell) for term in expected.terms for cell in expected.domains):
        place = difference.terms.index(term) * len(difference.domains) + difference.domains.index((str(cell[0]),))
        for name in ("estimate", "se", "n", "df"):
            assert np.allclose(
                getattr(difference, name)[place], getattr(expected, name)[number], rtol=1e-9, equal_nan=True
            ), (term, cell, name)


def test_gap_is_private_minus_customs_and_change_later_minus_earlier() -> None:
    found = both_rounds()
    for measure in ("score", "share"):
        parts = [found.find(measure, factor="transparency", audience=key) for key in ("private", "officials")]
        difference = found.find(f"{measure}_gap", factor="transparency")
        assert difference is not None
        assert difference.estimate == pytest.approx(parts[0].estimate - parts[1].estimate)  # type: ignore[union-attr, operator]
        assert difference.audience == ""
        assert difference.estimate < 0  # type: ignore[operator]
    change = found.find("score_change", factor="transparency", audience="private")
    before = next(row for row in found.earlier_rows if row.address == ("score", "", "transparency", "private", "", ""))
    now = found.find("score", factor="transparency", audience="private")
    assert change is not None
    assert now is not None
    assert change.estimate == pytest.approx(now.estimate - before.estimate)  # type: ignore[operator]
    assert change.se == pytest.approx(math.hypot(now.se, before.se))  # type: ignore[arg-type]
    assert change.estimate > 1  # type: ignore[operator]
    assert change.fdr is not None
    assert change.fdr < 0.01


def test_row_of_probability_is_published_and_of_quota_modelled() -> None:
    statuses = {
        row.audience: row.status
        for row in both_rounds().estimates
        if row.measure == "score" and row.item == "open_fees" and row.national
    }
    assert statuses == {"officials": "published", "private": "modelled"}
    gaps = [row.status for row in both_rounds().estimates if row.measure == "score_gap" and row.shown]
    assert set(gaps) == {"modelled"}


def test_small_region_and_its_complement_are_empty_in_every_row() -> None:
    hidden = [row for row in both_rounds().estimates if row.domain == "region" and row.level == "4"]
    assert hidden
    for row in hidden:
        assert row.status in {"protected", "not_comparable"}
        figures = (
            row.estimate,
            row.se,
            row.ci_low,
            row.ci_high,
            row.df,
            row.n,
            row.missing,
            row.deff,
            row.p,
            row.count,
            row.psus,
        )
        assert set(figures) == {None}
    beside = {
        row.level
        for row in both_rounds().estimates
        if row.domain == "region" and row.status == "protected" and row.level != "4"
    }
    assert beside


def test_sensitive_item_needs_twenty() -> None:
    answers = make_answers(2)
    answers["gender"] = [1 if place < 15 or (place >= 240 and place < 262) else 2 for place in range(400)]
    found = analyse(answers, STUDY)
    statuses = {
        key: found.find("share", item=key, audience="officials", domain="gender", level="1").status
        for key in ("open_fees", "watch_fear")
    }  # type: ignore[union-attr]
    assert statuses == {"open_fees": "published", "watch_fear": "protected"}


def test_item_not_asked_of_an_audience_is_said_and_has_no_gap() -> None:
    row = both_rounds().find("score", item="staff_pay", audience="private")
    assert row is not None
    assert row.status == "not_asked"
    assert row.estimate is None
    gaps = both_rounds().find("score_gap", item="staff_pay")
    assert gaps is None or gaps.estimate is None


def test_reworded_item_refuses_its_change_and_that_of_its_factor() -> None:
    items = tuple(replace(one, reworded=one.key == "open_fees") for one in ITEMS)
    found = analyse(make_answers(2), replace(STUDY, items=items), make_answers(1), EARLIER)
    for key in ({"item": "open_fees"}, {"factor": "transparency"}, {}):
        row = found.find("score_change", audience="officials", **key)
        assert row is not None
        assert row.status == "not_comparable"
        assert row.estimate is None
        assert row.reason["fr"]
    kept = found.find("score_change", item="open_times", audience="officials")
    assert kept is not None
    assert kept.shown


def test_items_are_paired_under_other_keys() -> None:
    old = {("old_fees" if key == "open_fees" else key): values for key, values in make_answers(1).items()}
    items = tuple(replace(one, key="old_fees", column="old_fees") if one.key == "open_fees" else one for one in ITEMS)
    now = tuple(replace(one, earlier="old_fees") if one.key == "open_fees" else one for one in ITEMS)
    found = analyse(make_answers(2), replace(STUDY, items=now), old, replace(EARLIER, items=items))
    plain = analyse(make_answers(2), STUDY, make_answers(1), EARLIER)
    for key in ({"item": "open_fees"}, {"factor": "transparency"}):
        first, second = (one.find("score_change", audience="private", **key) for one in (found, plain))
        assert first is not None
        assert second is not None
        assert first.estimate == pytest.approx(second.estimate)


def test_rounds_selected_differently_are_not_compared() -> None:
    audiences = (OFFICIALS, replace(COMPANIES, selection=Selection.PROBABILITY))
    found = analyse(make_answers(2), STUDY, make_answers(1), replace(EARLIER, audiences=audiences))
    rows = [row for row in found.estimates if row.measure == "score_change" and row.audience == "private"]
    assert {row.status for row in rows} == {"not_comparable"}


def test_one_audience_has_no_gap() -> None:
    study = replace(STUDY, audiences=(OFFICIALS,), items=tuple(replace(one, audiences=("officials",)) for one in ITEMS))
    found = analyse(make_answers(2), study)
    assert not [row for row in found.estimates if "_gap" in row.measure]
    assert found.account.of_no_audience == 160
    whole = both_rounds().find("score", item="open_fees", audience="officials")
    alone = found.find("score", item="open_fees", audience="officials")
    assert whole is not None
    assert alone is not None
    assert (alone.estimate, alone.se) == (pytest.approx(whole.estimate), pytest.approx(whole.se))


def test_all_dont_know_has_no_score_and_breaks_nothing() -> None:
    answers = make_answers(2)
    answers["open_fees"] = [98] * 400
    found = analyse(answers, STUDY)
    row = found.find("score", item="open_fees", audience="officials")
    assert row is not None
    assert row.estimate is None
    factor = found.find("score", factor="transparency", audience="officials")
    assert factor is not None
    assert factor.shown


def test_everything_is_protected_when_few_answered() -> None:
    found = analyse(make_answers(2, officials=7, private=8), replace(STUDY, design=Design(weights="weight")))
    assert {row.status for row in found.estimates} <= {"protected", "not_asked"}
    assert found.findings == ()


def test_huge_weights_do_not_spoil_the_figures() -> None:
    answers = make_answers(2)
    heavy = analyse({**answers, "weight": [1e12 * weight for weight in answers["weight"]]}, STUDY)  # type: ignore[operator]
    for measure in ("score", "share"):
        first = heavy.find(measure, item="open_fees", audience="private")
        second = both_rounds().find(measure, item="open_fees", audience="private")
        assert first is not None
        assert second is not None
        assert (first.estimate, first.se) == (pytest.approx(second.estimate), pytest.approx(second.se))


def test_analysis_survives_json() -> None:
    first = both_rounds()
    again = Analysis.from_plain(json.loads(json.dumps(first.plain())))
    assert again == first
    assert again.findings == first.findings
    assert again.digest == first.digest
    assert again.results_digest == first.results_digest
    old = analyse_reported(reported())
    assert Analysis.from_plain(json.loads(json.dumps(old.plain()))) == old


def test_same_inputs_have_the_same_digests() -> None:
    first, second = (analyse(make_answers(2), STUDY) for _ in range(2))
    other = analyse(make_answers(4), STUDY)
    assert (first.digest, first.results_digest) == (second.digest, second.results_digest)
    assert first.digest != other.digest
    assert first.results_digest != other.results_digest


def test_ledger_withholds_what_would_show_the_difference() -> None:
    first = analyse(make_answers(2), STUDY, release="first")
    about = next(cell for cell in first.released if cell.about == "item:open_fees" and len(cell.conditions) == 1)
    without_tessa = Released(about.about, where(audience="officials", region={"1", "2", "3"}), about.n - 6)
    ledger = Ledger((Release("older", first.dataset_digest, (without_tessa,)),))
    held = analyse(make_answers(2), STUDY, ledger=ledger, release="second")
    for found, shown in ((first, True), (held, False)):
        row = found.find("score", item="open_fees", audience="officials")
        assert row is not None
        assert row.shown is shown


def test_same_release_again_is_not_refused() -> None:
    first = analyse(make_answers(2), STUDY, release="first")
    again = analyse(make_answers(2), STUDY, ledger=Ledger().add(first.release("first")), release="again")
    assert [row.address for row in again.estimates if row.shown] == [
        row.address for row in first.estimates if row.shown
    ]


def test_reported_figures_stay_as_reported() -> None:
    found = analyse_reported(reported(), reported("2019", shift=-0.5))
    assert {row.status for row in found.estimates} == {"reported"}
    change = found.find("score_change", factor="transparency", audience="private")
    assert change is not None
    assert change.estimate == pytest.approx(0.5)
    assert (change.se, change.p, change.ci_low) == (None, None, None)
    gap_row = found.find("score_gap", factor="transparency")
    assert gap_row is not None
    assert gap_row.estimate == pytest.approx(-3.2)


def test_change_from_a_report_is_shown_without_a_test() -> None:
    found = analyse(make_answers(2), STUDY, None, reported())
    change = found.find("score_change", factor="transparency", audience="officials")
    now = found.find("score", factor="transparency", audience="officials")
    assert change is not None
    assert now is not None
    assert change.estimate == pytest.approx(now.estimate - 7.1)  # type: ignore[operator]
    assert change.status == "reported"
    assert (change.se, change.ci_low, change.p, change.fdr) == (None, None, None, None)
    assert not [row for row in found.estimates if row.measure.endswith("_change") and row.p is not None]


def test_response_says_what_silence_could_change() -> None:
    officials, private = both_rounds().responses
    assert (officials.n, officials.target, officials.rate) == (240, 400, 0.6)
    assert "marges d'erreur" in officials.assumption["fr"]
    assert "marge" not in private.assumption["fr"]
    assert "resemble" in private.assumption["en"]
    assert officials.what_if["fr"]
    assert officials.what_if["en"]
