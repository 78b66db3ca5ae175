"""What is open for a post, and the record that its outgoing holder hands over: nothing falls between two people."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from danaya.apps.commitments.models import (
    Commitment,
    CommitmentState,
    DateChange,
    Decision,
    Escalation,
    HelpOffer,
    Message,
    Outcome,
    Plan,
    PlanState,
)
from danaya.apps.commitments.progress.mine import unfinished
from danaya.apps.commitments.queries import version_at_signature, with_parties
from danaya.apps.commitments.signing.sheets import sheets_for
from danaya.apps.commitments.signing.standing import entries_of, has_decided
from danaya.apps.commitments.telling.stamping import body_name, letterhead, stamp
from danaya.apps.commitments.telling.told import Told, post_name, shortened, told_of, whole
from danaya.apps.commitments.telling.wording import say
from danaya.apps.notices.models import Notice
from danaya.apps.people.models import Post, Role
from danaya.base.files.models import Visibility
from danaya.engines.followup import State
from danaya.engines.language import day_in_words, in_language
from danaya.engines.publishing.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Signatory,
    SignatureSheet,
    Table,
)
from danaya.engines.seals import digest, short

AWAITED = frozenset({State.CLAIMED, State.SILENT})


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that is open for a post; ``due`` is empty where nothing is due on a day."""

    what: str
    state: str
    due: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Open tasks of one kind."""

    key: str
    title: str
    tasks: Sequence[Task]


@dataclass(frozen=True, slots=True)
class Handover:
    """What is open for a post on a day."""

    post: Post
    on: date
    groups: Sequence[Group]

    @property
    def count(self) -> int:
        """How many things are open."""
        return sum(len(group.tasks) for group in self.groups)


def gather(post: Post, today: date, language: str, *, own: bool = False) -> Handover:
    """Return what is open for ``post`` on ``today``, in the words of ``language``.

    Parameters
    ----------
    own
        Whether whoever looks acts for the post's own organisation: its drafts and visas are nobody else's.
    """
    with override(language):
        desk = _Desk(post, today, language)
        kinds = [*KINDS, *(OWN if own else ())]
        groups = [Group(key, say(f"tasks_{key}", language), list(find(desk))) for key, find in kinds]
    return Handover(post, today, [group for group in groups if group.tasks])


class _Desk:
    """What the kinds of tasks are found in."""

    def __init__(self, post: Post, today: date, language: str) -> None:
        self.post, self.today, self.language = post, today, language
        running = Commitment.objects.filter(state=CommitmentState.ADOPTED).order_by("plan__starts", "number")
        self.owned = self._told(running.filter(owner=post))
        self.confirmed_by = self._told(running.filter(counterpart=post))

    def _told(self, rows: Any) -> list[Told]:
        return told_of(with_parties(rows.filter(unfinished())).prefetch_related("milestones"), self.today)

    def say(self, key: str, **values: object) -> str:
        return say(key, self.language, **values)

    def day(self, day: date) -> str:
        return day_in_words(day, self.language)


def _owned(desk: _Desk) -> Iterator[Task]:
    for one in desk.owned:
        if one.confirmed < one.count:
            said = " ".join([f"{one.both(desk.language)}.", *one.reasons(desk.language)])
            yield Task(one.name(desk.language).partition(" ")[2], said, one.fact.due, one.commitment.reference)


def _to_confirm(desk: _Desk) -> Iterator[Task]:
    yield from _claims(desk, desk.confirmed_by, "claimed_on", lambda one: one.commitment.owner)


def _unanswered(desk: _Desk) -> Iterator[Task]:
    yield from _claims(desk, desk.owned, "waits_for", lambda one: one.commitment.counterpart)


def _claims(desk: _Desk, rows: Sequence[Told], words: str, whose: Callable[[Told], Post]) -> Iterator[Task]:
    for one in rows:
        for step, state, milestone in zip(
            one.fact.milestones, one.states, one.commitment.milestones.all(), strict=True
        ):
            if state in AWAITED:
                day = desk.day(one.fact.claims_of(step)[-1].day)
                said = desk.say(words, day=day, post=post_name(whose(one), desk.language))
                yield Task(shortened(in_language(milestone.text, desk.language)), said, None, one.commitment.reference)


def _as_counterpart(desk: _Desk) -> Iterator[Task]:
    """Where its commitments are the counterpart's to see through: those running, without anything to answer."""
    for one in desk.confirmed_by:
        if one.confirmed < one.count and not any(state in AWAITED for state in one.states):
            said = f"{one.both(desk.language)}."
            yield Task(one.name(desk.language).partition(" ")[2], said, one.fact.due, one.commitment.reference)


def _moves(desk: _Desk) -> Iterator[Task]:
    rows = DateChange.objects.filter(agreed=None, milestone__commitment__state=CommitmentState.ADOPTED).filter(
        Q(milestone__commitment__counterpart=desk.post) | Q(milestone__commitment__owner=desk.post)
    )
    for row in rows.select_related("milestone__commitment").order_by("on", "pk"):
        key = "move_to_answer" if row.milestone.commitment.counterpart_id == desk.post.pk else "move_asked"
        said = desk.say(key, day=desk.day(row.on), before=desk.day(row.before), due=desk.day(row.due))
        words = shortened(in_language(row.milestone.text, desk.language))
        yield Task(words, said, row.due, row.milestone.commitment.reference)


def _outcomes(desk: _Desk) -> Iterator[Task]:
    rows = Outcome.objects.filter(agreed=None, claim__milestone__commitment__state=CommitmentState.ADOPTED).filter(
        Q(claim__milestone__commitment__counterpart=desk.post) | Q(claim__milestone__commitment__owner=desk.post)
    )
    for row in rows.select_related("claim__milestone__commitment", "by__organisation"):
        said = desk.say("outcome_of", day=desk.day(row.met_on), post=post_name(row.by, desk.language))
        yield Task(shortened(row.words), said, None, row.claim.milestone.commitment.reference)


def _offers(desk: _Desk) -> Iterator[Task]:
    """Offers of help to which the owner has not said which is needed."""
    rows = HelpOffer.objects.filter(
        commitment__owner=desk.post, commitment__state=CommitmentState.ADOPTED, answered_on=None
    )
    for row in rows.select_related("commitment", "by__organisation").order_by("on", "pk"):
        said = desk.say("offered_on", day=desk.day(row.on), post=post_name(row.by, desk.language))
        yield Task(shortened(in_language(row.commitment.result, desk.language)), said, None, row.commitment.reference)


def _decisions(desk: _Desk) -> Iterator[Task]:
    director = desk.post.role == Role.DIRECTOR
    rows = Decision.objects.filter(dropped_on=None)
    rows = rows.filter(chosen=None) if director else rows.filter(asked_by=desk.post, followed_on=None)
    for row in rows.select_related("commitment").order_by("asked_on", "pk"):
        reference = row.commitment.reference if row.commitment else ""
        if row.decided_on is None:
            said = desk.say("asked_on", day=desk.day(row.asked_on))
        else:
            said = desk.say("to_follow_up", day=desk.day(row.decided_on))
        yield Task(in_language(row.question, desk.language), said, None, reference)


def _editions(desk: _Desk) -> Iterator[Task]:
    """The newest edition of each plan where it waits for the director; nobody else authorises."""
    for plan in Plan.objects.order_by("starts", "pk") if desk.post.role == Role.DIRECTOR else ():
        newest = plan.editions.defer("content").first()
        if newest is not None and newest.is_waiting:
            said = desk.say("to_authorise", number=newest.number, day=desk.day(newest.made_on))
            yield Task(in_language(plan.title, desk.language), said)


def _messages(desk: _Desk) -> Iterator[Task]:
    rows = Message.objects.filter(by=desk.post, done_on=None).select_related("commitment").order_by("planned_on", "pk")
    for row in rows:
        said = f"{row.get_channel_display()} · {in_language(row.audience, desk.language)}"
        reference = row.commitment.reference if row.commitment else ""
        yield Task(shortened(in_language(row.words, desk.language)), said, row.planned_on, reference)


def _escalations(desk: _Desk) -> Iterator[Task]:
    secretary = Q(commitment__plan__secretary_customs=desk.post) | Q(commitment__plan__secretary_private=desk.post)
    rows = Escalation.objects.filter(secretary, closed_on=None, commitment__state=CommitmentState.ADOPTED)
    for row in rows.select_related("commitment").order_by("on", "pk"):
        said = desk.say("brought_on", day=desk.day(row.on))
        yield Task(shortened(in_language(row.commitment.result, desk.language)), said, None, row.commitment.reference)


def _signatures(desk: _Desk) -> Iterator[Task]:
    """Plans at signature for which this post signs, and has not."""
    for plan in Plan.objects.filter(state=PlanState.SIGNING, bodies__signatory=desk.post):
        version = plan.versions.first()
        if version and not has_decided(version, desk.post.organisation_id):
            said = desk.say("at_signature", day=desk.day(version.put_on))
            yield Task(in_language(plan.title, desk.language), said)


def _articles(desk: _Desk) -> Iterator[Task]:
    """Commitments at signature that this post signs as owner or counterpart, and has not."""
    for plan in Plan.objects.filter(state=PlanState.SIGNING).order_by("starts", "pk"):
        version = version_at_signature(plan)
        if version is None:
            continue
        keys = [one.key for one in entries_of(version) if one.waits_for(desk.post)]
        said = desk.say("at_signature", day=desk.day(version.put_on))
        for row in plan.commitments.filter(pk__in=keys).order_by("number"):
            yield Task(shortened(in_language(row.result, desk.language)), said, None, row.reference)


def _sheets(desk: _Desk) -> Iterator[Task]:
    """Sheets that others entered for this post or its body, and that it has neither confirmed nor contested."""
    for plan in Plan.objects.order_by("starts", "pk"):
        for _scan in sheets_for(desk.post, plan):
            yield Task(in_language(plan.title, desk.language), desk.say("sheet_to_answer"))


def _notices(desk: _Desk) -> Iterator[Task]:
    unread = Notice.objects.filter(post=desk.post).unread().count()
    if unread:
        yield Task(desk.say("unread_one" if unread == 1 else "unread", count=unread), desk.say("read_by_next"))


def _drafts(desk: _Desk) -> Iterator[Task]:
    rows = Commitment.objects.filter(drafted_by=desk.post, state=CommitmentState.DRAFT).select_related("plan")
    for row in rows:
        said = desk.say("draft_of", plan=in_language(row.plan.title, desk.language))
        yield Task(shortened(in_language(row.result, desk.language)), said)


def _visas(desk: _Desk) -> Iterator[Task]:
    for plan in Plan.objects.filter(state=PlanState.SIGNING, circuits__post=desk.post):
        version = plan.versions.first()
        if version and not version.visas.filter(post=desk.post).exists():
            said = desk.say("visa_due", day=desk.day(version.put_on))
            yield Task(in_language(plan.title, desk.language), said)


Find = Callable[[_Desk], Iterator[Task]]

KINDS: tuple[tuple[str, Find], ...] = (
    ("owned", _owned),
    ("to_confirm", _to_confirm),
    ("unanswered", _unanswered),
    ("counterpart", _as_counterpart),
    ("moves", _moves),
    ("outcomes", _outcomes),
    ("offers", _offers),
    ("decisions", _decisions),
    ("editions", _editions),
    ("escalations", _escalations),
    ("signatures", _signatures),
    ("articles", _articles),
    ("sheets", _sheets),
    ("messages", _messages),
    ("notices", _notices),
)
"""Kinds of open tasks in the order of the record."""
OWN: tuple[tuple[str, Find], ...] = (("visas", _visas), ("drafts", _drafts))
"""Kinds that only the post's own organisation may read."""


def compose(told: Handover, language: str) -> Document:
    """Return the record for the signature of who leaves, who comes, and a witness."""
    timbre, republic = letterhead(language)
    return Document(
        title=say("handover", language),
        subtitle=post_name(told.post, language),
        language=language,
        blocks=tuple(_blocks(told, language)),
        stamp=stamp(facts_of(told), told.on, Visibility.TEAM, language),
        timbre=timbre,
        republic=republic,
    )


def _blocks(told: Handover, language: str) -> Iterator[Block]:
    body = in_language(told.post.organisation.name, language) or body_name(language)
    day = day_in_words(told.on, language)
    title = in_language(told.post.title, language)
    yield Paragraph(say("handover_opening", language, post=title, body=body, day=day), "lead")
    if not told.groups:
        yield Paragraph(whole({language: say("nothing_open", language)}, language))
    for group in told.groups:
        yield Heading(1, f"{group.title} ({len(group.tasks)})", group.key)
        yield _table(group, say("as_of", language, day=day), language)
    # All three sign one page.
    yield PageBreak()
    yield Heading(1, say("signatures", language), "signatures")
    name = post_name(told.post, language)
    witness = say("witness_post", language)
    people = ((say("outgoing", language), name), (say("incoming", language), name), (say("witness", language), witness))
    signatories = tuple(Signatory(*person) for person in people)
    sealed = short(digest(facts_of(told)))
    yield SignatureSheet(signatories, sealed, stances=(), reservations=0, how=say("sign_how", language))


def _table(group: Group, caption: str, language: str) -> Table:
    keys = ("what", "where", "due")
    rows = tuple(
        (f"{one.reference} {one.what}".strip(), one.state, day_in_words(one.due, language) if one.due else "–")
        for one in group.tasks
    )
    return Table(caption, tuple(say(key, language) for key in keys), rows, frozenset({2}), prose=True)


def facts_of(told: Handover) -> dict[str, Any]:
    """Return what the record tells as plain values."""
    return {
        "post": str(told.post.pk),
        "on": told.on.isoformat(),
        "groups": [[group.key, [[one.reference, one.what, one.state] for one in group.tasks]] for group in told.groups],
    }


def files_of(told: Handover, language: str, kind: str, at: datetime) -> bytes:
    """Return the record as ``pdf`` or ``docx``."""
    from danaya.engines.publishing import to_docx, to_pdf  # noqa: PLC0415  # slow import

    return {"pdf": to_pdf, "docx": to_docx}[kind](compose(told, language), timestamp=at)
