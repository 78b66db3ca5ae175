"""What became of a promise: kept on time, late, not kept, given up, waiting for the other side's word, or running."""

from datetime import date
from enum import StrEnum

from danaya.engines.followup.commitments import Commitment, as_of
from danaya.engines.followup.progress import claimed_on, commitment_closed_on
from danaya.engines.language import Text, in_language


class Keeping(StrEnum):
    """What became of a promise, by the date it was first given."""

    ON_TIME = "on-time"
    LATE = "late"
    OVERDUE = "overdue"
    ABANDONED = "abandoned"
    AWAITING = "awaiting"
    RUNNING = "running"

    @property
    def decided(self) -> bool:
        """Whether it is known if the first date was kept. What is overdue is known not to have kept it."""
        return self not in {Keeping.AWAITING, Keeping.RUNNING}

    def in_words(self, language: str) -> str:
        """Return ``tenu à temps``, ``kept on time``."""
        return in_language(_WORDS[self], language)


_WORDS: dict[Keeping, Text] = {
    Keeping.ON_TIME: {"fr": "tenu à temps", "en": "kept on time"},
    Keeping.LATE: {"fr": "tenu en retard", "en": "kept late"},
    Keeping.OVERDUE: {"fr": "en retard", "en": "overdue"},
    Keeping.ABANDONED: {"fr": "abandonné", "en": "given up"},
    Keeping.AWAITING: {"fr": "en attente de confirmation", "en": "waiting for confirmation"},
    Keeping.RUNNING: {"fr": "en cours", "en": "running"},
}


def keeping_of(commitment: Commitment, today: date) -> Keeping:
    """Return what became of ``commitment`` by ``today``, measured on the date first promised, whatever it was moved to.

    Claimed in full by that date but not answered: waiting, neither kept nor late; silence is never a yes, and not a no either.
    """
    known = as_of(commitment, today)
    closed = commitment_closed_on(known)
    if closed:
        return Keeping.ON_TIME if closed <= known.first_due else Keeping.LATE
    if known.abandoned:
        return Keeping.ABANDONED
    if today <= known.first_due:
        return Keeping.RUNNING
    claimed = claimed_on(known)
    return Keeping.AWAITING if claimed and claimed <= known.first_due else Keeping.OVERDUE
