"""Votes in words: the table, the description and the workbook of a chart of agreement say what its marks say."""

from danaya.engines.language import in_language, interval, number, percent, typeset
from danaya.engines.publishing.charts import AgreementChart, Votes
from danaya.engines.publishing.document import Cell, Sheet, Table
from danaya.engines.publishing.words import WORDS, say

MOST_COLUMNS = 3
"""Groups beyond which a table has no columns for them."""

Row = tuple[Cell, ...]


def votes_in_words(votes: Votes, language: str) -> str:
    """Return ``62 % [48 ; 75]``, ``3 sur 6`` for 5 to 7 voters, ``moins de 5 votants`` for fewer."""
    if votes.status == "few":
        return say("few_voters", language)
    if votes.status == "counted":
        return say("counted_votes", language).format(agree=votes.agree, seen=votes.seen)
    share = percent(votes.share, language)
    if votes.low is None or votes.high is None:
        return share
    return f"{share} {interval(100 * votes.low, 100 * votes.high, language, 0)}"


def agreement_table(chart: AgreementChart, caption: str, *, note: str = "", head: str = "") -> Table:
    """Return the chart as a table: a statement a row, for each group its votes in words and how many voted.

    ``head`` names the statements where they have a word of their own.
    More than three groups stand in one cell, one after the other: a page has no room for sixteen columns.
    """
    wide = len(chart.groups) > MOST_COLUMNS
    heads, numeric = [head or say("statement", chart.language)], set[int]()
    if wide:
        heads.append(say("votes_by_group", chart.language))
    else:
        heads += [head for group in chart.groups for head in (group.name, f"{say('n', chart.language)} – {group.name}")]
        numeric.update(range(1, len(heads)))
    if chart.figures:
        numeric.add(len(heads))
        heads.append(chart.figures_head)
    cells = _votes_in_one_cell if wide else _votes_by_column
    rows = tuple(
        (text, *cells(chart, place), *chart.figures[place : place + 1]) for place, text in enumerate(chart.rows)
    )
    return Table(caption, tuple(heads), rows, frozenset(numeric), note)


def _votes_by_column(chart: AgreementChart, place: int) -> tuple[str, ...]:
    cells: list[str] = []
    for group in chart.groups:
        votes = group.votes[place]
        count = "c" if votes.status == "few" else number(votes.seen, chart.language)
        cells += [votes_in_words(votes, chart.language), count]
    return tuple(cells)


def _votes_in_one_cell(chart: AgreementChart, place: int) -> tuple[str, ...]:
    said = []
    for group in chart.groups:
        votes = group.votes[place]
        count = f", n {number(votes.seen, chart.language)}" if votes.status == "shown" else ""
        said.append(f"{group.name} : {votes_in_words(votes, chart.language)}{count}")
    joined = " ; ".join(said) if chart.language == "fr" else "; ".join(said).replace(" : ", ": ")
    return (f"{joined}.",)


def agreement_alt(chart: AgreementChart, message: str = "") -> str:
    """Return the description for those who listen: kind of chart, message, highest and lowest, where the figures stand."""
    words = {key: say(key, chart.language) for key in ("agreement_alt", "table_below")}
    shown = [
        (votes.share, group.name, chart.rows[place])
        for group in chart.groups
        for place, votes in enumerate(group.votes)
        if votes.status == "shown"
    ]
    parts = [words["agreement_alt"].format(rows=len(chart.rows), groups=len(chart.groups)), message]
    for key, found in (("highest", max), ("lowest", min)):
        if shown:
            share, name, row = found(shown)
            said = in_language(WORDS[key], chart.language)
            parts.append(said.format(row=row.rstrip("."), group=name, share=percent(share, chart.language)))
    return typeset(" ".join(part for part in (*parts, words["table_below"]) if part), chart.language)


def agreement_sheet(chart: AgreementChart, name: str) -> Sheet:
    """Return the chart as a sheet of a workbook: for each group agreeing, voting, share, and the interval in two columns."""
    keys = ("agreeing", "voting", "share", "low", "high")
    heads = [say("statement", chart.language)]
    formats: dict[int, str] = {}
    for group in chart.groups:
        first = len(heads)
        heads += [f"{group.name} – {say(key, chart.language)}" for key in keys]
        formats.update({first: "0", first + 1: "0", **dict.fromkeys(range(first + 2, first + 5), "0 %")})
    rows = tuple(
        (text, *(cell for group in chart.groups for cell in _sheet_cells(group.votes[place])))
        for place, text in enumerate(chart.rows)
    )
    return Sheet(name, tuple(heads), rows, formats, {0: 60.0})


def _sheet_cells(votes: Votes) -> Row:
    """Return five cells; ``c`` where nothing may be said."""
    if votes.status == "few":
        return ("c",) * 5
    if votes.status == "counted":
        return (votes.agree, votes.seen, "c", "c", "c")
    return (votes.agree, votes.seen, votes.share, votes.low, votes.high)
