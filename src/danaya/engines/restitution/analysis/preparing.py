"""Answers and study → the columns that are estimated: scores, favourable answers, silences, per item, factor and all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from danaya.engines.framework import load_factors
from danaya.engines.language import Problem, Problems, Text
from danaya.engines.restitution.analysis.rows import Account
from danaya.engines.restitution.answers.answers import Answers
from danaya.engines.restitution.answers.codes import normal_code, shown_code
from danaya.engines.restitution.answers.columns import Column, missing_in, where_code
from danaya.engines.restitution.answers.deriving import derive, source
from danaya.engines.restitution.study import Audience, Code, Domain, Item, Scale, Study

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NOT_UNDERSTOOD: Text = {
    "fr": "Des réponses ({count}) ne figurent pas dans l'échelle « {scale} » : {values}. Ajoutez ces codes à l'échelle, ou corrigez les réponses.",
    "en": "Answers ({count}) are not on the scale “{scale}”: {values}. Add these codes to the scale, or mend the answers.",
}
EMPTY_AUDIENCE: Text = {
    "fr": "Aucune réponse de quelque poids ne vient de « {audience} ». Vérifiez audience_column ({column}), values ({values}) et les poids.",
    "en": "No answer of any weight comes from “{audience}”. Check audience_column ({column}), values ({values}) and the weights.",
}
NOT_NUMBERS: Text = {
    "fr": "La colonne « {column} » contient autre chose que des nombres ({value}). Corrigez-la.",
    "en": "The column “{column}” holds something that is not a number ({value}). Mend it.",
}
MISSING_WEIGHT: Text = {
    "fr": "Poids manquants ou négatifs : {count}, le premier à cet endroit ({value}). Chaque poids est un nombre positif ou nul : corrigez le fichier.",
    "en": "Weights missing or negative: {count}, the first at this place ({value}). Every weight is a number, zero or above: mend the file.",
}


@dataclass(frozen=True, eq=False)
class Measured:
    """One column to average.

    ``values`` are NaN for everybody the average does not rest on; ``blank`` are asked people who left it empty; ``table``
    names the disclosure table its cells belong to.
    """

    name: str
    measure: str
    item: str
    factor: str
    audiences: tuple[str, ...]
    values: Floats
    blank: Flags
    table: str
    yes_no: bool = False
    """Values are 0 or 1 of one answer, so that their sum is a count of people."""
    breakdowns: bool = True
    """Whether it is estimated in the levels of the breakdowns too."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """Everything an estimate needs, as columns of one height."""

    study: Study
    answers: Answers
    columns: Mapping[str, Column]
    """The answers with derived columns."""
    audience: npt.NDArray[Any]
    """Key of the audience of each row, None for none."""
    levels: Mapping[str, npt.NDArray[Any]]
    """Domain key → level of each row as shown, None for none."""
    measured: tuple[Measured, ...]
    account: Account

    def design_columns(self) -> dict[str, Column]:
        """Return the columns the design names."""
        design = self.study.design
        names = (*design.clusters, *design.strata, *design.fpc, *([design.weights] if design.weights else []))
        return {name: self.columns[name] for name in names}


def prepare(answers: Answers, study: Study, *, lenient: bool = False) -> Prepared:
    """Return the columns to estimate.

    Parameters
    ----------
    lenient
        Values of no known code are taken as missing and accounted for, instead of being refused.

    Raises
    ------
    Problems
        Columns that do not exist, codes that are not on their scale, an empty audience, weights that are none.
    """
    columns = derive(answers.columns, answers.height, study)
    problems = list(_absent_columns(columns, study))
    if problems:
        raise Problems(problems)
    audience = _weighing(_audiences(columns, answers.height, study), columns, study)
    unknown = {item.key: _not_understood(columns[item.column], study.scales[item.scale]) for item in study.items}
    problems = [
        *_empty_audiences(audience, study),
        *_bad_numbers(columns, answers, study),
        *([] if lenient else _unknown_codes(unknown, columns, answers, study)),
    ]
    if problems:
        raise Problems(problems)
    levels = {domain.key: _levels(columns[domain.column], domain) for domain in study.domains}
    account = Account(
        answers.height,
        int(sum(key is None for key in audience)),
        {key: values for key, values in _all_unknown(unknown, columns, study) if values},
    )
    return Prepared(study, answers, columns, audience, levels, tuple(_measure(columns, audience, study)), account)


def asked_items(study: Study, factor: str, audience: str) -> tuple[Item, ...]:
    """Return the scored items of a factor that an audience was asked."""
    return tuple(
        item
        for item in study.items
        if item.kind == "perception" and item.factor == factor and audience in item.audiences
    )


def factors_of(study: Study) -> tuple[str, ...]:
    """Return the keys of the factors the study asks about, in their official order."""
    asked = {item.factor for item in study.items if item.kind == "perception"}
    return tuple(factor.key for factor in load_factors() if factor.key in asked)


def _absent_columns(columns: Mapping[str, Column], study: Study) -> Iterator[Problem]:
    design = study.design
    wanted = [
        *([("audience_column", study.audience_column)] if study.audience_column else []),
        *(("design.strata", name) for name in design.strata),
        *(("design.clusters", name) for name in design.clusters),
        *(("design.fpc", name) for name in design.fpc),
        *([("design.weights", design.weights)] if design.weights else []),
        *((f"domains.{domain.key}.column", domain.column) for domain in study.domains),
        *((f"items[{place}].column", item.column) for place, item in enumerate(study.items, start=1)),
    ]
    for where, name in wanted:
        try:
            source(columns, name, where)
        except Problem as problem:
            yield problem


def _audiences(columns: Mapping[str, Column], height: int, study: Study) -> npt.NDArray[Any]:
    keys = np.full(height, None, dtype=object)
    for audience in study.audiences:
        if study.audience_column and audience.values:
            keys[where_code(columns[study.audience_column], audience.values)] = audience.key
        else:
            keys[:] = audience.key
    return keys


def _empty_audiences(audience: npt.NDArray[Any], study: Study) -> Iterator[Problem]:
    present = set(audience)
    for wanted in study.audiences:
        if wanted.key not in present:
            values = ", ".join(shown_code(value) for value in wanted.values) or "–"
            yield Problem(
                "empty-audience",
                EMPTY_AUDIENCE,
                f"audiences.{wanted.key}",
                audience=wanted.key,
                column=study.audience_column or "–",
                values=values,
            )


def _bad_numbers(columns: Mapping[str, Column], answers: Answers, study: Study) -> Iterator[Problem]:
    weights = [study.design.weights] if study.design.weights else []
    for name in (*weights, *study.design.fpc):
        column = columns[name]
        if column.dtype.kind != "f":
            row = next(place for place, value in enumerate(column) if isinstance(value, str))
            place = _place(answers, row, name)
            yield Problem("not-numbers", NOT_NUMBERS, place, column=name, value=str(column[row])[:30])
    for name in weights:
        column = columns[name]
        if column.dtype.kind == "f" and (wrong := np.flatnonzero(~(column >= 0) | np.isinf(column))).size:
            value = "–" if np.isnan(column[wrong[0]]) else f"{column[wrong[0]]:g}"
            yield Problem(
                "weights", MISSING_WEIGHT, _place(answers, int(wrong[0]), name), count=len(wrong), value=value
            )


def _place(answers: Answers, row: int, column: str) -> str:
    known = column in answers.columns
    place = answers.locate(row, column) if known else f"{column}, {row + 1}"
    return f"{answers.name} {place}".strip()


def _not_understood(column: Column, scale: Scale) -> Flags:
    known = (*scale.labels, *scale.scores, *scale.dont_know, *scale.refusal, *scale.not_asked)
    return ~missing_in(column) & ~where_code(column, known)


def _unknown_codes(
    unknown: Mapping[str, Flags], columns: Mapping[str, Column], answers: Answers, study: Study
) -> Iterator[Problem]:
    for item in study.items:
        rows = np.flatnonzero(unknown[item.key])
        if rows.size:
            counted = _counted(columns[item.column], unknown[item.key])
            values = ", ".join(list(counted)[:8]) + (" …" if len(counted) > 8 else "")
            where = _place(answers, int(rows[0]), item.column)
            yield Problem("code-unknown", NOT_UNDERSTOOD, where, count=len(rows), scale=item.scale, values=values)


def _all_unknown(
    unknown: Mapping[str, Flags], columns: Mapping[str, Column], study: Study
) -> Iterator[tuple[str, dict[str, int]]]:
    yield from ((item.column, _counted(columns[item.column], unknown[item.key])) for item in study.items)
    for domain in study.domains:
        column = columns[domain.column]
        yield domain.column, _counted(column, ~missing_in(column) & ~where_code(column, domain.levels))


def _counted(column: Column, rows: Flags) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in column[rows]:
        counts[shown_code(value)] = counts.get(shown_code(value), 0) + 1
    return counts


def _weighing(audience: npt.NDArray[Any], columns: Mapping[str, Column], study: Study) -> npt.NDArray[Any]:
    """Return the audience of each row; of none where the answers stand for nobody (weight 0): they stay in the design."""
    column = columns[study.design.weights] if study.design.weights else None
    if column is None or column.dtype.kind != "f" or not (column > 0).any():
        return audience  # what is wrong with the weights is said as such
    weighing = audience.copy()
    weighing[column == 0] = None
    return weighing


def _levels(column: Column, domain: Domain) -> npt.NDArray[Any]:
    names = {normal_code(code): shown_code(code) for code in domain.levels}
    found = np.full(len(column), None, dtype=object)
    for code, name in names.items():
        found[where_code(column, (code,))] = name
    return found


def _measure(columns: Mapping[str, Column], audience: npt.NDArray[Any], study: Study) -> Iterator[Measured]:
    parts = {item.key: _Part(item, study.scales[item.scale], columns[item.column], audience) for item in study.items}
    for part in parts.values():
        yield from part.measures()
    for factor in factors_of(study):
        yield from _composite(factor, _factor_parts(study, parts, factor), study)
    yield from _overall(study, parts)
    yield from _silence(study, parts)


class _Part:
    """One item's answers, read by its scale."""

    def __init__(self, item: Item, scale: Scale, column: Column, audience: npt.NDArray[Any]) -> None:
        self.item, self.scale = item, scale
        asked = np.isin(audience.astype(str), item.audiences) & ~where_code(column, scale.not_asked)
        self.dont_know = asked & where_code(column, scale.dont_know)
        self.refusal = asked & where_code(column, scale.refusal)
        self.score = np.full(len(column), np.nan)
        for code, score in scale.scores.items():
            self.score[asked & where_code(column, (code,))] = score
        self.answers = {code: asked & where_code(column, (code,)) for code in scale.labels if self._is_answer(code)}
        self.answered = np.logical_or.reduce(list(self.answers.values())) if self.answers else np.zeros_like(asked)
        self.favourable = where_code(column, scale.favourable)
        self.audience = audience
        self.said = self.answered | self.dont_know | self.refusal
        self.blank = asked & ~self.said

    def _is_answer(self, code: Code) -> bool:
        return code not in (self.scale.dont_know | self.scale.refusal | self.scale.not_asked)

    @property
    def favoured(self) -> Floats:
        return np.where(np.isnan(self.score), np.nan, self.favourable.astype(float))

    def measures(self) -> Iterator[Measured]:
        if self.item.kind == "perception":
            yield self._one("score", self.score)
        if self.item.kind != "choice":
            yield self._one("share", self.favoured, yes_no=True)
        for name, silent in (("dont_know", self.dont_know), ("refusal", self.refusal)):
            if getattr(self.scale, name):
                yield self._one(name, np.where(self.said, silent.astype(float), np.nan), yes_no=True)
        for code, given in self.answers.items():
            values = np.where(self.answered, given.astype(float), np.nan)
            yield self._one(f"answer_{shown_code(code)}", values, yes_no=True, breakdowns=False)

    def _one(self, measure: str, values: Floats, *, yes_no: bool = False, breakdowns: bool = True) -> Measured:
        item = self.item
        name, table = f"{measure}:{item.key}", f"item:{item.key}"
        return Measured(
            name, measure, item.key, item.factor, item.audiences, values, self.blank, table, yes_no, breakdowns
        )


def _factor_parts(study: Study, parts: Mapping[str, _Part], factor: str) -> list[_Part]:
    return [parts[item.key] for item in study.items if item.kind == "perception" and item.factor == factor]


def _composite(factor: str, parts: Sequence[_Part], study: Study) -> Iterator[Measured]:
    audiences = tuple(a.key for a in study.audiences if any(a.key in part.item.audiences for part in parts))
    enough = _answering(parts)
    for measure, kind in (("score", "score"), ("share", "favoured")):
        values = _mean_of([getattr(part, kind) for part in parts], enough)
        table = f"factor:{factor}"
        yield Measured(f"{measure}:@{factor}", measure, "", factor, audiences, values, ~enough & _asked(parts), table)


def _answering(parts: Sequence[_Part]) -> Flags:
    """Who gave a scored answer to at least one of these items."""
    return np.asarray(np.logical_or.reduce([~np.isnan(part.score) for part in parts]), dtype=bool)


def _asked(parts: Sequence[_Part]) -> Flags:
    asked = [np.isin(part.audience.astype(str), part.item.audiences) for part in parts]
    return np.asarray(np.logical_or.reduce(asked), dtype=bool)


def _mean_of(columns: Sequence[Floats], enough: Flags) -> Floats:
    stacked = np.stack(columns)
    known = ~np.isnan(stacked)
    counts = known.sum(axis=0)
    sums = np.where(known, stacked, 0.0).sum(axis=0)
    return np.where(enough & (counts > 0), sums / np.maximum(counts, 1), np.nan)


def _overall(study: Study, parts: Mapping[str, _Part]) -> Iterator[Measured]:
    """All together: the mean of a respondent's factor scores, each factor weighing the same (of items without factors)."""
    groups = [_factor_parts(study, parts, factor) for factor in factors_of(study)]
    if not groups:
        groups = [[part] for part in parts.values() if part.item.kind == "perception"]
    if not groups:
        return
    everyone = [part for group in groups for part in group]
    audiences = tuple(a.key for a in study.audiences if any(a.key in part.item.audiences for part in everyone))
    for measure, kind in (("score", "score"), ("share", "favoured")):
        means = [_mean_of([getattr(part, kind) for part in group], _answering(group)) for group in groups]
        enough = _answering(everyone)
        values = _mean_of(means, enough)
        yield Measured(f"{measure}:@", measure, "", "", audiences, values, ~enough & _asked(everyone), "all")


def _silence(study: Study, parts: Mapping[str, _Part]) -> Iterator[Measured]:
    """The share of the sensitive items a respondent was asked that he met with don't-know or refusal."""
    sensitive = [part for part in parts.values() if part.item.sensitive]
    if not sensitive:
        return
    audiences = tuple(a.key for a in study.audiences if any(a.key in part.item.audiences for part in sensitive))
    silent = [np.where(part.said, (part.dont_know | part.refusal).astype(float), np.nan) for part in sensitive]
    values = _mean_of(silent, np.ones(len(silent[0]), dtype=bool))
    yield Measured("silence:@", "silence", "", "", audiences, values, np.isnan(values) & _asked(sensitive), "silence")


def audience_of(study: Study, key: str) -> Audience:
    """Return the audience called ``key``."""
    return next(audience for audience in study.audiences if audience.key == key)
