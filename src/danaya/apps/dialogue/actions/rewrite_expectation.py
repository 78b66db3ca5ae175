"""The author writes a text anew, or takes it back, as long as it is not shown."""

from datetime import datetime

from django.db import transaction

from danaya.apps.dialogue.actions.submit_expectation import Words, check_words, translation_of
from danaya.apps.dialogue.models import Expectation, State, Voice
from danaya.apps.dialogue.problems import changed_meanwhile, problem
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def rewrite_expectation(
    expectation: Expectation, words: Words, *, revision: int, actor: Tenure | None, at: datetime
) -> Expectation:
    """Replace the wording of a text that waits or is held; both sides read the new one from the start.

    The earlier wording is not kept: it may have named somebody.

    Raises
    ------
    Problem
        Where the text is shown already, was taken back, or changed since the author opened it (``revision``).
    """
    held = in_authors_hands(expectation, revision)
    check_words(words)
    held.text, held.language, held.own_languages = dict(words.text), words.language, words.languages
    held.translation = translation_of(words.text)
    held.factor, held.matters = words.factor, list(words.matters)
    held.state, held.revision = State.WAITING, held.revision + 1
    held.save()
    tell_journal("dialogue.rewrite_expectation", held, actor, at)
    return held


@transaction.atomic
def withdraw_expectation(expectation: Expectation, *, revision: int, actor: Tenure | None, at: datetime) -> Expectation:
    """Take back a text that nobody but the readers has seen; its words are deleted.

    Raises
    ------
    Problem
        As for :func:`rewrite_expectation`.
    """
    held = in_authors_hands(expectation, revision)
    held.text, held.state, held.revision = {}, State.WITHDRAWN, held.revision + 1
    held.save()
    tell_journal("dialogue.withdraw_expectation", held, actor, at)
    return held


def in_authors_hands(expectation: Expectation, revision: int) -> Expectation:
    """Return the expectation for changing, if it may still be changed by its author."""
    held = locked(Expectation.objects).get(pk=expectation.pk)
    if held.state not in {State.WAITING, State.HELD}:
        raise problem(
            "shown-already",
            "Ce texte est déjà montré aux deux parties : il ne change plus. Écrivez une nouvelle attente pour le préciser.",
            "This text is shown to both sides already: it no longer changes. Write a new expectation to make it clearer.",
        )
    if held.revision != revision:
        raise changed_meanwhile()
    return held


def tell_journal(verb: str, expectation: Expectation, actor: Tenure | None, at: datetime) -> None:
    """Record what an organisation did; of others the journal hears nothing."""
    if expectation.voice == Voice.ORGANISATION:
        record(verb, expectation, actor=actor, at=at, revision=expectation.revision)
