"""Recipes of columns made from other columns: what a DESIGN file may ask for, and what is wrong with what it asks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from danaya.engines.language import Problem, Text
from danaya.engines.restitution.answers.grammar import parse_expression
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
    if not isinstance(size, int) or isinstance(size, bool) or size < 2 or not names(derived.get("order")):
        yield Problem("derived-block", {language: _literal(text) for language, text in BLOCK.items()}, where)


def _check_cross(derived: Derived, where: str) -> Iterator[Problem]:
    if not names(derived.get("columns")):
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


def names(value: object) -> tuple[str, ...]:
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
