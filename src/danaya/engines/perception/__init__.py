"""Survey design and answers → estimates with their uncertainty: scores, shares, gaps, changes.

Names load what they need when they are first used: a web page reads a :class:`Design` without NumPy.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from danaya.engines.perception.comparability import (
        Comparability,
        Judgement,
        Reason,
        RoundFacts,
        Verdict,
        Wording,
        compare_rounds,
    )
    from danaya.engines.perception.comparisons import change, contrast, false_discovery, gap
    from danaya.engines.perception.counts import DomainCount, count_domains, summarise_weights
    from danaya.engines.perception.design import Design, Lonely, Selection
    from danaya.engines.perception.estimates import Estimate, Estimates
    from danaya.engines.perception.estimation import count, mean, mean_and_share, ratio, share, total
    from danaya.engines.perception.nonresponse import NonresponseBounds, nonresponse_bounds, nonresponse_shift
    from danaya.engines.perception.proportions import Method, proportion_interval, share_intervals
    from danaya.engines.perception.sample import Sample, WeightsSummary
    from danaya.engines.perception.scores import ScaleOfAnswers, ScoreTable, distribution, score_table, score_tables
    from danaya.engines.perception.standardisation import standardise
    from danaya.engines.perception.terms import DesignEffect, Missing

_HOMES = {
    "comparability": (
        "Comparability",
        "Judgement",
        "Reason",
        "RoundFacts",
        "Verdict",
        "Wording",
        "compare_rounds",
    ),
    "comparisons": (
        "change",
        "contrast",
        "false_discovery",
        "gap",
    ),
    "counts": (
        "DomainCount",
        "count_domains",
        "summarise_weights",
    ),
    "design": (
        "Design",
        "Lonely",
        "Selection",
    ),
    "estimates": (
        "Estimate",
        "Estimates",
    ),
    "estimation": (
        "count",
        "mean",
        "mean_and_share",
        "ratio",
        "share",
        "total",
    ),
    "nonresponse": (
        "NonresponseBounds",
        "nonresponse_bounds",
        "nonresponse_shift",
    ),
    "proportions": (
        "Method",
        "proportion_interval",
        "share_intervals",
    ),
    "sample": (
        "Sample",
        "WeightsSummary",
    ),
    "scores": (
        "ScaleOfAnswers",
        "ScoreTable",
        "distribution",
        "score_table",
        "score_tables",
    ),
    "standardisation": ("standardise",),
    "terms": (
        "DesignEffect",
        "Missing",
    ),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Comparability",
    "Design",
    "DesignEffect",
    "DomainCount",
    "Estimate",
    "Estimates",
    "Judgement",
    "Lonely",
    "Method",
    "Missing",
    "NonresponseBounds",
    "Reason",
    "RoundFacts",
    "Sample",
    "ScaleOfAnswers",
    "ScoreTable",
    "Selection",
    "Verdict",
    "WeightsSummary",
    "Wording",
    "change",
    "compare_rounds",
    "contrast",
    "count",
    "count_domains",
    "distribution",
    "false_discovery",
    "gap",
    "mean",
    "mean_and_share",
    "nonresponse_bounds",
    "nonresponse_shift",
    "proportion_interval",
    "ratio",
    "score_table",
    "score_tables",
    "share",
    "share_intervals",
    "standardise",
    "summarise_weights",
    "total",
]


def __getattr__(name: str) -> Any:
    """Load the module a public name lives in."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
