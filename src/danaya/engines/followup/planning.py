"""Whether a draft can be done in time: its dates, what it waits for, how busy its owner is, what the record says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from danaya.engines.followup.commitments import Commitment, Milestone
from danaya.engines.followup.draft import TermDays
from danaya.engines.followup.forecasts import Forecast
from danaya.engines.followup.progress import closed_on
from danaya.engines.followup.records import cycle
from danaya.engines.followup.remarks import Remark
from danaya.engines.language import Text

MOST_MILESTONES = 5
MOST_AT_ONCE = 3
"""Milestones one post carries at once before a remark is made: a convention, to be set to what an administration knows of itself."""
FEWEST_WORKING_DAYS = 5
_DAY = timedelta(days=1)

_WORDS: dict[str, Text] = {
    "milestones-too-many": {
        "fr": "Jalons : {count}. Gardez-en {most} au plus : un engagement suivi se tient en peu d'étapes.",
        "en": "Milestones: {count}. Keep {most} at most: a commitment that is followed has few steps.",
    },
    "due-in-the-past": {
        "fr": "L'échéance du {due} est déjà passée. Donnez une date à venir.",
        "en": "The date {due} has already passed. Give one to come.",
    },
    "due-on-day-off": {
        "fr": "Le {due} n'est pas travaillé ({reasons}). Prenez le {instead}.",
        "en": "{due} is not worked ({reasons}). Take {instead}.",
    },
    "due-perhaps-off": {
        "fr": "Le {due} sera peut-être férié, selon la lune ({reasons}). Prenez une autre date.",
        "en": "{due} may be a holiday, as the moon decides ({reasons}). Take another date.",
    },
    "term-too-short": {
        "fr": "Jours ouvrés entre le {starts} et le {due} : {working}. Donnez-en au moins {fewest}.",
        "en": "Working days between {starts} and {due}: {working}. Give it at least {fewest}.",
    },
    "awaits-unknown": {
        "fr": "Ce jalon attend « {awaited} », qui n'est pas dans le plan. Ajoutez-le ou retirez cette attente.",
        "en": "This milestone waits for “{awaited}”, which is not in the plan. Add it or take this wait away.",
    },
    "awaits-itself": {
        "fr": "Ces jalons s'attendent les uns les autres : {chain}. Retirez l'une de ces attentes.",
        "en": "These milestones wait for each other: {chain}. Take one of these waits away.",
    },
    "awaits-abandoned": {
        "fr": "Ce jalon attend « {awaited} », d'un engagement abandonné. Retirez cette attente.",
        "en": "This milestone waits for “{awaited}”, of a commitment that was given up. Take this wait away.",
    },
    "due-before-awaited": {
        "fr": "Ce jalon est prévu pour le {due}, et « {awaited} » qu'il attend pour le {before} seulement. Corrigez l'une des deux dates.",
        "en": "This milestone is due on {due}, and “{awaited}” which it waits for only on {before}. Correct one of the two dates.",
    },
    "starts-before-awaited": {
        "fr": "Ce jalon commence le {starts}, avant la fin de « {awaited} » qu'il attend (le {before}). Corrigez l'une des deux dates.",
        "en": "This milestone begins on {starts}, before “{awaited}” which it waits for is due ({before}). Correct one of the two dates.",
    },
    "owner-overloaded": {
        "fr": "Du {first} au {last}, ce poste porterait jusqu'à {count} jalons à la fois ({most} au plus). Étalez les dates ou changez de porteur.",
        "en": "From {first} to {last} this post would carry up to {count} milestones at once ({most} at most). Spread the dates or change the owner.",
    },
    "record-says-later": {
        "fr": "Au rythme des {closed} jalons déjà clos, la date tenue une fois sur deux est le {p50}, après l'échéance du {due}. Donnez plus de temps ou dites ce qui change.",
        "en": "At the pace of the {closed} milestones closed so far, the date met one time in two is {p50}, after the promised {due}. Give more time or say what changes.",
    },
}


def remark(code: str, where: str, **values: object) -> Remark:
    """Return the remark ``code`` of this module."""
    return Remark(code, where, _WORDS[code], values)


def few_milestones(commitment: Commitment) -> tuple[Remark, ...]:
    """Return a remark where there are more than five milestones."""
    count = len(commitment.milestones)
    if count <= MOST_MILESTONES:
        return ()
    return (remark("milestones-too-many", "milestones", count=count, most=MOST_MILESTONES),)


def terms(commitment: Commitment, today: date, days: Mapping[str, TermDays]) -> tuple[Remark, ...]:
    """Return what is wrong with each milestone's dates: past, on a day off or perhaps one, too few working days.

    ``days``: the calendar's answer for each milestone, by key; one without an answer is only checked against ``today``.
    """
    return tuple(
        found
        for milestone in commitment.milestones
        for found in _term(milestone, commitment.due_of(milestone), today, days)
    )


def _term(milestone: Milestone, due: date, today: date, days: Mapping[str, TermDays]) -> list[Remark]:
    if due < today:
        return [remark("due-in-the-past", milestone.key, due=due)]
    answer = days.get(milestone.key)
    if answer is None:
        return []
    found = []
    if answer.off:
        found.append(remark("due-on-day-off", milestone.key, due=due, reasons=answer.off, instead=answer.instead))
    elif answer.doubtful:
        found.append(remark("due-perhaps-off", milestone.key, due=due, reasons=answer.doubtful))
    if answer.working < FEWEST_WORKING_DAYS:
        values = {"starts": milestone.starts, "due": due, "working": answer.working, "fewest": FEWEST_WORKING_DAYS}
        found.append(remark("term-too-short", milestone.key, **values))
    return found


def dependencies(commitment: Commitment, plan: Iterable[Commitment]) -> tuple[Remark, ...]:
    """Return what is wrong with what each milestone waits for: unknown, given up, in a circle, or due later than it.

    ``plan``: the other commitments; one with the draft's own key is the draft's earlier version and is left out.
    """
    everyone = [*(each for each in plan if each.key != commitment.key), commitment]
    homes = {milestone.key: (each, milestone) for each in everyone for milestone in each.milestones}
    own = [milestone.key for milestone in commitment.milestones]
    chain = cycle({key: milestone.after for key, (_, milestone) in homes.items()}, own)
    found = []
    if chain:
        found.append(remark("awaits-itself", chain[0], chain=" → ".join(chain)))
    for milestone in commitment.milestones:
        for awaited in milestone.after:
            if awaited not in homes:
                found.append(remark("awaits-unknown", milestone.key, awaited=awaited))
            elif awaited not in chain or milestone.key not in chain:
                found += _order(commitment, milestone, *homes[awaited])
    return tuple(found)


def _order(commitment: Commitment, milestone: Milestone, home: Commitment, awaited: Milestone) -> list[Remark]:
    if closed_on(home, awaited):
        return []
    if home.abandoned:
        return [remark("awaits-abandoned", milestone.key, awaited=awaited.key)]
    due, before = commitment.due_of(milestone), home.due_of(awaited)
    if due <= before:
        return [remark("due-before-awaited", milestone.key, due=due, awaited=awaited.key, before=before)]
    if milestone.starts < before:
        return [
            remark("starts-before-awaited", milestone.key, starts=milestone.starts, awaited=awaited.key, before=before)
        ]
    return []


@dataclass(frozen=True, slots=True)
class Load:
    """``count`` milestones of one post run at once from ``first`` to ``last``, both included."""

    first: date
    last: date
    count: int


def owner_load(owner: str, commitments: Iterable[Commitment]) -> tuple[Load, ...]:
    """Return how many open milestones ``owner`` carries over time, from the first to the last, each stretch with its count.

    A milestone runs from the day after its planned start to the date it is promised for now (on its one day where both are the same), so that one
    which begins on the day another is due does not add to it. What is confirmed or given up no longer weighs.
    """
    steps: dict[date, int] = {}
    for commitment in commitments:
        if commitment.owner != owner or commitment.abandoned:
            continue
        for milestone in commitment.milestones:
            if not closed_on(commitment, milestone):
                last = max(milestone.starts, commitment.due_of(milestone))
                first = min(milestone.starts + _DAY, last)
                for day, step in ((first, 1), (last + _DAY, -1)):
                    steps[day] = steps.get(day, 0) + step
    loads, count, days = [], 0, sorted(day for day, step in steps.items() if step)
    for day, following in pairwise(days):
        count += steps[day]
        loads.append(Load(day, following - _DAY, count))
    return tuple(loads)


def busy_owner(commitment: Commitment, plan: Iterable[Commitment], most: int = MOST_AT_ONCE) -> tuple[Remark, ...]:
    """Return a remark for each time during the draft in which its owner would carry more than ``most`` milestones at once."""
    everyone = [*(each for each in plan if each.key != commitment.key), commitment]
    starts, due = min(each.starts for each in commitment.milestones), commitment.due
    found: list[Load] = []
    for load in owner_load(commitment.owner, everyone):
        if load.count <= most or load.last < starts or load.first > due:
            continue
        joins = bool(found) and found[-1].last + _DAY == load.first
        before = found.pop() if joins else load
        found.append(Load(before.first, load.last, max(before.count, load.count)))
    return tuple(
        remark("owner-overloaded", "owner", first=each.first, last=each.last, count=each.count, most=most)
        for each in found
    )


def record_says(commitment: Commitment, forecast: Forecast | None) -> tuple[Remark, ...]:
    """Return a remark where even the date met one time in two lies after the promised one."""
    if forecast is None or forecast.p50 is None or forecast.p50 <= commitment.due:
        return ()
    closed = len(forecast.record.ratios)
    return (remark("record-says-later", "due", p50=forecast.p50, due=commitment.due, closed=closed),)
