"""The director's page of a plan: what improved, what stalls, at most three decisions. Gathered once for page, PDF and Word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from danaya.apps.commitments.models import Answer, Commitment, CommitmentState, Decision, Plan
from danaya.apps.commitments.overviews.standings import CONTESTED, KEPT_WORD, LATE, STALLED, STANDINGS
from danaya.apps.commitments.queries import in_force
from danaya.apps.commitments.sums import Steps, steps_by
from danaya.apps.commitments.telling.changes import Change, changes_of
from danaya.apps.commitments.telling.stamping import letterhead, stamp
from danaya.apps.commitments.telling.told import Told, post_name, told_of, whole
from danaya.apps.commitments.telling.wording import say
from danaya.base.files.models import Visibility
from danaya.engines.followup import Keeping
from danaya.engines.language import Problem, day_in_words, in_language
from danaya.engines.publishing.document import Block, Bullets, DecisionBlock, Document, Heading, Paragraph

MOST = 6
"""Commitments of a section on the page; the sheet has fewer where they do not fit."""
MOST_CHANGES = 2
FITTING = ((5, 5, 3), (4, 4, 2), (3, 3, 1), (2, 2, 0), (1, 1, 0))
"""Commitments that improved, that stall, and decisions taken, on a sheet: the first row that fits one A4 is printed."""

STALLING = STANDINGS[STALLED][1] | STANDINGS[LATE][1] | STANDINGS[CONTESTED][1]


@dataclass(frozen=True, slots=True)
class Counts:
    """Commitments of a plan, and their milestones: claimed and confirmed stand side by side."""

    promised: int
    kept: int
    abandoned: int
    milestones: int
    claimed: int
    confirmed: int

    @property
    def running(self) -> int:
        """Commitments neither kept nor given up."""
        return self.promised - self.kept - self.abandoned


@dataclass(frozen=True, slots=True)
class Aimed:
    """A change that a later round found, and the commitments that aim at its subject: beside each other, no cause is claimed."""

    change: Change
    commitments: Sequence[Commitment]


@dataclass(frozen=True, slots=True)
class Page:
    """What the director is told on a day; ``risen``, ``fell``: what a later round found better or worse of what was aimed at."""

    plan: Plan
    on: date
    counts: Counts
    improved: Sequence[Told]
    stalling: Sequence[Told]
    more_stalling: int
    risen: Sequence["Aimed"]
    fell: Sequence["Aimed"]
    open: Sequence[Decision]
    taken: Sequence[Decision]


def gather(plan: Plan, today: date) -> Page:
    """Read what the director is told of ``plan`` as it stands on ``today``."""
    rows = in_force(plan)
    changes = changes_of(rows)
    aiming = list(rows.filter(pk__in=list(changes)))
    stalling = rows.filter(STALLING).order_by("followed__due", "number")
    decisions = list(plan.decisions.select_related("commitment", "decided_by__organisation", "asked_by__organisation"))
    return Page(
        plan,
        today,
        counts_of(plan),
        told_of(_improved(rows), today),
        told_of(stalling[:MOST], today),
        max(stalling.count() - MOST, 0),
        _aimed(aiming, changes, better=True),
        _aimed(aiming, changes, better=False),
        [one for one in decisions if one.is_open],
        sorted(
            (one for one in decisions if one.is_taken), key=lambda one: one.decided_on or one.asked_on, reverse=True
        ),
    )


def _improved(rows: QuerySet[Commitment]) -> list[Commitment]:
    """What the other side confirmed: what is kept, then what runs without stalling, each the latest confirmed first."""
    full = Q(milestones__claims__confirmations__answer=Answer.FULL)
    found = (
        rows.filter(state=CommitmentState.ADOPTED, followed__confirmed__gt=0)
        .exclude(pk__in=rows.filter(STALLING).values("pk"))
        .annotate(told_on=Max("milestones__claims__confirmations__on", filter=full))
        .values_list("pk", "followed__keeping", "told_on")
    )
    latest = sorted((row for row in found if row[2]), key=lambda row: row[2], reverse=True)
    first = [key for key, _keeping, _day in sorted(latest, key=lambda row: row[1] not in _KEPT)][:MOST]
    kept = {row.pk: row for row in rows.filter(pk__in=first)}
    return [kept[key] for key in first]


def _aimed(rows: Sequence[Commitment], changes: Mapping[UUID, Sequence[Change]], *, better: bool) -> list[Aimed]:
    """What changed for the better or the worse, each finding once, with those that aim at it."""
    found: dict[UUID, tuple[Change, list[Commitment]]] = {}
    for row in rows:
        for change in changes.get(row.pk, ()):
            if change.improved is better:
                found.setdefault(change.finding.pk, (change, []))[1].append(row)
    return [Aimed(*each) for each in sorted(found.values(), key=lambda each: each[0].finding.order)]


_KEPT = (Keeping.ON_TIME, Keeping.LATE)


def counts_of(plan: Plan) -> Counts:
    """Count a plan's commitments and milestones; two queries."""
    kept = STANDINGS[KEPT_WORD][1]
    found = in_force(plan).aggregate(
        promised=Count("pk"), kept=Count("pk", filter=kept), abandoned=Count("pk", filter=_ABANDONED)
    )
    steps = steps_by(in_force(plan), "plan").get(plan.pk, Steps())
    return Counts(**found, milestones=steps.count, claimed=steps.claimed, confirmed=steps.confirmed)


_ABANDONED = Q(state=CommitmentState.ABANDONED)


# Words of the page and the sheet


def improved_line(one: Told, language: str) -> str:
    """Return what the other side confirmed of a commitment."""
    body = one.commitment.counterpart.organisation.acronym
    name = one.name(language)
    if one.keeping in _KEPT:
        return say("kept_by", language, name=name, state=one.keeping.in_words(language), body=body)
    return say("partly_by", language, name=name, both=one.both(language), body=body)


def stalling_line(one: Told, language: str) -> str:
    """Return why a commitment stalls, and which help was offered."""
    owner = post_name(one.commitment.owner, language)
    said = say("stalling", language, name=one.name(language), owner=owner, both=one.both(language))
    return " ".join(part for part in (said, *one.reasons(language), one.help_words(language)) if part)


def aimed_line(one: Aimed, language: str) -> str:
    """Return what a later round found, with its interval and what that rests on, and which commitments aim at it."""
    references = ", ".join(row.reference for row in one.commitments)
    return say("aimed_at", language, words=in_language(one.change.words(), language), references=references)


def taken_line(one: Decision, language: str) -> str:
    """Return a decision with its date, its *note de service* and what became of it."""
    if one.decided_on is None:
        return ""
    choice = in_language(one.choice or {}, language).rstrip(".")
    day = day_in_words(one.decided_on, language)
    parts = [say("taken_line", language, question=whole(one.question, language), day=day, choice=choice)]
    if one.reference:
        parts.append(say("note", language, reference=one.reference))
    parts.append(say("follow_up", language, words=one.follow_up) if one.follow_up else say("no_follow_up", language))
    return " ".join(parts)


def counts_line(counts: Counts, language: str) -> str:
    """Return how many commitments and milestones stand where."""
    return " ".join(
        (
            say(
                "counts",
                language,
                promised=counts.promised,
                kept=counts.kept,
                running=counts.running,
                abandoned=counts.abandoned,
            ),
            say("steps", language, claimed=counts.claimed, confirmed=counts.confirmed, count=counts.milestones),
        )
    )


def compose(page: Page, language: str, most: tuple[int, int, int] = FITTING[0]) -> Document:
    """Return the sheet with at most so many commitments that improved, that stall, and decisions taken."""
    timbre, republic = letterhead(language)
    return Document(
        title=say("director", language),
        subtitle=in_language(page.plan.title, language),
        language=language,
        blocks=tuple(_blocks(page, language, most)),
        stamp=stamp(facts_of_page(page), page.on, Visibility.TEAM, language),
        layout="one_page",
        timbre=timbre,
        republic=republic,
    )


def _blocks(page: Page, language: str, most: tuple[int, int, int]) -> Iterator[Block]:
    improved, stalling, taken = most
    yield Paragraph(counts_line(page.counts, language), "lead")
    yield Heading(1, say("improved", language), "improved")
    lines = [improved_line(one, language) for one in page.improved[:improved]]
    lines += [aimed_line(one, language) for one in page.risen[:MOST_CHANGES]]
    yield _list(lines, "nothing_improved", language)
    yield Heading(1, say("stalls", language), "stalls")
    yield _list(list(_stalling(page, stalling, language)), "nothing_stalls", language)
    yield Heading(1, say("decide", language), "decide")
    if not page.open:
        yield Paragraph(say("nothing_to_decide", language))
    for place, one in enumerate(page.open, start=1):
        yield DecisionBlock(str(place), in_language(one.question, language), options_of(one, language))
    if page.taken[:taken]:
        yield Heading(1, say("taken", language), "taken")
        yield Bullets(tuple(taken_line(one, language) for one in page.taken[:taken]))


def _stalling(page: Page, most: int, language: str) -> Iterator[str]:
    shown = page.stalling[:most]
    yield from (stalling_line(one, language) for one in shown)
    yield from (aimed_line(one, language) for one in page.fell[:MOST_CHANGES])
    left = len(page.stalling) - len(shown) + page.more_stalling
    if left:
        yield say("more" if left > 1 else "more_one", language, count=left)


def _list(lines: Sequence[str], nothing: str, language: str) -> Block:
    return Bullets(tuple(lines)) if lines else Paragraph(say(nothing, language))


def options_of(one: Decision, language: str) -> tuple[tuple[str, str], ...]:
    """Return each option of a decision with its consequence, and whether it abandons the commitment."""
    return tuple((in_language(option["option"], language), _follows(option, language)) for option in one.options)


def _follows(option: Mapping[str, Any], language: str) -> str:
    if not option.get("abandons"):
        return in_language(option["consequence"], language)
    return f"{whole(option['consequence'], language)} {say('option_abandons', language)}"


def facts_of_page(page: Page) -> dict[str, object]:
    """Return what the page tells as plain values, so that equal pages have equal digests."""
    return {
        "plan": str(page.plan.pk),
        "counts": [
            page.counts.promised,
            page.counts.kept,
            page.counts.abandoned,
            page.counts.claimed,
            page.counts.confirmed,
        ],
        "improved": [improved_line(one, "fr") for one in page.improved],
        "stalling": [stalling_line(one, "fr") for one in page.stalling],
        "risen": [aimed_line(one, "fr") for one in page.risen],
        "fell": [aimed_line(one, "fr") for one in page.fell],
        "open": [[str(one.pk), dict(one.question), one.options] for one in page.open],
        "taken": [taken_line(one, "fr") for one in page.taken],
    }


WORD_LINES = 56
"""Lines of a Word page: Word sets the sections below each other, and tells nobody how long it became."""
WORD_SIGNS = 100
"""Signs of a line of a Word page; a column of a decision's table has less than half of them."""


def fitting_word(page: Page, language: str) -> Document:
    """Return the sheet with as much as fits one A4 in Word, by an estimate of its lines."""
    documents = (compose(page, language, most) for most in FITTING)
    shortest = compose(page, language, FITTING[-1])
    return next((one for one in documents if sum(map(_lines, one.blocks)) <= WORD_LINES - HEAD_LINES), shortest)


HEAD_LINES = 7
"""Lines of letterhead, title, plan and day."""


def _lines(block: Block) -> int:
    if isinstance(block, Bullets):
        return sum(_wrapped(item, WORD_SIGNS) for item in block.items)
    if isinstance(block, DecisionBlock):
        half = WORD_SIGNS * 2 // 5
        rows = (max(_wrapped(option, half), _wrapped(follows, half)) for option, follows in block.options)
        return _wrapped(block.question, WORD_SIGNS * 4 // 5) + sum(rows) + 3
    return 2


def _wrapped(words: str, signs: int) -> int:
    return -(-len(words) // signs)


def fitting(page: Page, language: str, at: datetime) -> tuple[Document, bytes]:
    """Return the sheet as it fits one A4, and its PDF.

    Raises
    ------
    Problem
        ``page-overflow`` where not even the questions fit: what they say has to be shortened.
    """
    from danaya.engines.publishing import to_pdf  # noqa: PLC0415  # slow import

    for most in FITTING:
        document = compose(page, language, most)
        try:
            return document, to_pdf(document, timestamp=at)
        except Problem as refused:
            if refused.code != "page-overflow" or most == FITTING[-1]:
                raise
    raise AssertionError
