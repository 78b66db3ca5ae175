"""Charts as drawings: what is marked, what is worded, nothing cut off, nothing scaled."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from danaya.engines.language import Problem
from danaya.engines.publishing import chart_png, chart_svg
from danaya.engines.publishing.charts import (
    Chart,
    DifferenceChart,
    LikertChart,
    LikertRow,
    PanelsChart,
    Point,
    ProfileChart,
    Series,
)
from danaya.engines.publishing.colours import CUSTOMS, MUTED, PRIVATE, TONE, lighter
from danaya.engines.publishing.lettering import text_width
from danaya.engines.publishing.parts import svg_height
from tests.engines.publishing import samples

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [("screen", 640), ("screen", 320), ("screen", 288), ("print", 459), ("print", 317), ("room", 1920)]
NAMES = [name for name, _ in samples.charts("fr")]


def drawn(chart: Chart, width: int = 640, theme: str = "screen") -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(chart, width=width, theme=theme, title="Titre", alt="Description"))


def texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def chart_named(name: str, language: str) -> Chart:
    return dict(samples.charts(language))[name]  # type: ignore[return-value]


@pytest.mark.parametrize(("theme", "width"), SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_drawing_or_is_smaller_than_8_points(
    name: str, language: str, theme: str, width: int
) -> None:
    root = drawn(chart_named(name, language), width, theme)
    base, height = float(root.get("font-size", "0")), float(root.get("height", "0"))
    least = 8 if theme == "print" else 8 * 96 / 72
    for element in root.iter(f"{SVG}text"):
        size = float(element.get("font-size", base))
        wide = text_width(element.text or "", size, int(element.get("font-weight", "400")))
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        start = float(element.get("x", "0")) - share * wide
        assert size >= least
        assert start >= -0.5, element.text
        assert start + wide <= width + 0.5, element.text
        assert size * 0.7 <= float(element.get("y", "0")) <= height, element.text


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_named_described_and_needs_nothing_outside(name: str) -> None:
    root = drawn(chart_named(name, "fr"))
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert not [element for element in root.iter() if element.get("style") or element.get("id") or element.get("href")]
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "text",
        "line",
        "rect",
        "circle",
        "path",
    }


def test_names_are_whole_however_long() -> None:
    shown = " ".join(texts(drawn(samples.likert("fr"), 288)))
    for word in samples.LONG["fr"].replace("« ", "«").replace(" »", "»").replace(" ?", "").split():
        assert word.strip("«»") in shown


def test_profile_marks_sides_by_shape_and_colour() -> None:
    root = drawn(samples.profile())
    circles = [element for element in root.iter(f"{SVG}circle") if element.get("fill") == CUSTOMS]
    diamonds = [element for element in root.iter(f"{SVG}path") if element.get("fill") == PRIVATE]
    assert len(circles) == 10 + 1  # rows and the label
    assert len(diamonds) == 7 + 2  # ten less not asked, protected, reported; label and head of n


def test_profile_places_values_on_the_whole_scale_and_sides_apart() -> None:
    points = tuple(Point(value, value - 1, value + 1, n=50) for value in (0.0, 5.0, 10.0))
    chart = ProfileChart(("a", "b", "c"), (Series("customs", "D", points), Series("private", "P", points)), "", "fr")
    root = drawn(chart)
    circles = [(float(e.get("cx", "0")), float(e.get("cy", "0"))) for e in root.iter(f"{SVG}circle")][-3:]
    (x0, y0), (x5, y1), (x10, _) = circles
    assert x5 - x0 == pytest.approx(x10 - x5, abs=0.02)
    pitch = y1 - y0
    diamond = next(e for e in root.iter(f"{SVG}path") if abs(float(e.get("d", "M0").split(",")[0][1:]) - x0) < 0.02)
    top = float(re.findall(r"-?[\d.]+", diamond.get("d", ""))[1])
    assert 0.2 * pitch < (top + 14 * 0.34 * 1.3) - y0 < 0.4 * pitch  # ±0.16 of a row of 2.4 em


def test_profile_says_why_a_mark_is_missing() -> None:
    shown = texts(drawn(samples.profile()))
    assert "c" in shown
    assert any(text.startswith("non posé") for text in shown)
    assert "rapporté" in shown
    assert "0" in shown  # the axis begins at zero


def test_reported_point_is_hollow() -> None:
    root = drawn(samples.profile())
    hollow = [e for e in root.iter(f"{SVG}path") if e.get("stroke") == PRIVATE and e.get("fill") == "#FFFFFF"]
    assert len(hollow) == 1


def test_modelled_interval_is_lighter() -> None:
    lines = [e.get("stroke") for e in drawn(samples.profile()).iter(f"{SVG}line")]
    assert lines.count(lighter(PRIVATE)) == 7
    assert lines.count(CUSTOMS) == 10


def test_n_has_a_column_only_where_it_differs() -> None:
    assert "231" in texts(drawn(samples.profile()))
    assert "402" not in texts(drawn(samples.profile()))
    assert "n" not in texts(drawn(samples.one_row()))


def test_shares_have_an_axis_in_per_cent() -> None:
    assert {"0\u00a0%", "100\u00a0%"} <= set(texts(drawn(samples.one_row("fr"))))
    assert {"0%", "100%"} <= set(texts(drawn(samples.one_row("en"))))


def test_difference_words_its_figures_as_tables_do() -> None:
    shown = texts(drawn(samples.gap("fr")))
    assert any(text.replace("\u00a0", " ") == "−2,8 [−3,3\u202f; −2,3]" for text in shown)
    assert any(text.replace("\u00a0", " ") == "−2.8 [−3.3, −2.3]" for text in texts(drawn(samples.gap("en"))))
    assert "pas d'écart démontré" in " ".join(shown)
    assert {"−4", "+4", "0"} <= set(shown)


def test_difference_that_crosses_zero_is_hollow_grey() -> None:
    root = drawn(samples.gap())
    marks = list(root.iter(f"{SVG}circle"))
    assert (
        len(marks) == 8
    )  # ten rows less not comparable, protected, not asked; and the one that says what hollow means
    hollow = [e.get("stroke") for e in marks if e.get("fill") == "#FFFFFF"]
    assert hollow == [MUTED, MUTED, "#1A1F26"]  # that one, the unsure one, the reported one
    assert " ".join(texts(root)).count("pas d'écart démontré") == 1


def test_tones_are_named_by_answers_only_where_every_row_means_the_same() -> None:
    """Agreeing with a reproach is unfavourable: its colour may not be called “agree” in a row where it is “disagree”."""
    favourable = Point(0.6, 0.5, 0.7, 100)
    praise = LikertRow(
        "La douane écoute.", (("Pas d'accord", 0.3, -1), ("D'accord", 0.6, 1)), 0.1, 0.02, favourable, 100
    )
    reproach = LikertRow(
        "La douane traîne.", (("D'accord", 0.3, -1), ("Pas d'accord", 0.6, 1)), 0.1, 0.02, favourable, 100
    )
    alike = texts(drawn(LikertChart((praise, praise), "Neutre", "Ne sait pas", "fr")))
    assert {"Pas d'accord", "D'accord"} <= set(alike)
    mixed = texts(drawn(LikertChart((praise, reproach), "Neutre", "Ne sait pas", "fr")))
    assert not {"Pas d'accord", "D'accord"} & set(mixed)
    assert {"Défavorable", "Favorable"} <= set(mixed)


@pytest.mark.parametrize("width", [640, 288])
def test_few_silent_are_told_as_a_range(width: int) -> None:
    row = LikertRow(
        "Question", (("Oui", 1.0, 1),), 0.0, None, Point(0.9, 0.8, 1.0, 50), 50, no_answer_words="moins de 5 %"
    )
    shown = " ".join(texts(drawn(LikertChart((row,), "Neutre", "Ne sait pas", "fr"), width=width)))
    assert "moins de 5\u00a0%" in shown
    assert "non posé" not in shown


def test_difference_not_comparable_has_no_mark_but_its_reason() -> None:
    point = Point(1.5, 1.0, 2.0, status="not_comparable", reason="Un item a été reformulé.")
    chart = DifferenceChart(("a",), (point,), "", "pas d'écart démontré", "fr", bound=3)
    root = drawn(chart)
    assert list(root.iter(f"{SVG}circle")) == []
    assert "Un item a été reformulé." in " ".join(texts(root))
    assert not any("1,5" in text for text in texts(root))


def test_protected_values_never_reach_the_drawing() -> None:
    secret = Point(7.77, 7.5, 8.0, n=5777, status="protected")
    charts = (
        ProfileChart(("a",), (Series("customs", "D", (secret,)),), "", "fr"),
        DifferenceChart(("a",), (secret,), "", "-", "fr", bound=9),
        PanelsChart(("a",), (Series("customs", "D", (secret,)),), (), "", "fr"),
    )
    for chart in charts:
        svg = chart_svg(chart)
        assert "7,77" not in svg
        assert "7,8" not in svg
        assert "5777" not in svg.replace("\u202f", "")
        assert "c" in texts(ElementTree.fromstring(svg))


def test_likert_shows_whole_percentages_from_five_and_the_total_with_its_interval() -> None:
    root = drawn(samples.likert("fr"))
    shown = texts(root)
    assert "47\u00a0%" in shown
    assert "[41\u202f;\u00a053]" in shown
    assert {"20", "30"} <= set(shown)
    bars = [e for e in root.iter(f"{SVG}rect") if e.get("fill") in TONE.values()]
    assert len(bars) == 4 * 5 + 4  # five rows shown, and the key


def test_likert_segments_are_as_long_as_their_shares_from_one_zero_line() -> None:
    root = drawn(samples.likert("fr"))
    bars = [
        (e.get("fill"), float(e.get("x", "0")), float(e.get("width", "0")))
        for e in root.iter(f"{SVG}rect")
        if e.get("fill") in TONE.values()
    ][4:]
    first = {fill: (x, width) for fill, x, width in bars[:4]}
    assert first[TONE[1]][1] / first[TONE[-1]][1] == pytest.approx(0.3 / 0.2, rel=0.01)
    assert first[TONE[-1]][0] + first[TONE[-1]][1] == pytest.approx(first[TONE[1]][0], abs=0.02)
    zero = {round(x, 1) for fill, x, _ in bars if fill == TONE[1]}
    assert len(zero) == 1


def test_panels_keep_the_place_of_a_protected_region() -> None:
    shown = texts(drawn(samples.panels()))
    assert "Tessa" in shown
    assert shown.count("c") == 4
    assert "ensemble du pays" in shown


def test_chart_with_points_missing_is_refused() -> None:
    chart = replace(samples.profile(), rows=samples.FACTORS["fr"][:9])
    with pytest.raises(Problem) as caught:
        chart_svg(chart)
    assert caught.value.code == "odd-chart"
    assert "10" in caught.value.in_language("fr")


def test_chart_of_no_rows_is_drawn() -> None:
    chart = ProfileChart((), (Series("customs", "D", ()),), "", "fr")
    assert svg_height(chart_svg(chart)) > 0


def test_picture_has_few_colours_and_clean_edges() -> None:
    for chart in (samples.profile(), samples.likert(), samples.gap(), samples.panels()):
        picture = Image.open(BytesIO(chart_png(chart)))
        assert picture.width == 1224
        assert len(picture.getcolors() or []) <= 32
        plain = picture.convert("L")
        assert min(plain.crop((0, 0, plain.width, 2)).tobytes()) > 200  # nothing touches the top
        assert min(plain.crop((0, plain.height - 2, plain.width, plain.height)).tobytes()) > 200
    assert chart_png(samples.gap()) == chart_png(samples.gap())


@pytest.mark.parametrize(("width", "theme"), [(640, "screen"), (288, "screen"), (317, "print")])
def test_first_label_of_a_panel_s_axis_is_whole(width: int, theme: str) -> None:
    point = Point(0.4, 0.3, 0.5, 40)
    chart = PanelsChart(("Naoré", "Gorobi"), (Series("customs", "Douane", (point, point)),), (), "Part", "fr", high=1.0)
    labels = [one for one in drawn(chart, width, theme).iter(f"{SVG}text") if one.text == "0\u00a0%"]
    assert labels
    for label in labels:
        size = float(label.get("font-size") or 12)
        assert float(label.get("x") or 0) >= text_width(label.text or "", size) / 2 - 0.5
