"""Columns made from other columns, in the order the DESIGN file gives them: running blocks, crossings, recodings, expressions."""

from collections.abc import Callable, Mapping
from typing import Any, cast

import numpy as np

from danaya.engines.language import Problem, Text
from danaya.engines.restitution.answers.codes import shown_code
from danaya.engines.restitution.answers.columns import Column, missing_in, to_column, where_code
from danaya.engines.restitution.answers.expressions import evaluate
from danaya.engines.restitution.answers.grammar import parse_expression
from danaya.engines.restitution.answers.recipes import Derived, names
from danaya.engines.restitution.study import Study

NO_COLUMN: Text = {
    "fr": "La colonne « {column} » n'existe pas dans les réponses. Vérifiez son nom dans le DESIGN.",
    "en": "The column “{column}” does not exist in the answers. Check its name in the DESIGN.",
}
NO_ORDER: Text = {
    "fr": "{count} lignes n'ont pas de valeur dans « {column} » : leur place dans les blocs est inconnue. Complétez-les.",
    "en": "{count} rows have no value in “{column}”: their place in the blocks is unknown. Fill them in.",
}


def derive(columns: Mapping[str, Column], height: int, study: Study) -> dict[str, Column]:
    """Return ``columns`` with the derived columns of ``study`` added in their order.

    Raises
    ------
    Problem
        A source column does not exist, or holds what its use does not allow.
    """
    known = dict(columns)
    for place, derived in enumerate(study.derive, start=1):
        recipe = cast("Derived", derived)
        known[recipe["column"]] = _MAKERS[recipe["kind"]](recipe, known, height, f"derive[{place}]")
    return known


def source(columns: Mapping[str, Column], name: str, where: str) -> Column:
    """Return a column, or raise the problem of its absence."""
    if name not in columns:
        raise Problem("no-column", NO_COLUMN, where, column=name)
    return columns[name]


def _block(recipe: Derived, columns: Mapping[str, Column], height: int, where: str) -> Column:
    keys = [_rank(source(columns, name, where), name, where) for name in names(recipe["order"])]
    groups = [_codes_of(source(columns, name, where)) for name in names(recipe.get("within", ()))]
    order = np.lexsort([*reversed(keys), *reversed(groups)])
    place = _places(order, groups, height)
    block = place // int(recipe["size"]) + 1
    if not groups:
        return np.asarray(block, dtype=np.float64)
    return _joined([*(source(columns, name, where) for name in names(recipe["within"])), block.astype(np.float64)])


def _places(order: Any, groups: list[Any], height: int) -> Any:
    """Place of each row (from 0) in its group when rows stand in ``order``."""
    running = np.arange(height)
    if groups:
        sorted_groups = np.stack([group[order] for group in groups])
        starts = np.flatnonzero(np.r_[True, np.any(sorted_groups[:, 1:] != sorted_groups[:, :-1], axis=0)])
        running = running - np.repeat(starts, np.diff(np.r_[starts, height]))
    place = np.empty(height, dtype=np.int64)
    place[order] = running
    return place


def _rank(column: Column, name: str, where: str) -> Any:
    missing = int(missing_in(column).sum())
    if missing:
        raise Problem("no-order", NO_ORDER, where, column=name, count=missing)
    return np.asarray(column if column.dtype.kind == "f" else _codes_of(column))


def _codes_of(column: Column) -> Any:
    return np.unique([shown_code(value) if value is not None else "" for value in column], return_inverse=True)[1]


def _cross(recipe: Derived, columns: Mapping[str, Column], height: int, where: str) -> Column:
    return _joined([source(columns, name, where) for name in names(recipe["columns"])])


def _joined(parts: list[Column]) -> Column:
    missing = np.logical_or.reduce([missing_in(part) for part in parts])
    joined = np.empty(len(missing), dtype=object)
    rows = zip(*parts, strict=True)
    joined[:] = [None if gone else "|".join(map(shown_code, row)) for gone, row in zip(missing, rows, strict=True)]
    return joined


def _recode(recipe: Derived, columns: Mapping[str, Column], height: int, where: str) -> Column:
    column = source(columns, recipe["from"], where)
    kept = column.astype(object) if recipe.get("otherwise") == "keep" else np.full(height, None, dtype=object)
    for rule in reversed(recipe["rules"]):
        kept[_falls_under(rule, column)] = rule["to"]
    return to_column(list(kept))


def _falls_under(rule: Mapping[str, Any], column: Column) -> Any:
    if "codes" in rule:
        return where_code(column, rule["codes"])
    if column.dtype.kind != "f":
        return np.zeros(len(column), dtype=bool)
    return (column >= rule.get("low", -np.inf)) & (column <= rule.get("high", np.inf))


def _expression(recipe: Derived, columns: Mapping[str, Column], height: int, where: str) -> Column:
    return evaluate(parse_expression(recipe["expression"], where), columns, height, where)


_MAKERS: Mapping[str, Callable[[Derived, Mapping[str, Column], int, str], Column]] = {
    "block": _block,
    "cross": _cross,
    "recode": _recode,
    "expression": _expression,
}
