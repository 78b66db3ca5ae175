"""Plans made for tests: each function makes one thing with plain defaults and returns it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import (
    Answer,
    Claim,
    Commitment,
    CommitmentState,
    Confirmation,
    Indicator,
    Milestone,
    Plan,
)
from danaya.apps.people.models import Role, Tenure
from tests.apps.people.factories import make_tenure

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = AT.date()


def make_plan(**facts: object) -> Plan:
    defaults = {
        "title": {"fr": "Plan d'action commun", "en": "Common action plan"},
        "starts": date(2026, 1, 1),
        "ends": date(2027, 12, 31),
        "made_on": date(2025, 11, 3),
    }
    return Plan.objects.create(**{**defaults, **facts})


@dataclass
class Parties:
    """A plan, who manages it, a post of customs and one of a private body, a director, and a post of another body."""

    plan: Plan
    coordinator: Tenure
    director: Tenure
    customs: Tenure
    private: Tenure
    other: Tenure

    def commitment(
        self,
        result: str = "Les frais et délais sont affichés dans 12 postes sur 12.",
        *,
        state: str = CommitmentState.ADOPTED,
        steps: Sequence[tuple[str, int, date]] | None = None,
        by_private: bool = False,
        **facts: object,
    ) -> Commitment:
        """A commitment of customs to the private body, or the other way round; ``steps``: words, weight, due."""
        owner, counterpart = (self.private, self.customs) if by_private else (self.customs, self.private)
        numbered = state not in {CommitmentState.DRAFT, CommitmentState.WITHDRAWN}
        defaults: dict[str, object] = {
            "number": self.plan.commitments.count() + 1 if numbered else None,
            "state": state,
            "result": {"fr": result, "en": "Fees and times are posted at 12 posts of 12."},
            "owner": owner.post,
            "counterpart": counterpart.post,
            "trigger": {"fr": "Quand un tarif change, le chef de poste remplace l'affiche le jour même."},
            "starts": self.plan.starts,
            "budget_nil": True,
            "evidence_kind": "photo",
            "drafted_by": owner.post,
            "drafted_on": self.plan.made_on,
            "proposed_on": self.plan.made_on if numbered else None,
            "adopted_on": self.plan.starts if state == CommitmentState.ADOPTED else None,
        }
        made = Commitment.objects.create(plan=self.plan, **{**defaults, **facts})
        for place, (text, weight, due) in enumerate(steps or STEPS, 1):
            Milestone.objects.create(
                commitment=made,
                position=place,
                text={"fr": text},
                weight=weight,
                starts=made.starts,
                first_due=due,
                due=due,
            )
        Indicator.objects.create(
            commitment=made,
            name={"fr": "Postes où l'affiche est en place"},
            unit={"fr": "postes"},
            better="up",
            baseline=3,
            baseline_source="Visite du 3 novembre 2025",
            target=12,
            source="Photos des chefs de poste",
            frequency="quarterly",
        )
        follow_one(made, TODAY)
        return made


STEPS = (
    ("La liste des frais est signée par la direction.", 20, date(2026, 3, 2)),
    ("L'affiche est posée dans 6 postes.", 30, date(2026, 6, 1)),
    ("L'affiche est posée dans 12 postes.", 50, date(2026, 12, 15)),
)


def make_parties(**facts: object) -> Parties:
    return Parties(
        make_plan(**facts),
        make_tenure(Role.COORDINATOR),
        make_tenure(Role.DIRECTOR),
        make_tenure(Role.ANALYST),
        make_tenure(Role.MEMBER),
        make_tenure(Role.MEMBER),
    )


def claimed(milestone: Milestone, on: date, **facts: object) -> Claim:
    """A claim as the owner's post made it."""
    defaults = {"number": milestone.claims.count() + 1, "text": "Fait.", "by": milestone.commitment.owner}
    return Claim.objects.create(milestone=milestone, on=on, **{**defaults, **facts})


def answered(claim: Claim, answer: str = Answer.FULL, days: int = 5, **facts: object) -> Confirmation:
    """What the counterpart's post said of a claim some days later."""
    defaults = {
        "number": claim.confirmations.count() + 1,
        "reason": "" if answer == Answer.FULL else "Nous avons compté 7 postes sur 12.",
        "by": claim.milestone.commitment.counterpart,
        "on": claim.on + timedelta(days=days),
    }
    return Confirmation.objects.create(claim=claim, answer=answer, **{**defaults, **facts})
