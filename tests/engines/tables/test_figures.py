"""Dated figures from the layouts in which offices keep them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from danaya.engines.tables import propose_figures, read, read_figures
from tests.engines.tables.making import table

DATA = Path(__file__).parents[2] / "data" / "tables"
NAMES = {
    "delai": {"fr": "Délai moyen de mainlevée", "en": "Average time to release"},
    "plaintes": {"fr": "Plaintes reçues", "en": "Complaints received"},
    "recours": {"fr": "Recours déposés", "en": "Appeals lodged"},
    "tranches": {"fr": "Recours tranchés en 30 jours", "en": "Appeals settled within 30 days"},
}
MONTHS = {"delai": 1, "plaintes": 1, "recours": 12, "tranches": 12}
TODAY = date(2026, 5, 4)


def taken(file, months=MONTHS, **proposal):
    found = read(DATA / file)
    account = read_figures(found, propose_figures(found, NAMES, **proposal), months, TODAY)
    return {(one.series, one.day.isoformat()): one.value for one in account.figures}, account.findings


def test_long_table_is_read_and_what_is_not_understood_is_told():
    figures, findings = taken("figures-long.csv")
    assert figures == {
        ("delai", "2025-01-31"): 52.4,
        ("delai", "2025-02-28"): 49.75,
        ("plaintes", "2025-01-31"): 1204,
        ("plaintes", "2025-02-28"): 1187,
    }
    assert [(one.code, one.raw, [place.row for place in one.places]) for one in findings] == [
        ("figure-not-number", "beaucoup", [7])
    ]
    assert "beaucoup" in findings[0].in_language("fr")
    assert findings[0].in_language("en").startswith("row 7, column “Valeur”:")


def test_note_beside_a_figure_is_kept():
    found = read(DATA / "figures-long.csv")
    account = read_figures(found, propose_figures(found, NAMES), MONTHS, TODAY)
    assert [one.note for one in account.figures if one.note] == ["grève de trois jours"]


def test_wide_table_has_a_series_a_column():
    figures, findings = taken("figures-wide.csv")
    assert figures == {
        ("recours", "2023-12-31"): 118,
        ("tranches", "2023-12-31"): 41,
        ("recours", "2024-12-31"): 131,
        ("tranches", "2024-12-31"): 77,
        ("recours", "2025-12-31"): 140,
    }
    assert findings == ()


def test_calendar_has_a_year_a_row_and_a_month_a_column():
    figures, findings = taken("figures-calendar.csv", only="delai")
    assert list(figures.items())[:2] == [(("delai", "2024-01-31"), 60.1), (("delai", "2024-02-29"), 58)]
    assert (len(figures), findings) == (6, ())


def test_table_across_has_a_period_a_column():
    figures, findings = taken("figures-across.csv", {"delai": 3, "plaintes": 3})
    assert figures["plaintes", "2024-03-31"] == 3600
    assert figures["delai", "2024-09-30"] == 54.2
    assert (len(figures), findings) == (6, ())


def test_any_day_of_a_period_is_that_period():
    """Excel turns « mars 2025 » into 1 March: the figure must not stand twice."""
    found = table({"Date": [date(2025, 3, 1), "31/03/2025"], "Valeur": [5.0, 5.0]})
    account = read_figures(found, propose_figures(found, NAMES, only="delai"), MONTHS, TODAY)
    assert [one.day for one in account.figures] == [date(2025, 3, 31)]
    assert account.findings == ()


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("hier", 5), "period-unknown"),
        (("2025", 5), "period-long"),
        (("juin 2026", 5), "period-ahead"),
        (("mars 2025", "cinq"), "figure-not-number"),
        (("mars 2025", True), "figure-not-number"),
        (("mars 2025", 1e11), "figure-too-large"),
    ],
)
def test_figure_that_cannot_be_taken_is_told_with_its_place(cells, code):
    found = table({"Mois": [cells[0]], "Valeur": [cells[1]]})
    mapping = replace(
        propose_figures(found, NAMES, only="delai", layout="long"), label_column="Mois", value_column="Valeur"
    )
    account = read_figures(found, mapping, MONTHS, TODAY)
    assert account.figures == ()
    assert [(one.code, one.places[0].row) for one in account.findings] == [(code, 2)]
    assert "{" not in account.findings[0].in_language("fr") + account.findings[0].in_language("en")


def test_two_figures_for_one_period_keep_the_first_and_say_so():
    found = table({"Mois": ["mars 2025", "mars 2025"], "Valeur": [5.0, 6.0]})
    account = read_figures(found, propose_figures(found, NAMES, only="delai"), MONTHS, TODAY)
    assert [one.value for one in account.figures] == [5.0]
    assert [one.code for one in account.findings] == ["figure-twice"]


def test_month_under_way_is_taken_and_dashes_are_no_figures():
    found = table({"Mois": ["mai 2026", "avril 2026", "mars 2026"], "Valeur": [5.0, "–", "n.d."]})
    account = read_figures(found, propose_figures(found, NAMES, only="delai"), MONTHS, TODAY)
    assert ([one.day for one in account.figures], account.findings) == ([date(2026, 5, 31)], ())


@pytest.mark.parametrize(
    ("texts", "decimal"), [(["1,250", "2,500"], ","), (["1,250", "2.5"], "."), (["12", "13"], "."), (["12,5"], ",")]
)
def test_decimal_mark_is_guessed_as_french_offices_write(texts, decimal):
    found = table(
        {"Mois": ["mars 2025", "avril 2025"][: len(texts)], "Valeur": texts}, decimal="," if texts == ["12,5"] else "."
    )
    assert propose_figures(found, NAMES, only="delai").decimal == decimal
