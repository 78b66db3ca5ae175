"""Charts of agreement: few voters are never shown, shapes tell groups apart, every medium says the same figures."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pptx
import pytest

from danaya.engines.language import Problem
from danaya.engines.publishing import chart_svg, to_docx, to_html, to_pdf, to_pptx
from danaya.engines.publishing.agreement import agreement_alt, agreement_sheet, agreement_table, votes_in_words
from danaya.engines.publishing.canvas import SCREEN, Canvas
from danaya.engines.publishing.charts import AgreementChart, Voters, Votes
from danaya.engines.publishing.colours import CUSTOMS, INK, PRIVATE, SHAPE
from danaya.engines.publishing.outline import figure_notes
from danaya.engines.publishing.parts import ROOM_ROWS, room_parts, row_count, svg_height, take_rows
from danaya.engines.publishing.slide_plans import plan_chart
from danaya.engines.publishing.slides import slide_parts
from tests.engines.publishing import sample_agreement as agreement
from tests.engines.publishing import sample_consultation as consultation
from tests.engines.publishing.samples import WHEN
from tests.engines.publishing.test_drawing import SVG, drawn, texts


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def one_row(*votes: Votes, language: str = "fr") -> AgreementChart:
    roles = ("customs", "private", *(f"body{place}" for place in range(1, 9)))
    groups = tuple(Voters(role, role, (one,)) for role, one in zip(roles, votes, strict=False))
    return AgreementChart(("Un énoncé",), groups, "", language)


def marks_of(root: ElementTree.Element, colour: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if e.tag in {f"{SVG}circle", f"{SVG}path"} and e.get("fill") == colour]


# What may be shown


@pytest.mark.parametrize(
    ("seen", "status"), [(0, "few"), (4, "few"), (5, "counted"), (7, "counted"), (8, "shown"), (40, "shown")]
)
def test_number_of_voters_alone_decides_what_is_shown(seen: int, status: str) -> None:
    assert Votes(min(3, seen), seen).status == status


@pytest.mark.parametrize(
    ("votes", "language", "words"),
    [
        (Votes(2, 4), "fr", "moins de 5 votants"),
        (Votes(2, 4), "en", "fewer than 5 voters"),
        (Votes(3, 6), "fr", "3 sur 6"),
        (Votes(3, 6), "en", "3 of 6"),
        (Votes(5, 8, 0.36, 0.83), "fr", "62 % [36 ; 83]"),
        (Votes(5, 8, 0.36, 0.83), "en", "62% [36, 83]"),
        (Votes(5, 8), "en", "62%"),
    ],
)
def test_votes_are_worded(votes: Votes, language: str, words: str) -> None:
    assert plain(votes_in_words(votes, language)) == words


def test_tick_is_the_lowest_lower_bound_where_every_group_has_one() -> None:
    known = Votes(9, 10, 0.7, 0.98)
    assert one_row(known, Votes(6, 10, 0.4, 0.8)).tick(0) == 0.4
    assert one_row(known, Votes(4, 7)).tick(0) is None
    assert one_row(known, Votes(1, 2)).tick(0) is None
    assert replace(one_row(known), ticks=False).tick(0) is None


def test_few_voters_leave_nothing_in_any_medium() -> None:
    chart = one_row(Votes(20, 40, 0.37, 0.63), Votes(1, 3, 0.3131, 0.9292))
    root = drawn(chart)
    assert len(marks_of(root, PRIVATE)) == 1  # its name alone
    assert "moins de 5 votants (private)" in texts(root)
    table = agreement_table(chart, "Titre")
    sheet = agreement_sheet(chart, "Votes")
    said = [
        chart_svg(chart),
        " ".join(table.rows[0]),
        agreement_alt(chart),
        repr(sheet.rows),
        repr(plan_chart(chart)),
    ]
    for text in said:
        for secret in ("1 sur 3", "33 %", "31 %", "93 %", "0.333", "0.3131", "0.9292"):
            assert secret not in plain(text), (secret, text)
    assert not [line for line in root.iter(f"{SVG}line") if line.get("stroke") == PRIVATE]
    assert sheet.rows[0][6:] == ("c",) * 5
    assert table.rows[0][3:] == ("moins de 5 votants", "c")


def test_five_to_seven_voters_are_counted_without_a_mark() -> None:
    chart = one_row(Votes(20, 40, 0.37, 0.63), Votes(3, 6))
    root = drawn(chart)
    assert "3 sur 6 (private)" in texts(root)
    assert len(marks_of(root, PRIVATE)) == 1
    assert agreement_sheet(chart, "Votes").rows[0][6:] == (3, 6, "c", "c", "c")
    assert [text for _, _, text in plan_chart(chart).words] == ["3 sur 6 (private)"]


# Drawing


def test_marks_intervals_and_ticks_stand_at_their_values() -> None:
    chart = one_row(Votes(20, 40, 0.25, 0.75), Votes(8, 8, 0.5, 1.0))
    root = drawn(chart)
    ticks = {text: e for e in root.iter(f"{SVG}text") if (text := e.text or "").endswith("%")}
    zero, whole = (float(ticks[f"{text}\u00a0%"].get("x", "")) for text in ("0", "100"))

    def share(x: float) -> float:
        return (x - zero) / (whole - zero)

    circle = marks_of(root, CUSTOMS)[-1]
    assert share(float(circle.get("cx", ""))) == pytest.approx(0.5, abs=1e-3)
    interval = [e for e in root.iter(f"{SVG}line") if e.get("stroke") == CUSTOMS]
    assert [share(float(interval[0].get(end, ""))) for end in ("x1", "x2")] == pytest.approx([0.25, 0.75], abs=1e-3)
    tick = [e for e in root.iter(f"{SVG}line") if e.get("stroke") == INK]
    assert [share(float(e.get("x1", ""))) for e in tick] == pytest.approx([0.25], abs=1e-3)
    assert float(tick[0].get("y1", "")) < float(circle.get("cy", "")) < float(tick[0].get("y2", ""))


def test_rows_stand_in_the_order_given_and_are_never_cut() -> None:
    for width in (640, 288):
        shown = " ".join(texts(drawn(agreement.sides(), width)))
        words = " ".join(agreement.STATEMENTS["fr"]).replace(" ;", "").split()
        assert all(word in shown for word in words)
        starts = [shown.index(text.split(" ")[1]) for text in ("Les tarifs", "Un reçu", "Aucune marchandise")]
        assert starts == sorted(starts)


def test_eight_bodies_have_eight_shapes_named_in_the_order_of_their_marks() -> None:
    chart = agreement.bodies()
    assert len({SHAPE[group.role] for group in chart.groups}) == 8
    for width in (640, 288):
        names = [text for text in texts(drawn(chart, width)) if text in agreement.BODIES]
        assert names == list(agreement.BODIES)
    shapes = set()
    for group in chart.groups:
        canvas = Canvas(100, SCREEN)
        canvas.mark(group.role, 50, 50, colour=INK)
        shapes.add(canvas.parts[0])
    assert len(shapes) == 8


def test_name_longer_than_the_drawing_wraps() -> None:
    chart = one_row(Votes(20, 40, 0.4, 0.6))
    name = "Fédération nationale des transporteurs routiers et des auxiliaires du commerce de Tamarie"
    long = replace(chart, groups=(replace(chart.groups[0], name=name),))
    shown = texts(drawn(long, 288))
    assert " ".join(shown).startswith(name)
    assert name not in shown


def test_column_of_figures_stands_at_the_end_or_below() -> None:
    wide, narrow = (texts(drawn(agreement.sides(), width)) for width in (640, 288))
    assert "Au moins" in wide
    assert "73\u00a0%" in wide
    assert "Au moins\u00a0: 73\u00a0%" in narrow


def test_nothing_is_marked_in_colours_of_sides_for_bodies() -> None:
    svg = chart_svg(agreement.bodies())
    assert CUSTOMS not in svg
    assert PRIVATE not in svg


@pytest.mark.parametrize("change", [{"figures": ("a",)}, {"rows": ("a",)}])
def test_chart_whose_parts_do_not_fit_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Problem) as caught:
        chart_svg(replace(agreement.sides(), **change))
    assert caught.value.code == "odd-chart"


# The room


def test_room_is_read_from_eight_metres() -> None:
    for part in room_parts(agreement.sides()):
        root = drawn(part, 1920, "room")
        assert {float(e.get("font-size", root.get("font-size", "0"))) for e in root.iter(f"{SVG}text")} == {63.36}
        assert min(float(e.get("stroke-width", "0")) for e in root.iter(f"{SVG}line")) >= 0.0025 * 1920
        assert all(2 * float(e.get("r", "0")) >= 0.015 * 1920 for e in root.iter(f"{SVG}circle"))


def test_room_shows_what_fits_an_image_and_loses_no_row() -> None:
    short = replace(agreement.stars(), rows=tuple(f"Énoncé {place}" for place in range(20)), ticks=False)
    votes = short.groups[0].votes * 4
    chart = replace(short, groups=(replace(short.groups[0], votes=votes),))
    parts = room_parts(chart)
    assert [row for part in parts if isinstance(part, AgreementChart) for row in part.rows] == list(chart.rows)
    assert max(row_count(part) for part in parts) <= ROOM_ROWS
    limit = 1920 * 9 / 16 * 0.8
    assert max(svg_height(chart_svg(part, width=1920, theme="room")) for part in parts) <= limit
    assert len(parts) < 20


def test_rows_are_taken_with_their_votes_and_figures() -> None:
    part = take_rows(agreement.sides(), 1, 3)
    assert isinstance(part, AgreementChart)
    assert part.groups[0].votes == agreement.sides().groups[0].votes[1:3]
    assert part.figures == agreement.sides().figures[1:3]
    chart_svg(part)


# Words beside the drawing


@pytest.mark.parametrize("language", ["fr", "en"])
def test_table_says_what_the_marks_say(language: str) -> None:
    table = agreement_table(agreement.sides(language), "Titre")
    assert table.heads[1:5:2] == agreement.SIDES[language]
    assert {len(row) for row in table.rows} == {len(table.heads)} == {6}
    assert plain(table.rows[0][1]) == {"fr": "91 % [80 ; 97]", "en": "91% [80, 97]"}[language]
    assert table.rows[0][2] == "34"
    assert all(cell for row in table.rows for cell in row)


def test_table_of_many_groups_has_one_cell_for_them() -> None:
    table = agreement_table(agreement.bodies(), "Titre")
    assert len(table.heads) == 2
    assert plain(table.rows[0][1]).startswith("CNPT : 36 % [19 ; 51], n 22 ; Chambre de commerce : 68 %")
    assert "Banques : moins de 5 votants ;" in table.rows[0][1]


def test_description_names_kind_message_highest_and_lowest() -> None:
    alt = plain(agreement_alt(agreement.sides(), "Les deux parties veulent des tarifs affichés."))
    assert alt.startswith("Points avec intervalles à 90 %, de 0 à 100 % : 5 énoncés, 2 groupes. Les deux parties")
    assert "Plus haut : « Un reçu unique" in alt
    assert "Secteur privé, 96 %." in alt
    assert "Douane, 30 %." in alt
    assert alt.endswith("Tableau ci-dessous.")
    assert "Plus haut" not in agreement_alt(agreement.nothing_known())


def test_sheet_has_the_interval_in_two_columns() -> None:
    sheet = agreement_sheet(agreement.sides(), "Votes")
    assert len(sheet.heads) == 11
    assert sheet.rows[0][1:6] == (31, 34, 31 / 34, 0.8, 0.97)
    assert sheet.formats == {
        1: "0",
        2: "0",
        3: "0 %",
        4: "0 %",
        5: "0 %",
        6: "0",
        7: "0",
        8: "0 %",
        9: "0 %",
        10: "0 %",
    }


def test_notes_explain_ticks_and_what_is_missing_only_where_there_are_such() -> None:
    def notes(chart: AgreementChart) -> str:
        return " ".join(figure_notes(consultation.figure(chart, "Titre", "1"), "fr"))

    assert "Trait vertical" in notes(agreement.sides())
    assert "Moins de 5 votants" in notes(agreement.sides())
    assert notes(agreement.stars()) == ""
    assert "Trait vertical" not in notes(agreement.nothing_known())


# Documents


@pytest.mark.parametrize("language", ["fr", "en"])
def test_report_of_a_consultation_is_made_in_every_form(language: str) -> None:
    document = consultation.document(language)
    html = to_html(document)
    assert html.count("<svg") == 4
    assert to_pdf(document, timestamp=WHEN) == to_pdf(document, timestamp=WHEN)
    assert to_docx(document, timestamp=WHEN) == to_docx(document, timestamp=WHEN)


def test_slides_hold_native_marks_intervals_and_ticks() -> None:
    file = pptx.Presentation(BytesIO(to_pptx(consultation.deck("fr"), timestamp=WHEN)))
    charts = [shape.chart for slide in file.slides for shape in slide.shapes if shape.has_chart]
    first = {series.name: series for series in charts[0].plots[0].series}
    assert {"Douane", "Secteur privé", "Douane [ ]", "Secteur privé [ ]", "|"} <= set(first)
    values = [float(v.text) for v in first["Douane"]._element.findall("{*}xVal//{*}v")]
    assert values == pytest.approx([31 / 34, 26 / 34, 9 / 30])
    # LibreOffice drops a line of fewer points than its neighbours: the last piece is drawn again, over itself.
    ticks = [float(v.text) for v in first["|"]._element.findall("{*}xVal//{*}pt/{*}v")]
    assert ticks == pytest.approx([0.73, 0.73, 0.63, 0.63, 0.18, 0.18, 0.18, 0.18])
    ends = [float(v.text) for v in first["Douane [ ]"]._element.findall("{*}xVal//{*}pt/{*}v")]
    assert ends == pytest.approx([0.8, 0.97, 0.63, 0.87, 0.18, 0.45, 0.18, 0.45])
    lines = [series for name, series in first.items() if name not in {"Douane", "Secteur privé"}]
    assert len({series._element.find("{*}xVal//{*}ptCount").get("val") for series in lines}) == 1
    words = {shape.text_frame.text for slide in file.slides for shape in slide.shapes if shape.has_text_frame}
    assert {"3 sur 6 (Douane)", "moins de 5 votants (Douane)"} <= words


def test_slides_of_many_bodies_keep_their_words_apart() -> None:
    parts = slide_parts(agreement.bodies())
    assert [row_count(part) for part in parts] == [1, 1, 1]
    markers = re.findall(r'symbol val="(\w+)"', _chart_xml(to_pptx(consultation.deck("fr"), timestamp=WHEN)))
    assert {"circle", "diamond", "triangle", "square", "x", "plus", "star"} <= set(markers)


def _chart_xml(content: bytes) -> str:
    archive = ZipFile(BytesIO(content))
    return "".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("ppt/charts/chart"))
