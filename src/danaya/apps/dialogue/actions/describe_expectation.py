"""What the team and readers add to a shown expectation: its translation, its key factor, its matters, its findings."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from danaya.apps.dialogue.actions.submit_expectation import Words, check_words
from danaya.apps.dialogue.models import Basis, Expectation, Translation
from danaya.apps.dialogue.problems import problem
from danaya.apps.findings.models import Finding
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record


@transaction.atomic
def translate_expectation(
    expectation: Expectation, language: str, words: str, *, reviewed: bool, actor: Tenure, at: datetime
) -> Expectation:
    """Put the text in another language beside the author's words, which never change.

    Raises
    ------
    Problem
        Where ``language`` is the one the author wrote in, or there are no words.
    """
    held = Expectation.objects.select_for_update().get(pk=expectation.pk)
    if language == held.language or not words.strip():
        raise problem(
            "translation",
            "Écrivez la traduction dans l'autre langue : les mots de l'auteur ne changent pas.",
            "Write the translation in the other language: the author's own words do not change.",
        )
    held.text = {**held.text, language: words.strip()}
    held.translation = Translation.REVIEWED if reviewed else Translation.TO_REVIEW
    held.save(update_fields=["text", "translation"])
    record("dialogue.translate_expectation", held, actor=actor, at=at, language=language, reviewed=reviewed)
    return held


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
    held = Expectation.objects.select_for_update().get(pk=expectation.pk)
    check_words(Words(held.text, held.language, factor, tuple(matters)))
    held.factor, held.matters = factor, list(matters)
    held.save(update_fields=["factor", "matters"])
    Basis.objects.filter(expectation=held).exclude(finding__in=findings).delete()
    for finding in findings:
        Basis.objects.get_or_create(expectation=held, finding=finding)
    cited = sorted(str(finding.pk) for finding in findings)
    record("dialogue.tag_expectation", held, actor=actor, at=at, factor=factor, matters=list(matters), findings=cited)
    return held
