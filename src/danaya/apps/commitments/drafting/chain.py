"""What a commitment rests on, link by link: expectation, findings it quotes, figures; where a link is weak, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from danaya.apps.commitments.drafting.words import in_language_of
from danaya.apps.commitments.models import Commitment, Indicator
from danaya.apps.dialogue.models import Basis, Expectation, Option
from danaya.apps.findings.models import Finding
from danaya.apps.indicators.models import Figure, Framework, Objective, Series
from danaya.apps.indicators.queries import is_readable
from danaya.engines.language import Text, decimals_of

LATEST = 8
"""Figures of a series that are shown; the others stand on its own page."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An expectation that a commitment answers, with the findings it quotes."""

    expectation: Expectation
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything that a commitment rests on and serves."""

    answered: tuple[Answered, ...]
    options: tuple[Option, ...]
    findings: tuple[Finding, ...]
    objectives: tuple[tuple[Framework, tuple[Objective, ...]], ...]

    @property
    def rests(self) -> bool:
        """Whether it rests on anything."""
        return bool(self.answered or self.options or self.findings)


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with what it is read in: a series and its latest figures, or a finding; never both."""

    indicator: Indicator
    series: Series | None = None
    figures: tuple[Figure, ...] = ()
    finding: Finding | None = None

    @property
    def baseline_source(self) -> Text:
        """Where the baseline was read, in the language it is written in."""
        return in_language_of(self.indicator.name, self.indicator.baseline_source)

    @property
    def source(self) -> Text:
        """Where it will be read, in the language it is written in."""
        return in_language_of(self.indicator.name, self.indicator.source)

    @property
    def decimals(self) -> int:
        """How many decimals show each figure as it was written."""
        return decimals_of(one.value for one in self.figures)


def chain_of(commitment: Commitment) -> Chain:
    """Return what a commitment rests on and serves; a fixed number of queries."""
    expectations = list(commitment.expectations.select_related("consultation").order_by("number"))
    quoted = _quoted(expectations)
    options = commitment.options.select_related("expectation__consultation")
    findings = commitment.findings.select_related("analysis__round", "analysis__release").order_by("number")
    return Chain(
        tuple(Answered(one, tuple(quoted.get(one.pk, ()))) for one in expectations),
        tuple(options),
        tuple(findings),
        tuple(_by_framework(commitment.objectives.select_related("framework__organisation"))),
    )


def measured(commitment: Commitment, viewer: Any) -> Measured | None:
    """Return the indicator with its figures, as far as the viewer may read them."""
    joined = ("series", "finding__analysis__round", "finding__analysis__release")
    indicator = Indicator.objects.select_related(*joined).filter(commitment=commitment).first()
    if indicator is None:
        return None
    series = indicator.series
    if series is None or not is_readable(series, viewer):
        return Measured(indicator, finding=indicator.finding)
    latest = tuple(reversed(series.figures.order_by("-day")[:LATEST]))
    return Measured(indicator, series, latest, indicator.finding)


def _quoted(expectations: Iterable[Expectation]) -> dict[Any, list[Finding]]:
    found: dict[Any, list[Finding]] = {}
    rows = Basis.objects.filter(expectation__in=list(expectations)).order_by("finding__number")
    for row in rows.select_related("finding__analysis__round", "finding__analysis__release"):
        if row.finding.analysis.is_released:
            found.setdefault(row.expectation_id, []).append(row.finding)
    return found


def _by_framework(rows: Iterable[Objective]) -> Iterable[tuple[Framework, tuple[Objective, ...]]]:
    found: dict[Framework, list[Objective]] = {}
    for objective in rows:
        found.setdefault(objective.framework, []).append(objective)
    return ((framework, tuple(objectives)) for framework, objectives in found.items())
