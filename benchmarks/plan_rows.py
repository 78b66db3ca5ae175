"""Rows of the benchmark's plan: 2,000 commitments of both sides with ten years of claims, the same from a seed each time.

What is signed, told and handed in around them is made by :mod:`benchmarks.plan_around`.
"""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

TODAY = date(2026, 11, 23)
FIRST = date(2016, 1, 4)
BODIES = 16
POSTS = 6
OF_CUSTOMS = ("coordinator", "director", "analyst")
"""Roles of the posts of customs; the last one's are the others."""
EXPECTATIONS = 400
WORDS = (
    "Les frais et délais de dédouanement sont affichés dans tous les postes de la région",
    "Chaque réclamation reçoit une réponse écrite et motivée en moins de quinze jours",
    "Les chauffeurs connaissent leurs droits et les refus de paiement informel sont comptés",
    "Le poids de chaque conteneur est déclaré avant son arrivée au port sec",
    "Les décisions de classement tarifaire sont publiées et expliquées aux commissionnaires",
)


def days(earlier: date, most: int, chance: random.Random) -> date:
    """Return a day up to ``most`` days later, never after today."""
    return min(earlier + timedelta(days=chance.randrange(1, most)), TODAY)


class Rows:
    """What is put into the database, made in the order of its foreign keys."""

    def __init__(self, commitments: int, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # the same rows in each run
        self.seed = seed
        self.commitments = commitments
        self.viewer: Any = None
        self.tenures: dict[Any, Any] = {}
        self.of_side: dict[str, list[Any]] = {}

    def fill(self) -> Any:
        """Make the whole plan; return it."""
        from danaya.apps.commitments.following import follow_plan
        from danaya.apps.commitments.models import Commitment, Indicator, Plan, PlanState

        posts = self.of_side = self.posts()
        plan = Plan.objects.create(
            title={"fr": "Plan d'action commun", "en": "Common action plan"},
            starts=FIRST,
            ends=date(2027, 12, 31),
            state=PlanState.ADOPTED,
            made_on=FIRST,
            adopted_on=FIRST,
            consultation=self.consultation(),
            secretary_customs=posts["customs"][0],
            secretary_private=posts["private"][0],
        )
        rows = [self.commitment(plan, number, posts) for number in range(1, self.commitments + 1)]
        Commitment.objects.bulk_create(rows, batch_size=500)
        Indicator.objects.bulk_create(self.indicators(rows), batch_size=500)
        self.progress(rows)
        self.aligned(rows)
        self.answering(plan, rows)
        self.rated(rows)
        follow_plan(plan, TODAY)
        return plan

    def posts(self) -> dict[str, list[Any]]:
        """Make customs and bodies of the private sector, each with posts and who holds them."""
        from danaya.apps.people.models import Account, Administration, Organisation, Post, Role, Side, Tenure

        Administration.objects.create(name={"fr": "Douanes d'essai"}, short_name="DE", country="ML")
        found: dict[str, list[Any]] = {Side.CUSTOMS: [], Side.PRIVATE: []}
        for place in range(BODIES):
            side = Side.PRIVATE if place else Side.CUSTOMS
            body = Organisation.objects.create(acronym=f"ORG{place}", side=side, name={"fr": f"Organisation {place}"})
            for number in range(POSTS):
                role = Role.MEMBER if place else OF_CUSTOMS[min(number, 2)]
                post = Post.objects.create(
                    organisation=body,
                    title={"fr": f"Poste {place}.{number}"},
                    sign_in_name=f"poste-{place}-{number}",
                    role=role,
                )
                account = Account.objects.create(display_name=f"Titulaire {place}.{number}")
                tenure = Tenure.objects.create(post=post, account=account, since=FIRST)
                self.viewer = self.viewer or tenure
                self.tenures[post.pk] = tenure
                found[side].append(post)
        return found

    def commitment(self, plan: Any, number: int, posts: dict[str, list[Any]]) -> Any:
        """Return one commitment, begun some day of the ten years."""
        from danaya.apps.commitments.models import Commitment, CommitmentState
        from danaya.engines.framework import load_factors

        chance = self.chance
        parties = [chance.choice(posts["customs"]), chance.choice(posts["private"])]
        chance.shuffle(parties)
        states = [CommitmentState.ADOPTED] * 17 + [CommitmentState.PROPOSED] * 2 + [CommitmentState.ABANDONED]
        state = chance.choice(states)
        starts = FIRST + timedelta(days=chance.randrange(0, 3800))
        words = f"{chance.choice(WORDS)} ({number})."
        return Commitment(
            plan=plan,
            number=number,
            state=state,
            result={"fr": words, "en": f"Result {number} can be seen in every office."},
            problem={"fr": "Les usagers ne savent pas ce qu'ils doivent."},
            trigger={"fr": "Quand un tarif change, le chef de poste remplace l'affiche le jour même."},
            owner=parties[0],
            counterpart=parties[1],
            factor=chance.choice(load_factors()).key,
            starts=starts,
            budget_nil=True,
            evidence_kind="photo",
            drafted_by=parties[0],
            drafted_on=starts,
            proposed_on=starts,
            adopted_on=None if state == CommitmentState.PROPOSED else starts,
            ended_on=days(starts, 400, chance) if state == CommitmentState.ABANDONED else None,
        )

    def indicators(self, rows: list[Any]) -> Iterator[Any]:
        """Yield an indicator for each commitment."""
        from danaya.apps.commitments.models import Indicator

        for row in rows:
            yield Indicator(
                commitment=row,
                name={"fr": "Postes où l'affiche est en place"},
                unit={"fr": "postes"},
                better="up",
                baseline=3,
                target=12,
                frequency="quarterly",
            )

    def progress(self, rows: list[Any]) -> None:
        """Put in milestones, claims, answers, moved dates and quarterly updates of whatever is in force."""
        from danaya.apps.commitments.models import Claim, Confirmation, DateChange, Evidence, Milestone, Update

        kinds = (Milestone, Claim, Confirmation, Evidence, DateChange, Update)
        made: dict[type, list[Any]] = {kind: [] for kind in kinds}
        for row in rows:
            for one in self.steps(row):
                made[type(one)].append(one)
            if row.adopted_on:
                for one in self.updates(row):
                    made[Update].append(one)
        for kind, each in made.items():
            kind._default_manager.bulk_create(each, batch_size=500)  # type: ignore[attr-defined]

    def steps(self, row: Any) -> Iterator[Any]:
        """Yield the milestones of a commitment with what happened to them."""
        from danaya.apps.commitments.models import Milestone

        day = row.starts
        for position in range(1, self.chance.randrange(3, 6)):
            first = day + timedelta(days=self.chance.randrange(60, 260))
            step = Milestone(
                commitment=row,
                position=position,
                text={"fr": f"L'affiche est posée dans {position * 3} postes."},
                weight=self.chance.randrange(1, 5) * 10,
                starts=day,
                first_due=first,
                due=first,
            )
            yield step
            if row.adopted_on:
                yield from self.events(row, step)
            day = first

    def events(self, row: Any, step: Any) -> Iterator[Any]:
        """Yield a date moved now and then, a claim and its answer where its day has come."""
        from danaya.apps.commitments.models import Answer, Claim, Confirmation, DateChange, Evidence

        chance = self.chance
        if chance.random() < 0.2:
            asked = min(step.due, TODAY)
            step.due = step.due + timedelta(days=chance.randrange(20, 120))
            yield DateChange(
                milestone=step, number=1, before=step.first_due, due=step.due, reason="Crue", by=row.owner,
                on=asked, answered_by=row.counterpart, answered_on=asked, agreed=True,
            )  # fmt: skip
        on = step.due + timedelta(days=chance.randrange(-40, 60))
        if on > TODAY or chance.random() < 0.12:
            return
        claim = Claim(milestone=step, number=1, text="Fait : voir les photos.", by=row.owner, on=on)
        yield claim
        page = f"https://douanes.example/photos/{claim.pk}"
        yield Evidence(
            claim=claim, kind="link", link=page, digest=hashlib.sha256(page.encode()).hexdigest(), by=row.owner, on=on,
            visibility=chance.choice(("forum", "public")),
        )  # fmt: skip
        answer = chance.choice((Answer.FULL, Answer.FULL, Answer.FULL, Answer.PART, Answer.CONTESTED, None))
        if answer:
            reason = "" if answer == Answer.FULL else "Nous avons compté 7 postes sur 12."
            yield Confirmation(
                claim=claim, number=1, answer=answer, reason=reason, by=row.counterpart, on=days(on, 40, chance)
            )

    def updates(self, row: Any) -> Iterator[Any]:
        """Yield what the owner said each quarter."""
        from danaya.apps.commitments.models import Update

        day = row.starts + timedelta(days=90)
        while day < min(TODAY, row.starts + timedelta(days=1000)):
            yield Update(commitment=row, done="Deux postes de plus.", next_step="Les suivants.", by=row.owner, on=day)
            day += timedelta(days=91)

    def aligned(self, rows: list[Any]) -> None:
        """Let most commitments serve objectives of a framework of forty."""
        from danaya.apps.commitments.models import Alignment
        from danaya.apps.indicators.models import Framework, Objective

        framework = Framework.objects.create(code="plan", title={"fr": "Plan stratégique"}, kind="plan")
        objectives = [
            Objective(framework=framework, code=f"{place // 8 + 1}.{place % 8 + 1}", title={"fr": f"Objectif {place}"}, order=place)
            for place in range(40)
        ]  # fmt: skip
        Objective.objects.bulk_create(objectives)
        pairs = [
            Alignment(commitment=row, objective=one)
            for row in rows
            if self.chance.random() < 0.9
            for one in self.chance.sample(objectives[:36], 2)
        ]
        Alignment.objects.bulk_create(pairs, batch_size=500)

    def consultation(self) -> Any:
        """Make a consultation whose expectations are shown."""
        from danaya.apps.dialogue.models import Consultation, Expectation
        from danaya.engines.framework import load_factors

        made = Consultation.objects.create(
            title={"fr": "Consultation"}, question={"fr": "Qu'attendez-vous ?"}, phase="closed", made_on=FIRST
        )
        factors = [one.key for one in load_factors()]
        Expectation.objects.bulk_create(
            Expectation(
                consultation=made,
                number=number,
                text={"fr": f"Que les frais soient affichés partout ({number}).", "en": f"Fees are posted ({number})."},
                voice="side",
                side=("customs", "private")[number % 2],
                factor=factors[number % len(factors)],
                state="cleared",
                received_on=FIRST,
                cleared_on=FIRST,
            )
            for number in range(1, EXPECTATIONS + 1)
        )
        return made

    def answering(self, plan: Any, rows: list[Any]) -> None:
        """Let most commitments answer an expectation."""
        from danaya.apps.commitments.models import ExpectationBasis

        said = list(plan.consultation.expectations.all())
        pairs = [
            ExpectationBasis(commitment=row, expectation=self.chance.choice(said))
            for row in rows
            if self.chance.random() < 0.7
        ]
        ExpectationBasis.objects.bulk_create(pairs, batch_size=500)

    def rated(self, rows: list[Any]) -> None:
        """Let both sides have rated what was adopted, and one what is proposed."""
        from danaya.apps.commitments.models import Rating

        made = []
        for row in rows:
            sides = ((row.owner.organisation.side, row.owner), (row.counterpart.organisation.side, row.counterpart))
            made += [
                Rating(
                    commitment=row, revision=1, side=side, post=post, on=row.starts,
                    ambition=self.chance.randrange(1, 4), realism=self.chance.randrange(1, 4),
                )
                for side, post in sides[: 2 if row.adopted_on else 1]
            ]  # fmt: skip
        Rating.objects.bulk_create(made, batch_size=500)
