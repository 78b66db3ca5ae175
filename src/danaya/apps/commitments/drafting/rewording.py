"""A commitment's rows as a wording: forms change a part of it and leave the rest as it stands."""

from typing import Any

from danaya.apps.commitments.actions.draft_commitment import LINKED, PROMISED, Measure, Step, Wording
from danaya.apps.commitments.models import Commitment, Indicator, Milestone


def wording_of(commitment: Commitment) -> Wording:
    """Return a commitment as it stands, for :func:`edit_commitment` with a part replaced."""
    facts: dict[str, Any] = {name: getattr(commitment, name) for name in PROMISED}
    links: dict[str, Any] = {name: tuple(getattr(commitment, name).all()) for name in LINKED}
    return Wording(
        **facts, **links, factor=commitment.factor, steps=steps_of(commitment), measure=measure_of(commitment)
    )


def steps_of(commitment: Commitment) -> tuple[Step, ...]:
    """Return the milestones as steps, in their order."""
    rows = list(commitment.milestones.order_by("position").prefetch_related("after__commitment"))
    places = {row.pk: place for place, row in enumerate(rows, 1)}
    return tuple(_step(row, places) for row in rows)


def _step(row: Milestone, places: dict[Any, int]) -> Step:
    after = sorted(places[earlier.pk] for earlier in row.after.all() if earlier.pk in places)
    awaits = tuple(earlier for earlier in row.after.all() if earlier.pk not in places)
    return Step(row.text, row.weight, row.starts, row.due, tuple(after), row.pk, awaits)


def measure_of(commitment: Commitment) -> Measure | None:
    """Return the indicator as a measure; nothing where there is none."""
    row = Indicator.objects.select_related("series", "finding").filter(commitment=commitment).first()
    return None if row is None else Measure(**{name: getattr(row, name) for name in Measure.__slots__})
