"""Propose expectations that may say the same, and put a proposal aside. Whoever facilitates decides; nothing merges by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from danaya.apps.dialogue.models import Alike, Consultation, Expectation
from danaya.apps.dialogue.queries import votable_expectations
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked

MOST = 200
"""Proposals kept: nobody reads more before looking for them anew."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two expectations by their keys, how alike they are (0–1), and whether they want the contrary."""

    first: UUID
    second: UUID
    similarity: float
    opposite: bool


def find_alike(consultation: Consultation) -> list[Pair]:
    """Return the pairs that seem to say the same, or the contrary of the same. Long work: for a job."""
    from danaya.engines.consensus import Statement, near_duplicates  # noqa: PLC0415  # slow import

    texts = votable_expectations(consultation).values_list("pk", "text")
    found = near_duplicates([Statement(str(pk), text) for pk, text in texts])
    pairs = [Pair(UUID(one.first), UUID(one.second), one.similarity, one.opposite) for one in found]
    return [_in_order(pair) for pair in pairs[:MOST]]


def _in_order(pair: Pair) -> Pair:
    first, second = sorted((pair.first, pair.second))
    return Pair(first, second, pair.similarity, pair.opposite)


@transaction.atomic
def keep_alike(consultation: Consultation, pairs: Sequence[Pair]) -> int:
    """Keep proposals in place of those kept before; what was put aside stays so. Return how many are open."""
    locked(Consultation.objects).get(pk=consultation.pk)
    consultation.alikes.filter(set_aside_by=None).delete()
    aside = set(consultation.alikes.values_list("first_id", "second_id"))
    open_ = [pair for pair in pairs if (pair.first, pair.second) not in aside]
    Alike.objects.bulk_create(
        Alike(
            consultation=consultation,
            first_id=pair.first,
            second_id=pair.second,
            similarity=pair.similarity,
            opposite=pair.opposite,
        )
        for pair in open_
    )
    return len(open_)


@transaction.atomic
def set_aside(first: Expectation, second: Expectation, *, actor: Tenure, at: datetime) -> Alike:
    """Keep that two expectations do not say the same: they are not proposed any more."""
    one, other = sorted((first.pk, second.pk))
    kept, _new = Alike.objects.update_or_create(
        first_id=one,
        second_id=other,
        defaults={"consultation": first.consultation, "set_aside_by": actor.post},
        create_defaults={
            "consultation": first.consultation,
            "set_aside_by": actor.post,
            "similarity": 0.0,
        },
    )
    record("dialogue.set_aside", first, actor=actor, at=at, other=str(second.pk))
    return kept
