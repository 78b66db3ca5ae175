"""Objects for the addresses of the action plan, made when they are asked for. Each part names its pages in ``OF_PAGES``.

Owner of the sample commitments is the analyst's post, counterpart the private body's own member; the draft is that body's.
"""

from collections.abc import Callable
from functools import cached_property

from danaya.apps.commitments.models import Commitment, CommitmentState, Milestone, Plan
from danaya.apps.people.models import Tenure
from tests.apps.commitments.factories import Parties, make_parties, make_plan

NAMES = ("coordinator", "director", "analyst", "own_member", "other_member")


class Plans:
    """A plan with a draft, a proposal and an adopted commitment, between posts given by name (or new ones)."""

    def __init__(self, tenures: dict[str, Tenure] | None = None) -> None:
        self.tenures = tenures

    @cached_property
    def parties(self) -> Parties:
        """The plan and who takes part in it."""
        if self.tenures is None:
            return make_parties()
        return Parties(make_plan(), *(self.tenures[name] for name in NAMES))

    @property
    def plan(self) -> Plan:
        """The plan, in drafting."""
        return self.parties.plan

    @cached_property
    def draft(self) -> Commitment:
        """A draft of the private body: of customs' promise to it, nobody else's yet."""
        return self.parties.commitment(state=CommitmentState.DRAFT, drafted_by=self.parties.private.post)

    @cached_property
    def proposed(self) -> Commitment:
        """A commitment that both sides see."""
        return self.parties.commitment(state=CommitmentState.PROPOSED)

    @cached_property
    def adopted(self) -> Commitment:
        """A commitment in force."""
        return self.parties.commitment(state=CommitmentState.ADOPTED)

    @property
    def milestone(self) -> Milestone:
        """The first milestone of the commitment in force."""
        return self.adopted.milestones.order_by("position")[0]

    def argument(self, page: str, name: str) -> object:
        """Return the sample of one argument of the address ``commitments:page``."""
        make = OF_PAGES.get((page, name)) or ARGUMENTS[name]
        return make(self)


Make = Callable[[Plans], object]

ARGUMENTS: dict[str, Make] = {
    "pk": lambda plans: plans.plan.pk,
    "commitment": lambda plans: plans.proposed.pk,
    "milestone": lambda plans: plans.milestone.pk,
}
"""Argument of addresses → its sample, where the page does not ask for another."""

OF_PAGES: dict[tuple[str, str], Make] = {}
"""Page and argument → its sample, where the page asks for another than usual."""
