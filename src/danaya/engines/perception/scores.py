"""Scores 0–10 of items, factors and all, with the favourable share; don't-know and refusal as answers of their own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import narwhals as nw
import numpy as np

from danaya.engines.perception.estimates import Estimates
from danaya.engines.perception.estimation import estimate_terms
from danaya.engines.perception.frame import check_columns
from danaya.engines.perception.refusals import refuse
from danaya.engines.perception.sample import Sample
from danaya.engines.perception.sums import Levels, Sums, sum_by_each
from danaya.engines.perception.terms import Missing, Term, finish, is_one_of, one, write_aggregates
from danaya.engines.perception.tree import Ints

Code = int | float | str


class ScaleOfAnswers(Protocol):
    """What a scale says of its codes; scores run 0–10, best answer = 10."""

    @property
    def scores(self) -> Mapping[Code, float]:
        """Code → score: the answers that count as answered."""

    @property
    def favourable(self) -> Collection[Code]:
        """Codes of favourable answers, a subset of the scored ones."""

    @property
    def dont_know(self) -> Collection[Code]:
        """Codes of "don't know"."""

    @property
    def refusal(self) -> Collection[Code]:
        """Codes of a refusal to answer."""

    @property
    def not_asked(self) -> Collection[Code]:
        """Codes of questions a respondent never saw."""


ScoredItems = Mapping[str, tuple[str, ScaleOfAnswers]]
"""Item → (column of its answers, scale)."""


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """Scores and favourable shares of items, factors and all, in domains, from one scan.

    ``scores`` (0–10) and ``shares`` (0–1) have the same terms (items, then factors, then all), domains and order. The counts
    are flat arrays aligned with them, unweighted; for a factor only ``asked`` and ``blank`` are counted (people, and
    those of them with no scored answer at all).
    """

    scores: Estimates
    shares: Estimates
    asked: Ints
    """Rows of the domain to which the item was put (not ``not_asked``)."""
    dont_know: Ints
    refusal: Ints
    not_asked: Ints
    blank: Ints
    """Asked, with neither a scored answer, nor don't-know, nor refusal: empty cell or unknown code."""


def score_table(
    sample: Sample,
    items: ScoredItems,
    factors: Mapping[str, Sequence[str]] | None = None,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    overall: str = "overall",
    levels: Levels | None = None,
) -> ScoreTable:
    """Estimate scores and favourable shares of items, factors and all together.

    Parameters
    ----------
    items
        Item → (column, scale). Only codes of ``scale.scores`` are scored; every item rests on its own answers.
    factors
        Factor → its items. A respondent's factor score is the mean of the item scores answered, the overall score the mean
        of the factor scores; the favourable share of a factor is the mean over respondents of favourable / answered.
    overall
        Name of the term of all factors together (there is none without factors).

    Raises
    ------
    Problem
        ``score-out-of-range``, ``scale-code-twice``, ``factor-without-items``, ``column-unknown``, ``domain-empty``.
    """
    return score_tables(sample, items, factors, [by], where, overall=overall, levels=levels)[0]


def score_tables(
    sample: Sample,
    items: ScoredItems,
    factors: Mapping[str, Sequence[str]] | None = None,
    breakdowns: Sequence[Sequence[str]] = ((),),
    where: nw.Expr | None = None,
    *,
    overall: str = "overall",
    levels: Levels | None = None,
) -> tuple[ScoreTable, ...]:
    """Return one :func:`score_table` per breakdown (national, by region, by gender …), all from the same scan."""
    answers = read_answers(sample, items)
    widened = sample.with_columns({answer.name: answer.score for answer in answers.values()})
    columns = _factor_columns(answers, factors or {})
    widened = widened.with_columns(columns) if columns else widened
    scores = [*_item_scores(answers), *_factor_terms("score", factors or {}, overall)]
    shares = [*_item_shares(answers), *_factor_terms("share", factors or {}, overall)]
    aggregates = write_aggregates(widened, [*scores, *shares], Missing.AVAILABLE) | _answer_kinds(answers)
    found = sum_by_each(widened, aggregates, breakdowns, where, levels)
    return tuple(
        _finish_table(widened, [*scores, *shares], sums, by) for sums, by in zip(found, breakdowns, strict=True)
    )


def _finish_table(sample: Sample, terms: Sequence[Term], sums: Sums, by: Sequence[str]) -> ScoreTable:
    if not (sums.cell >= 0).any():
        raise refuse("domain-empty")
    both = finish(sample, terms, sums, by, Missing.AVAILABLE)
    middle = len(terms) // 2
    scores, shares = both.take(range(middle)), both.take(range(middle, 2 * middle))
    counted = {kind: _count(sums, kind, scores.terms) for kind in _KINDS}
    asked = scores.n + scores.missing - counted["not_asked"]
    blank = asked - scores.n - counted["dont_know"] - counted["refusal"]
    return ScoreTable(scores, shares, asked, counted["dont_know"], counted["refusal"], counted["not_asked"], blank)


def distribution(
    sample: Sample,
    items: ScoredItems,
    by: Sequence[str] = (),
    where: nw.Expr | None = None,
    *,
    levels: Levels | None = None,
) -> Estimates:
    """Estimate the share of each scored answer of each item, among scored answers; terms are ``item=code``, in scale order."""
    answers = read_answers(sample, items)
    terms = [
        Term(f"{key}={code}", nw.col(answer.name), key, condition=answer.is_one_of([code]))
        for key, answer in answers.items()
        for code in answer.scale.scores
    ]
    widened = sample.with_columns({answer.name: answer.score for answer in answers.values()})
    return estimate_terms(widened, terms, by, where, levels=levels)


def check_scale(name: str, scale: ScaleOfAnswers) -> None:
    """Refuse a scale with a score off 0–10 or a code with two meanings."""
    for code, score in scale.scores.items():
        if not 0 <= score <= 10:
            raise refuse("score-out-of-range", where=name, score=score, answer=code, scale=name)
    seen: set[Code] = set()
    for codes in (scale.scores, scale.dont_know, scale.refusal, scale.not_asked):
        for code in codes:
            if code in seen:
                raise refuse("scale-code-twice", where=name, answer=code, scale=name)
            seen.add(code)
    for code in scale.favourable:
        if code not in scale.scores:
            raise refuse("favourable-not-scored", where=name, answer=code, scale=name)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one item as expressions; codes are compared as the column's type writes them."""

    column: str
    scale: ScaleOfAnswers
    name: str
    """Column that will hold the score."""
    text: bool
    """Whether the column holds texts rather than numbers."""
    whole: bool
    """Whether it holds whole numbers only."""

    @property
    def score(self) -> nw.Expr:
        """Score 0–10, missing where the code is not scored."""
        line = None if self.text else _line(self.scale.scores)
        if line is not None:
            straight = nw.col(self.column).cast(nw.Float64) * line[0] + line[1]
            return nw.when(self.is_one_of(self.scale.scores)).then(straight)
        found = nw.lit(None, dtype=nw.Float64)
        for code, points in self.scale.scores.items():
            found = nw.when(self.is_one_of([code])).then(nw.lit(float(points))).otherwise(found)
        return found

    @property
    def favourable(self) -> nw.Expr:
        """Whether the answer is favourable, over the scored column where a threshold of scores says so."""
        good = [score for code, score in self.scale.scores.items() if code in self.scale.favourable]
        rest = [score for code, score in self.scale.scores.items() if code not in self.scale.favourable]
        if good and rest and min(good) > max(rest):
            return nw.col(self.name) > (min(good) + max(rest)) / 2
        return self.is_one_of(self.scale.favourable)

    def is_one_of(self, codes: Collection[Code]) -> nw.Expr:
        """Whether the answer is one of ``codes``; missing where there is no answer."""
        typed = [code for code in (_type_code(code, text=self.text) for code in codes) if code is not None]
        return is_one_of(nw.col(self.column), typed, whole=self.whole)


def read_answers(sample: Sample, items: ScoredItems) -> dict[str, Answers]:
    """Return the answers to each item, after checking columns and scales."""
    check_columns(sample.frame, [column for column, _ in items.values()])
    schema = sample.frame.collect_schema()
    for key, (_, scale) in items.items():
        check_scale(key, scale)
    return {
        key: Answers(
            column, scale, f"danaya_item_{number}", not schema[column].is_numeric(), schema[column].is_integer()
        )
        for number, (key, (column, scale)) in enumerate(items.items())
    }


_KINDS = ("dont_know", "refusal", "not_asked")


def _type_code(code: Code, *, text: bool) -> Code | None:
    """Return a code as the column's type writes it; None where no value of that type can be it."""
    if text:
        return f"{code:g}" if isinstance(code, float) else str(code)
    try:
        return float(code) if isinstance(code, str) else code
    except ValueError:
        return None


def _line(scores: Mapping[Code, float]) -> tuple[float, float] | None:
    """Return slope and intercept where scores are a straight line over numeric codes: one product instead of branches."""
    points = {code: score for code, score in scores.items() if isinstance(code, int | float)}
    if len(points) < max(2, len(scores)):
        return None
    low, high = min(points), max(points)
    slope = (points[high] - points[low]) / (high - low)
    intercept = points[low] - slope * low
    straight = all(abs(slope * code + intercept - score) < 1e-12 for code, score in points.items())
    return (slope, intercept) if straight else None


def _item_scores(answers: Mapping[str, Answers]) -> list[Term]:
    return [Term(key, nw.col(answer.name), f"item {key}", nw.col(answer.name)) for key, answer in answers.items()]


def _item_shares(answers: Mapping[str, Answers]) -> list[Term]:
    return [
        Term(key, nw.col(answer.name), f"item {key}", condition=answer.favourable) for key, answer in answers.items()
    ]


def _factor_columns(answers: Mapping[str, Answers], factors: Mapping[str, Sequence[str]]) -> dict[str, nw.Expr]:
    """Return each respondent's factor scores and factor shares, missing where no item of the factor is answered."""
    columns: dict[str, nw.Expr] = {}
    for number, (factor, keys) in enumerate(factors.items()):
        if not keys or any(key not in answers for key in keys):
            raise refuse("factor-without-items", factor=factor)
        mine = [answers[key] for key in keys]
        columns[f"danaya_score_{number}"] = mean_of_answered([nw.col(a.name) for a in mine])
        columns[f"danaya_share_{number}"] = mean_of_answered([_known_one(a) for a in mine])
    return columns


def mean_of_answered(values: Sequence[nw.Expr]) -> nw.Expr:
    """Return the mean of the values of a row that are not missing; missing where all are."""
    answered = nw.sum_horizontal(*(one(~value.is_null()) for value in values))
    return nw.when(answered > 0).then(nw.sum_horizontal(*values) / answered)


def _known_one(answers: Answers) -> nw.Expr:
    return nw.when(~nw.col(answers.name).is_null()).then(one(answers.favourable))


def _factor_terms(kind: str, factors: Mapping[str, Sequence[str]], overall: str) -> list[Term]:
    if not factors:
        return []
    columns = [nw.col(f"danaya_{kind}_{number}") for number in range(len(factors))]
    values = [*columns, mean_of_answered(columns)]
    return [Term(name, value, f"factor {name}", value) for name, value in zip([*factors, overall], values, strict=True)]


def _answer_kinds(answers: Mapping[str, Answers]) -> dict[str, nw.Expr]:
    """Counts of the answers that are not scored, per item and kind, where the scale has such codes."""
    return {
        f"{kind}:{key}": one(answer.is_one_of(getattr(answer.scale, kind))).sum()
        for key, answer in answers.items()
        for kind in _KINDS
        if getattr(answer.scale, kind)
    }


def _count(sums: Sums, kind: str, names: Sequence[str]) -> Ints:
    known = sums.cell >= 0
    empty = np.zeros(len(sums.cell))
    found = [
        np.bincount(sums.cell[known], sums.values.get(f"{kind}:{name}", empty)[known], len(sums.domains))
        for name in names
    ]
    return np.rint(np.concatenate(found)).astype(np.int64)
