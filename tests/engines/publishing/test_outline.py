"""Levels of headings and notes of figures."""

from dataclasses import replace

from danaya.engines.publishing.document import Heading, Paragraph
from danaya.engines.publishing.outline import figure_notes, figures_of, level_blocks
from tests.engines.publishing import samples


def test_levels_begin_at_the_top_and_skip_none() -> None:
    blocks = (Heading(2, "a"), Heading(4, "b"), Paragraph("p"), Heading(2, "c"), samples.finding())
    assert [leveled.level for leveled in level_blocks(blocks)] == [2, 3, 4, 2, 3]
    assert [leveled.level for leveled in level_blocks(blocks, 3)][:2] == [3, 4]


def test_finding_without_section_stands_at_the_top() -> None:
    assert [leveled.level for leveled in level_blocks((samples.finding(),))] == [2]


def test_figure_says_what_c_means_unless_its_note_does() -> None:
    figure = samples.figure("fr")
    assert any("protégé" in note for note in figure_notes(figure, "fr"))
    own = replace(figure, note="c : caché. rapporté = creux")
    assert figure_notes(own, "fr") == (own.note,)


def test_figures_of_findings_are_found() -> None:
    assert [figure.number for figure in figures_of(samples.document().blocks)] == ["1", "2", "3", "4"]
