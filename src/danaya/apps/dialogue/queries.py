"""What pages and later stages ask of the dialogue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from danaya.apps.dialogue.models import (
    Consultation,
    Expectation,
    Fate,
    FateKind,
    Option,
    Phase,
    Rating,
    Reading,
    State,
)
from danaya.apps.findings.models import Finding, FindingKind
from danaya.apps.findings.queries import cited_findings
from danaya.apps.people.models import Post, Side
from danaya.apps.people.rights import allowed
from danaya.base.files.models import Visibility

SIDES = (Side.CUSTOMS, Side.PRIVATE)

HANDFUL = 5
"""Findings that are offered to whoever writes."""

TOLD_FIRST = (FindingKind.CHANGE, FindingKind.GAP, FindingKind.IMPROVEMENT, FindingKind.STRENGTH)


def readable_consultations(viewer: Any) -> QuerySet[Consultation]:
    """Return the consultations that ``viewer`` may open: those begun, for who prepares them the others too."""
    consultations = Consultation.objects.all()
    if allowed(viewer, "dialogue.manage"):
        return consultations
    begun = consultations.exclude(phase=Phase.PREPARING)
    return begun if allowed(viewer, "dialogue.see") else begun.none()


def shown_expectations(consultation: Consultation) -> QuerySet[Expectation]:
    """Return what everybody of the forum may read, in its numbers' order."""
    return consultation.expectations.filter(state=State.CLEARED).select_related("organisation", "merged_into")


def votable_expectations(consultation: Consultation) -> QuerySet[Expectation]:
    """Return what is voted on."""
    return consultation.expectations.filter(state=State.CLEARED, merged_into=None)


def waiting_for(post: Post) -> QuerySet[Expectation]:
    """Return the texts that ``post`` is to read: of its consultations, and not read yet by its side."""
    waiting = Expectation.objects.filter(state=State.WAITING, consultation__readers=post)
    read = Reading.objects.filter(side=post.side).values_list("expectation_id", "revision")
    done = set(read.filter(expectation__in=waiting))
    keys = [pk for pk, revision in waiting.values_list("pk", "revision") if (pk, revision) not in done]
    return waiting.filter(pk__in=keys).select_related("consultation", "organisation")


def reads_for(post: Post | None, consultation: Consultation) -> bool:
    """Tell whether ``post`` reads the texts of a consultation before others."""
    return post is not None and consultation.readers.filter(pk=post.pk).exists()


def rated_by_both(options: Iterable[Option]) -> Mapping[UUID, bool]:
    """Return for each option whether posts of both sides have rated it."""
    wanted = [option.pk for option in options]
    sides: dict[UUID, set[str]] = {key: set() for key in wanted}
    rows = Rating.objects.filter(option__in=wanted).values_list("option_id", "post__organisation__side")
    for key, side in rows:
        sides[key].add(side)
    return {key: set(SIDES) <= found for key, found in sides.items()}


@dataclass(frozen=True, slots=True)
class Answered:
    """How many of a side's expectations were answered in time, of those answered or overdue."""

    side: Side
    in_time: int
    due: int

    @property
    def share(self) -> float | None:
        """Share 0–1; none while nothing was due."""
        return self.in_time / self.due if self.due else None


def answered_in_time(consultation: Consultation, today: date) -> Sequence[Answered]:
    """Return for each side how many of its shown expectations were answered in time.

    An expectation counts once it is answered or its days are over; the days run from the day it was shown.
    """
    return [_answered(consultation, side, today) for side in SIDES]


def _answered(consultation: Consultation, side: Side, today: date) -> Answered:
    days = timedelta(days=consultation.answer_within)
    rows = shown_expectations(consultation).filter(side=side, cleared_on__isnull=False)
    judged = in_time = 0
    for shown, answered in rows.values_list("cleared_on", "answered_on"):
        due = (shown or today) + days
        judged += answered is not None or due < today
        in_time += answered is not None and answered <= due
    return Answered(side, in_time, judged)


def overdue_expectations(consultation: Consultation, today: date) -> QuerySet[Expectation]:
    """Return the shown expectations whose days to be answered are over without an answer."""
    last = today - timedelta(days=consultation.answer_within)
    return votable_expectations(consultation).filter(answered_on=None, cleared_on__lt=last)


def answers_to(expectation: Expectation) -> QuerySet[Fate]:
    """Return what an expectation was answered, the latest first; that it was merged is an answer only as long as it is."""
    fates = expectation.fates.select_related("signed_by__organisation", "proof")
    return fates if expectation.merged_into_id else fates.exclude(kind=FateKind.MERGED)


def options_ready() -> QuerySet[Option]:
    """Return the options chosen by both sides: what later stages turn into commitments."""
    return Option.objects.filter(chosen_on__isnull=False).select_related("expectation__consultation")


def findings_to_cite(consultation: Consultation, *, invited: bool) -> list[Finding]:
    """Return the findings of the restitution it starts from that an author is offered, the headline first.

    ``invited``: the author is one of those to whom results are released (a post, or the holder of a card); whoever came by an
    open link sees what everyone may see.
    """
    analysis = consultation.analysis
    readers = Visibility.FORUM if invited else Visibility.PUBLIC
    if analysis is None or not analysis.visibility.includes(readers):
        return []
    ranks = {kind: place for place, kind in enumerate(TOLD_FIRST)}
    findings = sorted(
        cited_findings(analysis),
        key=lambda one: (not one.factor or bool(one.item), ranks.get(FindingKind(one.kind), len(ranks)), one.order),
    )
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.kind, finding)
    headline = list(first.values())
    return [*headline, *(one for one in findings if one not in headline)][:HANDFUL]
