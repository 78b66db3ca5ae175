"""The ten key factors of the Revised Arusha Declaration, and the agreements they touch."""

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


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the WTO Trade Facilitation Agreement; ``subject`` is not its official title."""

    key: str
    subject: Text


@dataclass(frozen=True, slots=True)
class Target:
    """A target of Sustainable Development Goal 16; ``subject`` is not its official title."""

    key: str
    subject: Text


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


@cache
def load_articles() -> tuple[Article, ...]:
    """Return the articles of the Trade Facilitation Agreement that the factors touch."""
    return tuple(Article(**row) for row in read_data("instruments")["articles"])


@cache
def load_targets() -> tuple[Target, ...]:
    """Return the targets of Sustainable Development Goal 16 that the factors touch."""
    return tuple(Target(**row) for row in read_data("instruments")["targets"])
