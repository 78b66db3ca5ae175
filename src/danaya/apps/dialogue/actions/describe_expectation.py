"""What the team and readers add to a shown expectation: its translation, its key factor, its matters, its findings."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from danaya.apps.dialogue.actions.submit_expectation import Words, check_words
from danaya.apps.dialogue.models import Basis, Expectation, State, Translation
from danaya.apps.dialogue.problems import changed_meanwhile, problem
from danaya.apps.findings.models import Finding
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import LANGUAGES, Problem, Text


@transaction.atomic
def translate_expectation(
    expectation: Expectation,
    language: str,
    words: str,
    *,
    reviewed: bool,
    before: str | None = None,
    actor: Tenure,
    at: datetime,
) -> Expectation:
    """Put the text in another language beside the author's words, which never change.

    Parameters
    ----------
    before
        The translation that stood there when the page was opened; None where that does not matter.

    Raises
    ------
    Problem
        Where the author wrote in ``language`` too, there are no words, the text was taken back, or somebody else
        translated it meanwhile.
    """
    held = locked(Expectation.objects).get(pk=expectation.pk)
    if language in held.of_author:
        raise words_of_author()
    if not words.strip():
        raise problem(
            "translation",
            "Écrivez la traduction dans l'autre langue : les mots de l'auteur ne changent pas.",
            "Write the translation in the other language: the author's own words do not change.",
        )
    if held.state == State.WITHDRAWN or (before is not None and before != held.text.get(language, "")):
        raise changed_meanwhile()
    held.text = {**held.text, language: words.strip()}
    held.translation = _translation(held.text, reviewed=reviewed)
    held.save(update_fields=["text", "translation"])
    record("dialogue.translate_expectation", held, actor=actor, at=at, language=language, reviewed=reviewed)
    return held


def words_of_author() -> Problem:
    """Return the refusal to touch what the author wrote."""
    return problem(
        "words-of-author",
        "L'auteur a écrit dans cette langue : ses mots ne changent pas. Traduisez-les dans une autre.",
        "The author wrote in this language: their words do not change. Translate them into another one.",
    )


def _translation(text: Text, *, reviewed: bool) -> Translation:
    """Return how far a text has come: what was thought in a third language stands in both before it is translated."""
    if not all(text.get(code) for code in LANGUAGES):
        return Translation.MISSING
    return Translation.REVIEWED if reviewed else Translation.TO_REVIEW


@transaction.atomic
def tag_expectation(
    expectation: Expectation,
    *,
    factor: str,
    matters: Sequence[str],
    findings: Sequence[Finding],
    actor: Tenure,
    at: datetime,
) -> Expectation:
    """Say which key factor and matters an expectation is about, and which findings it rests on.

    Raises
    ------
    Problem
        Where a tag is unknown.
    """
    held = locked(Expectation.objects).get(pk=expectation.pk)
    check_words(Words(held.text, held.language, factor, tuple(matters)))
    held.factor, held.matters = factor, list(matters)
    held.save(update_fields=["factor", "matters"])
    Basis.objects.filter(expectation=held).exclude(finding__in=findings).delete()
    for finding in findings:
        Basis.objects.get_or_create(expectation=held, finding=finding)
    cited = sorted(str(finding.pk) for finding in findings)
    record("dialogue.tag_expectation", held, actor=actor, at=at, factor=factor, matters=list(matters), findings=cited)
    return held
