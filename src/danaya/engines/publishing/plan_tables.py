"""Charts of a plan in words: the table and the description of each say what its marks say."""

from collections import Counter

from danaya.engines.language import day_in_words, in_language, percent, typeset
from danaya.engines.publishing.document import Table
from danaya.engines.publishing.drawings.progress import words_of
from danaya.engines.publishing.plan_charts import (
    STATES,
    MatrixChart,
    ProgressChart,
    ProgressRow,
    TimelineChart,
    TimelineMark,
    TimelineRow,
    state_on,
)
from danaya.engines.publishing.words import WORDS, say


def timeline_table(chart: TimelineChart, caption: str, *, note: str = "") -> Table:
    """Return a row a commitment: its milestones in words, then its term, what is claimed and what is confirmed.

    The first due day stands wherever it moved. Three columns: milestones take the wider part of a printed page.
    """
    keys = ("commitment", "milestones", "term_and_progress")
    rows = tuple(
        (
            _owned(row),
            _milestones(row, chart) or say("no_milestone", chart.language),
            f"{_term(row, chart.language)}, {_progress(row, chart)}",
        )
        for row in chart.rows
    )
    return Table(caption, tuple(say(key, chart.language) for key in keys), rows, note=note)


def _owned(row: TimelineRow) -> str:
    name = _named(row.reference, row.label)
    return f"{name} ({row.group})" if row.group else name


def _term(row: TimelineRow, language: str) -> str:
    return say("term", language).format(starts=day_in_words(row.starts, language), due=_due(row, language))


def timeline_alt(chart: TimelineChart, message: str = "") -> str:
    """Return the description for those who listen: what is drawn, from when to when, how many milestones stand where."""
    first, last = chart.bounds()
    found = Counter(state_on(mark.state, mark.due, chart.today) for row in chart.rows for mark in row.marks)
    found.update(state_on(row.state, row.due, chart.today) for row in chart.rows if row.state)
    states = ", ".join(f"{found[state]} {say(state, chart.language)}" for state in STATES if found[state])
    words = in_language(WORDS["timeline_alt"], chart.language).format(
        rows=_count(len(chart.rows), chart.language),
        first=day_in_words(first, chart.language),
        last=day_in_words(last, chart.language),
        today=day_in_words(chart.today, chart.language),
        states=states or say("no_milestone", chart.language),
    )
    return _joined(chart.language, words, message)


def _named(reference: str, label: str) -> str:
    return f"{reference} {label}".strip()


def _count(rows: int, language: str) -> str:
    return say("rows_one" if rows == 1 else "rows_many", language).format(count=rows)


def _joined(language: str, *parts: str) -> str:
    return typeset(" ".join(part for part in (*parts, say("table_below", language)) if part), language)


def _due(one: TimelineRow | TimelineMark, language: str) -> str:
    day = day_in_words(one.due, language)
    if one.first_due is None or one.first_due == one.due:
        return day
    return say("moved", language).format(day=day, first=day_in_words(one.first_due, language))


def _progress(row: TimelineRow, chart: TimelineChart) -> str:
    language = chart.language
    shares = (("claimed_share", row.claimed), ("confirmed_share", row.confirmed))
    said = [say(key, language).format(share=percent(share, language)) for key, share in shares]
    if row.state:
        said.append(say(state_on(row.state, row.due, chart.today), language))
    return ", ".join(said)


def _milestones(row: TimelineRow, chart: TimelineChart) -> str:
    language = chart.language
    said = []
    for mark in row.marks:
        state = say(state_on(mark.state, mark.due, chart.today), language)
        words = in_language(WORDS["milestone_line"], language)
        line = words.format(reference=mark.reference, state=state, day=_due(mark, language))
        said.append(f"{line}, {_after(mark.after, language)}" if mark.after else line)
    if row.after:
        said.append(_after(row.after, language))
    return " ; ".join(said) if language == "fr" else "; ".join(said)


def _after(references: tuple[str, ...], language: str) -> str:
    return say("after", language).format(references=", ".join(references))


def progress_table(chart: ProgressChart, caption: str, *, note: str = "") -> Table:
    """Return a row a commitment: what is claimed, what is confirmed, and what is contested where anything is."""
    language = chart.language
    contested, grouped = any(row.contested for row in chart.rows), any(row.group for row in chart.rows)
    keys = ["commitment", *(["group_head"] if grouped else []), "claimed_head", "confirmed_head"]
    keys += ["contested_head"] if contested else []
    rows = tuple(
        (
            _named(row.reference, row.label),
            *([row.group] if grouped else []),
            *_both(row, language),
            *([percent(row.contested, language)] if contested else []),
        )
        for row in chart.rows
    )
    numeric = frozenset(range(2 if grouped else 1, len(keys)))
    return Table(caption, tuple(say(key, language) for key in keys), rows, numeric, note)


def _both(row: ProgressRow, language: str) -> tuple[str, str]:
    if row.words is not None:
        return row.words
    return percent(row.claimed, language), percent(row.confirmed, language)


def progress_alt(chart: ProgressChart, message: str = "") -> str:
    """Return the description for those who listen: kind of chart, message, the most and the least confirmed row."""
    language = chart.language
    parts = [say("progress_alt", language).format(rows=_count(len(chart.rows), language)), message]
    ends = (("most_confirmed", max), ("least_confirmed", min)) if len(chart.rows) > 1 else ()
    for key, found in ends:
        row = found(chart.rows, key=lambda one: one.confirmed)
        words = ", ".join(words_of(row, language))
        parts.append(in_language(WORDS[key], language).format(row=_named(row.reference, row.label), words=words))
    return _joined(language, *parts)


def matrix_table(chart: MatrixChart, caption: str, *, note: str = "") -> Table:
    """Return a row an objective with the commitments that serve it, then a row for those that serve none."""
    language, names = (
        chart.language,
        {column.reference: _named(column.reference, column.label) for column in chart.columns},
    )
    separator = " ; " if language == "fr" else "; "
    rows = [
        (
            _named(row.reference, row.label),
            separator.join(names[reference] for reference in row.columns) or say("no_commitment", language),
        )
        for row in chart.rows
    ]
    alone = chart.alone_columns()
    if alone:
        lone = separator.join(names[column.reference] for column in alone)
        rows.append((say("no_objective_head", language), lone))
    return Table(caption, (say("objective", language), say("served_by", language)), tuple(rows), note=note)


def matrix_alt(chart: MatrixChart, message: str = "") -> str:
    """Return the description for those who listen: how many of both, how many stand alone."""
    words = in_language(WORDS["matrix_alt"], chart.language).format(
        rows=len(chart.rows),
        columns=len(chart.columns),
        empty=sum(not row.columns for row in chart.rows),
        alone=len(chart.alone_columns()),
    )
    return _joined(chart.language, words, message)
