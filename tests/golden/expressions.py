"""The expression language of golden fixtures, read by Python's ``ast`` and written as narwhals expressions."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw


class UnreadableError(Exception):
    """The fixture says something its own form does not allow."""


@dataclass(frozen=True)
class Column:
    """What is known of a column: ``name`` in the frame, ``kind`` (number, truth or text), ``levels`` in their order."""

    name: str
    kind: str
    levels: tuple[object, ...] = ()
    written: Mapping[object, str] | None = None


@dataclass(frozen=True)
class Typed:
    expr: nw.Expr
    kind: str


def compile_expression(text: str, columns: Mapping[str, Column]) -> Typed:
    """Return the narwhals expression of ``text`` and its kind."""
    if text in columns:
        return Typed(nw.col(columns[text].name), columns[text].kind)
    try:
        return _Compiler(columns).visit(ast.parse(text.strip(), mode="eval").body)
    except SyntaxError as error:
        raise UnreadableError(f"expression {text!r}: {error}") from error


def number(value: Typed) -> nw.Expr:
    """Return a value as a number: true counts 1, false 0."""
    if value.kind == "text":
        raise UnreadableError("a text where a number is needed")
    return value.expr.cast(nw.Int64).cast(nw.Float64) if value.kind == "truth" else value.expr.cast(nw.Float64)


def truth(value: Typed) -> nw.Expr:
    return value.expr if value.kind == "truth" else number(value) != 0


def _remainder(a: nw.Expr, b: nw.Expr) -> nw.Expr:
    return ((a % b) + b) % b


_ARITHMETIC: dict[type, Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
    ast.Mod: _remainder,
}
_LOGIC: dict[type, Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    ast.BitAnd: lambda a, b: a & b,
    ast.BitOr: lambda a, b: a | b,
}
_COMPARISON: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}


class _Compiler(ast.NodeVisitor):
    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns

    def visit(self, node: ast.AST) -> Typed:
        method = getattr(self, f"visit_{type(node).__name__}", None)
        if method is None:
            raise UnreadableError(f"{type(node).__name__} is not in the language")
        found: Typed = method(node)
        return found

    def visit_Name(self, node: ast.Name) -> Typed:
        if node.id not in self.columns:
            return Typed(nw.col(node.id), "number")  # the engine refuses a column that is not there
        return Typed(nw.col(self.columns[node.id].name), self.columns[node.id].kind)

    def visit_Constant(self, node: ast.Constant) -> Typed:
        kinds = {bool: "truth", int: "number", float: "number", str: "text"}
        if type(node.value) not in kinds:
            raise UnreadableError(f"constant {node.value!r}")
        return Typed(nw.lit(node.value), kinds[type(node.value)])

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Typed:
        operand = self.visit(node.operand)
        match node.op:
            case ast.Invert() | ast.Not():
                return Typed(~truth(operand), "truth")
            case ast.USub():
                return Typed(nw.lit(0.0) - number(operand), "number")
        return Typed(number(operand), "number")

    def visit_BinOp(self, node: ast.BinOp) -> Typed:
        left, right = self.visit(node.left), self.visit(node.right)
        if type(node.op) in _LOGIC:
            return Typed(_LOGIC[type(node.op)](truth(left), truth(right)), "truth")
        if type(node.op) in _ARITHMETIC:
            return Typed(_ARITHMETIC[type(node.op)](number(left), number(right)), "number")
        raise UnreadableError(f"{type(node.op).__name__} is not in the language")

    def visit_Compare(self, node: ast.Compare) -> Typed:
        sides = [self.visit(side) for side in (node.left, *node.comparators)]
        found: nw.Expr | None = None
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            if type(operator) not in _COMPARISON:
                raise UnreadableError(f"{type(operator).__name__} is not in the language")
            pair = _COMPARISON[type(operator)](*_alike(left, right))
            found = pair if found is None else found & pair
        assert found is not None
        return Typed(found, "truth")

    def visit_Call(self, node: ast.Call) -> Typed:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        method = getattr(self, f"call_{name}", None)
        if method is None or node.keywords:
            raise UnreadableError(f"function {ast.unparse(node.func)!r} is not in the language")
        found: Typed = method(*node.args)
        return found

    def call_isna(self, x: ast.expr) -> Typed:
        return Typed(self.visit(x).expr.is_null(), "truth")

    def call_isin(self, x: ast.expr, values: ast.expr) -> Typed:
        value, options = self.visit(x), ast.literal_eval(values)
        alike = [option for option in (_literal(option, value.kind) for option in options) if option is not None]
        if not alike:
            return Typed(~value.expr.is_null() & value.expr.is_null(), "truth")
        inside = value.expr.is_in(alike)
        return Typed(nw.when(value.expr.is_null()).then(nw.lit(False)).otherwise(inside), "truth")

    def call_where(self, condition: ast.expr, yes: ast.expr, no: ast.expr) -> Typed:
        test, first, second = truth(self.visit(condition)), self.visit(yes), self.visit(no)
        if first.kind != second.kind:
            first, second = Typed(number(first), "number"), Typed(number(second), "number")
        return Typed(nw.when(test).then(first.expr).otherwise(nw.when(~test).then(second.expr)), first.kind)

    def call_code(self, x: ast.expr) -> Typed:
        if not isinstance(x, ast.Name) or x.id not in self.columns:
            raise UnreadableError("code() takes a column")
        found, column = nw.lit(None), self.columns[x.id]
        for place, level in enumerate(column.levels, start=1):
            found = nw.when(nw.col(column.name) == level).then(nw.lit(float(place))).otherwise(found)
        return Typed(found, "number")

    def call_log(self, x: ast.expr) -> Typed:
        value = number(self.visit(x))
        return Typed(nw.when(value > 0).then(value).log(), "number")

    def call_exp(self, x: ast.expr) -> Typed:
        return Typed(number(self.visit(x)).exp(), "number")

    def call_sqrt(self, x: ast.expr) -> Typed:
        value = number(self.visit(x))
        return Typed(nw.when(value >= 0).then(value).sqrt(), "number")


def _alike(left: Typed, right: Typed) -> tuple[nw.Expr, nw.Expr]:
    """Make two sides comparable: as texts where one is a text, else as numbers."""
    if left.kind == right.kind:
        return left.expr, right.expr
    if "text" in (left.kind, right.kind):
        sides = [_written(side) for side in (left, right)]
        return sides[0], sides[1]
    return number(left), number(right)


def _written(value: Typed) -> nw.Expr:
    if value.kind == "text":
        return value.expr
    if value.kind == "truth":
        return nw.when(value.expr).then(nw.lit("TRUE")).otherwise(nw.when(~value.expr).then(nw.lit("FALSE")))
    whole = value.expr.cast(nw.Int64)
    plain = value.expr.cast(nw.Float64)
    return nw.when(plain == whole).then(whole.cast(nw.String)).otherwise(plain.cast(nw.String))


def _literal(option: object, kind: str) -> object:
    """Return ``option`` as a value of ``kind``, or None where it can equal none."""
    if kind == "text":
        return option if isinstance(option, str) else str(option).upper() if isinstance(option, bool) else f"{option:g}"
    if isinstance(option, str):
        try:
            return float(option) if kind == "number" else {"TRUE": True, "FALSE": False}.get(option)
        except ValueError:
            return None
    return bool(option) if kind == "truth" else float(option)  # type: ignore[arg-type]


def distinct(values: Sequence[object]) -> list[object]:
    return sorted({value for value in values if value is not None})  # type: ignore[type-var]
