"""Shares inside a cell that may be published: neither one person's answer nor that of everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from danaya.engines.disclosure.rules import Rule
from danaya.engines.language import Problem, Text

_HOUSE = Rule()
_EPS = 1e-9
_STEPS = (0.01, 0.02, 0.05, 0.10, 0.20, 0.25, 0.50, 1.0)


@dataclass(frozen=True, slots=True)
class ShownShare:
    """How a share may be shown: ``exact``, or only as lying from ``low`` to ``high`` (0–1).

    ``group_disclosure`` says that nobody, or everybody, gave the answer: the figure then tells something of every member of the group.
    """

    low: float
    high: float
    exact: bool
    group_disclosure: bool
    reason: Text


_SHOWN: Text = {"fr": "", "en": ""}
_FEW: Text = {
    "fr": "montré en fourchette\u00a0: moins de {minimum} personnes d'un côté de la part",
    "en": "shown as a range: fewer than {minimum} people on one side of the share",
}
_EVERYBODY: Text = {
    "fr": "montré en fourchette\u00a0: 0\u00a0% ou 100\u00a0% dirait quelque chose de chaque membre du groupe",
    "en": "shown as a range: 0% or 100% would say something of every member of the group",
}
_REST: Text = {
    "fr": "montré en fourchette pour qu'une autre part ne se déduise pas de 100\u00a0%",
    "en": "shown as a range so that another share cannot be worked out from 100%",
}


def is_group_disclosure(numerator: int, n: int) -> bool:
    """Return whether the share says something of every respondent behind it (nobody, or everybody), however large ``n`` is."""
    return n > 0 and numerator in {0, n}


def show_share(numerator: int, n: int, estimate: float | None = None, rule: Rule = _HOUSE) -> ShownShare:
    """Return how the share of one answer may be shown.

    Parameters
    ----------
    numerator
        Unweighted respondents who gave the answer.
    n
        Unweighted respondents of the cell (itself large enough to be published).
    estimate
        The share as it would be published, weighted or not, 0–1; ``numerator / n`` when None.
    rule
        ``minimum_answers`` must stand on both sides, else a range is shown.

    Returns
    -------
    ShownShare
        A range begins at 0 or ends at 1, so that it covers nobody as well as a few; its other end is 1, 2, 5, 10, 20, 25, 50 % (or what
        is left of 100 %), the first that a share of ``minimum_answers`` people and the estimate both stay within.
    """
    if not 0 <= numerator <= n or n == 0:
        raise Problem(
            "share-impossible",
            {
                "fr": "{numerator} réponses sur {n} ne font pas une part. Vérifiez les deux effectifs.",
                "en": "{numerator} answers out of {n} make no share. Check both counts.",
            },
            numerator=numerator,
            n=n,
        )
    share = numerator / n if estimate is None else estimate
    whole_group = is_group_disclosure(numerator, n)
    if not whole_group and min(numerator, n - numerator) >= rule.minimum_answers:
        return ShownShare(share, share, exact=True, group_disclosure=False, reason=_SHOWN)
    template = _EVERYBODY if whole_group else _FEW
    reason = {language: text.format(minimum=rule.minimum_answers) for language, text in template.items()}
    least = rule.minimum_answers / n
    if numerator <= n - numerator:
        return ShownShare(0.0, _step(max(least, share)), exact=False, group_disclosure=whole_group, reason=reason)
    return ShownShare(1 - _step(max(least, 1 - share)), 1.0, exact=False, group_disclosure=whole_group, reason=reason)


def _step(share: float) -> float:
    return next((step for step in _STEPS if share <= step), 1.0)


def show_distribution(
    counts: Sequence[int], estimates: Sequence[float] | None = None, rule: Rule = _HOUSE
) -> tuple[ShownShare, ...]:
    """Return how the shares of all answers to one question may be shown in one cell.

    A single range would be 100 % minus the others. So where a share must be a range, the smallest other answers become ranges too, wide
    enough that any count from none to ``minimum_answers`` agrees with everything shown.

    Parameters
    ----------
    counts
        Unweighted respondents per answer; they sum to the cell's n.
    estimates
        The shares as they would be published; ``counts / n`` when None.
    """
    n = sum(counts)
    shares = [count / n for count in counts] if estimates is None and n else list(estimates or [])
    shown = [show_share(count, n, share, rule) for count, share in zip(counts, shares, strict=True)]
    ranged = [place for place, share in enumerate(shown) if not share.exact]
    spare = sorted(
        (place for place, share in enumerate(shown) if share.exact), key=lambda place: (counts[place], place)
    )
    while ranged and spare and not _is_open(ranged, shown, counts, rule):
        place = spare.pop(0)
        ranged.append(place)
        shown[place] = _around(counts[place], n, shares[place], rule.minimum_answers)
    return tuple(shown)


def _is_open(ranged: list[int], shown: Sequence[ShownShare], counts: Sequence[int], rule: Rule) -> bool:
    """Whether every answer of a few people could have from none to ``minimum_answers``, as far as sum and ranges tell."""
    n, rest = sum(counts), sum(counts[place] for place in ranged)
    for place in ranged:
        others = [shown[other] for other in ranged if other != place]
        least, most = (
            sum(ceil(n * share.low - _EPS) for share in others),
            sum(floor(n * share.high + _EPS) for share in others),
        )
        if counts[place] < rule.minimum_answers and not least <= rest - rule.minimum_answers < rest <= most:
            return False
    return True


def _around(count: int, n: int, share: float, reach: int) -> ShownShare:
    """Return a range in steps of 10 % around a share, and around ``reach`` people fewer and more."""
    low = floor(10 * min(share, (count - reach) / n)) / 10
    high = ceil(10 * max(share, (count + reach) / n)) / 10
    return ShownShare(max(low, 0.0), min(high, 1.0), exact=False, group_disclosure=False, reason=_REST)
