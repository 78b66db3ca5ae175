"""Charts, report, director's page, slides, workbook: the same published figures, and nothing of the protected ones."""

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from danaya.engines.publishing.charts import DifferenceChart, LikertChart, PanelsChart, ProfileChart
from danaya.engines.publishing.document import Bullets, DecisionBlock, Figure, FindingBlock, Heading, Sheet
from danaya.engines.restitution import (
    Analysis,
    analyse,
    analyse_reported,
    change_figure,
    compose,
    compose_deck,
    compose_director,
    compose_workbook,
    director_decisions,
    finding_figure,
    gap_figure,
    gender_figure,
    likert_figure,
    profile_figure,
    regions_figure,
)
from danaya.engines.restitution.documents.stamping import Letterhead
from tests.engines.restitution.rounds import EARLIER, ITEMS, STUDY, make_answers, reported


@cache
def found() -> Analysis:
    return analyse(make_answers(2), STUDY, make_answers(1, shift={"open_fees": -0.9, "open_times": -0.9}), EARLIER)


@cache
def told_only() -> Analysis:
    return analyse_reported(reported(), reported("2019", shift=-0.7))


def texts(thing: object) -> Iterator[str]:
    """Every text anywhere in a document."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list | frozenset):
        for part in thing:
            yield from texts(part)
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from texts(getattr(thing, field.name))


def test_profile_draws_both_sides_over_the_factors() -> None:
    figure = profile_figure(found(), "fr")
    assert figure is not None
    assert isinstance(figure.chart, ProfileChart)
    assert [series.role for series in figure.chart.series] == ["customs", "private"]
    assert set(figure.chart.rows) == {"3. Transparence", "8. Gestion des ressources humaines", "6. Contrôle et enquête"}
    row = found().find("score", factor="transparency", audience="private")
    assert row is not None
    place = figure.chart.rows.index("3. Transparence")
    drawn = figure.chart.series[1].points[place]
    assert drawn.value == round(row.estimate or 0, 1)
    assert drawn.status == "modelled"
    assert "si les répondants ressemblent à leur groupe" in figure.subtitle


def test_change_figure_gives_the_reason_where_nothing_compares() -> None:
    items = tuple(replace(one, reworded=one.key == "open_fees") for one in ITEMS)
    analysis = analyse(make_answers(2), replace(STUDY, items=items), make_answers(1), EARLIER)
    figure = change_figure(analysis, "fr", "officials")
    assert figure is not None
    assert isinstance(figure.chart, DifferenceChart)
    point = figure.chart.points[figure.chart.rows.index("3. Transparence")]
    assert (point.value, point.status) == (None, "not_comparable")
    assert point.reason
    assert "Transparence" in figure.table.note


def test_regions_keep_the_place_of_a_protected_one() -> None:
    figure = regions_figure(found(), "fr")
    assert figure is not None
    assert isinstance(figure.chart, PanelsChart)
    assert figure.chart.panels[-1] in {"Tessa", "Gorobi", "Balanko", "Naoré"}
    tessa = figure.chart.panels.index("Tessa")
    for series in figure.chart.series:
        assert series.points[tessa].status == "protected"
        assert series.points[tessa].value is None
        assert series.points[tessa].n is None
    row = next(row for row in figure.table.rows if row[0] == "Tessa")
    assert row[1:] == ("c", "", "", "c", "", "")
    assert figure.note.startswith("c")


def test_gap_women_and_likert_figures_are_drawn() -> None:
    gap = gap_figure(found(), "en")
    assert gap is not None
    assert isinstance(gap.chart, DifferenceChart)
    women = gender_figure(found(), "en", "officials")
    assert women is not None
    assert [series.role for series in women.chart.series] == ["women", "men"]  # type: ignore[union-attr]
    likert = likert_figure(found(), "en", factor="transparency", audience="officials")
    assert likert is not None
    assert isinstance(likert.chart, LikertChart)
    for row in likert.chart.rows:
        if row.segments:
            total = sum(share or 0 for _, share, _ in row.segments) + (row.neutral or 0)
            assert total == pytest.approx(1, abs=0.021)


def test_answer_of_very_few_is_not_drawn() -> None:
    answers = make_answers(2)
    answers["lived_asked"] = [1 if place == 0 else 2 for place in range(400)]
    analysis = analyse(answers, STUDY)
    figure = likert_figure(analysis, "fr", items=["lived_asked"], audience="officials")
    assert figure is not None
    assert figure.chart.rows[0].status == "protected"  # type: ignore[union-attr]
    assert figure.table.rows[0][3] == "plus de 98\u00a0%"
    book = compose_workbook(analysis, "fr")
    share = next(sheet for sheet in book.sheets if sheet.name == "share")
    cell = next(
        row for row in share.rows if row[0] == "lived_asked" and row[2] == "Agents des douanes" and row[3] == "ensemble"
    )
    assert cell[4:7] == ("plus de 98\u00a0%", None, None)


def test_nothing_gives_back_a_share_that_is_a_range() -> None:
    """One official of 240 was asked for money: neither the gap, nor the change, nor a two-answer score may tell so."""
    answers = make_answers(2)
    rare = [1 if place == 0 or (place >= 240 and place % 2) else 2 for place in range(400)]
    items = tuple(replace(one, kind="perception") if one.key == "lived_asked" else one for one in ITEMS)
    study = replace(STUDY, items=items)
    analysis = analyse({**answers, "lived_asked": rare}, study, make_answers(1), replace(EARLIER, items=items))
    for measure, audience in (
        ("score", "officials"),
        ("share_gap", ""),
        ("score_gap", ""),
        ("share_change", "officials"),
        ("score_gap_change", ""),
    ):
        row = analysis.find(measure, item="lived_asked", audience=audience)
        assert row is not None
        assert row.estimate is not None
        assert row.ranged, measure
        sheet = next(sheet for sheet in compose_workbook(analysis, "fr").sheets if sheet.name == measure)
        cells = [
            cell
            for cell in sheet.rows
            if cell[0] == "lived_asked" and cell[3] == "ensemble" and (not audience or cell[2] == "Agents des douanes")
        ]
        assert [cell[4:7] for cell in cells] == [("c", None, None)]
    private = analysis.find("score", item="lived_asked", audience="private")
    assert private is not None
    assert not private.ranged
    assert all(
        not finding.item or finding.item != "lived_asked"
        for finding in analysis.findings
        if finding.kind in {"gap", "change"} and finding.audience != "private"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("make", [found, told_only])
def test_every_document_is_composed(make: object, language: str) -> None:
    analysis = make()  # type: ignore[operator]
    head = Letterhead(body="Douanes", date="24 novembre 2026")
    for document in (
        compose(analysis, language, head),
        compose_director(analysis, language, head),
        compose_deck(analysis, language, head),
    ):
        assert document.stamp.body == "Douanes"
        assert document.stamp.digest == analysis.digest[:8]
        for text in texts(document):
            assert "{" not in text
            assert "None" not in text
            assert "nan" not in text.split()
    assert compose_workbook(analysis, language, head).sheets[0].name == {"fr": "À lire", "en": "Read me"}[language]


def test_report_keeps_its_order_and_holds_every_finding() -> None:
    report = compose(found(), "fr")
    heads = [block.anchor for block in report.blocks if isinstance(block, Heading)]
    wanted = [
        "improved",
        "weak",
        "trust",
        "profile",
        "improvement",
        "gap",
        "change",
        "freely",
        "groups",
        "questions",
        "method",
        "tables",
    ]
    assert [anchor for anchor in heads if anchor in wanted] == wanted
    whole = [block.number for block in report.blocks if isinstance(block, FindingBlock)]
    named = " ".join(line for block in report.blocks if isinstance(block, Bullets) for line in block.items)
    short = [one.number for one in found().findings if one.number not in whole]
    assert 0 < len(short) < len(whole)
    assert all(f"({number})." in named for number in short)


def test_director_decides_at_most_three_things() -> None:
    page = compose_director(found(), "fr")
    assert page.layout == "one_page"
    decisions = [block for block in page.blocks if isinstance(block, DecisionBlock)]
    assert 1 <= len(decisions) <= 3
    for block in decisions:
        assert len(block.options) == 2
    assert len({decided.finding.factor for decided in director_decisions(found())}) == len(decisions)
    assert any(
        "Transparence : en hausse" in line
        for block in page.blocks
        if isinstance(block, Bullets)
        for line in block.items
    )


def test_charts_hold_rounded_numbers_only() -> None:
    for finding in found().findings:
        figure = finding_figure(found(), finding, "fr")
        for number in numbers(figure.chart if figure else ()):
            assert round(number, 2) == number


def numbers(thing: object) -> Iterator[float]:
    if isinstance(thing, float):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from numbers(part)
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from numbers(getattr(thing, field.name))


def test_workbook_holds_c_and_nothing_else_for_protected_cells() -> None:
    book = compose_workbook(found(), "fr")
    score = next(sheet for sheet in book.sheets if sheet.name == "score")
    protected = [row for row in score.rows if row[8] == "protégé"]
    assert protected
    assert {row[4:8] for row in protected} == {("c", None, None, None)}
    assert any("Tessa" in str(row[3]) for row in protected)


def test_no_sheet_carries_full_precision() -> None:
    for sheet in compose_workbook(found(), "fr").sheets:
        for number in sheet_numbers(sheet):
            assert round(number, 2) == number


def sheet_numbers(sheet: Sheet) -> Iterator[float]:
    return (cell for row in sheet.rows for cell in row if isinstance(cell, float))


def test_reported_documents_say_so_everywhere() -> None:
    for document in (compose(told_only(), "fr"), compose_deck(told_only(), "fr")):
        assert any("non recalculable" in text for text in texts(document))
    figure = profile_figure(told_only(), "fr")
    assert figure is not None
    assert {point.status for series in figure.chart.series for point in series.points} == {"reported"}  # type: ignore[union-attr]


def test_single_audience_has_documents_too() -> None:
    study = replace(
        STUDY, audiences=STUDY.audiences[:1], items=tuple(replace(one, audiences=("officials",)) for one in ITEMS)
    )
    analysis = analyse(make_answers(2), study)
    assert profile_figure(analysis, "fr") is not None
    assert gap_figure(analysis, "fr") is None
    assert compose(analysis, "fr").blocks
    assert any("les répondants" in finding.sentence["fr"] for finding in analysis.findings)


def test_study_without_factors_is_profiled_by_its_questions() -> None:
    study = replace(STUDY, items=tuple(replace(one, factor="") for one in ITEMS))
    figure = profile_figure(analyse(make_answers(2), study), "fr")
    assert figure is not None
    assert "Question open_fees en français" in figure.chart.rows  # type: ignore[union-attr]


def test_nothing_to_show_composes_a_plain_report() -> None:
    answers = make_answers(2, officials=7, private=8)
    analysis = analyse(answers, replace(STUDY, design=replace(STUDY.design, clusters=(), strata=())))
    assert profile_figure(analysis, "fr") is None
    for document in (compose(analysis, "fr"), compose_director(analysis, "fr"), compose_deck(analysis, "fr")):
        assert document


def test_a_finding_says_its_figures_once_beside_its_lines() -> None:
    """Figures stand in the side column and the chart; the lines say what they mean."""
    report = compose(found(), "fr")
    blocks = [block for block in report.blocks if isinstance(block, FindingBlock)]
    assert blocks
    for block in blocks:
        figures = " ".join(line.replace("\u00a0", " ") for line in block.asides[0].lines)
        assert "[" in figures
        assert not any(" sur 10 (de " in line.replace("\u00a0", " ") for line in block.lines)
        if block.figure is not None:
            assert "(n = " not in block.figure.subtitle
    sentences = [block.sentence for block in report.blocks if isinstance(block, Figure)]
    asked = next(one for one in ITEMS if one.freely).text["fr"]
    assert asked not in sentences  # the finding on it shows its regions already


def test_few_silent_stand_in_the_table_as_a_range() -> None:
    answers = make_answers(2)
    answers["open_fees"] = [98 if place == 0 else 1 + place % 5 for place in range(400)]
    figure = likert_figure(analyse(answers, STUDY), "fr", factor="transparency", audience="officials")
    assert figure is not None
    row = next(row for row in figure.table.rows if "open_fees" in row[0])
    assert row[5] == "moins de 2\u00a0%"
    assert isinstance(figure.chart, LikertChart)
    drawn = next(row for row in figure.chart.rows if "open_fees" in row.text)
    assert (drawn.no_answer, drawn.no_answer_words) == (None, "moins de 2\u00a0%")


def test_what_is_asked_of_the_director_is_on_no_slide_for_others() -> None:
    questions = {decided.decision.question["fr"] for decided in director_decisions(found())}
    assert questions
    for visibility, wanted in (("team", questions), ("forum", set())):
        deck = compose_deck(found(), "fr", Letterhead(visibility=visibility))
        assert {slide.title for slide in deck.slides} & questions == wanted
