"""Frozen results: estimates that never travel without their uncertainty and their n."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from danaya.engines.perception.influence import Influence
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.sums import Domain
from danaya.engines.perception.tree import Floats, Ints

Key = str | tuple[object, ...]
"""Names an estimate: its text key, or (term, level of the first ``by``, …)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One estimate of one term in one domain."""

    term: str
    domain: Domain
    estimate: float
    se: float
    n: int
    """Answers it rests on (unweighted)."""
    missing: int
    """Rows of the domain without an answer to the term."""
    df: int
    psus: int
    deff: float | None = None

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the t interval at ``level`` on the domain's degrees of freedom."""
        half = quantile_of_t(level, np.array([self.df]))[0] * self.se
        return self.estimate - half, self.estimate + half


@dataclass(frozen=True, eq=False)
class Estimates:
    """Estimates of K terms in D domains; all arrays are flat: all domains of the first term, then of the second.

    ``n``: answers used; ``missing``: rows of the domain without one; ``weight``: Σw of the rows used; ``df`` = PSUs −
    strata with an answer used; ``df_design`` = of the whole design; ``psus``: PSUs with an answer used; ``deff``: design
    effects where asked for.
    """

    terms: tuple[str, ...]
    by: tuple[str, ...]
    domains: tuple[Domain, ...]
    estimate: Floats
    se: Floats
    n: Ints
    missing: Ints
    weight: Floats
    df: Ints
    psus: Ints
    df_design: int
    deff: Floats | None
    parts: tuple[Influence, ...] = field(repr=False)
    """Influence of the selected units, one part per independent sample."""

    def __len__(self) -> int:
        return len(self.estimate)

    def __iter__(self) -> Iterator[Estimate]:
        return (self._at(number) for number in range(len(self)))

    def __getitem__(self, key: Key) -> Estimate:
        return self._at(self.position(key))

    @cached_property
    def vcov(self) -> Floats:
        """Joint covariance of all estimates, over terms and domains, shape (K · D, K · D)."""
        return self.covariance(range(len(self)))

    def covariance(self, chosen: Sequence[int]) -> Floats:
        """Return the joint covariance of the chosen estimates only."""
        roots = [part.root(chosen) for part in self.parts]
        return np.asarray(sum(root.T @ root for root in roots), dtype=float)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Text keys: the domain's values joined by dots, the term where there is no domain, ``domain:term`` with both."""
        names = [".".join(str(value) for value in domain) for domain in self.domains]
        if not self.by:
            return self.terms
        return tuple(name if len(self.terms) == 1 else f"{name}:{term}" for term in self.terms for name in names)

    def position(self, key: Key) -> int:
        """Return the number of the estimate called ``key``."""
        names: Sequence[Key] = self.keys
        if isinstance(key, tuple):
            names = [(term, *domain) for term in self.terms for domain in self.domains]
        found = [number for number, name in enumerate(names) if name == key]
        if len(found) == 1:
            return found[0]
        if found:
            raise refuse("key-ambiguous", key=key)
        raise refuse("key-unknown", key=key, known=", ".join(self.keys[:12]) + (" …" if len(self) > 12 else ""))

    def interval(self, level: float = 0.95, df: str = "domain") -> tuple[Floats, Floats]:
        """Return lower and upper bounds, each of shape (K · D,).

        Parameters
        ----------
        level
            Confidence level, between 0 and 1.
        df
            ``domain``: t on each domain's df; ``design``: t on the design's; ``normal``: the normal quantile.
        """
        kinds = {"domain": self.df, "design": np.full(len(self), self.df_design), "normal": np.full(len(self), np.inf)}
        if df not in kinds:
            raise refuse("option-unknown", value=df, known=", ".join(kinds))
        half = quantile_of_t(level, kinds[df]) * self.se
        return self.estimate - half, self.estimate + half

    def p_values(self, null: float = 0.0) -> Floats:
        """Return two-sided p-values of the t test that each estimate equals ``null``, on the domain's df."""
        from scipy.special import stdtr  # slow import  # noqa: PLC0415

        with np.errstate(divide="ignore", invalid="ignore"):
            statistic = np.abs(self.estimate - null) / self.se
        degrees = np.where(self.df > 0, self.df, np.nan)
        return np.asarray(2 * stdtr(degrees, -statistic), dtype=float)

    def select(self, terms: Sequence[str]) -> "Estimates":
        """Return the estimates of some terms only, in this order."""
        unknown = [term for term in terms if term not in self.terms]
        if unknown:
            raise refuse("key-unknown", key=unknown[0], known=", ".join(self.terms[:12]))
        return self.take([self.terms.index(term) for term in terms])

    def take(self, numbers: Sequence[int]) -> "Estimates":
        """Return the estimates of the terms with these numbers."""
        width = len(self.domains)
        numbers = list(numbers)
        chosen = [number * width + d for number in numbers for d in range(width)]
        arrays = {
            name: getattr(self, name)[chosen] for name in ("estimate", "se", "n", "missing", "weight", "df", "psus")
        }
        return replace(
            self,
            terms=tuple(self.terms[number] for number in numbers),
            deff=None if self.deff is None else self.deff[chosen],
            parts=tuple(part.take(numbers if part.cells == width else chosen) for part in self.parts),
            **arrays,
        )

    def rename(self, names: Mapping[str, str]) -> "Estimates":
        """Return the same estimates with some terms called otherwise."""
        return replace(self, terms=tuple(names.get(term, term) for term in self.terms))

    def _at(self, number: int) -> Estimate:
        term, domain = divmod(number, len(self.domains))
        return Estimate(
            self.terms[term],
            self.domains[domain],
            float(self.estimate[number]),
            float(self.se[number]),
            int(self.n[number]),
            int(self.missing[number]),
            int(self.df[number]),
            int(self.psus[number]),
            None if self.deff is None else float(self.deff[number]),
        )


def quantile_of_t(level: float, df: Ints | Floats) -> Floats:
    """Return the two-sided t quantile for ``level``; infinite df = normal, df below 1 = no interval (NaN)."""
    from scipy.special import ndtri, stdtrit  # slow import  # noqa: PLC0415

    if not 0 < level < 1:
        raise refuse("level-out-of-range", level=level)
    p = (1 + level) / 2
    degrees = np.asarray(df, dtype=float)
    finite = np.where(np.isfinite(degrees) & (degrees > 0), degrees, 1.0)
    found = np.where(np.isinf(degrees), ndtri(p), stdtrit(finite, p))
    return np.asarray(np.where(degrees > 0, found, np.nan), dtype=float)
