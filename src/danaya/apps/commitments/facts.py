"""A commitment's rows as the follow-up engine reads them: plain facts, whole plans in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from danaya.apps.commitments.models import (
    Claim,
    Commitment,
    CommitmentState,
    Confirmation,
    DateChange,
    Milestone,
    Update,
)
from danaya.apps.people.models import Tenure
from danaya.engines import followup


@dataclass(frozen=True, slots=True)
class Events:
    """Everything that happened to some commitments, by the commitment's key."""

    milestones: Mapping[UUID, list[Milestone]]
    claims: Mapping[UUID, list[Any]] = field(default_factory=dict)
    confirmations: Mapping[UUID, list[Any]] = field(default_factory=dict)
    changes: Mapping[UUID, list[Any]] = field(default_factory=dict)
    updates: Mapping[UUID, list[date]] = field(default_factory=dict)
    after: Mapping[UUID, list[str]] = field(default_factory=dict)
    vacant: Mapping[UUID, date] = field(default_factory=dict)


def facts_of(commitments: Iterable[Commitment], today: date) -> dict[UUID, followup.Commitment]:
    """Return what the engine knows of each commitment that has milestones, by key; seven queries for any number.

    ``commitments`` come with ``owner__organisation`` selected.
    """
    rows = list(commitments)
    events = _events(rows, today)
    return {row.pk: _fact(row, events) for row in rows if events.milestones.get(row.pk)}


def fact_of(commitment: Commitment, today: date) -> followup.Commitment | None:
    """Return what the engine knows of one commitment; nothing while it has no milestone."""
    return facts_of([commitment], today).get(commitment.pk)


def _events(rows: Sequence[Commitment], today: date) -> Events:
    keys = {row.pk for row in rows}
    milestones: dict[UUID, list[Milestone]] = defaultdict(list)
    for milestone in Milestone.objects.filter(commitment__in=keys).order_by("position"):
        milestones[milestone.commitment_id].append(milestone)
    of = "milestone__commitment"
    return Events(
        milestones,
        _grouped(
            Claim.objects.filter(milestone__commitment__in=keys).order_by("on", "number"), of, "pk", "milestone", "on"
        ),
        _grouped(
            Confirmation.objects.filter(claim__milestone__commitment__in=keys).order_by("on", "number"),
            f"claim__{of}",
            "claim",
            "on",
            "answer",
        ),
        _grouped(
            DateChange.objects.filter(milestone__commitment__in=keys, agreed=True).order_by("answered_on", "number"),
            of,
            "milestone",
            "answered_on",
            "due",
        ),
        {
            key: [each[0] for each in found]
            for key, found in _grouped(
                Update.objects.filter(commitment__in=keys).order_by("on"), "commitment", "on"
            ).items()
        },
        _after(keys),
        _vacant(rows, today),
    )


def _grouped(rows: Any, by: str, *names: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for key, *values in rows.values_list(by, *names):
        found[key].append(values)
    return found


def _after(keys: set[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    through = Milestone.after.through
    rows = through._default_manager.filter(from_milestone__commitment__in=keys)
    for later, earlier in rows.values_list("from_milestone", "to_milestone"):
        found[later].append(str(earlier))
    return found


def _vacant(rows: Sequence[Commitment], today: date) -> dict[UUID, date]:
    """Since when each owner's post has had no holder: the day its last tenure ended."""
    posts = {row.owner_id for row in rows}
    held = set(Tenure.objects.on(today).filter(post__in=posts).values_list("post", flat=True))
    ended = Tenure.objects.filter(post__in=posts - held, until__lte=today).values_list("post").annotate(Max("until"))
    return dict(ended)


def _fact(row: Commitment, events: Events) -> followup.Commitment:
    steps = events.milestones[row.pk]
    started = min((row.starts, *(step.starts for step in steps)))
    return followup.Commitment(
        key=str(row.pk),
        side=row.owner.organisation.side,
        owner=str(row.owner_id),
        counterpart=str(row.counterpart_id),
        starts=started,
        milestones=tuple(_step(step, events) for step in steps),
        claims=tuple(followup.Claim(str(pk), str(of), on) for pk, of, on in events.claims.get(row.pk, ())),
        confirmations=tuple(
            followup.Confirmation(str(claim), on, followup.Answer(answer))
            for claim, on, answer in events.confirmations.get(row.pk, ())
        ),
        changes=tuple(followup.DateChange(str(of), on, due) for of, on, due in events.changes.get(row.pk, ())),
        updates=tuple(events.updates.get(row.pk, ())),
        vacant_since=events.vacant.get(row.owner_id),
        abandoned=row.ended_on if row.state == CommitmentState.ABANDONED else None,
    )


def _step(step: Milestone, events: Events) -> followup.Milestone:
    return followup.Milestone(
        str(step.pk), step.weight, step.starts, step.first_due, tuple(sorted(events.after.get(step.pk, ())))
    )
