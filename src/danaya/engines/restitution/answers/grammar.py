"""A small safe language for derived columns: arithmetic, comparisons, ``if … else``, a few functions. Nothing else.

An expression is parsed by :mod:`ast` and walked by a table of the node kinds that are allowed; there are no attributes,
no calls but those of :data:`FUNCTIONS`, no loops. Missing values stay missing in arithmetic and make comparisons false.
"""

import ast

from danaya.engines.language import Problem, Text

LONGEST = 1000
DEEPEST = 40

NOT_UNDERSTOOD: Text = {
    "fr": "« {expression} » ne se lit pas ({detail}). Écrivez un calcul comme « 10 - Q1 if Q1 <= 5 else missing ».",
    "en": "“{expression}” cannot be read ({detail}). Write a calculation such as “10 - Q1 if Q1 <= 5 else missing”.",
}


def parse_expression(expression: str, where: str = "") -> ast.expr:
    """Return the checked tree of ``expression``.

    Raises
    ------
    Problem
        The expression is not of the language above.
    """
    if len(expression) > LONGEST:
        raise _refusal(expression[:40] + "…", "> 1000", where)
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise _refusal(expression, getattr(error, "msg", "") or type(error).__name__, where) from None
    _check(tree, expression, where, 0)
    return tree


def names_in(tree: ast.expr) -> frozenset[str]:
    """Return the columns an expression reads."""
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    plain = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in functions}
    quoted = {str(column_argument(node)) for node in ast.walk(tree) if _is_column_call(node)}
    return frozenset(plain - {"missing"} | quoted)


def _refusal(expression: str, detail: str, where: str) -> Problem:
    return Problem("expression", NOT_UNDERSTOOD, where, expression=expression, detail=detail)


def _check(node: ast.AST, expression: str, where: str, depth: int) -> None:
    if type(node) not in _ALLOWED or depth > DEEPEST:
        raise _refusal(expression, type(node).__name__, where)
    if isinstance(node, ast.Constant) and not _plain_constant(node.value):
        raise _refusal(expression, repr(node.value)[:20], where)
    if isinstance(node, ast.Call):
        _check_call(node, expression, where)
    for child in ast.iter_child_nodes(node):
        _check(child, expression, where, depth + 1)


def _plain_constant(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, int | float) and abs(value) < 1e15)


def _check_call(node: ast.Call, expression: str, where: str) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if node.keywords or (name != "col" and name not in FUNCTIONS):
        raise _refusal(expression, name or "call", where)
    low, high = (1, 1) if name == "col" else FUNCTIONS[name]
    if not low <= len(node.args) <= high or (name == "col" and not _is_column_call(node)):
        raise _refusal(expression, f"{name}(…)", where)


def _is_column_call(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "col"
        and (isinstance(column_argument(node), str))
    )


def column_argument(node: ast.AST) -> object:
    arguments = node.args if isinstance(node, ast.Call) else []
    return arguments[0].value if len(arguments) == 1 and isinstance(arguments[0], ast.Constant) else None


FUNCTIONS = {"abs": (1, 1), "round": (1, 1), "floor": (1, 1), "min": (1, 20), "max": (1, 20), "is_missing": (1, 1)}
"""Function → least and most arguments."""

_ALLOWED = frozenset(
    (
        *(ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call),
        *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.USub, ast.UAdd),
        *(ast.Lt, ast.LtE, ast.Gt, ast.GtE),
        *(ast.Not, ast.And, ast.Or, ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Load, ast.List, ast.Tuple),
    )
)
