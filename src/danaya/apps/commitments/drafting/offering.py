"""What a draft may be linked to, as far as both sides can read it: expectations, solutions, findings, series, objectives."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from danaya.apps.commitments.models import Plan
from danaya.apps.dialogue.models import Consultation, Expectation, Option
from danaya.apps.dialogue.queries import readable_consultations, shown_expectations
from danaya.apps.findings.models import Finding
from danaya.apps.findings.queries import cited_findings, latest_readable
from danaya.apps.indicators.models import Framework, Series
from danaya.apps.indicators.queries import Line, objectives_of, outline_of, series_readable
from danaya.base.files.models import Visibility

MOST = 40
"""Expectations offered in a list; others are named by their number."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be linked in a plan, for a viewer; what is ``linked`` already is always offered."""

    plan: Plan
    viewer: Any
    factor: str = ""
    linked: Any = None
    """The wording that stands: :class:`danaya.apps.commitments.actions.draft_commitment.Wording`."""

    def expectations(self) -> list[Expectation]:
        """Return shown expectations: those linked, then those of the draft's key factor, then the others, at most forty."""
        kept = list(self._linked("expectations"))
        found = list(kept)
        for consultation in self._consultations():
            rows = shown_expectations(consultation).filter(merged_into=None).exclude(pk__in=[one.pk for one in kept])
            found += sorted(rows, key=lambda one: (one.factor != self.factor, one.number or 0))
        return found[: max(MOST, len(kept))]

    def expectation(self, typed: str) -> Expectation | None:
        """Return the shown expectation that bears a number."""
        match = re.fullmatch(r"[Aa]?-?(\d{1,5})", typed)
        if match is None:
            return None
        rows = (shown_expectations(one).filter(number=int(match[1])) for one in self._consultations())
        return next((found for found in (each.first() for each in rows) if found is not None), None)

    def options(self) -> list[Option]:
        """Return chosen solutions: those linked, then the latest."""
        kept = list(self._linked("options"))
        rows = Option.objects.filter(chosen_on__isnull=False, expectation__consultation__in=self._consultations())
        return [*kept, *rows.exclude(pk__in=[one.pk for one in kept]).order_by("-chosen_on", "pk")[:MOST]]

    def findings(self) -> list[Finding]:
        """Return released findings of the newest analyses, and those linked of earlier ones."""
        measure = getattr(self.linked, "measure", None)
        kept = [*self._linked("findings"), *([measure.finding] if measure is not None and measure.finding else [])]
        found = {one.pk: one for one in kept}
        for analysis in latest_readable(self.viewer).values():
            if analysis.is_released:
                found |= {one.pk: one for one in cited_findings(analysis) if one.pk not in found}
        return list(found.values())

    def series(self) -> list[Series]:
        """Return the series that both sides may read."""
        forum = [one for one in Visibility if one.includes(Visibility.FORUM)]
        return list(series_readable(self.viewer).filter(active=True, visibility__in=forum))

    def objectives(self) -> list[tuple[Framework, list[Line]]]:
        """Return the objectives of each framework, as an outline."""
        groups: dict[Framework, list[Any]] = {}
        for objective in objectives_of():
            groups.setdefault(objective.framework, []).append(objective)
        return [(framework, outline_of(rows)) for framework, rows in groups.items()]

    def _linked(self, name: str) -> Iterable[Any]:
        return getattr(self.linked, name, ()) or ()

    def _consultations(self) -> list[Consultation]:
        if self.plan.consultation is not None:
            return [self.plan.consultation]
        return list(readable_consultations(self.viewer).order_by("-made_on", "pk")[:3])
