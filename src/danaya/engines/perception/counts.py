"""How many answers, PSUs and strata a domain rests on, and what its weights cost."""

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np

from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.sample import Sample, WeightsSummary
from danaya.engines.perception.sums import Domain, Levels, sum_by_leaf
from danaya.engines.perception.terms import one


@dataclass(frozen=True, slots=True)
class DomainCount:
    """Unweighted size of a domain: ``rows``, of which ``known`` meet the condition asked for; PSUs and strata with a row."""

    domain: Domain
    rows: int
    known: int
    psus: int
    strata: int

    @property
    def df(self) -> int:
        """#PSU − #strata holding a row of the domain."""
        return self.psus - self.strata


def count_domains(
    sample: Sample,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    known: nw.Expr | None = None,
    levels: Levels | None = None,
) -> tuple[DomainCount, ...]:
    """Count the rows of each domain, and those among them where ``known`` is true (all where it is None)."""
    aggregates = {} if known is None else {"known": one(known).sum()}
    sums = sum_by_leaf(sample, aggregates, by, where, levels)
    met = sums.values.get("known", sums.rows)
    found = []
    for number, domain in enumerate(sums.domains):
        rows = sums.cell == number
        psus, strata = sample.tree.degrees(sums.leaf[rows])
        found.append(DomainCount(domain, int(sums.rows[rows].sum()), int(met[rows].sum()), psus, strata))
    return tuple(found)


def summarise_weights(sample: Sample, where: nw.Expr | None = None) -> WeightsSummary:
    """Summarise the weights of a domain (of all answers where there is none)."""
    if where is None:
        return sample.weights
    w = sample.weight
    sums = sum_by_leaf(sample, {"w": w.sum(), "ww": (w * w).sum()}, (), where)
    if not len(sums.leaf):
        raise refuse("domain-empty")
    factor = sample.tree.weight[sums.leaf]
    psus, strata = sample.tree.degrees(sums.leaf)
    squares = float(np.sum(sums.values["ww"] * factor**2))
    return WeightsSummary(int(sums.rows.sum()), float(np.sum(sums.values["w"] * factor)), squares, psus - strata)
