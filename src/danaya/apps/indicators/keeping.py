"""How objectives come to stand as a table or a standard gives them, and how figures enter: what several actions share."""

from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from django.db import models
from django.utils.text import slugify

from danaya.apps.indicators.comparing import ObjectiveChange, Wanted, What, compare_objectives
from danaya.apps.indicators.models import Framework, Objective
from danaya.engines.language import Text, in_language


def keep_objectives(framework: Framework, wanted: Iterable[Wanted]) -> list[ObjectiveChange]:
    """Let a framework have the objectives of a table, by their codes, and return what that changed.

    Objectives that are gone are marked inactive: what cites them still finds them.
    """
    rows = list(wanted)
    changes = compare_objectives(framework, rows)
    known = {one.code: one for one in framework.objectives.all()}
    made = [_made(framework, change, order) for order, change in enumerate(changes) if change.what == What.NEW]
    Objective.objects.bulk_create(made)
    by_code = known | {one.code: one for one in made}
    for order, change in enumerate(changes):
        one = by_code[change.code]
        one.active = change.what != What.GONE
        if one.active:
            one.title, one.order = dict(change.title), order
            one.parent = by_code[change.above] if change.above else None
    Objective.objects.bulk_update(by_code.values(), ["title", "parent", "order", "active"], batch_size=200)
    return changes


def _made(framework: Framework, change: ObjectiveChange, order: int) -> Objective:
    one = Objective(framework=framework, code=change.code, title=dict(change.title), order=order)
    one.full_clean(exclude=["framework", "parent"], validate_unique=False, validate_constraints=False)
    return one


def numbers_of(counts: dict[str, int]) -> dict[str, Any]:
    """Return the counts of an import as the journal keeps them: without what stayed as it was."""
    return {name: count for name, count in counts.items() if count and name != What.SAME}


def free_code(model: type[models.Model], words: Text, longest: int = 36) -> str:
    """Return a code made of words (their French first) that nothing of the model has yet."""
    plain = slugify(in_language(words, "fr"))[:longest].strip("-") or "sans-titre"
    tries = chain([plain], (f"{plain}-{number}" for number in count(2)))
    return next(code for code in tries if not model._default_manager.filter(code=code).exists())
