"""Who may read a stored file: the app that owns it says so; where none does, nobody may."""

from collections.abc import Callable
from typing import Any

from danaya.base.files.models import StoredFile

Rule = Callable[[StoredFile, Any], bool | None]
"""``rule(stored, viewer)``: True or False for a file of the app, None for one that is not the app's."""

_rules: list[Rule] = []


def readable_by(rule: Rule) -> Rule:
    """Register an app's rule (in ``ready()``); usable as a decorator."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def may_read(stored: StoredFile, viewer: Any) -> bool:
    """Return whether ``viewer`` may read the file: every app that owns it agrees, and at least one owns it."""
    answers = [answer for rule in _rules if (answer := rule(stored, viewer)) is not None]
    return bool(answers) and all(answers)
