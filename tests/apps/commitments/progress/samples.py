"""Objects for the addresses of progress: a commitment in force with everything that can happen to one, and a link to it."""

from datetime import datetime
from functools import cached_property

from danaya.apps.commitments.actions.progress import (
    answer_claim,
    ask_move,
    claim_milestone,
    escalate,
    issue_links,
    offer_help,
    record_outcome,
)
from danaya.apps.commitments.models import (
    Answer,
    Claim,
    Commitment,
    DateChange,
    EvidenceKind,
    HelpOffer,
    Milestone,
    Outcome,
)
from danaya.apps.commitments.progress.pieces import Piece
from danaya.base.files.storing import store
from danaya.engines.followup import StallReason
from tests.apps.commitments.factories import Parties, make_plan
from tests.apps.commitments.progress.people import draw, photo

PAGES = frozenset(
    {
        "mine",
        "meeting",
        "links",
        "pin",
        "end_links",
        "update",
        "claim",
        "evidence",
        "answer",
        "outcome",
        "agree",
        "move",
        "date",
        "offer_help",
        "answer_help",
        "decided",
        "link_enter",
        "link",
        "link_act",
        "link_evidence",
    }
)


class Moving:
    """A commitment of a plan of its own, seven months after it began; ``parties`` own it and answer, two others are secretaries."""

    def __init__(self, parties: Parties, at: datetime) -> None:
        plan = make_plan(secretary_customs=parties.coordinator.post, secretary_private=parties.other.post)
        self.parties = Parties(
            plan, parties.coordinator, parties.director, parties.customs, parties.private, parties.other
        )
        self.at = at

    @cached_property
    def commitment(self) -> Commitment:
        """One commitment in force."""
        return self.parties.commitment()

    def step(self, place: int) -> Milestone:
        """One of its milestones."""
        return self.commitment.milestones.get(position=place)

    def claimed(self, place: int) -> Claim:
        """A claim with a photo."""
        piece = Piece(EvidenceKind.PHOTO, file=store(photo(), at=self.at))
        return claim_milestone(self.step(place), text="Fait.", pieces=[piece], actor=self.parties.customs, at=self.at)

    @cached_property
    def claim(self) -> Claim:
        """A claim that nobody answered yet."""
        return self.claimed(1)

    @cached_property
    def contested(self) -> Claim:
        """A claim that is contested."""
        made = self.claimed(2)
        answer_claim(made, Answer.CONTESTED, reason="Non.", actor=self.parties.private, at=self.at)
        return made

    @cached_property
    def outcome(self) -> Outcome:
        """What a meeting settled, as the owner recorded it."""
        day = self.at.date()
        return record_outcome(
            self.contested, Answer.FULL, words="Vu.", met_on=day, actor=self.parties.customs, at=self.at
        )

    @cached_property
    def change(self) -> DateChange:
        """A date that the owner asks to move."""
        due = self.at.date().replace(year=self.at.year + 1)
        return ask_move(self.step(3), due=due, reason="Crue.", actor=self.parties.customs, at=self.at)

    @cached_property
    def offer(self) -> HelpOffer:
        """Help that the coordinator offers."""
        return offer_help(self.commitment, actor=self.parties.coordinator, at=self.at)

    @cached_property
    def code(self) -> str:
        """The code of the owner's link."""
        wanted = [(self.commitment, self.parties.customs.post)]
        return issue_links(wanted, actor=self.parties.coordinator, at=self.at, random=draw)[0].issued.code

    def argument(self, page: str, name: str) -> object:
        """Return the sample of one argument of the address ``commitments:page``."""
        if name == "claim":
            return (self.contested if page == "outcome" else self.claim).pk
        if name == "escalation":
            return escalate(self.commitment, [StallReason.NO_EVENT], at=self.at).pk
        if name == "evidence":
            return self.claim.evidence.get().pk
        known = {
            "pk": lambda: self.parties.plan.pk,
            "commitment": lambda: self.commitment.pk,
            "milestone": lambda: self.step(3).pk,
            "outcome": lambda: self.outcome.pk,
            "change": lambda: self.change.pk,
            "offer": lambda: self.offer.pk,
            "code": lambda: self.code,
            "act": lambda: "claim",
            "of": lambda: self.step(3).pk,
        }
        return known[name]()
