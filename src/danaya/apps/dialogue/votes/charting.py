"""Votes as drawings: the groups of a vote with marks of their own, the same in each drawing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from danaya.apps.dialogue.votes.results import Cell, DeclaredGroup, Divide, Results, Row
from danaya.apps.dialogue.votes.telling import (
    at_least_in_words,
    difference_in_words,
    drawn,
    ended_in_words,
    givers_in_words,
    voters_in_words,
)
from danaya.apps.people.models import Side
from danaya.engines.language import Text, in_language, typeset
from danaya.engines.publishing.agreement import agreement_alt, agreement_table
from danaya.engines.publishing.charts import AgreementChart, Voters
from danaya.engines.publishing.document import Figure
from danaya.engines.publishing.drawing import PHONE_WIDTH, SCREEN_WIDTH, chart_svg

MOST_BODIES = 8
"""Organisations that have a shape of their own in a drawing; where more may be shown, the table stands alone."""
LONGEST = 140
"""Signs of an expectation in a drawing; its table and its page have the whole."""

WORDS: dict[str, Text] = {
    "axis": {
        "fr": "Part d'accord parmi ceux qui ont voté, intervalle à 90 %",
        "en": "Share who agree among those who voted, 90% interval",
    },
    "star_axis": {
        "fr": "Part qui donne une étoile parmi ceux qui en ont donné, intervalle à 90 %",
        "en": "Share who give a star among those who gave any, 90% interval",
    },
    "statement": {"fr": "Attente", "en": "Expectation"},
    "counted": {"fr": "comptes seuls", "en": "counts only"},
    "subtitle": {"fr": "{axis}. {ended}. {voters}.", "en": "{axis}. {ended}. {voters}."},
}


HEADS: dict[str, Text] = {
    "at_least": {"fr": "Au moins", "en": "At least"},
    "difference": {"fr": "Différence", "en": "Difference"},
}
"""What the column at the end of a list says."""

CAPTIONS: dict[str, Text] = {
    "shared": {
        "fr": "Attentes partagées, de la plus à la moins partagée",
        "en": "Shared expectations, most widely shared first",
    },
    "dividing": {
        "fr": "Attentes qui divisent, la plus grande différence d'abord",
        "en": "Dividing expectations, widest difference first",
    },
    "mattering": {
        "fr": "Attentes qui comptent le plus, par étoiles",
        "en": "Expectations that matter most, by stars",
    },
    "unknown": {"fr": "Attentes pas encore connues", "en": "Expectations not yet known"},
    "not_dividing": {"fr": "Attentes sans différence nette", "en": "Expectations without a clear difference"},
}


@dataclass(frozen=True, slots=True)
class Kind:
    """How rows of one list are drawn: which cells, what the axis says, what the column at the end says."""

    cells: Callable[[Row], tuple[Cell, ...]]
    axis: str
    figure: Callable[[Row, str], str]
    head: str
    ticks: bool
    who: Callable[[Results, str], str]


def _voters_of(results: Results, language: str) -> str:
    return voters_in_words(results.groups, language)


def _agreement(row: Row) -> tuple[Cell, ...]:
    return row.cells


def _bound(row: Row, language: str) -> str:
    return at_least_in_words(row.at_least, language) or in_language(WORDS["counted"], language)


def _star_bound(row: Row, language: str) -> str:
    return at_least_in_words(row.stars_at_least, language) or in_language(WORDS["counted"], language)


def _difference(row: Row, language: str) -> str:
    divide: Divide | None = row.divide
    return difference_in_words(divide, language)


KINDS: dict[str, Kind] = {
    "shared": Kind(_agreement, "axis", _bound, "at_least", ticks=True, who=_voters_of),
    "dividing": Kind(_agreement, "axis", _difference, "difference", ticks=False, who=_voters_of),
    "not_dividing": Kind(_agreement, "axis", _difference, "difference", ticks=False, who=_voters_of),
    "mattering": Kind(
        lambda row: row.stars,
        "star_axis",
        _star_bound,
        "at_least",
        ticks=True,
        who=givers_in_words,
    ),
}


def figure_of(results: Results, rows: Sequence[Row], kind: str, sentence: str, language: str) -> Figure | None:
    """Return rows with their drawing and the words around it; None where they have no drawing."""
    chart = chart_of(results, rows, kind, language)
    if chart is None:
        return None
    subtitle = subtitle_of(results, kind, language)
    table = agreement_table(
        chart, in_language(CAPTIONS[kind], language), head=in_language(WORDS["statement"], language)
    )
    return Figure(chart, sentence, subtitle, agreement_alt(chart, sentence), table)


def drawings_of(figure: Figure) -> dict[str, str]:
    """Return the drawing of a figure for a page and for a telephone, as SVG."""
    return {
        name: chart_svg(figure.chart, width=width, title=figure.sentence, alt=figure.alt)
        for name, width in (("wide", SCREEN_WIDTH), ("narrow", PHONE_WIDTH))
    }


def one_row(results: Results, row: Row, sentence: str, language: str) -> Figure | None:
    """Return the drawing of one expectation for its own page, where its words stand already; None where it has none."""
    chart = chart_of(results, (row,), "shared", language)
    if chart is None:
        return None
    alone = replace(chart, rows=("",), axis="", figures=(), figures_head="")
    table = agreement_table(
        chart, in_language(CAPTIONS["shared"], language), head=in_language(WORDS["statement"], language)
    )
    return Figure(alone, sentence, subtitle_of(results, "shared", language), agreement_alt(chart, sentence), table)


def chart_of(results: Results, rows: Sequence[Row], kind: str, language: str) -> AgreementChart | None:
    """Return rows as a drawing; None where there is nothing to draw, or more organisations than there are shapes."""
    how = KINDS[kind]
    roles = roles_of(results.groups)
    groups = [group for group in results.groups if any(_status(how, row, group) != "hidden" for row in rows)]
    if not groups or any(group.key not in roles for group in groups):
        return None
    figures = tuple(how.figure(row, language) for row in rows)
    return AgreementChart(
        tuple(short_text(row, language) for row in rows),
        tuple(_voters(how, rows, group, roles[group.key], language) for group in groups),
        in_language(WORDS[how.axis], language),
        language,
        figures=figures if any(figures) else (),
        figures_head=in_language(HEADS[how.head], language),
        # A tick says what is true of every group: none where one of them is not drawn.
        ticks=how.ticks and len(groups) == len(results.groups),
    )


def roles_of(groups: Sequence[DeclaredGroup]) -> dict[str, str]:
    """Return the mark of each group that may be shown; sides have their own, organisations get shapes in order."""
    found: dict[str, str] = {}
    bodies = 0
    for group in groups:
        if group.key in Side.values:
            found[group.key] = group.key
        elif not group.is_hidden and bodies < MOST_BODIES:
            bodies += 1
            found[group.key] = f"body{bodies}"
    return found


def _status(how: Kind, row: Row, group: DeclaredGroup) -> str:
    return next(cell.status for cell in how.cells(row) if cell.group.key == group.key)


def _voters(how: Kind, rows: Sequence[Row], group: DeclaredGroup, role: str, language: str) -> Voters:
    cells = [next(cell for cell in how.cells(row) if cell.group.key == group.key) for row in rows]
    return Voters(role, in_language(group.short, language), tuple(drawn(cell) for cell in cells))


def short_text(row: Row, language: str) -> str:
    """Return number and words of an expectation, cut at a word where they are long."""
    words = in_language(row.expectation.text, language)
    if len(words) > LONGEST:
        words = f"{words[:LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
    return typeset(f"{row.expectation.reference} {words}".strip(), language)


def subtitle_of(results: Results, kind: str, language: str) -> str:
    """Return what a drawing measures, of which vote, and how many voted."""
    return typeset(
        in_language(WORDS["subtitle"], language).format(
            axis=in_language(WORDS[KINDS[kind].axis], language),
            ended=ended_in_words(results, language),
            voters=KINDS[kind].who(results, language),
        ),
        language,
    )
