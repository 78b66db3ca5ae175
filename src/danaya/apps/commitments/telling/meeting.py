"""The pack of a meeting: what is contested with both texts, what was brought to the secretaries, what is late or stalls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import override

from danaya.apps.commitments.models import Claim, Confirmation, Escalation, Evidence, Outcome, Plan
from danaya.apps.commitments.overviews.standings import LATE, STALLED, STANDINGS
from danaya.apps.commitments.progress.contested import claimed_again, disputed_claims, escalated, points_of
from danaya.apps.commitments.progress.showing import shown_evidence
from danaya.apps.commitments.queries import in_force
from danaya.apps.commitments.telling.director import Counts, counts_line, counts_of
from danaya.apps.commitments.telling.scorecard import table_of
from danaya.apps.commitments.telling.stamping import letterhead, stamp
from danaya.apps.commitments.telling.told import Told, told_of
from danaya.apps.commitments.telling.wording import say
from danaya.apps.people.models import Post
from danaya.base.files.models import Visibility
from danaya.engines.language import day_in_words, in_language
from danaya.engines.publishing.document import Block, Bullets, Document, Heading, Paragraph, Table

MOST_POINTS = 40
"""Points of one pack: ten minutes each is a day's meeting."""
MOST_BEHIND = 100
"""Commitments that are late or stall: the page has all."""
TO_FILL_IN = " ".join(["…" * 6] * 12)
"""Two lines to write on."""


@dataclass(frozen=True, slots=True)
class Point:
    """One milestone to settle: what its owner claims, what was answered, what one side recorded and the other has not agreed to."""

    claim: Claim
    answer: Confirmation
    evidence: Sequence[Evidence]
    outcome: Outcome | None
    again: bool
    """Whether it was claimed anew after that answer, and waits for another."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A plan as its meeting reads it on a day; ``count``: points there are, of which the pack holds the first."""

    plan: Plan
    on: date
    counts: Counts
    points: Sequence[Point]
    count: int
    escalated: Sequence[Escalation]
    behind: Sequence[Told]


def gather(plan: Plan, today: date) -> Pack:
    """Read the pack of a plan on ``today``: the same number of queries for any plan."""
    disputed, again = disputed_claims(plan), claimed_again(plan)
    points = [
        Point(one.claim, one.answer, one.evidence, one.outcome, again=False)
        for one in points_of(plan, disputed[:MOST_POINTS])
    ]
    points += [Point(one.claim, one.answer, (), None, again=True) for one in again]
    rows = in_force(plan).filter(STANDINGS[LATE][1] | STANDINGS[STALLED][1]).order_by("number")
    return Pack(
        plan,
        today,
        counts_of(plan),
        points[:MOST_POINTS],
        disputed.count() + len(again),
        escalated(plan),
        told_of(rows[:MOST_BEHIND], today),
    )


def compose(pack: Pack, language: str) -> Document:
    """Return the pack as a document."""
    timbre, republic = letterhead(language)
    return Document(
        title=say("pack", language),
        subtitle=in_language(pack.plan.title, language),
        language=language,
        blocks=tuple(_blocks(pack, language)),
        stamp=stamp(facts_of_pack(pack), pack.on, Visibility.FORUM, language),
        timbre=timbre,
        republic=republic,
    )


def _blocks(pack: Pack, language: str) -> Iterator[Block]:
    yield Paragraph(counts_line(pack.counts, language), "lead")
    yield Heading(1, say("to_settle", language), "points")
    yield Paragraph(say("pack_lead" if pack.points else "nothing_to_settle", language))
    if pack.count > len(pack.points):
        yield Paragraph(say("more_points", language, most=len(pack.points), count=pack.count), "note")
    for place, point in enumerate(pack.points, 1):
        yield Heading(2, f"{place}. {_name(point, language)}", f"point-{place}")
        yield _both_texts(point, language)
    if pack.escalated:
        yield Heading(1, say("before_secretaries", language), "secretaries")
        yield Bullets(tuple(_brought(one, language) for one in pack.escalated))
    yield Heading(1, say("behind", language), "behind")
    if pack.behind:
        yield table_of(pack.behind, say("as_of", language, day=day_in_words(pack.on, language)), language)
    else:
        yield Paragraph(say("nothing_behind", language))


def _name(point: Point, language: str) -> str:
    milestone = point.claim.milestone
    text = in_language(milestone.text, language)
    return say("of_milestone", language, reference=milestone.commitment.reference, place=milestone.position, text=text)


def _both_texts(point: Point, language: str) -> Table:
    claim, answer = point.claim, point.answer
    rows = [
        (_signed(claim.by, claim.on, language), claim.text),
        (say("proofs", language), _proofs(point.evidence, language)),
        (_signed(answer.by, answer.on, language), answer.reason),
    ]
    if point.again:
        rows = [rows[2], rows[0]]
    if point.outcome is not None:
        who = _signed(point.outcome.by, point.outcome.on, language)
        rows.append((say("outcome_waits", language, who=who), point.outcome.words))
    rows.append((say("agreed_words", language), TO_FILL_IN))
    caption = say("both_texts", language, state=_state(point, language))
    return Table(caption, (say("who_says", language), say("what_is_said", language)), tuple(rows), prose=True)


def _state(point: Point, language: str) -> str:
    with override(language):
        answered = str(point.answer.get_answer_display())
    return f"{answered}, {say('claimed_again', language)}" if point.again else answered


def _signed(post: Post, day: date, language: str) -> str:
    with override(language):
        body, title = post.organisation.acronym, str(post)
    return say("says_on", language, body=body, post=title, day=day_in_words(day, language))


def _proofs(evidence: Sequence[Evidence], language: str) -> str:
    with override(language):
        said = [
            say(
                "proof",
                language,
                words=shown.evidence.statement or shown.words,
                kind=shown.evidence.get_kind_display(),
                day=day_in_words(shown.evidence.on, language),
                digest=shown.digest,
            )
            for shown in map(shown_evidence, evidence)
        ]
    return "\n".join(said) or say("no_proof", language)


def _brought(one: Escalation, language: str) -> str:
    result = in_language(one.commitment.result, language)
    return f"{one.commitment.reference} {result} {say('brought_on', language, day=day_in_words(one.on, language))}"


def facts_of_pack(pack: Pack) -> dict[str, object]:
    """Return what the pack tells as plain values, so that equal packs have equal digests."""
    return {
        "plan": str(pack.plan.pk),
        "on": pack.on.isoformat(),
        "points": [[str(one.claim.pk), str(one.answer.pk), one.again] for one in pack.points],
        "escalated": [str(one.pk) for one in pack.escalated],
        "behind": [[one.commitment.reference, one.claimed, one.confirmed, one.count] for one in pack.behind],
    }


def files_of(pack: Pack, language: str, kind: str, at: datetime) -> bytes:
    """Return the pack as ``pdf`` or ``docx``."""
    from danaya.engines.publishing import to_docx, to_pdf  # noqa: PLC0415  # slow import

    return {"pdf": to_pdf, "docx": to_docx}[kind](compose(pack, language), timestamp=at)
