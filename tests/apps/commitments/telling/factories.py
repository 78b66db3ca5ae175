"""A plan with something to tell: kept, claimed only, contested, abandoned; what was said, evidence of each visibility."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import (
    Answer,
    Claim,
    Commitment,
    CommitmentState,
    Evidence,
    ExpectationBasis,
    PlanState,
)
from danaya.apps.dialogue.models import Expectation, Fate, FateKind, Translation, Voice
from danaya.apps.people.models import Account
from danaya.base.files.models import Visibility
from tests.apps.commitments.factories import AT, TODAY, Parties, answered, claimed, make_parties, make_plan
from tests.apps.dialogue.factories import make_consultation
from tests.apps.people.factories import make_region

SECRETS = ("RIEN_QUE_DÉCLARÉ", "CONTESTÉ_EN_CLAIR", "RÉSERVÉ_AU_FORUM", "EN_PARTIE_SEULEMENT", "BROUILLON_PRIVÉ")
"""Words that nobody outside may read: a text that is only claimed, one that is contested, evidence for the forum, a draft."""


@dataclass
class Stories:
    """Commitments that each tell something else."""

    parties: Parties

    @classmethod
    def make(cls, **facts: object) -> "Stories":
        plan = {"state": PlanState.ADOPTED, "adopted_on": date(2026, 1, 5), "consultation": make_consultation()}
        return cls(make_parties(**{**plan, **facts}))

    @property
    def plan(self):
        return self.parties.plan

    def after(self, commitment: Commitment) -> Commitment:
        follow_one(commitment, TODAY)
        return Commitment.objects.get(pk=commitment.pk)

    @cached_property
    def kept(self) -> Commitment:
        """All of it confirmed, with public evidence; it answers an expectation and stands for a region."""
        made = self.parties.commitment(region=make_region(name={"fr": "Naoré", "en": "Naoré"}))
        for milestone in made.milestones.all():
            claim = claimed(milestone, milestone.due if milestone.due < TODAY else date(2026, 10, 1))
            answered(claim)
            self.evidence(claim, Visibility.PUBLIC, statement="Affiche vue par les deux parties.")
            self.evidence(claim, Visibility.FORUM, statement=SECRETS[2])
        ExpectationBasis.objects.create(commitment=made, expectation=self.expectation)
        return self.after(made)

    @cached_property
    def claimed_only(self) -> Commitment:
        """Claimed and not answered."""
        made = self.parties.commitment("Le reçu unique est délivré dans 6 bureaux.")
        claim = claimed(made.milestones.first(), date(2026, 9, 1), text=SECRETS[0])
        self.evidence(claim, Visibility.PUBLIC, statement=SECRETS[0])
        return self.after(made)

    @cached_property
    def contested(self) -> Commitment:
        """Contested by the counterpart; a milestone is confirmed in part."""
        made = self.parties.commitment("Le standard répond en deux sonneries.")
        first, second, _third = made.milestones.all()
        answered(claimed(first, date(2026, 3, 1), text=SECRETS[1]), Answer.CONTESTED, reason=SECRETS[1])
        part = claimed(second, date(2026, 6, 1), text=SECRETS[3])
        answered(part, Answer.PART, reason=SECRETS[3])
        self.evidence(part, Visibility.PUBLIC, statement=SECRETS[3])
        return self.after(made)

    @cached_property
    def abandoned(self) -> Commitment:
        made = self.parties.commitment(
            "Un second guichet ouvre à Tessa.",
            state=CommitmentState.ABANDONED,
            ended_on=date(2026, 8, 3),
            ended_why={"fr": "Le bâtiment n'est pas construit.", "en": "The building is not there."},
        )
        return self.after(made)

    @cached_property
    def draft(self) -> Commitment:
        return self.parties.commitment(SECRETS[4], state=CommitmentState.DRAFT)

    @cached_property
    def expectation(self) -> Expectation:
        return self.make_expectation(1, "Affichez les frais à chaque poste.", "Post the fees at each post.")

    def make_expectation(self, number: int, fr: str, en: str) -> Expectation:
        return Expectation.objects.create(
            consultation=self.plan.consultation,
            number=number,
            text={"fr": fr, "en": en},
            translation=Translation.REVIEWED,
            voice=Voice.ORGANISATION,
            organisation=self.parties.private.post.organisation,
            side="private",
            state="cleared",
            received_on=date(2026, 1, 2),
            cleared_on=date(2026, 1, 5),
        )

    @cached_property
    def not_now(self) -> Expectation:
        """Answered "not now"."""
        made = self.make_expectation(2, "Ouvrez la nuit.", "Open at night.")
        Fate.objects.create(
            expectation=made,
            number=1,
            kind=FateKind.NOT_NOW,
            reason={"fr": "Il manque douze agents.", "en": "Twelve officers are missing."},
            signed_by=self.parties.director.post,
            signed_on=date(2026, 2, 1),
        )
        return made

    def every(self) -> "Stories":
        """Make all of them."""
        for name in ("kept", "claimed_only", "contested", "abandoned", "draft", "not_now"):
            getattr(self, name)
        return self

    def evidence(self, claim: Claim, visibility: str, statement: str) -> Evidence:
        return Evidence.objects.create(
            claim=claim,
            kind="statement",
            statement=statement,
            digest="a" * 64,
            by=claim.by,
            on=claim.on,
            visibility=visibility,
        )


def as_director(parties: Parties) -> Account:
    return parties.director.account


__all__ = ["AT", "SECRETS", "TODAY", "Stories", "as_director", "make_plan"]
