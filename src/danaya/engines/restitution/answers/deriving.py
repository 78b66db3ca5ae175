"""Columns made from other columns, in the order the DESIGN file gives them: running blocks, crossings, recodings, expressions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np

from danaya.engines.language import Problem, Text
from danaya.engines.restitution.answers.codes import Column, missing_in, shown_code, to_column, where_code
from danaya.engines.restitution.answers.expressions import evaluate, parse_expression
from danaya.engines.restitution.study import Study

KINDS: Mapping[str, tuple[str, ...]] = {
    "block": ("size", "order", "within"),
    "cross": ("columns",),
    "recode": ("from", "rules", "otherwise"),
    "expression": ("expression",),
}
"""Kinds of derived column and the keys each takes besides ``column`` and ``kind``."""

NO_KIND: Text = {
    "fr": "« {kind} » n'est pas une sorte de colonne dérivée. Choisissez parmi : {choices}.",
    "en": "“{kind}” is not a kind of derived column. Choose among: {choices}.",
}
NO_NAME: Text = {
    "fr": "La colonne dérivée n'a pas de nom. Ajoutez column.",
    "en": "The derived column has no name. Add column.",
}
WRONG_KEY: Text = {
    "fr": "La clé « {key} » n'existe pas pour « {kind} ». Clés possibles : {choices}.",
    "en": "The key “{key}” does not exist for “{kind}”. Possible keys: {choices}.",
}
BLOCK: Text = {
    "fr": "Un bloc demande size (nombre de lignes, 2 ou plus) et order (colonnes qui ordonnent les lignes).",
    "en": "A block needs size (rows in a block, 2 or more) and order (columns that put the rows in order).",
}
CROSS: Text = {
    "fr": "Un croisement demande columns, une liste de colonnes.",
    "en": "A crossing needs columns, a list of columns.",
}
RECODE: Text = {
    "fr": "Un recodage demande from (une colonne) et rules, une liste comme { codes = [1, 2], to = 1 } ou { low = 18, high = 34, to = 1 }.",
    "en": "A recoding needs from (a column) and rules, a list such as { codes = [1, 2], to = 1 } or { low = 18, high = 34, to = 1 }.",
}
EXPRESSION: Text = {
    "fr": "Une expression demande expression, un texte.",
    "en": "An expression needs expression, a text.",
}
NO_COLUMN: Text = {
    "fr": "La colonne « {column} » n'existe pas dans les réponses. Vérifiez son nom dans le DESIGN.",
    "en": "The column “{column}” does not exist in the answers. Check its name in the DESIGN.",
}
NO_ORDER: Text = {
    "fr": "{count} lignes n'ont pas de valeur dans « {column} » : leur place dans les blocs est inconnue. Complétez-les.",
    "en": "{count} rows have no value in “{column}”: their place in the blocks is unknown. Fill them in.",
}

Derived = Mapping[str, Any]


def check_derived(study: Study) -> Iterator[Problem]:
    """Yield what is wrong in the form of the derived columns (not yet whether their sources exist)."""
    for place, derived in enumerate(study.derive, start=1):
        yield from _check_one(cast("Derived", derived), f"derive[{place}]")


def _check_one(derived: Derived, where: str) -> Iterator[Problem]:
    kind = str(derived.get("kind", ""))
    if not isinstance(derived.get("column"), str) or not derived["column"]:
        yield Problem("derived-name", NO_NAME, where)
    if kind not in KINDS:
        yield Problem("derived-kind", NO_KIND, f"{where}.kind", kind=kind, choices=", ".join(KINDS))
        return
    for key in derived:
        if key not in ("column", "kind", *KINDS[kind]):
            yield Problem("derived-key", WRONG_KEY, where, key=key, kind=kind, choices=", ".join(KINDS[kind]))
    yield from _FORMS[kind](derived, where)


def _check_block(derived: Derived, where: str) -> Iterator[Problem]:
    size = derived.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or size < 2 or not _names(derived.get("order")):
        yield Problem("derived-block", {language: _literal(text) for language, text in BLOCK.items()}, where)


def _check_cross(derived: Derived, where: str) -> Iterator[Problem]:
    if not _names(derived.get("columns")):
        yield Problem("derived-cross", CROSS, where)


def _check_recode(derived: Derived, where: str) -> Iterator[Problem]:
    rules = derived.get("rules")
    fits = (
        isinstance(rules, Sequence) and not isinstance(rules, str) and all(_is_rule(rule) for rule in rules) and rules
    )
    if (
        not isinstance(derived.get("from"), str)
        or not fits
        or derived.get("otherwise", "missing") not in ("missing", "keep")
    ):
        yield Problem("derived-recode", {language: _literal(text) for language, text in RECODE.items()}, where)


def _is_rule(rule: object) -> bool:
    if not isinstance(rule, Mapping) or "to" not in rule or set(rule) - {"codes", "low", "high", "to"}:
        return False
    bounds = [rule[key] for key in ("low", "high") if key in rule]
    if not all(isinstance(bound, int | float) for bound in bounds):
        return False
    return isinstance(rule.get("codes"), Sequence) != bool(bounds)


def _check_expression(derived: Derived, where: str) -> Iterator[Problem]:
    if not isinstance(derived.get("expression"), str):
        yield Problem("derived-expression", EXPRESSION, where)
        return
    try:
        parse_expression(derived["expression"], f"{where}.expression")
    except Problem as problem:
        yield problem


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and value and all(isinstance(name, str) for name in value):
        return tuple(value)
    return ()


_FORMS: Mapping[str, Callable[[Derived, str], Iterator[Problem]]] = {
    "block": _check_block,
    "cross": _check_cross,
    "recode": _check_recode,
    "expression": _check_expression,
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
    keys = [_rank(source(columns, name, where), name, where) for name in _names(recipe["order"])]
    groups = [_codes_of(source(columns, name, where)) for name in _names(recipe.get("within", ()))]
    order = np.lexsort([*reversed(keys), *reversed(groups)])
    place = _places(order, groups, height)
    block = place // int(recipe["size"]) + 1
    if not groups:
        return np.asarray(block, dtype=np.float64)
    return _joined([*(source(columns, name, where) for name in _names(recipe["within"])), block.astype(np.float64)])


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
    return _joined([source(columns, name, where) for name in _names(recipe["columns"])])


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
