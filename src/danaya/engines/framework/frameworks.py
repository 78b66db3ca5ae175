"""The frameworks that every installation knows: key factors, Trade Facilitation Agreement, Sustainable Development Goal 16."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from danaya.engines.framework.factors import load_factors
from danaya.engines.framework.library import read_data
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the WTO Trade Facilitation Agreement.

    ``key`` is its number; ``title`` its official heading; ``subject`` what it is about, in the project's words.
    """

    key: str
    title: Text
    subject: Text


@dataclass(frozen=True, slots=True)
class Target:
    """A target of Sustainable Development Goal 16.

    ``key`` is its number; ``title`` its official wording; ``subject`` what it is about, in the project's words.
    """

    key: str
    title: Text
    subject: Text


@dataclass(frozen=True, slots=True)
class Objective:
    """One line of a framework, that a commitment can serve. ``number`` is how documents cite it."""

    key: str
    number: str
    title: Text
    subject: Text


@dataclass(frozen=True, slots=True)
class Framework:
    """A strategic framework and its objectives in their official order."""

    key: str
    name: Text
    acronym: Text
    objectives: tuple[Objective, ...]


@cache
def load_articles() -> tuple[Article, ...]:
    """Return the articles of the Trade Facilitation Agreement that the factors touch."""
    return tuple(Article(**row) for row in read_data("frameworks")["articles"])


@cache
def load_targets() -> tuple[Target, ...]:
    """Return the targets of Sustainable Development Goal 16 that the factors touch."""
    return tuple(Target(**row) for row in read_data("frameworks")["targets"])


def _factors() -> tuple[Objective, ...]:
    return tuple(Objective(one.key, str(one.number), one.name, one.explanation) for one in load_factors())


def _articles() -> tuple[Objective, ...]:
    return tuple(Objective(one.key, one.key, one.title, one.subject) for one in load_articles())


def _targets() -> tuple[Objective, ...]:
    return tuple(Objective(one.key, one.key, one.title, one.subject) for one in load_targets())


_OBJECTIVES: Mapping[str, Callable[[], tuple[Objective, ...]]] = {
    "declaration": _factors,
    "facilitation_agreement": _articles,
    "goal_16": _targets,
}


@cache
def load_frameworks() -> tuple[Framework, ...]:
    """Return the three frameworks, each with its objectives; those of an administration or body are its own to import."""
    return tuple(
        Framework(**row, objectives=_OBJECTIVES[row["key"]]()) for row in read_data("frameworks")["frameworks"]
    )
