"""Readers of a whole pack, and of packs one after another, who try to learn what few people answered."""

from dataclasses import replace
from math import ceil, floor

import numpy as np
import pytest

from danaya.engines.disclosure import Ledger
from danaya.engines.restitution import Answers, analyse
from danaya.engines.restitution.analysis.preparing import prepare
from danaya.engines.restitution.documents.likert import likert_figure
from tests.attacks.readers import Reader, read_workbook
from tests.attacks.surveys import Columns, make_survey
from tests.engines.restitution.rounds import EARLIER, GENDER, STUDY, make_answers


@pytest.mark.parametrize("seed", [2, 9, 14, 30, 37])
def test_no_sum_tells_how_few_gave_an_answer(seed: int) -> None:
    """Of a favourable share any number from none to two must agree with everything printed; of a silence, none."""
    survey = make_survey(seed)
    analysis = analyse(survey.answers, survey.study)
    reader = Reader(analysis, survey.whole)
    learnt, counts = reader.learn(), true_counts(survey.answers, analysis)
    few = {address: counts[address] for address in learnt if min(counts[address][0], _rest(counts[address])) < 3}
    assert len(few) > 10
    for address, (count, n) in few.items():
        low, high = learnt[address] if count < 3 else (n - learnt[address][1], n - learnt[address][0])
        assert ceil(low - 1e-4) <= 0, address
        assert address[0] != "share" or floor(high + 1e-4) >= 2, address


def _rest(count: tuple[int, int]) -> int:
    return count[1] - count[0]


def true_counts(answers: Columns, analysis: object) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return how many gave each answer, of how many."""
    prepared = prepare(Answers.from_columns(answers), analysis.study)  # type: ignore[attr-defined]
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for one in prepared.measured:
        known = ~np.isnan(one.values)
        for audience in one.audiences if one.yes_no else ():
            mine = known & (prepared.audience == audience)
            cells = {("", ""): mine}
            for domain, levels in prepared.levels.items():
                cells |= {(domain, level): mine & (levels == level) for level in {*levels} - {None}}
            for place, rows in cells.items():
                count = (int(one.values[rows].sum()), int(rows.sum()))
                found[(one.measure, one.item, audience, *place)] = count
    return found


def test_a_difference_of_two_levels_rests_on_both() -> None:
    """Six women among 400, and thirty who did not say: the men are shown, so their distance from the women must not be."""
    answers = make_answers(3)
    answers["gender"] = [1 if place < 6 else None if place < 36 else 2 for place in range(len(answers["audience"]))]
    analysis = analyse(answers, STUDY)
    men = analysis.find("score", factor="transparency", audience="officials", domain="gender", level="2")
    women = analysis.find("score", factor="transparency", audience="officials", domain="gender", level="1")
    assert men is not None
    assert men.shown
    assert women is not None
    assert not women.shown
    apart = [row for row in analysis.estimates if row.measure.endswith("_difference") and row.domain == "gender"]
    assert apart
    assert not any(row.shown for row in apart if row.audience == "officials")
    swapped = replace(GENDER, levels=dict(reversed(GENDER.levels.items())))
    other = analyse(answers, replace(STUDY, domains=(STUDY.domains[0], swapped)))
    apart = [row for row in other.estimates if row.measure.endswith("_difference") and row.domain == "gender"]
    assert any(row.level == "2" for row in apart)
    assert not any(row.shown for row in apart if row.audience == "officials")


def test_a_caution_does_not_count_a_protected_group() -> None:
    """Tessa goes from 60 of 240 officials to six: that the mix changed is said, not that 2 % are six people."""
    before = make_answers(1)
    before["region"] = [4 if place < 60 else region for place, region in enumerate(before["region"])]
    analysis = analyse(make_answers(2), STUDY, before, EARLIER)
    cautions = {text for entry in analysis.comparability for text in (*entry.caution.values(), *entry.reason.values())}
    assert any("mix of respondents changed" in text for text in cautions)
    assert not any("Tessa" in text or "2%" in text for text in cautions)


def test_change_from_a_corrected_round_does_not_count_those_it_lost() -> None:
    """Round 1 was released, then three people were taken out of it: the change of round 2 would count the rest."""
    first = make_answers(1)
    corrected = {column: values[3:] for column, values in first.items()}
    released = analyse(first, EARLIER, release="round 1")
    ledger = Ledger().add(released.release("round 1"))
    later = analyse(
        make_answers(2), STUDY, corrected, EARLIER, ledger=ledger, earlier_supersedes=released.dataset_digest
    )
    then, now = (
        released.find("score", factor="transparency", audience="officials"),
        later.find("score", factor="transparency", audience="officials"),
    )
    change = later.find("score_change", factor="transparency", audience="officials")
    assert then is not None
    assert now is not None
    assert change is not None
    assert then.n is not None
    assert not change.shown
    assert not any(0 < then.n - (row.n or 0) < 10 for row in later.earlier_rows if row.address == then.address)


def test_a_change_enters_the_ledger_for_its_earlier_round_too() -> None:
    """Round 1 was never released, but the change told its figures: a correction of it may not show the three it lost."""
    first = make_answers(1)
    later = analyse(make_answers(2), STUDY, first, EARLIER)
    told = later.earlier_release("round 2")
    assert told is not None
    corrected = {column: values[3:] for column, values in first.items()}
    ledger = Ledger().add(later.release("round 2")).add(told)
    again = analyse(corrected, EARLIER, ledger=ledger, supersedes=told.dataset)
    known = {(cell.about, cell.conditions): cell.n for cell in told.cells}
    for cell in again.released:
        assert abs(known.get((cell.about, cell.conditions), cell.n) - cell.n) not in range(1, 10), cell


def test_order_does_not_rank_shares_that_are_ranges() -> None:
    """Two questions that one and two officials answered badly stand in the order of the questionnaire."""
    answers = make_answers(2)
    for key, bad in (("open_fees", 2), ("open_times", 1)):
        answers[key] = [1 if place < bad else 5 for place in range(400)]
    figures = {
        key: likert_figure(analyse(answers, study), "fr", factor="transparency", audience="officials")
        for key, study in (
            ("as asked", STUDY),
            ("reversed", replace(STUDY, items=(STUDY.items[1], STUDY.items[0], *STUDY.items[2:]))),
        )
    }
    rows = {key: [row[0] for row in figure.table.rows] for key, figure in figures.items() if figure is not None}
    assert rows["as asked"] == list(reversed(rows["reversed"]))


def test_bases_of_silences_are_told_only_where_none_is_few() -> None:
    answers = make_answers(2)
    answers["open_fees"] = [98 if place < 30 else 99 if place == 30 else 4 for place in range(400)]
    told = read_workbook(analyse(answers, STUDY))
    value, n = told["dont_know", "open_fees", "officials", "", ""]
    assert isinstance(value, float)
    assert n is None
    assert told["share", "open_fees", "officials", "", ""][1] == 209
