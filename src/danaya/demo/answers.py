"""Makes the answers of Tamarie's rounds, as a survey institute delivers them: one table a round, both audiences, codes.

Only uniform numbers are taken from the generator, in a fixed order, so that the same seed gives the same bytes on every
machine. What the answers show (``opinions``) is found by analysing them.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from danaya.demo import opinions, tamarie
from danaya.demo.tamarie import RoundPlan, Unit
from danaya.engines.framework import (
    DONT_KNOW,
    NOT_ASKED,
    REFUSAL,
    AnswerScale,
    Question,
    load_bank,
)

Value = int | float | str | None
Columns = dict[str, list[Value]]
Floats = NDArray[np.float64]

AUDIENCE_CODES: Mapping[str, int] = {"officials": 1, "private": 2}
PEOPLE = ("public", "strate", "lieu", "poids", "region", "sexe", "anciennete", "activite")
"""The columns before the questions: audience, stratum, place, weight, region, gender, years of service, trade."""

TRAIT_COLUMNS: Mapping[str, str] = {"region": "region", "gender": "sexe", "service": "anciennete", "trade": "activite"}

_WOMAN, _MAN = 1, 2
_YES, _NO = 1, 2
_INFORMAL = 5
_SERVICE_BANDS = (0.3, 0.42, 0.28)
_REGION_CODES = {one.key: one.code for one in tamarie.REGIONS}


@dataclass(frozen=True, slots=True)
class Respondents:
    """Who answered in one audience, one entry each, before any question."""

    audience: str
    stratum: list[str]
    place: list[str]
    weight: list[float]
    region: list[str]
    gender: list[int]
    trade: list[int | None]
    service: list[int | None]

    def __len__(self) -> int:
        return len(self.place)

    def columns(self) -> Columns:
        """Return them as the institute writes them."""
        return {
            "public": [AUDIENCE_CODES[self.audience]] * len(self),
            "strate": list(self.stratum),
            "lieu": list(self.place),
            "poids": list(self.weight),
            "region": [_REGION_CODES[one] for one in self.region],
            "sexe": list(self.gender),
            "anciennete": list(self.service),
            "activite": list(self.trade),
        }


def start_generator(plan: RoundPlan) -> Generator:
    """Return the generator from the round's own seed."""
    return Generator(PCG64(plan.seed))


def list_questions(plan: RoundPlan) -> tuple[Question, ...]:
    """Return the questions that a round asked, in the wording it used."""
    return tuple(replace(one, text=plan.wordings.get(one.key, one.text)) for one in load_bank().questions)


def generate_answers(plan: RoundPlan, generator: Generator) -> Columns:
    """Return the answers of a round: column → one value per respondent, in random order; None = left blank."""
    audiences = (draw_officials(plan, generator), draw_operators(plan, generator))
    questions = list_questions(plan)
    parts = [people.columns() | _answer_all(plan, people, questions, generator) for people in audiences]
    order = np.argsort(generator.random(sum(len(people) for people in audiences)))
    whole = {name: [value for part in parts for value in part[name]] for name in parts[0]}
    return {name: [values[row] for row in order] for name, values in whole.items()}


def write_csv(columns: Mapping[str, Sequence[Value]]) -> bytes:
    """Return the table as CSV: UTF-8, commas, decimal points, blanks empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue().encode("utf-8")


def draw_officials(plan: RoundPlan, generator: Generator) -> Respondents:
    """Draw units in each stratum, officials in each unit; weights sum to the officials of the stratum."""
    rows: list[tuple[str, str, float, str]] = []
    for stratum, drawn in plan.strata.items():
        units = [one for one in tamarie.UNITS if one.stratum == stratum]
        chosen = [units[index] for index in sorted(_pick(len(units), drawn.units, generator))]
        rows += _answering(stratum, chosen, drawn.answered, sum(one.officials for one in units))
    count = len(rows)
    return Respondents(
        audience="officials",
        stratum=[row[0] for row in rows],
        place=[row[1] for row in rows],
        weight=[row[2] for row in rows],
        region=[row[3] for row in rows],
        gender=_assign_women(plan.audiences["officials"].women, np.ones(count), generator),
        trade=[None] * count,
        service=[code + 1 for code in _choose(_SERVICE_BANDS, count, generator)],
    )


def _answering(stratum: str, units: Sequence[Unit], answered: int, officials: int) -> list[tuple[str, str, float, str]]:
    """Share the answers of a stratum over its drawn units; weigh each by its unit's size."""
    shares = share_out(answered, [one.officials for one in units])
    scale = officials / sum(one.officials for one in units)
    return [
        (stratum, unit.code, round(scale * unit.officials / count, 4), unit.region)
        for unit, count in zip(units, shares, strict=True)
        for _ in range(count)
    ]


def draw_operators(plan: RoundPlan, generator: Generator) -> Respondents:
    """Fill the quotas of the private sector: regions, trades, and the places where people were met."""
    regions = [region for region, count in plan.regions.items() for _ in range(count)]
    trades = [trade for trade, count in plan.trades.items() for _ in range(count)]
    trades = [trades[index] for index in np.argsort(generator.random(len(trades)))]
    places = [
        f"{region[0].upper()}{number + 1:02d}"
        for region, count in plan.regions.items()
        for number, share in enumerate(share_out(count, [1] * plan.places[region]))
        for _ in range(share)
    ]
    likely = np.array([8.0 if trade == _INFORMAL else 1.0 for trade in trades])
    return Respondents(
        audience="private",
        stratum=[f"operateurs-{region}" for region in regions],
        place=places,
        weight=[1.0] * len(regions),
        region=regions,
        gender=_assign_women(plan.audiences["private"].women, likely, generator),
        trade=list(trades),
        service=[None] * len(regions),
    )


def share_out(total: int, sizes: Sequence[int]) -> list[int]:
    """Share ``total`` in proportion to ``sizes`` by largest remainders."""
    exact = [total * size / sum(sizes) for size in sizes]
    shares = [int(one) for one in exact]
    by_remainder = sorted(range(len(sizes)), key=lambda index: shares[index] - exact[index])
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def _pick(size: int, count: int, generator: Generator) -> list[int]:
    return [int(index) for index in np.argsort(generator.random(size))[:count]]


def _assign_women(women: int, likely: Floats, generator: Generator) -> list[int]:
    """Make exactly ``women`` of them women, the likelier first (weighted draw without replacement)."""
    keys = generator.random(len(likely)) ** (1 / likely)
    chosen = set(np.argsort(-keys)[:women].tolist())
    return [_WOMAN if index in chosen else _MAN for index in range(len(likely))]


def _choose(shares: Sequence[float], count: int, generator: Generator) -> list[int]:
    marks = np.cumsum(shares)[:-1]
    return [int(one) for one in np.searchsorted(marks, generator.random(count))]


def _normal(count: int, spread: float, generator: Generator) -> Floats:
    """Draw normal numbers from uniform ones, whose stream is the same on every machine."""
    distribution = NormalDist(0.0, spread)
    draws = np.clip(generator.random(count), 1e-12, 1 - 1e-12)
    return np.array([distribution.inv_cdf(one) for one in draws.tolist()])


def _answer_all(plan: RoundPlan, people: Respondents, questions: Sequence[Question], generator: Generator) -> Columns:
    """Answer every question; those of the other audience stay blank."""
    scales = load_bank().scales
    leaning = _normal(len(people), opinions.RESPONDENT_SPREAD, generator) + _lean_by_place(people, generator)
    by_factor = {
        factor: leaning + _normal(len(people), opinions.FACTOR_SPREAD, generator)
        for factor in opinions.MEANS[plan.key, people.audience]
    }
    answers: Columns = {}
    for question in questions:
        if people.audience not in question.audiences:
            answers[question.key] = [None] * len(people)
            continue
        scale = scales[question.scale]
        if question.kind == "perception":
            points = _hold_opinions(plan, people, question, by_factor[question.factor], generator)
            codes = _nearest_codes(scale, points)
        elif question.kind == "experience":
            codes = _recall(people, question, leaning, generator)
        else:
            codes = [1 + one for one in _choose(opinions.CHOSEN[question.key], len(people), generator)]
        kept = _fall_silent(plan, people, question, codes, generator)
        answers[question.key] = _skip(question, kept, answers)
    return answers


def _lean_by_place(people: Respondents, generator: Generator) -> Floats:
    """Make people of one place a little alike."""
    places = sorted(set(people.place))
    lean = dict(zip(places, _normal(len(places), opinions.PLACE_SPREAD, generator), strict=True))
    return np.array([lean[one] for one in people.place])


def _hold_opinions(
    plan: RoundPlan, people: Respondents, question: Question, leaning: Floats, generator: Generator
) -> Floats:
    mean = opinions.MEANS[plan.key, people.audience][question.factor] + opinions.QUESTION_SHIFTS.get(question.key, 0.0)
    mean += opinions.LATER_SHIFTS.get((plan.key, people.audience), {}).get(question.key, 0.0)
    shifts = dict(opinions.REGION_SHIFTS)
    if question.freely:
        for region, shift in opinions.FREELY_SHIFTS[plan.key].items():
            shifts[region] += shift
    by_region = np.array([shifts[one] for one in people.region])
    points: Floats = mean + by_region + leaning + _normal(len(people), opinions.QUESTION_SPREAD, generator)
    return points


def _nearest_codes(scale: AnswerScale, points: Floats) -> list[int]:
    """Return for each point on 0–10 the answer whose score lies nearest."""
    codes = np.array(list(scale.scores))
    scores = np.array(list(scale.scores.values()))
    nearest = np.abs(points[:, None] - scores[None, :]).argmin(axis=1)
    return [int(code) for code in codes[nearest]]


def _recall(people: Respondents, question: Question, leaning: Floats, generator: Generator) -> list[int]:
    """Tell what happened: a little likelier for those who think less of customs, and for women where it is so."""
    on_the_whole = opinions.LIVED[question.key]
    by_women = opinions.LIVED_BY_WOMEN.get(question.key, on_the_whole)
    share = np.array([by_women if one == _WOMAN else on_the_whole for one in people.gender])
    likelihood = 1 / (1 + (1 - share) / share * np.exp(0.2 * leaning))
    happened = generator.random(len(people)) < likelihood
    return [_YES if one else _NO for one in happened]


def _fall_silent(
    plan: RoundPlan, people: Respondents, question: Question, codes: Sequence[int], generator: Generator
) -> list[Value]:
    """Let some not know, refuse or leave the question blank, more on sensitive questions and in some regions."""
    silence = opinions.SENSITIVE_SILENCE if question.sensitive else opinions.SILENCE
    factors = [opinions.SILENCE_OF_REGION.get((plan.key, one), 1.0) for one in people.region]
    times = np.array(factors) if question.sensitive else np.ones(len(people))
    draws = generator.random(len(people))
    marks = np.cumsum([silence["dont_know"], silence["refusal"], silence["blank"]])
    kinds = [
        int(np.searchsorted(marks * factor, draw, side="right")) for factor, draw in zip(times, draws, strict=True)
    ]
    instead: tuple[Value, ...] = (DONT_KNOW, REFUSAL, None)
    return [code if kind == len(instead) else instead[kind] for code, kind in zip(codes, kinds, strict=True)]


def _skip(question: Question, codes: list[Value], answers: Columns) -> list[Value]:
    """Mark a follow-up as not asked where nothing came before that it follows."""
    if not question.follows:
        return codes
    before = [answers[key] for key in question.follows]
    asked = [any(column[row] == question.follows_answer for column in before) for row in range(len(codes))]
    return [code if was_asked else NOT_ASKED for code, was_asked in zip(codes, asked, strict=True)]
