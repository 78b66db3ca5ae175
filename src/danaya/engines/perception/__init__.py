"""Survey design and answers → estimates with their uncertainty: scores, shares, gaps, changes."""

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
