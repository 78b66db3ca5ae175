"""The ten key factors of the Revised Arusha Declaration, with their official names."""

from dataclasses import dataclass
from functools import cache

from danaya.engines.framework.library import read_data, unknown_key
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class KeyFactor:
    """One of the ten key factors.

    ``name`` is official in each language it has; ``heading`` is what a respondent reads above its questions;
    ``explanation`` is the project's own words. ``articles`` and ``targets`` are keys of :func:`load_articles` and
    :func:`load_targets`.
    """

    key: str
    number: int
    name: Text
    heading: Text
    explanation: Text
    articles: tuple[str, ...]
    targets: tuple[str, ...]


@cache
def load_factors() -> tuple[KeyFactor, ...]:
    """Return the ten key factors in their official order."""
    return tuple(
        KeyFactor(**{**row, "articles": tuple(row["articles"]), "targets": tuple(row["targets"])})
        for row in read_data("factors")["factors"]
    )


def load_factor(key: str) -> KeyFactor:
    """Return the factor of ``key``.

    Raises
    ------
    Problem
        ``framework-key-unknown``.
    """
    factors = {factor.key: factor for factor in load_factors()}
    if key not in factors:
        raise unknown_key(key, factors)
    return factors[key]
