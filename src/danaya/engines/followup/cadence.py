"""How often an owner is asked how far things are: by the length of the commitment."""

import calendar
from datetime import date, timedelta
from enum import StrEnum

from danaya.engines.followup.commitments import Commitment
from danaya.engines.language import Text, in_language


class Cadence(StrEnum):
    """How often an update is asked for."""

    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def longest(self) -> int:
        """Most days from one update to the next: nobody is late because a month is long."""
        return _LONGEST[self]

    def in_words(self, language: str) -> str:
        """Return ``toutes les deux semaines``, ``every month``."""
        return in_language(_WORDS[self], language)


_LONGEST = {Cadence.FORTNIGHTLY: 14, Cadence.MONTHLY: 31, Cadence.QUARTERLY: 92}
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3}
_WORDS: dict[Cadence, Text] = {
    Cadence.FORTNIGHTLY: {"fr": "toutes les deux semaines", "en": "every two weeks"},
    Cadence.MONTHLY: {"fr": "chaque mois", "en": "every month"},
    Cadence.QUARTERLY: {"fr": "chaque trimestre", "en": "every quarter"},
}


def cadence_for(starts: date, due: date) -> Cadence:
    """Return the cadence of a commitment: every two weeks under three months, monthly under a year, quarterly from a year on."""
    if due < months_later(starts, 3):
        return Cadence.FORTNIGHTLY
    return Cadence.MONTHLY if due < months_later(starts, 12) else Cadence.QUARTERLY


def cadence_of(commitment: Commitment) -> Cadence:
    """Return the cadence of ``commitment``, from its start to the date it is promised for now."""
    return cadence_for(commitment.starts, commitment.due)


def next_update(commitment: Commitment) -> date:
    """Return the day the next update is due: one step after the last one, else after the start."""
    last = max((commitment.starts, *commitment.updates))
    rhythm = cadence_of(commitment)
    if rhythm in _MONTHS:
        return months_later(last, _MONTHS[rhythm])
    return last + timedelta(days=_LONGEST[rhythm])


def months_later(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
