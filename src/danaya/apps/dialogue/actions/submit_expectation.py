"""Hand in an expectation under an organisation's name, a side's name or none."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from danaya.apps.dialogue.models import Basis, Consultation, Expectation, Translation, Voice
from danaya.apps.dialogue.problems import not_gathering, problem
from danaya.apps.findings.models import Finding
from danaya.apps.people.models import Organisation, Side, Tenure
from danaya.base.journal.entries import record
from danaya.engines.framework import load_factors, load_matters
from danaya.engines.language import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Words:
    """What an author writes: the text in one or several languages, the language it was thought in, what it is about."""

    text: Text
    language: str
    factor: str = ""
    matters: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def languages(self) -> list[str]:
        """Those that have words."""
        return sorted(code for code, words in self.text.items() if words)


@dataclass(frozen=True, slots=True)
class Author:
    """Under which name an author writes, and the mark of the card by which they follow their text (``Participant.mark``)."""

    voice: Voice
    side: Side
    organisation: Organisation | None = None
    key: str = ""


@transaction.atomic
def submit_expectation(
    consultation: Consultation, words: Words, author: Author, *, actor: Tenure | None, at: datetime
) -> Expectation:
    """Keep a new expectation until a reader of each side has read it.

    The journal hears only of what is handed in for an organisation: an entry of the moment would lead to any other author.

    Raises
    ------
    Problem
        Where nothing is gathered, the text is missing in the language it was written in, or a tag is unknown.
    """
    if not consultation.gathers:
        raise not_gathering()
    check_words(words)
    named = author.voice == Voice.ORGANISATION
    expectation = Expectation.objects.create(
        consultation=consultation,
        text=dict(words.text),
        language=words.language,
        own_languages=words.languages,
        translation=translation_of(words.text),
        voice=author.voice,
        side=author.side,
        organisation=author.organisation if named else None,
        author_key=author.key,
        factor=words.factor,
        matters=list(words.matters),
        received_on=at.date(),
    )
    Basis.objects.bulk_create(Basis(expectation=expectation, finding=finding) for finding in words.findings)
    if named:
        record("dialogue.submit_expectation", expectation, actor=actor, at=at)
    return expectation


def check_words(words: Words) -> None:
    """Refuse a text without its own language, and tags that the framework does not have."""
    if not words.text.get(words.language, "").strip():
        raise problem(
            "text-missing",
            "Écrivez ce que vous attendez dans la langue choisie.",
            "Write what you expect in the language you chose.",
        )
    known = {factor.key for factor in load_factors()} | {""}
    matters = {matter.key for matter in load_matters()}
    if words.factor not in known or not set(words.matters) <= matters:
        raise problem(
            "tag-unknown",
            "Choisissez le facteur clé et les sujets dans la liste.",
            "Choose the key factor and the matters from the list.",
        )


def translation_of(text: Text) -> Translation:
    """Return how far a text has come in French and English: what an author wrote in both needs no review."""
    return Translation.REVIEWED if all(text.get(code) for code in LANGUAGES) else Translation.MISSING
