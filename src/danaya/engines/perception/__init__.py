"""Survey design and answers → estimates with their uncertainty: scores, shares, gaps, changes."""

from danaya.engines.perception.design import Design, Lonely, Selection
from danaya.engines.perception.estimates import Estimate, Estimates
from danaya.engines.perception.estimation import count, mean, ratio, share, total
from danaya.engines.perception.sample import Sample, WeightsSummary
from danaya.engines.perception.terms import DesignEffect, Missing

__all__ = [
    "Design",
    "DesignEffect",
    "Estimate",
    "Estimates",
    "Lonely",
    "Missing",
    "Sample",
    "Selection",
    "WeightsSummary",
    "count",
    "mean",
    "ratio",
    "share",
    "total",
]
