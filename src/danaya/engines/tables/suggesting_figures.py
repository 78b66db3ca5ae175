"""The first reading of a table of dated figures: its layout, its columns, which series they are; for a person to check."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from danaya.engines.language import Text
from danaya.engines.tables.figures import FiguresMapping
from danaya.engines.tables.periods import as_month, as_period
from danaya.engines.tables.spelling import as_number, fold, raw_key
from danaya.engines.tables.table import Cell, Table

_VALUES = re.compile(
    r".*\b(valeurs?|values?|chiffres?|figures?|montants?|nombres?|resultats?|delais?|durees?|taux)\b.*"
)
_NOTES = re.compile(r".*\b(notes?|remarques?|remarks?|observations?|commentaires?|comments?)\b.*")
_SERIES = re.compile(r".*\b(series?|indicateurs?|indicators?|mesures?|measures?|intitules?|libelles?)\b.*")
_POINT = re.compile(r"\d\.\d{1,2}$|\d\.\d{4,}$", re.ASCII)
_NEARLY = 0.6
"""Share of words that two names have in common from which they are taken for one."""


def propose_figures(
    table: Table, names: Mapping[str, Text], *, only: str = "", layout: str = "", label: str = ""
) -> FiguresMapping:
    """Return a first reading of a table of dated figures.

    Parameters
    ----------
    names
        Series → its title in each language.
    only
        The series that all figures belong to, where it is known beforehand.
    layout, label
        The layout and the column of labels, where a person has said them; else guessed.
    """
    layout = layout or _layout(table)
    label = label if label in table.names else _label_column(table, layout)
    start = FiguresMapping(layout, label, only=only, decimal=decimal_of(table))
    others = [name for name in table.names if name != label]
    if layout == "wide":
        return replace(start, columns=_wide_columns(others, names, only, table, start.decimal))
    if layout == "across":
        series = {} if only else _named(_raws(table, label), names)
        return replace(start, series=series)
    if layout == "calendar":
        return replace(start, only=only or next(iter(names), ""))
    return _propose_long(table, start, others, names)


def name_series(table: Table, column: str, names: Mapping[str, Text]) -> dict[str, str]:
    """Return what stands in a column → the series it names, as far as one is recognised."""
    return _named(_raws(table, column), names)


def _layout(table: Table) -> str:
    """Return the layout that the headings and the first cells speak for."""
    if sum(as_month(name) is not None for name in table.names) >= 3:
        return "calendar"
    if sum(as_period(name) is not None for name in table.names) >= 2:
        return "across"
    label = _label_column(table, "wide")
    numeric = [name for name in table.names if name != label and _is_numeric(table.column(name).values)]
    words = [
        name
        for name in table.names
        if name != label
        and name not in numeric
        and not _NOTES.fullmatch(fold(name))
        and len(set(_raws(table, name))) > 1
    ]
    alone = len(numeric) == 1 and (bool(words) or bool(_VALUES.fullmatch(fold(numeric[0]))))
    return "long" if alone or not numeric else "wide"


def _label_column(table: Table, layout: str) -> str:
    """Return the column with most periods; across, the first column that is no period."""
    if layout == "across":
        return next((name for name in table.names if as_period(name) is None), table.names[0])

    def dated(name: str) -> float:
        cells = [cell for cell in table.column(name).values if cell is not None]
        return sum(as_period(cell) is not None for cell in cells) / len(cells) if cells else 0.0

    return max(table.names, key=dated)


def _propose_long(
    table: Table, start: FiguresMapping, others: Sequence[str], names: Mapping[str, Text]
) -> FiguresMapping:
    numeric = [name for name in others if _is_numeric(table.column(name).values)]
    value = _headed(_VALUES, numeric) or next(iter(numeric), next(iter(others), ""))
    words = [name for name in others if name != value]
    note = _headed(_NOTES, words)
    matching = {name: _named(_raws(table, name), names) for name in words if name != note}
    series = _headed(_SERIES, matching) or max(matching, key=lambda name: len(matching[name]), default="")
    if start.only or not matching.get(series):
        return replace(start, value_column=value, note_column=note, only=start.only or next(iter(names), ""))
    return replace(start, value_column=value, note_column=note, series_column=series, series=matching[series])


def _wide_columns(
    others: Sequence[str], names: Mapping[str, Text], only: str, table: Table, decimal: str
) -> dict[str, str]:
    numeric = [name for name in others if _is_numeric(table.column(name).values, decimal)]
    if only:
        return {numeric[0]: only} if len(numeric) == 1 else _named(numeric, {only: names.get(only, {})})
    return _named(numeric, names)


def _named(raws: Iterable[str], names: Mapping[str, Text]) -> dict[str, str]:
    """Return what stands in the file → series, each series once."""
    found: dict[str, str] = {}
    for raw in raws:
        key = _series_of(raw, names)
        if key and key not in found.values():
            found[raw] = key
    return found


def _series_of(raw: str, names: Mapping[str, Text]) -> str:
    """Return the series that ``raw`` names: alike but for accents and case, else the one that shares most of its words."""
    folded, words = fold(raw), set(fold(raw).split())
    for key, name in names.items():
        if folded in {fold(key), *map(fold, name.values())}:
            return key
    near = [key for key, name in names.items() if any(_alike(words, set(fold(text).split())) for text in name.values())]
    return near[0] if len(near) == 1 else ""


def _alike(words: set[str], other: set[str]) -> bool:
    return bool(words and other) and len(words & other) >= _NEARLY * len(words | other)


def _raws(table: Table, name: str) -> list[str]:
    return list(dict.fromkeys(raw_key(cell) for cell in table.column(name).values if cell is not None))


def _headed(pattern: re.Pattern[str], names: Iterable[str]) -> str:
    return next((name for name in names if pattern.fullmatch(fold(name))), "")


def _is_numeric(cells: Sequence[Cell], decimal: str = "") -> bool:
    filled = [cell for cell in cells if cell is not None]
    marks = (decimal,) if decimal else (".", ",")
    numbers = sum(any(as_number(cell, mark) is not None for mark in marks) for cell in filled)
    return bool(filled) and numbers >= 0.5 * len(filled)


def decimal_of(table: Table) -> str:
    """Return the decimal mark of the texts of a table: a comma also where nothing but a French habit says so.

    ``1,250`` alone could be either; where no other number of the table has a point, French offices mean 1.25.
    """
    texts = [cell for column in table.columns for cell in column.values if isinstance(cell, str)]
    numbers = [text for text in texts if as_number(text, ",") is not None or as_number(text, ".") is not None]
    if table.decimal == "," or any(_POINT.search(text.strip().removesuffix("%").strip()) for text in numbers):
        return table.decimal
    return "," if any("," in text for text in numbers) else "."
