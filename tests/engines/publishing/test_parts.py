"""Charts too tall for a page."""

from danaya.engines.publishing.charts import Chart, LikertChart
from danaya.engines.publishing.drawing import chart_svg
from danaya.engines.publishing.parts import chart_parts, row_count, svg_height, take_rows
from tests.engines.publishing import samples


def test_sixty_rows_become_parts_that_each_fit_and_lose_no_row() -> None:
    chart = samples.likert("fr", 60)
    parts = chart_parts(chart, width=459, limit=560)
    assert len(parts) > 2
    assert all(svg_height(chart_svg(part, width=459, theme="print")) <= 560 for part in parts)
    rows = [row for part in parts if isinstance(part, LikertChart) for row in part.rows]
    assert tuple(rows) == chart.rows


def test_chart_that_fits_stays_whole() -> None:
    chart = samples.profile()
    assert chart_parts(chart, width=459, limit=560) == (chart,)


def test_rows_are_taken_with_their_points() -> None:
    charts: tuple[Chart, ...] = (samples.profile(), samples.gap(), samples.panels(), samples.likert())
    for chart in charts:
        part = take_rows(chart, 1, 3)
        assert row_count(part) == 2
        chart_svg(part)
    taken = take_rows(samples.gap(), 1, 3)
    assert taken.points == samples.gap().points[1:3]  # type: ignore[union-attr]
