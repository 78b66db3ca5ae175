"""Survey design and answers → estimates with their uncertainty: scores, shares, gaps, changes."""

from danaya.engines.perception.comparisons import change, contrast, false_discovery, gap
from danaya.engines.perception.counts import DomainCount, count_domains, summarise_weights
from danaya.engines.perception.design import Design, Lonely, Selection
from danaya.engines.perception.estimates import Estimate, Estimates
from danaya.engines.perception.estimation import count, mean, mean_and_share, ratio, share, total
from danaya.engines.perception.proportions import Method, proportion_interval, share_intervals
from danaya.engines.perception.sample import Sample, WeightsSummary
from danaya.engines.perception.scores import ScaleOfAnswers, ScoreTable, distribution, score_table
from danaya.engines.perception.terms import DesignEffect, Missing

__all__ = [
    "Design",
    "DesignEffect",
    "DomainCount",
    "Estimate",
    "Estimates",
    "Lonely",
    "Method",
    "Missing",
    "Sample",
    "ScaleOfAnswers",
    "ScoreTable",
    "Selection",
    "WeightsSummary",
    "change",
    "contrast",
    "count",
    "count_domains",
    "distribution",
    "false_discovery",
    "gap",
    "mean",
    "mean_and_share",
    "proportion_interval",
    "ratio",
    "score_table",
    "share",
    "share_intervals",
    "summarise_weights",
    "total",
]
