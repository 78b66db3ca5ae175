"""Which expectation is shown next to a voter: the one that their group has seen least, then the most uncertain.

What the group has seen is counted anew every few seconds and kept in the process meanwhile: which statement comes next is no
matter of one vote more or less, and a thousand voters ask at once.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from threading import Lock
from uuid import UUID

from django.db.models import Count, Q, Subquery
from django.db.models.expressions import OuterRef

from danaya.apps.dialogue.by_card.participants import Participant
from danaya.apps.dialogue.models import Consultation, Opinion, Vote
from danaya.apps.dialogue.queries import votable_expectations
from danaya.apps.dialogue.votes.counting import group_key
from danaya.apps.dialogue.votes.tally import FEWEST
from danaya.engines.consensus.routing import next_statement, routing_check

logger = logging.getLogger("danaya.dialogue.routing")

FRESH = 5.0
"""Seconds for which a count is good enough to route by."""

SeenByGroup = Mapping[str, Mapping[str, tuple[int, int]]]
"""Group → expectation → (agree, seen)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """An expectation that is voted on, by its key and number, and the voter's own opinion of it (None: not voted yet)."""

    pk: UUID
    number: int
    mine: int | None


@dataclass(slots=True)
class SeenCounts:
    """Counts of the consultations that are being voted on, each as old as ``FRESH`` at most.

    ``clock`` gives seconds that only grow.
    """

    clock: Callable[[], float] = time.monotonic
    _kept: dict[UUID, tuple[float, SeenByGroup]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, consultation: Consultation) -> SeenByGroup:
        """Return what each group of a consultation has seen, and how much of it was agreed with."""
        present = self.clock()
        with self._lock:
            counted, seen = self._kept.get(consultation.pk, (-FRESH, {}))
            if present - counted < FRESH:
                return seen
            # Whoever else asks meanwhile is content with the former count.
            self._kept[consultation.pk] = (present, seen)
        seen = veiled(count_seen(consultation))
        with self._lock:
            self._kept[consultation.pk] = (present, seen)
        return seen


SEEN = SeenCounts()


def count_seen(consultation: Consultation) -> SeenByGroup:
    """Count votes by group and expectation; say so where routing no longer tells expectations apart."""
    rows = (
        Vote.objects.filter(voter__consultation=consultation)
        .values_list("voter__side", "voter__organisation", "expectation")
        .order_by()
        .annotate(agree=Count("pk", filter=Q(opinion=Opinion.AGREE)), seen=Count("pk"))
    )
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for side, organisation, expectation, agree, seen in rows:
        of_group = found.setdefault(group_key(consultation, side, organisation), {})
        agreed, all_seen = of_group.get(str(expectation), (0, 0))
        of_group[str(expectation)] = (agreed + agree, all_seen + seen)
    _warn_where_idle(consultation, found)
    return found


def veiled(found: SeenByGroup) -> SeenByGroup:
    """Return counts in which the opinions of fewer than five do not steer: the order of questions would tell them to whoever knows the others'."""
    return {
        group: {one: (agree if seen >= FEWEST else seen // 2, seen) for one, (agree, seen) in of_group.items()}
        for group, of_group in found.items()
    }


def _warn_where_idle(consultation: Consultation, found: SeenByGroup) -> None:
    open_ = [str(pk) for pk in votable_expectations(consultation).values_list("pk", flat=True)]
    for group, seen in found.items():
        if routing_check(open_, seen).is_idle:
            logger.warning("routing is idle for %s: every expectation is as much needed as the others", group)


def statements_for(who: Participant) -> list[Statement]:
    """Return what is voted on, in the order of numbers, with the holder's own opinions."""
    mine = Vote.objects.filter(
        expectation=OuterRef("pk"), voter__key=who.voter_key, voter__consultation=who.consultation
    )
    rows = (
        votable_expectations(who.consultation)
        .order_by("number")
        .annotate(mine=Subquery(mine.values("opinion")[:1]))
        .values_list("pk", "number", "mine")
    )
    return [Statement(pk, number or 0, opinion) for pk, number, opinion in rows]


def next_for(who: Participant, statements: Sequence[Statement], *, passed: bool = False) -> Statement | None:
    """Return the statement to show: of those not voted on yet, or of those put off (``passed``); None where there is none.

    Chance among those equally needed is the voter's own: opening the page again shows the same one.
    """
    wanted = {str(one.pk): one for one in statements if (one.mine == Opinion.PASS if passed else one.mine is None)}
    group = group_key(who.consultation, who.group.side, who.group.organisation_id)
    chance = Random(f"{who.voter_key}:{len(wanted)}")  # noqa: S311 - draws an order, no secret
    found = next_statement(wanted, {}, SEEN.of(who.consultation).get(group, {}), chance)
    return wanted[found.statement] if found else None
