"""Working out an expression of :mod:`grammar` for every row. Missing values stay missing in arithmetic and make comparisons false."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from danaya.engines.language import Problem, Text
from danaya.engines.restitution.answers.codes import normal_code
from danaya.engines.restitution.answers.columns import Column, missing_in
from danaya.engines.restitution.answers.grammar import column_argument

NO_COLUMN: Text = {
    "fr": "La colonne « {column} » n'existe pas dans les réponses. Vérifiez son nom.",
    "en": "The column “{column}” does not exist in the answers. Check its name.",
}
TEXT_IN_SUM: Text = {
    "fr": "Cette expression calcule avec une colonne de texte. Comparez-la, ou recodez-la d'abord en nombres.",
    "en": "This expression calculates with a column of text. Compare it, or recode it into numbers first.",
}

Value = Any
Environment = Mapping[str, Column]


def evaluate(tree: ast.expr, columns: Environment, height: int, where: str = "") -> Column:
    """Return the value of the tree for each row: float64, NaN where missing; a text result is an object column."""
    try:
        with np.errstate(all="ignore"):
            value = _VALUES[type(tree)](tree, columns)
    except KeyError as error:
        raise Problem("no-column", NO_COLUMN, where, column=error.args[0]) from None
    except (TypeError, ValueError):
        raise Problem("text-in-sum", TEXT_IN_SUM, where) from None
    return _as_column(value, height)


def _as_column(value: Value, height: int) -> Column:
    array = np.asarray(value)
    array = np.broadcast_to(array, (height,)) if array.ndim == 0 else array
    if array.dtype.kind in "bif":
        number = array.astype(np.float64)
        return np.where(np.isfinite(number), number, np.nan)
    column = np.empty(height, dtype=object)
    column[:] = [None if item is None or item != item else item for item in array]  # noqa: PLR0124 NaN is not itself
    return column


def _value(node: ast.AST, columns: Environment) -> Value:
    return _VALUES[type(node)](node, columns)


def _name(node: Any, columns: Environment) -> Value:
    return np.nan if node.id == "missing" else columns[node.id]


def _constant(node: Any, columns: Environment) -> Value:
    return normal_code(node.value)


def _binary(node: Any, columns: Environment) -> Value:
    left, right = _value(node.left, columns), _value(node.right, columns)
    return _ARITHMETIC[type(node.op)](_numbers(left), _numbers(right))


def _numbers(value: Value) -> Value:
    array = np.asarray(value)
    if array.dtype.kind not in "bif":
        raise TypeError
    return array.astype(np.float64)


def _unary(node: Any, columns: Environment) -> Value:
    value = _value(node.operand, columns)
    return ~_truth(value) if isinstance(node.op, ast.Not) else _SIGNS[type(node.op)](_numbers(value))


def _truth(value: Value) -> Any:
    array = np.asarray(value)
    if array.dtype.kind == "b":
        return array
    numbers = _numbers(array)
    return (numbers != 0) & ~np.isnan(numbers)


def _boolean(node: Any, columns: Environment) -> Value:
    combine = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
    result = _truth(_value(node.values[0], columns))
    for value in node.values[1:]:
        result = combine(result, _truth(_value(value, columns)))
    return result


def _comparison(node: Any, columns: Environment) -> Value:
    result: Value = True
    left = _value(node.left, columns)
    for operator, follower in zip(node.ops, node.comparators, strict=True):
        if isinstance(operator, ast.In | ast.NotIn):
            within = _among(left, [_value(item, columns) for item in follower.elts])
            result = np.logical_and(result, within if isinstance(operator, ast.In) else ~within & _there(left))
        else:
            right = _value(follower, columns)
            result = np.logical_and(result, _compare(type(operator), left, right))
            left = right
    return result


def _there(value: Value) -> npt.NDArray[np.bool_]:
    return ~missing_in(np.atleast_1d(np.asarray(value)))


def _among(value: Value, choices: list[Value]) -> npt.NDArray[np.bool_]:
    found = [np.atleast_1d(np.asarray(_compare(ast.Eq, value, choice))) for choice in choices]
    return np.logical_or.reduce(found) if found else np.zeros_like(_there(value))


def _compare(operator: type[ast.cmpop], left: Value, right: Value) -> Value:
    both = _there(left) & _there(right)
    if operator in (ast.Eq, ast.NotEq):
        equal = np.asarray(left, dtype=object) == np.asarray(right, dtype=object)
        return both & (equal if operator is ast.Eq else ~np.asarray(equal, dtype=bool))
    return both & _ORDER[operator](_numbers(left), _numbers(right))


def _choose(node: Any, columns: Environment) -> Value:
    test = _truth(_value(node.test, columns))
    body, other = np.asarray(_value(node.body, columns)), np.asarray(_value(node.orelse, columns))
    if "O" in (body.dtype.kind, other.dtype.kind) or "U" in (body.dtype.kind, other.dtype.kind):
        body, other = body.astype(object), other.astype(object)
    return np.where(test, body, other)


def _call(node: Any, columns: Environment) -> Value:
    if node.func.id == "col":
        return columns[str(column_argument(node))]
    return FUNCTIONS[node.func.id](*(_value(argument, columns) for argument in node.args))


def _least(*values: Value) -> Value:
    return np.minimum.reduce(np.broadcast_arrays(*(_numbers(value) for value in values)))


def _greatest(*values: Value) -> Value:
    return np.maximum.reduce(np.broadcast_arrays(*(_numbers(value) for value in values)))


FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    "abs": lambda value: np.abs(_numbers(value)),
    "round": lambda value: np.round(_numbers(value)),
    "floor": lambda value: np.floor(_numbers(value)),
    "min": _least,
    "max": _greatest,
    "is_missing": lambda value: ~_there(value),
}
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.FloorDiv: np.floor_divide,
    ast.Mod: np.mod,
}
_SIGNS: Mapping[type[ast.unaryop], Callable[[Value], Value]] = {ast.USub: np.negative, ast.UAdd: np.positive}
_ORDER: Mapping[type[ast.cmpop], Callable[[Value, Value], Value]] = {
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}
_VALUES: Mapping[type[ast.AST], Callable[[Any, Environment], Value]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _comparison,
    ast.IfExp: _choose,
    ast.Call: _call,
}
