"""Bring an administration's own questionnaire in from its table: keep the file, map it, put its questions into the round."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain, count
from typing import Any

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.actions.fill_codebook import keep_traits, tell_audiences_apart
from danaya.apps.rounds.actions.import_answers import Upload
from danaya.apps.rounds.drafts import forget_accounts, let_go_of, take_table
from danaya.apps.rounds.models import AnswerScale, ImportDraft, Purpose, Question, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.questionnaires import (
    QuestionMapping,
    ReadQuestion,
    own_scale,
    propose_questions,
    read_choices,
    read_questions,
    split_own,
    with_values,
)
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import scale_codes
from danaya.apps.rounds.tables import facts_of, fittest, read_draft, read_sheet, sheets_of
from danaya.apps.rounds.targets import code_like
from danaya.engines.framework import load_bank
from danaya.engines.language import Problem, Text
from danaya.engines.tables import Table

SURVEY, CHOICES = "survey", "choices"

NONE: Text = {
    "fr": "Aucune question n'est lue. Dites quelle colonne contient le texte des questions.",
    "en": "No question is read. Say which column holds the wording of the questions.",
}
UNCLEAR: Text = {
    "fr": "Questions qui attendent encore une précision : {count}. Dites ce que signifient les valeurs signalées.",
    "en": "Questions that still wait for a word from you: {count}. Say what the values pointed out stand for.",
}


def upload_codebook(round_: Round, upload: Upload, *, actor: Tenure | None, at: datetime) -> ImportDraft:
    """Keep the table of questions and propose how to read it; nothing enters the round yet."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    draft = take_table(round_, upload, Purpose.QUESTIONNAIRE, choose_codebook_sheet, at=at)
    note("upload_codebook", round_, actor=actor, at=at, file=draft.file.sha256)
    return draft


def choose_codebook_sheet(draft: ImportDraft, sheet: str = "") -> None:
    """Read a sheet of the workbook and propose its mapping; that of an XLSForm, or the one that fits best, where none is named."""
    sheets = sheets_of(draft)
    is_form = SURVEY in sheets and CHOICES in sheets
    named = sheet if sheet in sheets else SURVEY if is_form else ""

    def fit(table: Table) -> float:
        columns = propose_questions(table, {}).columns
        return sum(map(bool, columns.values())) if columns["fr"] or columns["en"] else 0

    table = read_sheet(draft, named) if named else fittest(draft, sheets, fit)
    draft.sheet = table.sheet or ""
    choices = read_choices(read_sheet(draft, CHOICES)) if is_form and draft.sheet == SURVEY else {}
    draft.facts = facts_of(table, sheets)
    draft.mapping = propose_questions(table, choices).to_dict()
    if not draft._state.adding:
        draft.save()


def map_codebook(draft: ImportDraft, **changes: Any) -> None:
    """Keep what a person corrected: ``columns``, ``factors``, ``audiences``, ``scales``, ``scale``, ``audience``."""
    refuse_closed(draft.round)
    mapping = QuestionMapping.from_dict({**draft.mapping, **changes})
    draft.mapping = with_values(read_draft(draft), mapping).to_dict()
    draft.save()


def questions_in(draft: ImportDraft) -> list[ReadQuestion]:
    """Return the questions as the draft's mapping reads them."""
    audiences = [audience.key for audience in draft.round.audiences.all()]
    return list(read_questions(read_draft(draft), QuestionMapping.from_dict(draft.mapping), audiences))


@transaction.atomic
def import_codebook(draft: ImportDraft, *, actor: Tenure | None, at: datetime) -> int:
    """Put the questions of the file in the place of those of the round; return how many there are.

    Breakdowns stay; a round without any gets those of the bank.

    Raises
    ------
    Problem
        No question is read, or one is not understood: it comes in whole or not at all.
    """
    round_ = draft.round
    refuse_closed(round_)
    read_ones = questions_in(draft)
    unclear = [question for question in read_ones if question.problems]
    if not read_ones:
        raise Problem("codebook-nothing", NONE)
    if unclear:
        raise Problem("codebook-unclear", UNCLEAR, count=len(unclear))
    round_.questions.all().delete()
    round_.scales.all().delete()
    scales = _keep_scales(round_, draft, {question.scale for question in read_ones})
    for order, question in enumerate(read_ones):
        _keep_question(round_, question, scales[question.scale], order)
    if not round_.breakdowns.exists():
        keep_traits(round_, load_bank())
    tell_audiences_apart(round_)
    note("import_codebook", round_, actor=actor, at=at, file=draft.file.sha256, questions=len(read_ones))
    let_go_of(ImportDraft.objects.filter(pk=draft.pk), at)
    forget_accounts(round_)
    return len(read_ones)


def _keep_scales(round_: Round, draft: ImportDraft, keys: set[str]) -> dict[str, AnswerScale]:
    choices, bank = draft.mapping.get("choices", {}), load_bank().scales
    made: dict[str, AnswerScale] = {}
    for key in sorted(keys):
        prefix, name = split_own(key)
        codes = own_scale(choices[name], prefix) if prefix else scale_codes(bank[key])
        made[key] = AnswerScale.objects.create(round=round_, key=_free_key(name or key, made.values()), codes=codes)
    return made


def _free_key(name: str, made: Iterable[AnswerScale]) -> str:
    """Return a key for a scale that no other one of the round has."""
    plain = code_like(name)[:50] or "scale"
    taken = {scale.key for scale in made}
    tries = chain([plain], (f"{plain}_{number}" for number in count(2)))
    return next(key for key in tries if key not in taken)


def _keep_question(round_: Round, question: ReadQuestion, scale: AnswerScale, order: int) -> None:
    scored = any(entry["score"] is not None for entry in scale.codes)
    made = Question(
        round=round_,
        key=question.key,
        column=question.key,
        text=dict(question.text),
        scale=scale,
        audiences=list(question.audiences),
        factor=question.factor if scored else "",
        kind="perception" if scored else "choice",
        sensitive=question.sensitive,
        order=order,
    )
    made.full_clean()
    made.save()
