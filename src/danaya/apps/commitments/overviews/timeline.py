"""Commitments along the calendar, drawn and as a table: milestones, dates that moved, what waits for what, today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from danaya.apps.commitments.facts import facts_of
from danaya.apps.commitments.models import Commitment, CommitmentState, Milestone
from danaya.apps.commitments.overviews.listing import Line, line_of
from danaya.apps.people.models.texts import read
from danaya.engines import followup

LONGEST = 70
"""Signs of a result in the drawing; the table and the commitment's page have the whole."""


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone: where it stands (a word of the drawing's), and the references of what it waits for beyond the order of its own commitment."""

    reference: str
    milestone: Milestone
    state: str
    words: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One commitment on the calendar."""

    line: Line
    starts: date
    due: date
    first_due: date
    steps: Sequence[Step]


def terms_of(rows: Sequence[Commitment], today: date, language: str) -> list[Term]:
    """Return commitments with their milestones as they stand on ``today``; those without milestones are left out.

    A fixed number of queries for any number of commitments.
    """
    facts = facts_of(rows, today)
    steps: dict[UUID, list[Milestone]] = {}
    for milestone in Milestone.objects.filter(commitment__in=facts).order_by("position"):
        steps.setdefault(milestone.commitment_id, []).append(milestone)
    references = _references(facts)
    terms = []
    for row in rows:
        if fact := facts.get(row.pk):
            states = followup.progress_of(fact, today).states
            found = [
                Step(
                    f"{row.reference}.{one.position}" if row.reference else "",
                    one,
                    *_standing(one, states[str(one.pk)], today, language),
                    _waits_for(fact, one, references),
                )
                for one in steps[row.pk]
            ]
            terms.append(Term(line_of(row), fact.starts, fact.due, fact.first_due, found))
    return terms


_LATE = {"fr": "en retard", "en": "late"}


def _standing(milestone: Milestone, state: followup.State, today: date, language: str) -> tuple[str, str]:
    if state is followup.State.OPEN and milestone.due < today:
        return "open", _LATE[language]
    return str(state), state.in_words(language)


def _references(facts: Mapping[UUID, followup.Commitment]) -> dict[str, str]:
    """Return the references of all milestones that one of these waits for, wherever they stand."""
    wanted = {key for fact in facts.values() for step in fact.milestones for key in step.after}
    rows = Milestone.objects.filter(pk__in=wanted).select_related("commitment")
    return {str(one.pk): f"{one.commitment.reference}.{one.position}" for one in rows if one.commitment.is_shown}


def _waits_for(fact: followup.Commitment, milestone: Milestone, references: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a milestone waits for; those that stand before it in its own commitment are seen from their order."""
    places = [step.key for step in fact.milestones]
    own = places.index(str(milestone.pk))
    after = fact.milestones[own].after
    return tuple(references[key] for key in after if key in references and key not in places[:own])


def chart_of(terms: Sequence[Term], today: date, language: str) -> Any:
    """Return the drawing's data, grouped by the owner's organisation in the order given."""
    from danaya.engines.publishing.plan_charts import TimelineChart  # noqa: PLC0415  # slow import

    return TimelineChart(tuple(_row(term) for term in terms), today, language)


def _row(term: Term) -> Any:
    from danaya.engines.publishing.plan_charts import TimelineMark, TimelineRow  # noqa: PLC0415  # slow import

    commitment, line = term.line.commitment, term.line
    marks = tuple(
        TimelineMark(
            step.reference,
            step.milestone.due,
            step.state,
            step.milestone.first_due if step.milestone.is_moved else None,
            step.after,
        )
        for step in term.steps
    )
    return TimelineRow(
        commitment.reference,
        short(read(commitment.result)),
        min(term.starts, term.due),
        term.due,
        line.bars.claimed / 100 if line.bars else 0.0,
        min(line.bars.confirmed, line.bars.claimed) / 100 if line.bars else 0.0,
        term.first_due if term.due != term.first_due else None,
        "abandoned" if commitment.state == CommitmentState.ABANDONED else "",
        marks,
        group=commitment.owner.organisation.acronym,
    )


def short(words: str) -> str:
    """Return a result cut at a word where it is long for a drawing."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"
