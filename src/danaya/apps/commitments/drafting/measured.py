"""How a survey measures an indicator: from the figures of the finding it is read in, to what the next round could tell apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from danaya.apps.commitments.models import Indicator
from danaya.apps.findings.models import Finding
from danaya.engines.followup import MeanMeasured, ShareMeasured

SHARES = ("share", "silence", "answer_")
"""How names of measures begin whose figures are shares 0–1; a difference of two shares is measured as a mean."""
COMPARING = ("_gap", "_change", "_difference")
SHOWN = frozenset({"published", "modelled"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of a finding as an indicator reads it: per cent for shares, points for scores."""

    row: Mapping[str, Any]
    share: bool

    @property
    def value(self) -> float:
        """The figure in the indicator's unit."""
        estimate = float(self.row["estimate"])
        return round(estimate * 100, 1) if self.share else round(estimate, 2)

    @property
    def measured(self) -> ShareMeasured | MeanMeasured | None:
        """With what precision it is measured; nothing where the finding does not say."""
        n, se = self.row.get("n"), self.row.get("se")
        if self.row.get("status") not in SHOWN:
            return None
        if self.share and not _compares(self.row) and n and self.row.get("sized", True):
            return ShareMeasured(int(n), design_effect=float(self.row.get("deff") or 1.0))
        return MeanMeasured(float(se)) if se else None


def readings_of(finding: Finding) -> list[Reading]:
    """Return the figures of a finding that may leave the team, in its order."""
    return [
        Reading(row, str(row.get("measure", "")).startswith(SHARES))
        for row in finding.figures
        if row.get("estimate") is not None and not row.get("ranged")
    ]


def reading_of(indicator: Indicator) -> Reading | None:
    """Return the figure that an indicator reads: the one its baseline is, else the finding's first."""
    if indicator.finding is None:
        return None
    found = readings_of(indicator.finding)
    return next((one for one in found if _is_baseline(one, indicator)), found[0] if found else None)


def scale_of(reading: Reading | None) -> float:
    """Return by what the indicator's values are divided before the engine reads them: shares are 0–1 there."""
    return 100.0 if reading is not None and reading.share else 1.0


def _is_baseline(reading: Reading, indicator: Indicator) -> bool:
    return indicator.baseline is not None and abs(reading.value - indicator.baseline) < 0.051


def _compares(row: Mapping[str, Any]) -> bool:
    return str(row.get("measure", "")).endswith(COMPARING)
