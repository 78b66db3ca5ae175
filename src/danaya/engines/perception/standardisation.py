"""Direct standardisation: every domain with the same mix of respondents."""

from collections.abc import Mapping, Sequence

import narwhals as nw

from danaya.engines.perception.comparisons import combine_domains
from danaya.engines.perception.estimates import Estimates
from danaya.engines.perception.estimation import Items, mean
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.sample import Sample
from danaya.engines.perception.sums import Levels


def standardise(
    sample: Sample,
    items: Items,
    mix: str,
    population: Mapping[object, float],
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate means as they would be if every domain had the population's mix of respondents.

    Parameters
    ----------
    mix
        Column of the mix (age group, seniority …).
    population
        Level of ``mix`` → its size or share in the standard population; scaled to 1.

    Returns
    -------
    Estimates
        Σ_k π_k · mean of domain and level k, with the variance of that combination: post-stratification of the rows with
        an answer (Särndal, Swensson & Wretman 1992, section 7.6; as ``svystandardize(excluding.missing=)`` of R).
    """
    cells = mean(sample, items, (mix, *by), where, levels=levels)
    size = sum(population.values())
    shares = {level: number / size for level, number in population.items()}
    seen: dict[tuple[object, ...], dict[int, float]] = {}
    for number, (level, *domain) in enumerate(cells.domains):
        if level not in shares:
            raise refuse("standard-missing", level=level)
        seen.setdefault(tuple(domain), {})[number] = shares[level]
    for place, found in seen.items():
        have = {cells.domains[number][0] for number in found}
        for lacking in (level for level in shares if level not in have):
            raise refuse("standard-missing", where=".".join(map(str, place)), level=lacking)
    return combine_domains(cells, tuple(by), seen)
