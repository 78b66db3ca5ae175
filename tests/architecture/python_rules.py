"""What Python files must keep to and import-linter cannot see. Each rule: house → places where it is broken."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.house import House, Room

_REASON = re.compile(r"#.*\b(?:slow import|optional dependency|app ready)\b")
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "misc"}
OUR_CODE = ("src/danaya", "tests", "tools", "benchmarks")
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def late_imports_without_reason(house: House) -> list[str]:
    """Imports inside functions carry one of the reasons as a comment: slow import, optional dependency, app ready."""
    broken = []
    for path in house.files("*.py"):
        text = path.read_text("utf-8")
        lines = text.splitlines()
        for function in _functions(ast.parse(text)):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    written = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                    if not _REASON.search(written):
                        broken.append(house.named(path, node.lineno))
    return sorted(set(broken))


def modules_named_for_nothing(house: House) -> list[str]:
    """A thing two rooms need has a name and a room of its own."""
    return [
        house.named(path)
        for path in house.files("*.py", parts=OUR_CODE)
        if FORBIDDEN_NAMES & {path.stem, *path.relative_to(house.root).parts[:-1]}
    ]


def files_too_long(house: House) -> list[str]:
    """A file is read in one sitting."""
    return [
        f"{house.named(path)} ({length} lines)"
        for path in house.files("*.py", parts=OUR_CODE)
        if (length := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    ]


def functions_too_long(house: House) -> list[str]:
    """A function is seen at once; its docstring does not count."""
    broken = []
    for path in house.files("*.py", parts=OUR_CODE):
        for function in _functions(ast.parse(path.read_text("utf-8"))):
            length = (function.end_lineno or 0) - function.lineno + 1 - _docstring_lines(function)
            if length > LONGEST_FUNCTION:
                broken.append(f"{house.named(path, function.lineno)} {function.name} ({length} lines)")
    return broken


def rows_locked_otherwise(house: House) -> list[str]:
    """Rows are locked by ``base.locks`` alone: a lock that reaches joined or pointing rows ends in two acts that wait for each other."""
    return [
        house.named(path, number)
        for path in house.files("*.py")
        if house.room_of(path) != Room("base", "locks")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "select_for_update" in line
    ]


def models_named_upwards(house: House) -> list[str]:
    """Model names in strings (foreign keys, get_model) stay in the room or point down."""
    broken = []
    for path in house.files("*.py"):
        for line, label in _model_labels(ast.parse(path.read_text("utf-8"))):
            used = house.room_named(label)
            if used is not None and not house.may_use(house.room_of(path), used):
                broken.append(f"{house.named(path, line)} names {used}")
    return broken


def migrations_upwards(house: House) -> list[str]:
    """Migrations depend on lower rooms only, in their dependencies and in the models they point to."""
    broken = []
    for path in sorted(house.source.rglob("migrations/*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for line, label in (*_dependencies(tree), *_model_labels(tree)):
            used = house.room_named(label)
            if used is not None and not house.may_use(house.room_of(path), used):
                broken.append(f"{house.named(path, line)} depends on {used}")
    return broken


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS))


def _docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return (first.end_lineno or 0) - first.lineno + 1
    return 0


def _model_labels(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, app label) of every model named by a string in a relation or in get_model."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in {"to", "through", "app_label"})]
        for argument in given if called in _RELATIONS or called == "get_model" else ():
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                label, dot, _ = argument.value.partition(".")
                if dot or called == "get_model":
                    yield argument.lineno, label


def _dependencies(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(getattr(name, "id", "") == "dependencies" for name in node.targets):
            for pair in getattr(node.value, "elts", ()):
                if isinstance(pair, ast.Tuple) and isinstance(pair.elts[0], ast.Constant):
                    yield pair.lineno, str(pair.elts[0].value)
