"""What the file of an import says, as its draft reads it. Nothing is stored here."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from danaya.apps.indicators.models import Draft, Series
from danaya.apps.indicators.queries import months_of
from danaya.base.files.tables import fittest, read_table, sheets_of
from danaya.engines.language import Text
from danaya.engines.tables import (
    FiguresAccount,
    FiguresMapping,
    ObjectivesAccount,
    ObjectivesMapping,
    Table,
    name_series,
    propose_figures,
    propose_objectives,
    raw_key,
    read_figures,
    read_objectives,
)

MOST_WORDS = 60
"""Words of a column that a person is asked about."""


def table_of(draft: Draft) -> Table:
    """Return the table of the draft's sheet."""
    return read_table(draft.file, draft.sheet)


def read_sheet(draft: Draft, sheet: str = "") -> None:
    """Read a sheet of the draft's file (where none is named, the one that fits best) and propose its mapping; not saved.

    Raises
    ------
    Problem
        What is wrong with the file.
    """
    draft.sheets = sheets_of(draft.file)
    fit = _fit_objectives if draft.framework_id else _fit_figures
    table = read_table(draft.file, sheet) if sheet in draft.sheets else fittest(draft.file, draft.sheets, fit)
    draft.sheet = table.sheet or ""
    only = str(draft.mapping.get("only", ""))
    draft.mapping = asdict(
        propose_objectives(table) if draft.framework_id else propose_figures(table, titles(), only=only)
    )


def _fit_objectives(table: Table) -> float:
    """Return how many objectives a sheet holds as it would be read."""
    return float(len(read_objectives(table, propose_objectives(table)).objectives))


def _fit_figures(table: Table) -> float:
    """Return how many figures a sheet holds as it would be read."""
    months = {one.code: months_of(one) for one in Series.objects.all()}
    return float(len(read_figures(table, propose_figures(table, titles()), months, date.max).figures))


def titles() -> Mapping[str, Text]:
    """Return the title of each active series by its code."""
    return {one.code: one.title for one in Series.objects.filter(active=True)}


def objectives_mapping(draft: Draft) -> ObjectivesMapping:
    """Return how the draft reads a table of objectives."""
    return ObjectivesMapping(**draft.mapping)


def figures_mapping(draft: Draft) -> FiguresMapping:
    """Return how the draft reads a table of figures."""
    return FiguresMapping(**draft.mapping)


def objectives_in(draft: Draft) -> ObjectivesAccount:
    """Return the objectives of the draft's table, with all that was not understood."""
    return read_objectives(table_of(draft), objectives_mapping(draft))


def figures_in(draft: Draft, today: date) -> FiguresAccount:
    """Return the figures of the draft's table for series that are here, with all that was not understood."""
    months = {one.code: months_of(one) for one in Series.objects.filter(active=True)}
    return read_figures(table_of(draft), figures_mapping(draft), months, today)


def samples_of(draft: Draft, most: int = 3) -> list[dict[str, Any]]:
    """Return each column of the table with its first values, for who chooses among them."""
    return [
        {"name": column.name, "samples": [str(cell) for cell in column.distinct() if cell is not None][:most]}
        for column in table_of(draft).columns
    ]


def words_of(draft: Draft, column: str) -> list[str]:
    """Return what stands in a column, each word once; nothing for no column."""
    table = table_of(draft)
    if column not in table.names:
        return []
    return list(dict.fromkeys(raw_key(cell) for cell in table.column(column).values if cell is not None))[:MOST_WORDS]


def naming_column(mapping: FiguresMapping) -> str:
    """Return the column whose words name series; nothing where one series is said for all figures."""
    if mapping.only:
        return ""
    return {"long": mapping.series_column, "across": mapping.label_column}.get(mapping.layout, "")


def laid_out(draft: Draft, layout: str, label: str = "") -> dict[str, Any]:
    """Return a proposal for another layout, or another column of labels."""
    only = figures_mapping(draft).only
    return asdict(propose_figures(table_of(draft), titles(), only=only, layout=layout, label=label))


def followed_up(draft: Draft, new: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return the mapping with what a changed column asks anew, and whether a person must look at it again."""
    before, after = figures_mapping(draft), FiguresMapping(**new)
    if after.layout == "wide" and after.label_column != before.label_column:
        return laid_out(draft, "wide", after.label_column), True
    column = naming_column(after)
    if column and column != naming_column(before):
        return {**new, "series": name_series(table_of(draft), column, titles())}, True
    return dict(new), False
