"""Headings that count say none, one and several as people do."""

import pytest

from danaya.engines.restitution.analysis.rows import EstimateRow
from danaya.engines.restitution.documents.counting import count_changes, count_gaps, count_higher


def gaps(*estimates: float) -> list[EstimateRow]:
    return [EstimateRow(measure="score_gap", factor=str(place), estimate=one) for place, one in enumerate(estimates)]


@pytest.mark.parametrize(
    ("up", "down", "words"),
    [
        (2, 0, "Douane : 2 hausses démontrées, aucune baisse, sur 3 facteurs"),
        (1, 1, "Douane : une hausse démontrée, une baisse démontrée, sur 3 facteurs"),
        (0, 0, "Douane : aucun changement démontré, sur 3 facteurs"),
    ],
)
def test_changes_are_counted_in_singular_plural_and_none(up: int, down: int, words: str) -> None:
    assert count_changes(gaps(1, 2, 3), "Douane", up, down, "fr") == words


def test_gaps_on_every_factor_are_said_so() -> None:
    assert count_gaps(gaps(-1, -2), 2, "en") == "The two audiences differ on all 2 factors"
    assert count_gaps(gaps(-1, -2), 1, "fr") == "Un écart démontré entre les deux publics, sur 2 facteurs"


def test_customs_scoring_lower_on_most_factors_is_not_headed_as_higher() -> None:
    assert count_higher(gaps(-1, -2, 3), "en").endswith("on 2 of 3 factors")
    assert count_higher(gaps(-1, 2, 3), "en") == ""
    assert count_higher([], "fr") == ""
