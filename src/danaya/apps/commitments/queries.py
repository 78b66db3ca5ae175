"""What pages and later stages ask of the plan."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from danaya.apps.commitments.models import SHOWN, Commitment, CommitmentState, Plan, PlanState, Rating, Version
from danaya.apps.people.models import Side
from danaya.apps.people.rights import acting_tenure, allowed

SIDES = (Side.CUSTOMS, Side.PRIVATE)


def readable_plans(viewer: Any) -> QuerySet[Plan]:
    """Return the plans that ``viewer`` may open, the newest first."""
    return Plan.objects.all() if allowed(viewer, "commitments.see") else Plan.objects.none()


def readable_commitments(plan: Plan, viewer: Any) -> QuerySet[Commitment]:
    """Return the commitments of a plan that ``viewer`` may see: those proposed, and the drafts of their own organisation."""
    shown = Q(state__in=SHOWN)
    tenure = acting_tenure(viewer)
    if tenure is not None and allowed(viewer, "commitments.draft"):
        shown |= Q(drafted_by__organisation=tenure.post.organisation_id)
    rows = plan.commitments.filter(shown) if allowed(viewer, "commitments.see") else plan.commitments.none()
    return with_parties(rows)


def with_parties(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Fetch owner, counterpart, drafting organisation and standing along: what every list shows."""
    return rows.select_related(
        "plan", "owner__organisation", "counterpart__organisation", "drafted_by__organisation", "followed", "region"
    )


def version_at_signature(plan: Plan) -> Version | None:
    """Return the version that is being signed, its text read when it is asked for; nothing while none is."""
    return plan.versions.defer("content").first() if plan.state == PlanState.SIGNING else None


def rated_by_both(commitments: Iterable[Commitment]) -> set[UUID]:
    """Return the keys of the commitments whose present wording both sides have rated."""
    revisions = {one.pk: one.revision for one in commitments}
    sides: dict[UUID, set[str]] = {key: set() for key in revisions}
    for key, revision, side in Rating.objects.filter(commitment__in=revisions).values_list(
        "commitment", "revision", "side"
    ):
        if revisions[key] == revision:
            sides[key].add(side)
    return {key for key, found in sides.items() if set(SIDES) <= found}


def in_force(plan: Plan) -> QuerySet[Commitment]:
    """Return what was promised: adopted commitments, and those abandoned since."""
    kept = {CommitmentState.ADOPTED, CommitmentState.ABANDONED}
    return with_parties(plan.commitments.filter(state__in=kept))
