"""Drafts of a round → its columns in random order and the study that reads them."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from danaya.apps.rounds.models import ImportDraft, Purpose, Round
from danaya.apps.rounds.refusals import naming
from danaya.apps.rounds.study import build_study
from danaya.apps.rounds.tables import read_draft
from danaya.apps.rounds.targets import WITHOUT_COLUMN, source_columns, targets_of
from danaya.engines.language import Problem, Text
from danaya.engines.restitution import Study
from danaya.engines.tables import TableMapping, Target, apply

Columns = dict[str, list[Any]]

NO_ANSWERS: Text = {
    "fr": "Chargez d'abord le fichier des réponses.",
    "en": "Upload the file of answers first.",
}
NOT_READ: Text = {
    "fr": "Le fichier « {file} » n'est pas encore lu. Attendez la fin de la lecture, ou chargez-le à nouveau.",
    "en": "The file “{file}” has not been read yet. Wait for the reading to end, or upload it again.",
}
NO_FILE_OF: Text = {
    "fr": "Il manque le fichier d'un public : {audience}. Chargez-le.",
    "en": "The file of one audience is missing: {audience}. Upload it.",
}


@dataclass(frozen=True, slots=True)
class Assembled:
    """What a dataset will hold: columns of one height in random order, and the study that reads them."""

    study: Study
    columns: Columns


def assemble(round_: Round, order: random.Random) -> Assembled:
    """Return the round's answers in a random order, with nothing beside what its study needs.

    Derived columns are computed here and kept; what they were made from (numbers of questionnaires, say) is left out.

    Raises
    ------
    Problem, Problems
        No file was uploaded, or something in it is neither understood nor accepted.
    """
    parts = [mapped_answers(draft) for draft in drafts_of(round_)]
    columns = shuffled(stacked(parts), order)
    fill_design(round_, columns)
    study = build_study(round_)
    derived = with_derived(study, columns) if study.derive else columns
    hidden = set(source_columns(round_)) - needed_columns(study)
    kept = {name: values for name, values in derived.items() if name not in hidden}
    return Assembled(replace(study, derive=()), kept)


def drafts_of(round_: Round) -> list[ImportDraft]:
    """Return the drafts that together hold the answers; every audience must be in one."""
    drafts = list(round_.drafts.filter(purpose=Purpose.ANSWERS).select_related("file", "round"))
    if not drafts:
        raise Problem("answers-missing", NO_ANSWERS)
    there = {draft.audience for draft in drafts}
    for audience in round_.audiences.all():
        if "" not in there and audience.key not in there:
            raise Problem("answers-missing", naming(NO_FILE_OF, audience.name))
    return drafts


def mapped_answers(draft: ImportDraft) -> Columns:
    """Return the answers of one file as the draft's mapping reads them, with the audience it is of."""
    if not draft.is_read:
        raise Problem("draft-unread", NOT_READ, file=str(draft.file))
    targets = targets_of(draft.round, draft.audience)
    account = apply(read_draft(draft), TableMapping.from_dict(draft.mapping), targets)
    columns = {key: list(values) for key, values in account.result().items()}
    height = len(next(iter(columns.values()), ()))
    if draft.audience and draft.round.audience_column:
        columns[draft.round.audience_column] = [audience_value(draft)] * height
    for target in targets:
        columns.setdefault(target.key, [fallback(draft, target)] * height)
    return columns


def audience_value(draft: ImportDraft) -> Any:
    """Return the value that marks the rows of a file of one audience."""
    values = draft.round.audiences.get(key=draft.audience).values
    return values[0] if values else draft.audience


def fallback(draft: ImportDraft, target: Target) -> Any:
    """Return what stands in a column that the file lacks: nothing, or, in a file of one audience, the plain design."""
    if not draft.audience or target.role not in WITHOUT_COLUMN:
        return None
    return {"weight": 1.0, "stratum": draft.audience}.get(target.role)


def stacked(parts: Sequence[Columns]) -> Columns:
    """Return files one under the other; a column that mixes numbers and words becomes words."""
    names = dict.fromkeys(name for part in parts for name in part)
    whole: Columns = {name: [] for name in names}
    for part in parts:
        height = len(next(iter(part.values()), ()))
        for name in names:
            whole[name] += part.get(name, [None] * height)
    return {name: of_one_kind(values) for name, values in whole.items()}


def of_one_kind(values: list[Any]) -> list[Any]:
    """Return the values, all as words where some are."""
    kinds = {isinstance(value, str) for value in values if value is not None}
    if len(kinds) < 2:
        return values
    return [None if value is None else str(value) for value in values]


def shuffled(columns: Columns, order: random.Random) -> Columns:
    """Return the rows in a random order."""
    places = list(range(len(next(iter(columns.values()), ()))))
    order.shuffle(places)
    return {name: [values[place] for place in places] for name, values in columns.items()}


def fill_design(round_: Round, columns: Columns) -> None:
    """Number the respondents of a file without clusters, each a cluster of their own: after the shuffling."""
    audiences = set(
        round_.drafts.filter(purpose=Purpose.ANSWERS).exclude(audience="").values_list("audience", flat=True)
    )
    for name in round_.clusters if audiences else ():
        if name in columns and None in columns[name]:
            filled = [f"r{index}" if value is None else str(value) for index, value in enumerate(columns[name])]
            columns[name] = filled


def with_derived(study: Study, columns: Columns) -> Columns:
    """Return the columns with the derived ones added."""
    from danaya.engines.restitution.answers.answers import Answers  # noqa: PLC0415  # slow import
    from danaya.engines.restitution.answers.deriving import derive  # noqa: PLC0415  # slow import

    answers = Answers.from_columns(columns)
    made = derive(answers.columns, answers.height, study)
    added = {str(step["column"]) for step in study.derive}
    return {**columns, **{name: [plain(value) for value in made[name]] for name in added}}


def plain(value: Any) -> Any:
    """Return a value of a derived column as Python's own: whole numbers without decimals, missing as None."""
    if value is None or value != value:  # noqa: PLR0124  # NaN alone differs from itself
        return None
    number = value.item() if hasattr(value, "item") else value
    return int(number) if isinstance(number, float) and number.is_integer() else number


def needed_columns(study: Study) -> set[str]:
    """Return the columns an analysis of the study reads."""
    design = study.design
    named: Mapping[str, None] = dict.fromkeys((study.audience_column, design.weights or "", *design.strata))
    return {
        *named,
        *design.clusters,
        *design.fpc,
        *(item.column for item in study.items),
        *(domain.column for domain in study.domains),
    }
