"""Periods as offices write them."""

from datetime import date, datetime

import pytest

from danaya.engines.tables import as_period
from danaya.engines.tables.periods import as_month

MARCH = (date(2025, 3, 1), date(2025, 3, 31))
FIRST_QUARTER = (date(2025, 1, 1), date(2025, 3, 31))
SECOND_HALF = (date(2025, 7, 1), date(2025, 12, 31))
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
DAY = (date(2025, 3, 5), date(2025, 3, 5))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("mars 2025", "Mars-25", "mar. 2025", "March 2025", "2025-03", "03/2025"), MARCH),
        (("T1 2025", "1er trimestre 2025", "2025 T1", "Q1-2025", "1st quarter of 2025", "trim 1 2025"), FIRST_QUARTER),
        (("S2 2025", "2e semestre 2025", "2ème semestre 2025", "H2 2025"), SECOND_HALF),
        (("2025", 2025, 2025.0, "Année 2025", "exercice 2025"), YEAR),
        (("5/3/2025", "05.03.2025", "2025-03-05", "5 mars 2025", date(2025, 3, 5), datetime(2025, 3, 5, 8)), DAY),  # noqa: DTZ001
    ],
)
def test_period_is_read(cells, expected):
    for cell in cells:
        found = as_period(cell)
        assert found is not None, cell
        assert (found.first, found.last) == expected, cell


@pytest.mark.parametrize(
    "cell",
    [None, "", "Total", "jui 2025", "31 février 2025", "13/2025", "S3 2025", "T5 2025", 2025.5, 52.4, True, "1850"],
)
def test_what_names_no_period_is_none(cell):
    assert as_period(cell) is None


def test_months_of_a_period():
    assert [as_period(cell).months for cell in ("5/3/2025", "mars 2025", "T2 2025", "S1 2025", "2025")] == [
        0,
        1,
        3,
        6,
        12,
    ]


def test_month_without_a_year():
    assert [as_month(cell) for cell in ("Janv.", "août", "December", "ma", "Total", 3)] == [1, 8, 12, None, None, None]
