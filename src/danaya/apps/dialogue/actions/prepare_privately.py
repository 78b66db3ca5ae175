"""A body consults its members first: open its space, put texts in, vote, count, hand in what it stands for, empty it."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from danaya.apps.dialogue.actions.submit_expectation import Author, Words, check_words, submit_expectation
from danaya.apps.dialogue.by_card.participants import PRIVATE
from danaya.apps.dialogue.models import Consultation, Expectation, Opinion, PrivateSpace, SealedText, SealedVote, Voice
from danaya.apps.dialogue.problems import not_gathering, problem
from danaya.apps.dialogue.sealed.private import (
    MEMBERS,
    about_count,
    about_text,
    about_vote,
    cast_votes,
    open_counted,
    open_text,
    open_votes,
    pack,
    vote_key,
)
from danaya.apps.dialogue.sealed.tidings import CHANGED, EMPTIED, OPENED, tell_posts
from danaya.apps.dialogue.votes.tally import count_votes
from danaya.apps.people.models import Side, Tenure
from danaya.base.cards.codes import Random
from danaya.base.cards.issuing import revoke
from danaya.base.cards.models import Card
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Problem
from danaya.engines.seals.boxes import PrivateKey, make_key, rewrap, seal

MOST_TEXTS = 500


@transaction.atomic
def open_space(consultation: Consultation, secret: str, *, actor: Tenure, at: datetime, random: Random) -> PrivateSpace:
    """Open the private space of the actor's organisation in a consultation, under its members' secret.

    Raises
    ------
    Problem
        Where it has one already, or the secret is too short.
    """
    key = make_key(secret, random)
    try:
        with transaction.atomic():
            space = PrivateSpace.objects.create(
                consultation=consultation,
                organisation=actor.post.organisation,
                public_key=key.public,
                wrapped_key=key.wrapped,
                opened_by=actor.post,
                opened_on=at.date(),
            )
    except IntegrityError as twice:
        raise problem(
            "space-twice",
            "Votre organisation a déjà son espace privé pour cette consultation.",
            "Your organisation has its private space for this consultation already.",
        ) from twice
    record("dialogue.open_space", space, actor=actor, at=at)
    tell_posts(space, OPENED, actor, at)
    return space


@transaction.atomic
def change_secret(
    space: PrivateSpace, private: PrivateKey, secret: str, *, actor: Tenure, at: datetime, random: Random
) -> PrivateSpace:
    """Let another secret open the space; the former no longer does.

    Raises
    ------
    Problem
        Where the secret is too short.
    """
    held = locked(PrivateSpace.objects).get(pk=space.pk)
    held.wrapped_key = rewrap(private, secret, random)
    held.save(update_fields=["wrapped_key"])
    record("dialogue.change_secret", held, actor=actor, at=at)
    tell_posts(held, CHANGED, actor, at)
    return held


@transaction.atomic
def empty_space(space: PrivateSpace, *, actor: Tenure, at: datetime) -> None:
    """Delete the space with everything in it, and let its members' cards open nothing any more.

    It needs no secret: a lost one must not keep a body from beginning anew. The cards end with it, so that nobody who took the
    body's post gets, under a key of their own, what members go on writing with theirs.
    """
    held = locked(PrivateSpace.objects).get(pk=space.pk)
    revoke(Card.objects.about(PRIVATE, held.pk), at.date())
    record("dialogue.empty_space", held, actor=actor, at=at)
    tell_posts(held, EMPTIED, actor, at)
    SealedVote.objects.filter(space=held).delete()
    SealedText.objects.filter(space=held).delete()
    held.delete()


@transaction.atomic
def put_in(space: PrivateSpace, words: Words, *, key: UUID | None = None, random: Random) -> SealedText:
    """Seal a member's text. Nobody and no moment is recorded; without the secret nobody reads it, its author neither.

    Parameters
    ----------
    key
        Under which it is kept: with the same key, sent twice on a slow network, it is kept once.

    Raises
    ------
    Problem
        Where nothing is gathered, the text is missing, or the space is full.
    """
    if not space.takes_texts:
        raise not_gathering()
    check_words(words)
    there = space.texts.filter(pk=key).first() if key else None
    if there is not None:
        return there
    if space.texts.count() >= MOST_TEXTS:
        raise problem(
            "space-full",
            "L'espace privé est plein : {most} textes. Retirez ceux qui ne servent plus.",
            "The private space is full: {most} texts. Take out those no longer needed.",
            most=MOST_TEXTS,
        )
    return _sealed(space, words, key or uuid4(), random)


def _sealed(space: PrivateSpace, words: Words, key: UUID, random: Random) -> SealedText:
    """Keep a text in a box; a key that is taken elsewhere is not taken again."""
    if SealedText.objects.filter(pk=key).exists():
        key = uuid4()
    box = seal(bytes(space.public_key), pack(words), about=about_text(key), random=random)
    return SealedText.objects.create(pk=key, space=space, box=box)


@transaction.atomic
def rewrite(space: PrivateSpace, private: PrivateKey, text: UUID, words: Words, *, random: Random) -> SealedText:
    """Seal a text in other words, under another key: votes on the former words go, since members have not seen these.

    Raises
    ------
    Problem
        Where nothing is gathered, the text is missing, or it is gone.
    """
    if not space.takes_texts:
        raise not_gathering()
    check_words(words)
    _held(space, text)
    _forget(space, private, text)
    return _sealed(space, words, uuid4(), random)


@transaction.atomic
def take_out(space: PrivateSpace, private: PrivateKey, text: UUID) -> None:
    """Delete a text of the space with the votes on it.

    Raises
    ------
    Problem
        Where it is gone.
    """
    _held(space, text)
    _forget(space, private, text)


@transaction.atomic
def vote_privately(
    space: PrivateSpace, private: PrivateKey, text: UUID, opinion: Opinion, *, member: bytes, random: Random
) -> SealedVote:
    """Seal a member's opinion of a text, in place of the one before.

    Parameters
    ----------
    member
        What stands for the member: of the card, or of the opened space.

    Raises
    ------
    Problem
        Where nothing is gathered any more, or the text is gone.
    """
    held = _locked(space)
    _held(held, text)
    key = vote_key(member, text)
    poll = open_counted(held, private).poll + 1
    plain = json.dumps({"text": str(text), "opinion": int(opinion), "poll": poll}).encode()
    box = seal(bytes(held.public_key), plain, about=about_vote(held, key), random=random)
    vote, _new = SealedVote.objects.update_or_create(space=held, key=key, defaults={"box": box})
    return vote


@transaction.atomic
def count_privately(space: PrivateSpace, private: PrivateKey, *, random: Random) -> PrivateSpace:
    """Count the members' votes as far as they may be shown: from five on, and changed only by five new ones.

    Who looks before and after one vote sees nobody's.

    Raises
    ------
    Problem
        Where nothing is gathered any more.
    """
    held = _locked(space)
    before = open_counted(held, private)
    tally = count_votes(cast_votes(held, private), (), {}, (MEMBERS,), poll=before.poll + 1, before=before.tally)
    plain = json.dumps({"poll": before.poll + 1, "tally": tally.plain()}).encode()
    held.counted = seal(bytes(held.public_key), plain, about=about_count(held), random=random)
    held.save(update_fields=["counted"])
    return held


@transaction.atomic
def hand_in(
    space: PrivateSpace, private: PrivateKey, text: UUID, words: Words, *, actor: Tenure, at: datetime
) -> Expectation:
    """Hand in a text as what the body stands for, in the words it agreed on; the sealed one is deleted.

    Raises
    ------
    Problem
        Where nothing is gathered, or the text is gone.
    """
    open_text(space, private, _held(space, text))
    author = Author(Voice.ORGANISATION, Side(space.organisation.side), space.organisation)
    made = submit_expectation(space.consultation, words, author, actor=actor, at=at)
    _forget(space, private, text)
    return made


def _locked(space: PrivateSpace) -> PrivateSpace:
    """Return the space for votes and counts, one after the other."""
    held = locked(PrivateSpace.objects).select_related("consultation").get(pk=space.pk)
    if not held.takes_texts:
        raise space_ended()
    return held


def _held(space: PrivateSpace, text: UUID) -> SealedText:
    sealed = locked(SealedText.objects).filter(space=space, pk=text).first()
    if sealed is None:
        raise problem(
            "sealed-gone",
            "Ce texte a déjà été remis, récrit ou retiré. Revenez à la liste.",
            "This text has been handed in, rewritten or taken out already. Go back to the list.",
        )
    return sealed


def _forget(space: PrivateSpace, private: PrivateKey, text: UUID) -> None:
    """Delete a text and the votes on it: only the key tells which these are."""
    votes = [vote.row for vote in open_votes(space, private) if vote.text == str(text)]
    SealedVote.objects.filter(pk__in=votes).delete()
    SealedText.objects.filter(space=space, pk=text).delete()


def space_ended() -> Problem:
    """Nothing is put into the space any more."""
    return problem(
        "space-ended",
        "L'espace privé ne change plus : les attentes ne sont plus recueillies. Vous pouvez encore le lire et le vider.",
        "The private space no longer changes: expectations are gathered no more. You can still read it and empty it.",
    )
