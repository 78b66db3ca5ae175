"""Values over time: dots at their values, gaps kept open, nothing cut off, a description that says the figures."""

from datetime import date
from xml.etree import ElementTree

import pytest

from danaya.engines.language import period_end, period_in_words
from danaya.engines.publishing.drawings.values import value_ticks, values_svg
from danaya.engines.publishing.lettering import text_width
from danaya.engines.publishing.values import DatedValue, ValuesChart, values_alt

SVG = "{http://www.w3.org/2000/svg}"


def chart(values, months=1, language="fr", start=date(2024, 1, 1), **facts):
    """A chart of consecutive periods; None: a period without a value."""
    told, day = [], start
    for value in values:
        last = period_end(day, months)
        if value is not None:
            told.append(DatedValue(last, period_in_words(last, months, language), value))
        day = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return ValuesChart(tuple(told), "heures", language, months, **facts)


CHARTS = {
    "one": chart([52.4], decimals=1),
    "year": chart([60, 58, None, 55, 54]),
    "years": chart(range(40, 10, -1), target=12, target_name="Cible"),
    "yearly": chart([118, 131, 140, 122], 12, "en"),
    "large": chart([1e10 + 0.5, 5e10, 9e10], 12, decimals=1),
    "below zero": chart([-5, -2, 3], 3),
    "flat": chart([7, 7, 7]),
}


def drawn(one, width=640, theme="screen"):
    return ElementTree.fromstring(values_svg(one, width=width, theme=theme, title="Titre", alt=values_alt(one)))


def heights(root):
    return [float(circle.get("cy")) for circle in root.iter(f"{SVG}circle")]


@pytest.mark.parametrize(("theme", "width"), [("screen", 640), ("screen", 288), ("print", 459), ("room", 1920)])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_leaves_the_drawing(name, theme, width):
    root = drawn(CHARTS[name], width, theme)
    base, height = float(root.get("font-size")), float(root.get("height"))
    for element in root.iter(f"{SVG}text"):
        size = float(element.get("font-size", base))
        wide = text_width(element.text, size, int(element.get("font-weight", "400")))
        start = (
            float(element.get("x")) - {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")] * wide
        )
        assert start >= -0.5, element.text
        assert start + wide <= width + 0.5, element.text
        assert 0 < float(element.get("y")) <= height, element.text


def test_dots_stand_at_their_values():
    first, second, third = heights(drawn(chart([10, 20, 40])))
    assert first - second == pytest.approx((second - third) / 2)


def test_missing_period_leaves_the_line_open():
    def joined(one):
        return sum(
            line.get("stroke") == "#8A94A3" and line.get("y1") != line.get("y2")
            for line in drawn(one).iter(f"{SVG}line")
        )

    whole, broken = chart([10, 20, 30, 40]), chart([10, 20, None, 40])
    assert joined(whole) - joined(broken) == 2  # the one across the gap, and the one its missing dot had
    assert [broken.follows(place) for place in (1, 2)] == [True, False]


@pytest.mark.parametrize(
    ("values", "ends"),
    [([3, 40], (0, 40)), ([52, 60], (52, 60)), ([-5, -1], (-5, 0)), ([7], (0, 10)), ([0], (0, 0.25))],
)
def test_axis_holds_all_values_and_begins_at_zero_unless_they_are_far_from_it(values, ends):
    ticks = value_ticks(chart(values))
    assert ticks[0] <= min(values)
    assert ticks[-1] >= max(values)
    assert len(ticks) <= 6
    if len(values) > 1:
        assert (ticks[0], ticks[-1]) == pytest.approx(ends, abs=2)


def test_target_is_inside_the_plot_and_named():
    one = chart([40, 35], target=12, target_name="Cible")
    assert value_ticks(one)[0] <= 12
    assert "Cible 12" in [element.text for element in drawn(one).iter(f"{SVG}text")]
    assert "Cible : 12" in values_alt(one).replace("\u00a0", " ")


def test_description_says_first_last_lowest_and_highest():
    said = values_alt(chart([52.4, 60, 41.25], decimals=2)).replace("\u00a0", " ")
    assert said == (
        "Courbe d'une série, 3 valeurs : 52,40 (janvier 2024) au début, 41,25 (mars 2024) à la fin\u202f; "
        "la plus basse 41,25 (mars 2024), la plus haute 60,00 (février 2024)."
    )
    assert values_alt(chart([5], 12, "en")) == "Chart of a series: one value, 5 (2024)."


def test_drawing_names_itself_and_nothing_outside():
    svg = values_svg(CHARTS["years"], width=640, title="A < B", alt="C")
    assert "<title>A &lt; B</title><desc>C</desc>" in svg
    assert "href" not in svg
    assert "style" not in svg


def test_no_values_draw_nothing():
    assert heights(drawn(chart([]))) == []
    assert values_alt(chart([])) == ""
