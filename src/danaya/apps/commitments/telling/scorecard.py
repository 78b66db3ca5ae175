"""The scorecard: each organisation's own commitments, claimed and confirmed side by side, state and stalls; no ranking."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from danaya.apps.commitments.models import Commitment, Plan
from danaya.apps.commitments.queries import in_force
from danaya.apps.commitments.telling.director import Counts, counts_line, counts_of
from danaya.apps.commitments.telling.stamping import letterhead, stamp
from danaya.apps.commitments.telling.told import Told, told_of, whole
from danaya.apps.commitments.telling.wording import say
from danaya.apps.people.models import Organisation
from danaya.base.files.models import Visibility
from danaya.engines.language import day_in_words, in_language
from danaya.engines.publishing.document import Block, Document, Figure, Heading, PageBreak, Paragraph, Table
from danaya.engines.publishing.plan_charts import ProgressChart, ProgressRow

LABEL = 60
"""Signs of a result beside its bars."""
MOST_PRINTED = 200
"""Commitments of one file: more are printed one organisation at a time."""
DRAWN = 12
"""Commitments of an organisation that are drawn; the table has all."""


@dataclass(frozen=True, slots=True)
class Section:
    """What one organisation promised."""

    organisation: Organisation
    rows: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A plan as its scorecard tells it on a day: sections in the order of sides and acronyms."""

    plan: Plan
    on: date
    counts: Counts
    sections: Sequence[Section]


def rows_of(plan: Plan, organisation: str = "") -> QuerySet[Commitment]:
    """Return what was promised, in the order of sides and acronyms; by one organisation where its acronym is given."""
    rows = in_force(plan).order_by("owner__organisation__side", "owner__organisation__acronym", "number")
    return rows.filter(owner__organisation__acronym=organisation) if organisation else rows


def gather(plan: Plan, rows: Iterable[Commitment], today: date) -> Scorecard:
    """Read the scorecard of a plan on ``today``, with the sections of ``rows``."""
    sections: dict[Organisation, list[Told]] = {}
    for one in told_of(rows, today):
        sections.setdefault(one.commitment.owner.organisation, []).append(one)
    return Scorecard(plan, today, counts_of(plan), [Section(*each) for each in sections.items()])


def due_words(one: Told, language: str) -> str:
    """Return the day promised, and the day first promised where it moved."""
    day = day_in_words(one.fact.due, language)
    if one.fact.due == one.fact.first_due:
        return day
    return say("first_promised", language, day=day, first=day_in_words(one.fact.first_due, language))


def state_words(one: Told, language: str) -> str:
    """Return where a commitment stands, and why it stalls."""
    state = one.state(language)
    said = whole({language: f"{state[:1].upper()}{state[1:]}"}, language)
    return " ".join([said, *one.reasons(language)])


def compose(card: Scorecard, language: str) -> Document:
    """Return the scorecard as a document."""
    timbre, republic = letterhead(language)
    return Document(
        title=say("scorecard", language),
        subtitle=in_language(card.plan.title, language),
        language=language,
        blocks=tuple(_blocks(card, language)),
        stamp=stamp(facts_of_card(card), card.on, Visibility.FORUM, language),
        timbre=timbre,
        republic=republic,
    )


def _blocks(card: Scorecard, language: str) -> Iterator[Block]:
    yield Paragraph(counts_line(card.counts, language), "lead")
    yield Paragraph(say("scorecard_lead", language))
    if not card.sections:
        yield Paragraph(say("nothing_promised", language))
    for place, section in enumerate(card.sections):
        if place:
            yield PageBreak()
        organisation = section.organisation
        name = in_language(organisation.name, language)
        yield Heading(1, say("of_body", language, acronym=organisation.acronym, name=name), f"body-{place}")
        yield _figure(section, card, language)
        yield _table(section, language)


def chart_of(section: Section, language: str) -> ProgressChart:
    """Return the two bars of each commitment of an organisation."""
    return ProgressChart(
        tuple(_bars(one, language) for one in section.rows[:DRAWN]), say("milestones_axis", language), language
    )


def _bars(one: Told, language: str) -> ProgressRow:
    claimed, confirmed = one.shares
    words = (
        say("claimed_of", language, some=one.claimed, count=one.count),
        say("confirmed_of", language, some=one.confirmed, count=one.count),
    )
    label = one.name(language).partition(" ")[2]
    return ProgressRow(one.commitment.reference, label, claimed, min(confirmed, claimed), words=words)


def _figure(section: Section, card: Scorecard, language: str) -> Figure:
    from danaya.engines.publishing.plan_tables import progress_alt  # noqa: PLC0415  # slow import

    chart = chart_of(section, language)
    caption = say("body_table", language, acronym=section.organisation.acronym)
    return Figure(
        chart=chart,
        sentence=caption,
        subtitle=say("as_of", language, day=day_in_words(card.on, language)),
        alt=progress_alt(chart),
        table=_table(section, language),
    )


def _table(section: Section, language: str) -> Table:
    return table_of(section.rows, say("body_table", language, acronym=section.organisation.acronym), language)


def table_of(told: Sequence[Told], caption: str, language: str) -> Table:
    """Return commitments as a table: promised for when, claimed and confirmed side by side, where each stands."""
    keys = ("commitment", "promised_for", "claimed", "confirmed", "state")
    rows = tuple(
        (
            say(
                "with_counterpart",
                language,
                name=one.name(language),
                body=one.commitment.counterpart.organisation.acronym,
            ),
            due_words(one, language),
            say("of", language, some=one.claimed, count=one.count),
            say("of", language, some=one.confirmed, count=one.count),
            state_words(one, language),
        )
        for one in told
    )
    # Narrow columns take what they need: the wide ones are the commitment and where it stands.
    return Table(caption, tuple(say(key, language) for key in keys), rows, frozenset({1, 2, 3}))


def facts_of_card(card: Scorecard) -> dict[str, object]:
    """Return what the scorecard tells as plain values, so that equal scorecards have equal digests."""
    return {
        "plan": str(card.plan.pk),
        "on": card.on.isoformat(),
        "rows": [
            [
                one.commitment.reference,
                one.claimed,
                one.confirmed,
                one.count,
                str(one.keeping),
                one.fact.due.isoformat(),
            ]
            for section in card.sections
            for one in section.rows
        ],
    }


def files_of(card: Scorecard, language: str, kind: str, at: datetime) -> bytes:
    """Return the scorecard as ``pdf`` or ``docx``."""
    from danaya.engines.publishing import to_docx, to_pdf  # noqa: PLC0415  # slow import

    return {"pdf": to_pdf, "docx": to_docx}[kind](compose(card, language), timestamp=at)
