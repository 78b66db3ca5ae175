"""What pages show of progress: claims with their evidence and answers, dates as first promised and as moved, words of the engine."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from danaya.apps.commitments.models import (
    Claim,
    Commitment,
    Confirmation,
    DateChange,
    Evidence,
    Milestone,
    Outcome,
)
from danaya.apps.commitments.progress.by_links import ANSWERED, CLAIMED, Act, act, acts_by_link
from danaya.base.files.models import StoredFile
from danaya.engines import followup
from danaya.engines.followup import State

SHORT = 8
"""Signs of a digest that a person compares."""

TAGS = {
    State.OPEN: "neutral",
    State.CLAIMED: "waiting",
    State.SILENT: "waiting",
    State.PARTLY: "contested",
    State.CONTESTED: "contested",
    State.CONFIRMED: "confirmed",
}
"""Where a milestone stands → its mark."""

Address = Callable[[Evidence], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence: what it is, where it opens, its digest in short, who may open it; and whether it was replaced."""

    evidence: Evidence
    url: str
    digest: str

    @property
    def words(self) -> str:
        """Name of the file, the address, or the kind."""
        one = self.evidence
        return one.file.name if one.file else one.link or str(one.get_kind_display())


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with what backs it and what was said of it."""

    claim: Claim
    evidence: Sequence[Shown]
    earlier: Sequence[Shown]
    answers: Sequence[Confirmation]
    outcomes: Sequence[Outcome]
    by_link: bool = False
    """Whether it was made by whoever held a personal link and the PIN of the post."""
    answered_by_link: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as pages show it."""

    milestone: Milestone
    state: State
    words: str
    tag: str
    late: bool
    claims: Sequence[ShownClaim]
    changes: Sequence[DateChange]

    @property
    def open_change(self) -> DateChange | None:
        """The change of date that nobody answered yet."""
        return next((change for change in self.changes if change.agreed is None), None)

    @property
    def last(self) -> ShownClaim | None:
        """The latest claim."""
        return self.claims[-1] if self.claims else None

    @property
    def open_outcome(self) -> Outcome | None:
        """The outcome that nobody agreed to yet."""
        last = self.last
        return next((one for one in last.outcomes if one.agreed is None), None) if last else None


def steps_of(
    commitment: Commitment,
    fact: followup.Commitment | None,
    today: date,
    language: str,
    address: Address | None = None,
) -> list[Step]:
    """Return the milestones of a commitment with everything that happened to them; seven queries."""
    states = followup.progress_of(fact, today).states if fact else {}
    linked = acts_by_link(commitment)
    rows = commitment.milestones.order_by("position").prefetch_related(
        Prefetch("claims", Claim.objects.order_by("number").select_related("by__organisation")),
        Prefetch("claims__evidence", Evidence.objects.order_by("on", "pk").select_related("file")),
        Prefetch(
            "claims__confirmations",
            Confirmation.objects.order_by("number").select_related("by__organisation", "agreed_by__organisation"),
        ),
        Prefetch(
            "claims__outcomes",
            Outcome.objects.order_by("on", "pk").select_related("by__organisation", "answered_by__organisation"),
        ),
        Prefetch("changes", DateChange.objects.order_by("number").select_related("by", "answered_by")),
    )
    return [_step(row, states.get(str(row.pk), State.OPEN), today, language, address, linked) for row in rows]


def _step(
    row: Milestone, state: State, today: date, language: str, address: Address | None, linked: Collection[Act]
) -> Step:
    late = row.due < today and state in {State.OPEN, State.PARTLY, State.CONTESTED}
    claims = [shown_claim(claim, address, linked) for claim in row.claims.all()]
    return Step(row, state, state.in_words(language), TAGS[state], late, claims, list(row.changes.all()))


def shown_claim(claim: Claim, address: Address | None = None, linked: Collection[Act] = ()) -> ShownClaim:
    """Return a claim as pages show it."""
    shown = [shown_evidence(one, address) for one in claim.evidence.all()]
    return ShownClaim(
        claim,
        [one for one in shown if one.evidence.replaced_by_id is None],
        [one for one in shown if one.evidence.replaced_by_id is not None],
        list(claim.confirmations.all()),
        list(claim.outcomes.all()),
        act(CLAIMED, claim) in linked,
        act(ANSWERED, claim) in linked,
    )


def shown_evidence(evidence: Evidence, address: Address | None = None) -> Shown:
    """Return one piece of evidence as pages show it; ``address``: where a file opens, else its usual address."""
    return Shown(evidence, (address or _usual)(evidence), evidence.digest[:SHORT])


def _usual(evidence: Evidence) -> str:
    file: StoredFile | None = evidence.file
    return reverse("files:download", args=[file.pk]) if file else evidence.link


def help_in_words(value: str, language: str) -> str:
    """Return a kind of help as it is offered; empty for none."""
    known: dict[str, followup.Help] = {str(kind): kind for kind in followup.Help}
    return known[value].in_words(language) if value in known else ""


def sentences(found: Iterable[Any], language: str) -> list[str]:
    """Return what the engine says, in a language."""
    return [one.in_language(language) for one in found]
