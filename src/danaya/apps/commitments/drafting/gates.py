"""The gates before a signature: verifiable, relevant, rated by both sides, paid for, in an order that can be kept.

They are those of the Open Government Partnership's review (verifiability, relevance, ambition), with what makes a promise
realistic beside them. A gate says in words what is missing; it never gives a mark.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from danaya.apps.commitments.drafting.around import awaited, linked
from danaya.apps.commitments.drafting.checking import budget_of, engine_indicator, known_places, wording_remarks
from danaya.apps.commitments.drafting.gate_words import GATES, LACKS
from danaya.apps.commitments.drafting.naming import milestones_of, named
from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import SHOWN, Alignment, Commitment, Indicator, Milestone, Plan
from danaya.apps.commitments.queries import rated_by_both
from danaya.apps.indicators.models import Framework, Kind
from danaya.engines import followup
from danaya.engines.followup import Remark
from danaya.engines.language import Text

OWN = frozenset({Kind.PLAN, Kind.PROJECT})
"""Kinds of frameworks that are the administration's own."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: its key, its name, and what is still missing in words; nothing missing: it is passed."""

    key: str
    lacks: tuple[Remark, ...]

    @property
    def name(self) -> Text:
        """What it is called."""
        return GATES[self.key][0]

    @property
    def asks(self) -> Text:
        """What it asks."""
        return GATES[self.key][1]

    @property
    def passed(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks

    def missing(self, language: str) -> list[str]:
        """Return what is missing, sentence by sentence."""
        return [one.in_language(language) for one in self.lacks]

    @property
    def said(self) -> list[str]:
        """What is missing, in the language of the page."""
        return self.missing((get_language() or "fr").split("-")[0])


@dataclass(frozen=True, slots=True)
class Gates:
    """All gates of one commitment, in the order in which they are looked at."""

    gates: tuple[Gate, ...]

    @property
    def ready(self) -> bool:
        """Whether the commitment can be put to signature."""
        return all(gate.passed for gate in self.gates)

    @property
    def open(self) -> tuple[Gate, ...]:
        """The gates that are not passed."""
        return tuple(gate for gate in self.gates if not gate.passed)


def gates_of(commitment: Commitment) -> Gates:
    """Return the gates of one commitment as it stands."""
    return gates_of_many(commitment.plan, [commitment])[commitment.pk]


def gates_of_many(plan: Plan, commitments: Iterable[Commitment]) -> dict[UUID, Gates]:
    """Return the gates of commitments of one plan, by key; a fixed number of queries for any number of them."""
    rows = list(commitments)
    seen = _Seen.of(plan, rows)
    looked = {row: {key: tuple(look(row, seen)) for key, look in _LOOKS.items()} for row in rows}
    milestones = milestones_of(lack for gates in looked.values() for lacks in gates.values() for lack in lacks)
    return {
        row.pk: Gates(
            tuple(Gate(key, tuple(named(lack, milestones, row) for lack in lacks)) for key, lacks in gates.items())
        )
        for row, gates in looked.items()
    }


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the gates of some commitments look at."""

    steps: Mapping[UUID, list[Milestone]]
    indicators: Mapping[UUID, Indicator]
    aligned: Mapping[UUID, set[tuple[str, UUID | None]]]
    """Kind of framework and whose it is, of each objective served."""
    strategies: frozenset[UUID]
    """Bodies whose own strategy is here."""
    has_plan: bool
    rated: set[UUID]
    places: Sequence[str]
    facts: Mapping[UUID, followup.Commitment]

    @classmethod
    def of(cls, plan: Plan, rows: Sequence[Commitment]) -> "_Seen":
        keys = [row.pk for row in rows]
        steps: dict[UUID, list[Milestone]] = defaultdict(list)
        for step in Milestone.objects.filter(commitment__in=keys).order_by("position"):
            steps[step.commitment_id].append(step)
        indicators = Indicator.objects.select_related("finding", "series").filter(commitment__in=keys)
        frameworks = Framework.objects.filter(active=True, objectives__active=True).distinct()
        kinds = list(frameworks.values_list("kind", "organisation"))
        # Only what waits for something, or is waited for, is looked at for its order.
        bear = Q(pk__in=linked(keys)) | Q(state__in=SHOWN, pk__in=awaited(keys))
        everyone = plan.commitments.filter(bear).select_related("owner__organisation")
        return cls(
            steps,
            {row.commitment_id: row for row in indicators},
            _aligned(keys),
            frozenset(body for kind, body in kinds if kind == Kind.STRATEGY),
            any(kind in OWN for kind, _body in kinds),
            rated_by_both(rows),
            known_places(),
            facts_of(everyone, plan.ends),
        )


def _aligned(keys: Sequence[UUID]) -> dict[UUID, set[tuple[str, UUID | None]]]:
    found: dict[UUID, set[tuple[str, UUID | None]]] = defaultdict(set)
    rows = Alignment.objects.filter(commitment__in=keys)
    whose: Any = rows.values_list("commitment", "objective__framework__kind", "objective__framework__organisation")
    for key, kind, body in whose:
        found[key].add((kind, body))
    return found


def _verifiable(row: Commitment, seen: _Seen) -> Iterable[Remark]:
    steps = seen.steps.get(row.pk, [])
    yield from wording_remarks(row, steps, seen.places)
    if not steps:
        yield LACKS["steps"]
    indicator = seen.indicators.get(row.pk)
    yield from followup.baseline(None if indicator is None else engine_indicator(indicator))
    if not row.evidence_kind or not any(row.evidence.values()):
        yield LACKS["evidence"]


def _relevant(row: Commitment, seen: _Seen) -> Iterable[Remark]:
    aligned = seen.aligned.get(row.pk, set())
    if not seen.has_plan:
        yield LACKS["no-plan"]
    elif not any(kind in OWN for kind, _body in aligned):
        yield LACKS["plan-standard" if aligned else "plan"]
    bodies = {row.owner.organisation_id, row.counterpart.organisation_id} & seen.strategies
    if bodies and not any(kind == Kind.STRATEGY and body in bodies for kind, body in aligned):
        yield LACKS["strategy"]


def _rated(row: Commitment, seen: _Seen) -> Iterable[Remark]:
    if row.pk not in seen.rated:
        yield LACKS["ratings"]


def _resources(row: Commitment, seen: _Seen) -> Iterable[Remark]:
    return followup.budget(budget_of(row))


def _dependencies(row: Commitment, seen: _Seen) -> Iterable[Remark]:
    fact = seen.facts.get(row.pk)
    return () if fact is None else followup.dependencies(fact, list(seen.facts.values()))


_LOOKS: dict[str, Any] = {
    "verifiable": _verifiable,
    "relevant": _relevant,
    "rated": _rated,
    "resources": _resources,
    "dependencies": _dependencies,
}
"""Gate → what looks at a commitment and says what is missing."""
