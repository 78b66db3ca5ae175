"""Smooth functions of estimates, written as formulas, with their exact gradient."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from danaya.engines.perception.refusals import refuse

_FUNCTIONS: dict[str, Callable[[Any], Any]] = {"log": np.log, "exp": np.exp, "sqrt": np.sqrt}
_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}
_STEP = 1e-100


def evaluate_formula(formula: str, values: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """Return the value of ``formula`` and its slope by each key it names.

    Parameters
    ----------
    formula
        An expression over ``of['key']``, numbers, ``+ - * / **``, ``log``, ``exp`` and ``sqrt``.
    values
        Key → estimate.

    Notes
    -----
    Slopes by the complex step (Squire & Trapp 1998): f′(x) = Im f(x + ih)/h, exact to the last bits as nothing is
    subtracted. Outside the domain of ``log`` or ``sqrt``, and over zero, value and slopes are NaN.
    """
    try:
        tree = ast.parse(formula, mode="eval").body
    except SyntaxError:
        raise refuse("formula-unreadable", formula=formula) from None
    names = sorted({key for node in ast.walk(tree) if (key := _key(node)) is not None})
    for name in names:
        if name not in values:
            raise refuse("key-unknown", key=name, known=", ".join(values))
    with np.errstate(all="ignore"):
        value = float(_evaluate(tree, {name: np.float64(values[name]) for name in names}, formula))
        if not np.isfinite(value):  # a complex logarithm would still answer there
            return np.nan, dict.fromkeys(names, np.nan)
        slopes = {}
        for name in names:
            shifted = {key: np.complex128(complex(values[key], _STEP if key == name else 0.0)) for key in names}
            slopes[name] = float(np.imag(_evaluate(tree, shifted, formula))) / _STEP
    return value, slopes


def _key(node: ast.AST) -> str | None:
    match node:
        case ast.Subscript(value=ast.Name(id="of"), slice=ast.Constant(value=str(key))):
            return key
    return None


def _evaluate(node: ast.expr, values: Mapping[str, Any], formula: str) -> Any:
    match node:
        case ast.Subscript() if (key := _key(node)) is not None:
            return values[key]
        case ast.Constant(value=int() | float() as number):
            return np.float64(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, values, formula)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _evaluate(operand, values, formula)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            return _OPERATORS[type(operator)](_evaluate(left, values, formula), _evaluate(right, values, formula))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](_evaluate(argument, values, formula))
    raise refuse("formula-unreadable", formula=formula)
