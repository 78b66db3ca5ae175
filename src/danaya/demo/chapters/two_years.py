"""What happened to the plan in two years, act by act: kept, contested, settled, put off, abandoned, told. Part of the chapter of commitments."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from danaya.apps.commitments.actions.end_commitment import abandon_commitment
from danaya.apps.commitments.actions.progress.claiming import answer_claim, claim_milestone
from danaya.apps.commitments.actions.progress.helping import offer_help
from danaya.apps.commitments.actions.progress.moving import answer_move, ask_move
from danaya.apps.commitments.actions.progress.settling import answer_outcome, record_outcome
from danaya.apps.commitments.actions.progress.updating import post_update
from danaya.apps.commitments.actions.telling.ask_decision import Choice, ask_decision
from danaya.apps.commitments.actions.telling.authorise_edition import authorise_edition
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.actions.telling.plan_message import Telling, mark_told, plan_message
from danaya.apps.commitments.actions.telling.take_decision import follow_up_decision, take_decision
from danaya.apps.commitments.models import (
    Answer,
    Channel,
    Commitment,
    Decision,
    EvidenceKind,
    Message,
    Milestone,
    Plan,
)
from danaya.apps.commitments.progress.pieces import AGREED, Piece
from danaya.base.files.models import StoredFile, Visibility
from danaya.base.files.storing import store
from danaya.demo import promises, tamarie
from danaya.demo.chapters.people import COORDINATOR, moment, on, post_of
from danaya.demo.papers import paper, picture

DIRECTOR = "directeur-general"
ANOTHER_KIND = "Autre preuve convenue avec la contrepartie en réunion bilatérale."

Act = tuple[date, Callable[[], None]]
"""A day, and what was done on it."""

Told = Mapping[str, Commitment]
"""Each commitment under its key in the plan."""


def acts(plan: Plan, told: Told) -> Iterator[Act]:
    """Return everything that was done, in no order."""
    for promise in promises.load_promises():
        yield from _acts_of(told[promise.key], promise)
    for asked in promises.load_asked():
        yield from _decision(plan, told, asked)
    for message in promises.load_messages():
        yield from _message(plan, told, message)
    for made, authorised in promises.EDITIONS:
        yield made, lambda day=made, then=authorised: _edition(plan, day, then)  # type: ignore[misc]


def _acts_of(commitment: Commitment, promise: promises.Promise) -> Iterator[Act]:
    for claimed in promise.claims:
        yield claimed.on, lambda one=claimed: _claim(commitment, promise, one)  # type: ignore[misc]
    for moved in promise.moves:
        yield moved.on, lambda one=moved: _move(commitment, promise, one)  # type: ignore[misc]
    for updated in promise.updates:
        yield updated.on, lambda one=updated: _update(commitment, promise, one)  # type: ignore[misc]
    if promise.abandoned:
        yield promise.abandoned["on"], lambda: _abandon(commitment, promise)
    if promise.help:
        yield promise.help["on"], lambda: _help(commitment, promise)


def _claim(commitment: Commitment, promise: promises.Promise, said: promises.Claimed) -> None:
    claim = claim_milestone(
        _milestone(commitment, said.milestone),
        text=said.text,
        pieces=[_piece(promise, said)],
        other_kind="" if said.kind in AGREED[commitment.evidence_kind] else ANOTHER_KIND,
        **on(promise.owner, said.on),
    )
    if not said.answer or said.answered is None:
        return
    answer_claim(claim, Answer(said.answer), reason=said.reason, **on(promise.counterpart, said.answered))
    if said.outcome:
        met = said.outcome["met"]
        recorded = record_outcome(
            claim,
            Answer(said.outcome["answer"]),
            words=said.outcome["words"],
            met_on=met,
            **on(promise.owner, met + timedelta(days=1)),
        )
        answer_outcome(recorded, agreed=True, **on(promise.counterpart, met + timedelta(days=2)))


def _milestone(commitment: Commitment, place: int) -> Milestone:
    return Milestone.objects.select_related("commitment").get(commitment=commitment, position=place)


def _move(commitment: Commitment, promise: promises.Promise, moved: promises.Moved) -> None:
    change = ask_move(
        _milestone(commitment, moved.milestone), due=moved.due, reason=moved.reason, **on(promise.owner, moved.on)
    )
    answer_move(change, agreed=True, **on(promise.counterpart, moved.answered))


def _update(commitment: Commitment, promise: promises.Promise, said: promises.Updated) -> None:
    post_update(
        commitment,
        done=said.done,
        obstacle=said.obstacle,
        help=said.help,
        next_step=said.next,
        next_on=said.next_on,
        **on(promise.owner, said.on),
    )


def _abandon(commitment: Commitment, promise: promises.Promise) -> None:
    facts = promise.abandoned or {}
    decision = Decision.objects.get(commitment=commitment, chosen__isnull=False)
    reason = {"fr": facts["fr"], "en": facts["en"]}
    abandon_commitment(commitment, reason, decision=decision, **on(DIRECTOR, facts["on"]))


def _help(commitment: Commitment, promise: promises.Promise) -> None:
    facts = promise.help or {}
    offer_help(commitment, words=facts["fr"], **on(COORDINATOR, facts["on"]))


def _decision(plan: Plan, told: Told, asked: promises.Asked) -> Iterator[Act]:
    yield asked.asked, lambda: _ask(plan, told, asked)
    if asked.decided:
        # Before what follows from it on the same day.
        yield asked.decided - timedelta(days=1), lambda: _decide(told, asked)


def _ask(plan: Plan, told: Told, asked: promises.Asked) -> None:
    choices = [Choice(*option) for option in asked.options]
    held = Commitment.objects.get(pk=told[asked.commitment].pk)
    ask_decision(plan, asked.question, choices, commitment=held, **on(COORDINATOR, asked.asked))


def _decide(told: Told, asked: promises.Asked) -> None:
    day = asked.decided
    if day is None:
        return
    decision = Decision.objects.get(commitment=told[asked.commitment], asked_on=asked.asked)
    decision = take_decision(
        decision, chosen=asked.chosen, decided_on=day, reference=asked.reference, **on(DIRECTOR, day)
    )
    if asked.followed:
        follow_up_decision(
            decision, follow_up=asked.follow_up, reference=asked.reference, **on(COORDINATOR, asked.followed)
        )


def _message(plan: Plan, told: Told, message: promises.Message) -> Iterator[Act]:
    written = min(message.planned - timedelta(days=14), tamarie.TODAY)
    yield written, lambda: _plan_message(plan, told, message, written)
    if message.done:
        yield message.done, lambda: _tell(plan, message)


def _plan_message(plan: Plan, told: Told, message: promises.Message, day: date) -> None:
    telling = Telling(
        audience=message.audience,
        words=message.words,
        channel=Channel(message.channel),
        by=post_of(message.by),
        planned_on=message.planned,
        commitment=Commitment.objects.get(pk=told[message.commitment].pk) if message.commitment else None,
    )
    plan_message(plan, telling, **on(COORDINATOR, day))


def _tell(plan: Plan, message: promises.Message) -> None:
    day = message.done
    if day is not None:
        planned = Message.objects.get(plan=plan, by=post_of(message.by), planned_on=message.planned)
        mark_told(planned, done_on=day, **on(COORDINATOR, day))


def _edition(plan: Plan, made: date, authorised: date) -> None:
    edition = make_edition(plan, **on(COORDINATOR, made))
    authorise_edition(edition, shown=edition.digest, **on(DIRECTOR, authorised))


# Evidence: invented, and it says so


def _piece(promise: promises.Promise, said: promises.Claimed) -> Piece:
    kind = EvidenceKind(said.kind)
    if kind == EvidenceKind.LINK:
        return Piece(kind, link="https://example.org/compte-rendu")
    if kind == EvidenceKind.STATEMENT:
        return Piece(kind, statement=f"{said.text} Signé : {post_of(promise.owner)}.")
    return Piece(kind, file=_file(said, photo=kind == EvidenceKind.PHOTO))


def _file(said: promises.Claimed, *, photo: bool) -> StoredFile:
    day = said.on
    made = (
        picture(said.text, day, f"photo-{day:%Y-%m-%d}.png")
        if photo
        else paper("Pièce jointe", said.text, day, f"piece-{day:%Y-%m-%d}.pdf")
    )
    return store(made, at=moment(day), visibility=Visibility.FORUM)
