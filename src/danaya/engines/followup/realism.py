"""Everything that can be checked of a draft before it is adopted, said in words: what is wrong and where, never a score."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from danaya.engines.followup.commitments import Commitment
from danaya.engines.followup.draft import Draft, TermDays
from danaya.engines.followup.forecasts import forecast
from danaya.engines.followup.means import baseline, budget, outside_noise
from danaya.engines.followup.planning import (
    MOST_AT_ONCE,
    busy_owner,
    dependencies,
    few_milestones,
    record_says,
    terms,
)
from danaya.engines.followup.remarks import Remark
from danaya.engines.followup.wording import check_wording
from danaya.engines.language import Problem


def review(
    draft: Draft,
    plan: Sequence[Commitment],
    today: date,
    days: Mapping[str, TermDays] | None = None,
    places: Iterable[str] = (),
    most_at_once: int = MOST_AT_ONCE,
) -> tuple[Remark, ...]:
    """Return everything that is wrong with ``draft``; empty: nothing that can be checked is.

    Parameters
    ----------
    draft
        What is proposed.
    plan
        The other commitments, with what happened to them; an earlier version of the draft among them is left out.
    days
        The calendar's answer for each milestone, by key.
    places
        Names of offices and regions that make a wording verifiable.
    most_at_once
        Milestones one post may carry at once.
    """
    commitment, known = draft.commitment, tuple(places)
    others = [each for each in plan if each.key != draft.commitment.key]
    found = [*check_wording(draft.result, draft.language, "result", known)]
    for milestone in commitment.milestones:
        found += check_wording(draft.words.get(milestone.key, ""), draft.language, milestone.key, known)
    found += [*few_milestones(commitment), *terms(commitment, today, days or {}), *dependencies(commitment, others)]
    found += [*busy_owner(commitment, others, most_at_once), *_record(commitment, others, today)]
    found += [*budget(draft.budget), *baseline(draft.indicator), *outside_noise(draft.indicator)]
    return tuple(found)


def _record(commitment: Commitment, others: Sequence[Commitment], today: date) -> tuple[Remark, ...]:
    """Compare with the record where the plan's waits make sense; where they do not, ``dependencies`` has said so."""
    try:
        found = forecast([*others, commitment], today, [commitment.key])
    except Problem as problem:
        if problem.code in {"milestone-unknown", "dependency-cycle"}:
            return ()
        raise
    return record_says(commitment, found.get(commitment.key))
