"""What a draft can start from: a model, an expectation, a chosen solution, a finding. Named in the address, kept by the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from danaya.apps.commitments.actions.draft_commitment import Measure
from danaya.apps.commitments.drafting.days import Days
from danaya.apps.commitments.drafting.library import find_model, promise_of
from danaya.apps.commitments.drafting.measured import readings_of
from danaya.apps.commitments.models import Plan
from danaya.apps.dialogue.models import Expectation, Option, State
from danaya.apps.findings.models import Finding
from danaya.engines.framework import ModelCommitment


@dataclass(frozen=True, slots=True)
class Start:
    """Parts of a wording that a draft starts with, and the names that the form keeps to find them again."""

    parts: Mapping[str, Any] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    model: ModelCommitment | None = None
    expectation: Expectation | None = None
    option: Option | None = None
    finding: Finding | None = None

    @property
    def key(self) -> str:
        """Key of the model it starts from; empty for none."""
        return self.model.key if self.model is not None else ""

    @property
    def query(self) -> str:
        """The names as an address carries them."""
        return urlencode(self.named)


def start_of(named: Mapping[str, str], plan: Plan, days: Days, today: date) -> Start:
    """Return what the names of an address or a form start a draft with; names of nothing that both sides can read say nothing."""
    model = find_model(named.get("model", ""))
    option = _option(named.get("option", ""))
    expectation = option.expectation if option is not None else _expectation(named.get("expectation", ""))
    finding = _finding(named.get("finding", ""))
    since = max(plan.starts, today)
    parts: dict[str, Any] = {"starts": since, **(promise_of(model, since, days) if model is not None else {})}
    _from_finding(parts, finding)
    _from_expectation(parts, expectation)
    if option is not None:
        parts.setdefault("result", option.text)
        parts["options"] = (option,)
    found = {"model": model and model.key, "expectation": expectation, "option": option, "finding": finding}
    keys = {name: one if isinstance(one, str) else str(one.pk) for name, one in found.items() if one}
    return Start(parts, keys, model, expectation, option, finding)


def _from_finding(parts: dict[str, Any], finding: Finding | None) -> None:
    if finding is None:
        return
    parts["findings"] = (finding,)
    parts["problem"] = finding.sentence
    if finding.factor:
        parts.setdefault("factor", finding.factor)
    found = readings_of(finding)
    if found and "measure" not in parts:
        source = f"{finding.analysis.round} {finding.number}"
        unit = {"fr": "%", "en": "%"} if found[0].share else {"fr": "points sur 10", "en": "points of 10"}
        parts["measure"] = Measure(finding.sentence, unit, "up", found[0].value, source[:200], finding=finding)


def _from_expectation(parts: dict[str, Any], expectation: Expectation | None) -> None:
    if expectation is None:
        return
    parts["expectations"] = (expectation,)
    # What both sides sign may be read by everyone: an author's words stand in it only where the author was told so.
    if expectation.consultation.for_everyone:
        parts["problem"] = {code: words for code, words in expectation.text.items() if code in {"fr", "en"}}
    if expectation.factor:
        parts.setdefault("factor", expectation.factor)
    cited = [finding for finding in expectation.findings.select_related("analysis") if finding.analysis.is_released]
    parts["findings"] = tuple(dict.fromkeys([*parts.get("findings", ()), *cited]))


def _expectation(typed: str) -> Expectation | None:
    rows = Expectation.objects.filter(state=State.CLEARED).select_related("consultation", "organisation", "merged_into")
    found: Expectation | None = _by_key(rows, typed)
    return found


def _option(typed: str) -> Option | None:
    rows = Option.objects.filter(chosen_on__isnull=False, expectation__state=State.CLEARED)
    found: Option | None = _by_key(rows.select_related("expectation__consultation", "expectation__organisation"), typed)
    return found


def _finding(typed: str) -> Finding | None:
    found = _by_key(Finding.objects.select_related("analysis__round"), typed)
    return found if found is not None and found.analysis.is_released else None


def _by_key(rows: Any, typed: str) -> Any:
    try:
        key = UUID(typed)
    except ValueError:
        return None
    return rows.filter(pk=key).first()
