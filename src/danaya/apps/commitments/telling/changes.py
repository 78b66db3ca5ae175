"""What a later survey round says of what a commitment set out to change: the finding's own words, with interval and assumption."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from danaya.apps.commitments.models import Commitment, FindingBasis, Indicator
from danaya.apps.findings.models import Analysis, Finding, FindingKind
from danaya.base.files.models import Visibility
from danaya.engines.language import LANGUAGES, Text, in_language

TOLD = (FindingKind.CHANGE, FindingKind.NO_CHANGE)
LAST_LINES = 2
"""Of a finding's lines the last ones say interval, test and assumption."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a later round found of the subject of a finding that a commitment rests on; ``improved``: None where nothing is shown."""

    finding: Finding
    improved: bool | None

    @property
    def label(self) -> Text:
        """Name of the round that found it."""
        return self.finding.analysis.round.label  # type: ignore[no-any-return]

    @property
    def is_public(self) -> bool:
        """Whether the round's results were released to everyone."""
        return self.finding.analysis.visibility == Visibility.PUBLIC

    def words(self) -> dict[str, str]:
        """Return the finding in each language: what changed, then its interval and what that rests on."""
        return {code: self._in(code) for code in LANGUAGES}

    def _in(self, language: str) -> str:
        lines = [in_language(line, language) for line in self.finding.lines[-LAST_LINES:]]
        colon = " : " if language == "fr" else ": "
        said = f"{in_language(self.label, language)}{colon}{in_language(self.finding.sentence, language)}"
        return " ".join([f"{said} ({self.finding.number}).", *lines])


def changes_of(commitments: QuerySet[Commitment]) -> Mapping[UUID, list[Change]]:
    """Return for each commitment what later released rounds found of its findings' subjects, the latest round alone; four queries."""
    bases = _bases(commitments.order_by().values("pk"))
    years = {key: max(finding.analysis.round.year for finding in found) for key, found in bases.items()}
    if not bases:
        return {}
    later = _latest_of_rounds(min(years.values()))
    told = {key: _later(found, later) for key, found in bases.items()}
    return {key: changes for key, changes in told.items() if changes}


def _bases(keys: Any) -> Mapping[UUID, list[Finding]]:
    """The findings each commitment rests on, and those its indicator is read in."""
    found: dict[UUID, dict[UUID, Finding]] = defaultdict(dict)
    rows = FindingBasis.objects.filter(commitment__in=keys).select_related("finding__analysis__round")
    measured = Indicator.objects.filter(commitment__in=keys, finding__isnull=False)
    read_in: list[FindingBasis | Indicator] = [*rows, *measured.select_related("finding__analysis__round")]
    for row in read_in:
        if row.finding is not None:
            found[row.commitment_id][row.finding.pk] = row.finding
    return {key: list(findings.values()) for key, findings in found.items()}


def _latest_of_rounds(year: int) -> list[Finding]:
    """The changes told by the newest released analysis of each round after ``year``, the latest round first."""
    newest: dict[UUID, Analysis] = {}
    analyses = Analysis.objects.filter(round__year__gt=year, release__isnull=False).order_by("-round__year", "-made_at")
    for analysis in analyses.select_related("release", "round"):
        newest.setdefault(analysis.round_id, analysis)
    findings = Finding.objects.filter(analysis__in=newest.values(), kind__in=TOLD)
    rows = findings.select_related("analysis__round", "analysis__release").order_by("-analysis__round__year", "order")
    return list(rows)


def _later(bases: Sequence[Finding], later: Sequence[Finding]) -> list[Change]:
    found: dict[UUID, Change] = {}
    for basis in bases:
        same = [one for one in later if one.analysis.round.year > basis.analysis.round.year and _is_of(one, basis)]
        for one in same:
            if one.analysis.round_id == same[0].analysis.round_id:
                found[one.pk] = Change(one, _improved(one))
    return list(found.values())


def _is_of(change: Finding, basis: Finding) -> bool:
    """Whether a change is about what a finding said: the same question, or the same factor where no question is named."""
    subject = (change.item, change.factor) == (basis.item, basis.factor)
    whole = change.domain == "" and change.level == ""
    return subject and whole and (not basis.audience or not change.audience or basis.audience == change.audience)


def _improved(finding: Finding) -> bool | None:
    if finding.kind == FindingKind.NO_CHANGE or not finding.figures:
        return None
    estimate = finding.figures[0].get("estimate")
    return None if not estimate else bool(estimate > 0)
