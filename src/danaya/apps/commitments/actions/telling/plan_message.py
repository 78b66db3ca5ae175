"""The communication plan: who is told what, how, by whom, when; and that it was done."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from danaya.apps.commitments.models import Channel, Commitment, Edition, Message, Plan
from danaya.apps.commitments.once import as_fact, kept_under
from danaya.apps.commitments.problems import problem
from danaya.apps.commitments.telling.editions import covering
from danaya.apps.commitments.telling.tidings import directors
from danaya.apps.people.models import Organisation, Post, Region, Side, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Text, in_language


@dataclass(frozen=True, slots=True)
class Telling:
    """One line of the communication plan as it is written."""

    audience: Text
    words: Text
    channel: Channel
    by: Post
    planned_on: date
    commitment: Commitment | None = None
    region: Region | None = None
    organisation: Organisation | None = None

    def facts(self) -> dict[str, object]:
        """Return its fields by name, objects as they are."""
        named = {name: getattr(self, name) for name in NAMES}
        return {**named, "audience": dict(self.audience), "words": dict(self.words)}


NAMES = tuple(one.name for one in fields(Telling))


@transaction.atomic
def plan_message(plan: Plan, telling: Telling, *, key: UUID | None = None, actor: Tenure, at: datetime) -> Message:
    """Add a line to the communication plan.

    Parameters
    ----------
    key
        Under which it is kept: with the same key, sent twice on a slow network, it is kept once.

    Raises
    ------
    Problem
        Where audience or message is empty, the commitment is none that both sides see, or an observer's post is to tell it.
    """
    if before := kept_under(key, plan.messages.all(), telling.facts(), actor):
        return before
    _refuse_unfit(plan, telling)
    made = Message.objects.create(plan=plan, **telling.facts(), **as_fact(key, Message.objects.all()))
    record("commitments.plan_message", made, actor=actor, at=at, plan=str(plan.pk), channel=str(telling.channel))
    return made


@transaction.atomic
def rewrite_message(message: Message, telling: Telling, *, actor: Tenure, at: datetime) -> Message:
    """Change a line that was not done yet.

    Raises
    ------
    Problem
        As :func:`plan_message`; or where it was done: what was told stays as it was told.
    """
    held = _held(message)
    _refuse_done(held)
    _refuse_unfit(held.plan, telling)
    for name, value in telling.facts().items():
        setattr(held, name, value)
    held.save()
    record("commitments.rewrite_message", held, actor=actor, at=at, channel=str(telling.channel))
    return held


@transaction.atomic
def remove_message(message: Message, *, actor: Tenure, at: datetime) -> None:
    """Take a line out that was not done.

    Raises
    ------
    Problem
        Where it was done.
    """
    held = _held(message)
    _refuse_done(held)
    record("commitments.remove_message", held, actor=actor, at=at, plan=str(held.plan_id))
    held.delete()


@transaction.atomic
def mark_told(message: Message, *, done_on: date, note: str = "", actor: Tenure, at: datetime) -> Message:
    """Say that it was done, and on which day; outside, under which edition.

    Raises
    ------
    Problem
        Where the day lies ahead, it was done before, or it goes outside in words that no edition held which the director had authorised by that day.
    """
    held = _held(message)
    _refuse_done(held)
    if done_on > at.date():
        raise problem(
            "message-ahead",
            "Indiquez le jour où le message a été dit : il ne peut pas être à venir.",
            "Give the day on which it was told: it cannot lie ahead.",
        )
    edition = _authorised(held, done_on) if held.goes_outside else None
    held.done_on, held.note, held.edition = done_on, note.strip(), edition
    held.save(update_fields=["done_on", "note", "edition"])
    named = {"edition": edition.number} if edition else {}
    record("commitments.mark_told", held, actor=actor, at=at, done_on=done_on.isoformat(), **named)
    return held


def _authorised(held: Message, day: date) -> Edition:
    found = covering(held, day)
    if found is None:
        post = next(iter(directors()), None)
        raise problem(
            "message-unauthorised",
            "Ce message sort des deux parties. Le poste « {poste} » doit d'abord autoriser une édition qui le contient mot pour mot, au plus "
            "tard le jour où il est dit : faites préparer cette édition, puis marquez-le comme dit.",
            "This message goes outside the two sides. The post “{post}” must first authorise an edition that holds it word for word, by the "
            "day on which it is told: have that edition prepared, then mark it as told.",
            poste=in_language(post.title, "fr") if post else "Directeur général",
            post=in_language(post.title, "en") if post else "Director general",
        )
    return found


@transaction.atomic
def mark_untold(message: Message, *, actor: Tenure, at: datetime) -> Message:
    """Take back that it was done."""
    held = _held(message)
    held.done_on, held.note, held.edition = None, "", None
    held.save(update_fields=["done_on", "note", "edition"])
    record("commitments.mark_untold", held, actor=actor, at=at)
    return held


def _held(message: Message) -> Message:
    found = locked(Message.objects).select_related("plan").filter(pk=message.pk).first()
    if found is None:
        raise problem(
            "message-gone",
            "Quelqu'un a retiré ce message depuis que vous avez ouvert la page.",
            "Somebody has removed this message since you opened the page.",
        )
    return found


def _refuse_done(held: Message) -> None:
    if held.done_on is not None:
        raise problem(
            "message-done",
            "Ce message est marqué comme dit. Pour le changer, dites d'abord qu'il ne l'est pas.",
            "This message is marked as told. To change it, first say that it is not.",
        )


def _refuse_unfit(plan: Plan, telling: Telling) -> None:
    if not any(telling.audience.values()) or not any(telling.words.values()):
        raise problem(
            "message-empty",
            "Écrivez à qui l'on parle et ce qu'on lui dit.",
            "Write who is told, and what they are told.",
        )
    if telling.by.side == Side.OBSERVER:
        raise problem(
            "message-by-observer",
            "Choisissez un poste de la douane ou d'une organisation du secteur privé.",
            "Choose a post of customs or of a private-sector body.",
        )
    commitment = telling.commitment
    if commitment is not None and (commitment.plan_id != plan.pk or not commitment.is_shown):
        raise problem(
            "message-commitment",
            "Choisissez un engagement de ce plan, proposé aux deux parties.",
            "Choose a commitment of this plan that is proposed to both sides.",
        )
