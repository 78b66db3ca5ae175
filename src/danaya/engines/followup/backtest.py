"""Whether earlier forecasts came true: each quarter's eight-in-ten dates against what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from danaya.engines.followup.binomial import LEVEL, beta_interval
from danaya.engines.followup.cadence import months_later
from danaya.engines.followup.commitments import Commitment, as_of
from danaya.engines.followup.forecasts import forecast
from danaya.engines.followup.progress import claimed_on, commitment_closed_on
from danaya.engines.followup.remarks import Percent, fill
from danaya.engines.language import Text

TARGET = (0.70, 0.90)
"""Share of the eight-in-ten dates that should be met."""
_WORDS: dict[str, Text] = {
    "none": {
        "fr": "Aucune date prévue n'est encore passée : rien à vérifier.",
        "en": "No forecast date has passed yet: nothing to check.",
    },
    "counts": {
        "fr": "Dates prévues huit fois sur dix et passées : {judged}, tenues : {met} ({rate} ; cible {low} à {high}). {verdict}",
        "en": "Eight-in-ten dates that have passed: {judged}, met: {met} ({rate}; target {low} to {high}). {verdict}",
    },
}
_VERDICTS: dict[str, Text] = {
    "too-early": {"fr": "Les prévisions sont trop optimistes.", "en": "The forecasts are too optimistic."},
    "too-late": {"fr": "Les prévisions sont trop prudentes.", "en": "The forecasts are too cautious."},
    "fits": {
        "fr": "Rien ne montre que les prévisions se trompent.",
        "en": "Nothing shows that the forecasts are wrong.",
    },
}


@dataclass(frozen=True, slots=True)
class BackTest:
    """Forecast dates that have passed (``judged``), those ``met``, those not passed or not answered yet (``waiting``).

    One commitment counts once for each quarter in which it was forecast: the interval takes them as independent and is rather too narrow.
    """

    judged: int
    met: int
    waiting: int

    @property
    def interval(self) -> tuple[float, float]:
        """90 % interval of the share met: quantiles of Beta(met + 1, judged − met + 1), a flat prior."""
        return beta_interval(self.met + 1, self.judged - self.met + 1, LEVEL)

    @property
    def verdict(self) -> str:
        """``too-early``, ``too-late``: the whole interval lies outside 70–90 %; else ``fits``."""
        low, high = self.interval
        return "too-early" if high < TARGET[0] else "too-late" if low > TARGET[1] else "fits"

    def in_language(self, language: str) -> str:
        """Return the count, the share beside its target, and what follows."""
        if not self.judged:
            return fill(_WORDS["none"], {}, language)
        values = {
            "judged": self.judged,
            "met": self.met,
            "rate": Percent(self.met / self.judged),
            "low": Percent(TARGET[0]),
            "high": Percent(TARGET[1]),
            "verdict": _VERDICTS[self.verdict],
        }
        return fill(_WORDS["counts"], values, language)


def back_test(commitments: Sequence[Commitment], days: Sequence[date], today: date) -> BackTest:
    """Return how the forecasts made on ``days``, with what was known then, compare with what happened by ``today``.

    Only dates that have passed are judged: counting what closed early before its date, while the others still wait, would flatter. All claimed
    by the date but not answered: waiting. Given up since: not judged.
    """
    now = {each.key: as_of(each, today) for each in commitments}
    judged = met = waiting = 0
    for day in days:
        for key, made in forecast(commitments, day).items():
            if made.p80 is None or now[key].abandoned or now[key].starts > day:
                continue
            outcome = _met(now[key], made.p80) if made.p80 < today else None
            waiting += outcome is None
            judged += outcome is not None
            met += bool(outcome)
    return BackTest(judged, met, waiting)


def quarter_starts(first: date, last: date) -> tuple[date, ...]:
    """Return the first days of the quarters from ``first`` to ``last``, both included."""
    day, found = date(first.year, 1, 1), []
    while day <= last:
        if day >= first:
            found.append(day)
        day = months_later(day, 3)
    return tuple(found)


def _met(commitment: Commitment, promised: date) -> bool | None:
    closed = commitment_closed_on(commitment)
    if closed:
        return closed <= promised
    claimed = claimed_on(commitment)
    return None if claimed and claimed <= promised else False
