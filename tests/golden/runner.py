"""Runs every request of a folder of golden fixtures and counts what agrees."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from danaya.engines.language import Problem, Problems
from tests.golden.comparison import TOLERANCE, differences
from tests.golden.designs import Folder, Plan, UnsupportedError
from tests.golden.requests import Answer, answer

GROUPS = ("mean", "total", "ratio", "prop", "ciprop", "domain", "contrast", "lonely")
"""The groups this engine answers so far; other groups count as skipped unless asked for."""


@dataclass
class Tally:
    """Outcomes of a run; ``details`` are (outcome, fixture, result, why)."""

    counts: Counter[str] = field(default_factory=Counter)
    by_group: dict[str, Counter[str]] = field(default_factory=dict)
    details: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, outcome: str, group: str, fixture: str, name: str, why: str = "") -> None:
        self.counts[outcome] += 1
        self.by_group.setdefault(group, Counter())[outcome] += 1
        if outcome != "passed":
            self.details.append((outcome, fixture, name, why))

    def last_line(self) -> str:
        skipped = f", {self.counts['skipped']} skipped" if self.counts["skipped"] else ""
        return f"{self.counts['passed']} passed, {self.counts['failed']} failed{skipped}"


def run_folder(root: Path, groups: tuple[str, ...] | None = None) -> Tally:
    """Run the fixtures under ``root``; with ``groups`` only those, else all, those not in ``GROUPS`` as skipped."""
    tally, folder = Tally(), Folder(root)
    for path in find_fixtures(root):
        _run_file(path, folder, groups, tally)
    return tally


def find_fixtures(root: Path) -> Iterator[Path]:
    """Every JSON file that is not a table's schema."""
    for path in sorted(root.rglob("*.json")):
        if not path.name.endswith(".schema.json") and path.relative_to(root).parts[0] != "data":
            yield path


def _run_file(path: Path, folder: Folder, groups: tuple[str, ...] | None, tally: Tally) -> None:
    name = str(path.relative_to(folder.root))
    group = path.parent.name if path.parent != folder.root else ""
    try:
        fixture = json.loads(path.read_text(encoding="utf-8-sig"))
        group = str(fixture.get("group") or group)
    except (OSError, ValueError, AttributeError) as error:
        if groups is None or group in groups or not group:
            tally.add("failed", group, name, "", f"unreadable: {error}")
        return
    if groups is not None and group not in groups:
        return
    counted = group in (groups or GROUPS)
    ask, results = fixture.get("ask"), fixture.get("result")
    if not (isinstance(ask, dict) and ask and isinstance(fixture.get("designs"), dict) and isinstance(results, dict)):
        outcome, why = ("failed", "holds no designs, ask and result") if counted else ("skipped", "another form")
        tally.add(outcome, group, name, "", why)
        return
    designs = _remember(folder, fixture["designs"])
    for key in dict.fromkeys([*ask, *results]):
        if not counted:
            tally.add("skipped", group, name, key, f"group {group} comes later")
            continue
        tally.add(*_split(group, name, key, _run_request(ask.get(key), results, key, fixture, designs)))


def _split(group: str, name: str, key: str, outcome: tuple[str, str]) -> tuple[str, str, str, str, str]:
    return outcome[0], group, name, key, outcome[1]


def _remember(folder: Folder, specs: Mapping[str, Any]) -> Callable[[str], Plan]:
    made: dict[str, Plan | Exception] = {}

    def design(name: str) -> Plan:
        if name not in made:
            try:
                made[name] = folder.make(specs[name])
            except Exception as error:
                made[name] = error
        found = made[name]
        if isinstance(found, Exception):
            raise found
        return found

    return design


def _run_request(
    request: Any, results: Mapping[str, Any], key: str, fixture: Mapping[str, Any], designs: Callable[[str], Plan]
) -> tuple[str, str]:
    """Return the outcome of one request and why."""
    if not isinstance(request, dict) or "stat" not in request:
        return "failed", "no request for this result"
    if request.get("part") == "later":
        return "skipped", "marked later"
    if request["stat"] == "other":
        return "skipped", str(request.get("why", "not expressible"))
    expect = request.get("expect") or _refused(results.get(key), fixture)
    try:
        found = answer(request, designs)
    except Exception as error:  # one request must not stop the others
        return _judge_error(error, expect)
    try:
        return _judge_answer(found, results.get(key), request, expect)
    except (TypeError, ValueError) as error:
        return "failed", f"unreadable: {error}"


def _judge_error(error: Exception, expect: str | None) -> tuple[str, str]:
    if isinstance(error, Problem | Problems):
        return ("passed", "") if expect in ("refusal", "any") else ("failed", f"refused: {error}")
    kind = "not supported" if isinstance(error, UnsupportedError) else type(error).__name__
    return "failed", f"{kind}: {error}"


def _judge_answer(found: Answer, result: Any, request: Mapping[str, Any], expect: str | None) -> tuple[str, str]:
    if expect == "any":
        return "passed", ""
    if expect:
        return "failed", f"answered where a {expect} is expected"
    if not isinstance(result, dict):
        return "failed", "no result to compare with"
    wrong = differences(result, found, float(request.get("tolerance") or TOLERANCE))
    return ("failed", "; ".join(wrong[:3])) if wrong else ("passed", "")


def _refused(result: Any, fixture: Mapping[str, Any]) -> str | None:
    refused = fixture.get("setup_error") or (isinstance(result, dict) and "error" in result)
    return "refusal" if refused else None
