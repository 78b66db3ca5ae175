"""A body consults its members first: open its space, put texts in, vote, hand in what it stands for."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from danaya.apps.dialogue.actions.submit_expectation import Author, Words, check_words, submit_expectation
from danaya.apps.dialogue.models import (
    Consultation,
    Expectation,
    Opinion,
    PrivateSpace,
    SealedText,
    SealedVote,
    Voice,
)
from danaya.apps.dialogue.private import about_text, about_vote, open_text, pack, vote_key
from danaya.apps.dialogue.problems import not_gathering, problem
from danaya.apps.people.models import Side, Tenure
from danaya.base.cards.codes import Random
from danaya.base.journal.entries import record
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
    held = PrivateSpace.objects.select_for_update().get(pk=space.pk)
    held.wrapped_key = rewrap(private, secret, random)
    held.save(update_fields=["wrapped_key"])
    record("dialogue.change_secret", held, actor=actor, at=at)
    return held


@transaction.atomic
def put_in(space: PrivateSpace, words: Words, *, random: Random) -> SealedText:
    """Seal a member's text. Nobody and no moment is recorded; without the secret nobody reads it, its author neither.

    Raises
    ------
    Problem
        Where nothing is gathered, the text is missing, or the space is full.
    """
    if not (space.consultation.gathers or not space.consultation.begun):
        raise not_gathering()
    check_words(words)
    if space.texts.count() >= MOST_TEXTS:
        raise problem(
            "space-full",
            "L'espace privé est plein : {most} textes. Retirez ceux qui ne servent plus.",
            "The private space is full: {most} texts. Take out those no longer needed.",
            most=MOST_TEXTS,
        )
    key = uuid4()
    box = seal(bytes(space.public_key), pack(words), about=about_text(key), random=random)
    return SealedText.objects.create(pk=key, space=space, box=box)


@transaction.atomic
def take_out(space: PrivateSpace, text: UUID) -> None:
    """Delete a text of the space, and votes on it stay unreadable rows that count for nothing."""
    space.texts.filter(pk=text).delete()


@transaction.atomic
def vote_privately(space: PrivateSpace, text: UUID, opinion: Opinion, *, member: bytes, random: Random) -> SealedVote:
    """Seal a member's opinion of a text, in place of the one before.

    Parameters
    ----------
    member
        What stands for the member: of the card, or of the opened space.
    """
    key = vote_key(member, text)
    plain = json.dumps({"text": str(text), "opinion": int(opinion)}).encode()
    box = seal(bytes(space.public_key), plain, about=about_vote(space, key), random=random)
    vote, _new = SealedVote.objects.update_or_create(space=space, key=key, defaults={"box": box})
    return vote


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
    sealed = space.texts.select_for_update().filter(pk=text).first()
    if sealed is None:
        raise problem(
            "sealed-gone",
            "Ce texte a déjà été remis ou retiré.",
            "This text has been handed in or taken out already.",
        )
    open_text(sealed, private)
    author = Author(Voice.ORGANISATION, Side(space.organisation.side), space.organisation)
    made = submit_expectation(space.consultation, words, author, actor=actor, at=at)
    sealed.delete()
    return made
