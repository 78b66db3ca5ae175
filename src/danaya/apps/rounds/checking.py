"""What a person checks before a round is closed, and what forbids closing it; kept with the draft of a large file."""

import random
from collections.abc import Callable
from typing import Any

from danaya.apps.rounds.assembling import Assembled, assemble
from danaya.apps.rounds.counting import count_audiences, count_levels, count_silences, lonely_strata
from danaya.apps.rounds.models import Round
from danaya.apps.rounds.refusals import refuse_unfit
from danaya.engines.language import LANGUAGES, Problem, Problems, Text

Checked = dict[str, Any]


def check_round(round_: Round) -> Checked:
    """Return what closing the round now would fix, in plain values that JSON keeps.

    ``refused`` (texts), ``counts`` and ``levels`` (respondents), ``silences`` (per question), ``lonely`` (strata),
    ``columns`` (how many); only ``refused`` where the answers cannot be put together.
    """
    assembled: list[Assembled] = []
    refused = refusals_of(lambda: assembled.append(assemble(round_, random.Random(0))))  # noqa: S311  # looked at, not kept
    if not assembled:
        return {"refused": refused}
    study, columns = assembled[0].study, assembled[0].columns
    counts = count_audiences(study, columns)
    return {
        "refused": refusals_of(lambda: refuse_unfit(study, counts, columns)),
        "counts": counts,
        "levels": count_levels(study, columns),
        "silences": count_silences(study, columns),
        "lonely": lonely_strata(study, columns),
        "columns": len(columns),
    }


def refusals_of(act: Callable[[], object]) -> list[Text]:
    """Return in each language why ``act`` is refused; nothing where it is not."""
    try:
        act()
    except Problems as several:
        return [text_of(problem) for problem in several.problems]
    except Problem as problem:
        return [text_of(problem)]
    return []


def text_of(problem: Problem) -> Text:
    """Return a problem's message in each language."""
    return {language: problem.in_language(language) for language in LANGUAGES}
