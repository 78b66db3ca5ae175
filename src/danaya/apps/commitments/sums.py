"""Sums over several commitments: a share of their milestones from eight commitments on, below that counts, everywhere alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Exists, OuterRef, QuerySet

from danaya.apps.commitments.models import Answer, Claim, Commitment, Confirmation, Milestone
from danaya.engines import followup
from danaya.engines.language import Text, in_language, number, percent

ONE: Text = {"fr": "{some} jalon sur {count}", "en": "{some} milestone of {count}"}
MANY: Text = {"fr": "{some} jalons sur {count}", "en": "{some} milestones of {count}"}


@dataclass(frozen=True, slots=True)
class Steps:
    """How many milestones there are, how many their owners claim, how many are confirmed in full."""

    count: int = 0
    claimed: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """What is claimed and confirmed of some commitments.

    ``claimed`` and ``confirmed`` are per cent (0–100) of the milestones' weights, the mean over ``commitments``; ``steps`` counts the milestones
    where a share may not be told of all that were summed together.
    """

    commitments: int
    claimed: float
    confirmed: float
    steps: Steps | None = None

    @property
    def is_rate(self) -> bool:
        """Whether so many commitments carry a share."""
        return followup.carries_rate(self.commitments)

    def amounts(self, language: str, *, counted: bool = False) -> tuple[str, str]:
        """Return what is claimed and what is confirmed: ``45 %`` each, or ``4 jalons sur 9`` below eight commitments or where ``counted``."""
        if self.steps is None or (self.is_rate and not counted):
            return percent(self.claimed / 100, language), percent(self.confirmed / 100, language)
        return _of(self.steps.claimed, self.steps.count, language), _of(
            self.steps.confirmed, self.steps.count, language
        )


def _of(some: int, count: int, language: str) -> str:
    # French counts nought with one, English with many.
    is_one = some == 1 or (some == 0 and language == "fr")
    words = in_language(ONE if is_one else MANY, language)
    return words.format(some=number(some, language), count=number(count, language))


def sums_by(rows: QuerySet[Commitment], field: str) -> dict[Any, Sum]:
    """Return the sums over the commitments that have a standing, by a field of theirs.

    One query; a second one counts the milestones of all where one of the sums is of fewer than eight.
    """
    followed = rows.filter(followed__isnull=False).order_by()
    means = followed.values_list(field).annotate(Count("pk"), Avg("followed__claimed"), Avg("followed__confirmed"))
    sums = {key: Sum(*figures) for key, *figures in means}
    if all(one.is_rate for one in sums.values()):
        return sums
    steps = steps_by(followed, field)
    return {key: Sum(one.commitments, one.claimed, one.confirmed, steps.get(key, Steps())) for key, one in sums.items()}


def steps_by(rows: QuerySet[Commitment], field: str) -> Mapping[Any, Steps]:
    """Return how many milestones of commitments are claimed and confirmed in full, by a field of the commitment; one query."""
    milestones: Any = Milestone.objects.filter(commitment__in=rows.order_by().values("pk")).order_by()
    later = Confirmation.objects.filter(claim=OuterRef("claim"), number__gt=OuterRef("number"))
    full = Confirmation.objects.filter(~Exists(later), answer=Answer.FULL, claim__milestone=OuterRef("pk"))
    found = milestones.values_list(f"commitment__{field}").annotate(
        Count("pk"),
        claims_made=Count("pk", filter=Exists(Claim.objects.filter(milestone=OuterRef("pk")))),
        full_answers=Count("pk", filter=Exists(full)),
    )
    return {key: Steps(*counts) for key, *counts in found}
