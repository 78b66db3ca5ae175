"""The question bank: what officials and the private sector are asked, in the project's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from danaya.engines.framework.library import read_data, unknown_key
from danaya.engines.language import Text

NOT_ASKED = 97
DONT_KNOW = 98
REFUSAL = 99

_BOTH = ("officials", "private")
_APART: Mapping[int, Text] = {
    NOT_ASKED: {"fr": "Question non posée", "en": "Not asked"},
    DONT_KNOW: {"fr": "Je ne sais pas", "en": "I don't know"},
    REFUSAL: {"fr": "Je préfère ne pas répondre", "en": "I prefer not to answer"},
}


@dataclass(frozen=True, slots=True)
class BankAudience:
    """Who is asked: ``side`` is ``customs`` or ``private``."""

    key: str
    side: str
    name: Text


@dataclass(frozen=True, slots=True)
class AnswerScale:
    """Answer codes, their labels and what each is worth.

    ``scores`` maps a code to 0–10 (best answer = 10). ``kind`` is ``ordinal``, ``yes_no`` or ``choice``; a choice has
    neither scores nor favourable codes. ``dont_know``, ``refusal`` and ``not_asked`` have labels and no score; the last is no
    answer that a respondent is offered.
    """

    key: str
    kind: str
    labels: Mapping[int, Text]
    scores: Mapping[int, float]
    favourable: frozenset[int]
    neutral: frozenset[int] = frozenset()
    dont_know: frozenset[int] = frozenset({DONT_KNOW})
    refusal: frozenset[int] = frozenset({REFUSAL})
    not_asked: frozenset[int] = frozenset({NOT_ASKED})


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank.

    ``kind``: ``perception`` (scored, counts in its factor), ``experience`` (what happened in the last twelve months:
    its share only, in no factor), ``choice`` (nominal: its distribution only). ``sensitive``: published from 20 answers
    on. ``freely``: tells whether people can speak without fear. ``follows``: asked only when at least one of these
    questions was answered ``follows_answer`` (1 = « Oui »), else not asked.
    """

    key: str
    factor: str
    kind: str
    text: Text
    scale: str
    audiences: tuple[str, ...]
    sensitive: bool
    freely: bool
    follows: tuple[str, ...]
    follows_answer: int


@dataclass(frozen=True, slots=True)
class Trait:
    """The little that is asked about a respondent, in coarse classes. Regions are the administration's own."""

    key: str
    kind: str
    name: Text
    text: Text
    audiences: tuple[str, ...]
    levels: Mapping[int, Text]


@dataclass(frozen=True, slots=True)
class GroupOfInterest:
    """A group whose answers are looked at apart: those with one of ``codes`` in ``trait``."""

    key: str
    trait: str
    codes: tuple[int, ...]
    name: Text


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """The whole bank; ``version`` rises with every change of a wording."""

    version: int
    audiences: tuple[BankAudience, ...]
    questions: tuple[Question, ...]
    scales: Mapping[str, AnswerScale]
    traits: tuple[Trait, ...]
    groups: tuple[GroupOfInterest, ...]

    def asked_of(self, audience: str, kind: str | None = None) -> tuple[Question, ...]:
        """Return what ``audience`` is asked, in order; with ``kind``, only the questions of that kind."""
        known = [one.key for one in self.audiences]
        if audience not in known:
            raise unknown_key(audience, known)
        return tuple(one for one in self.questions if audience in one.audiences and kind in (None, one.kind))

    def of_factor(self, factor: str, audience: str) -> tuple[Question, ...]:
        """Return the scored questions of ``factor`` that ``audience`` is asked."""
        return tuple(one for one in self.asked_of(audience, "perception") if one.factor == factor)

    def shared(self) -> tuple[Question, ...]:
        """Return the scored questions that all audiences are asked, for gaps item by item."""
        keys = {one.key for one in self.audiences}
        return tuple(one for one in self.questions if one.kind == "perception" and keys <= set(one.audiences))

    def question(self, key: str) -> Question:
        """Return the question of ``key``; ``Problem`` ``framework-key-unknown`` when there is none."""
        questions = {one.key: one for one in self.questions}
        if key not in questions:
            raise unknown_key(key, questions)
        return questions[key]


@cache
def load_bank() -> QuestionBank:
    """Return the question bank: 41 scored questions for officials, 29 for the private sector, and a behaviour module."""
    people, asked = read_data("audiences"), read_data("questions")
    return QuestionBank(
        version=asked["version"],
        audiences=tuple(BankAudience(**row) for row in people["audiences"]),
        questions=tuple(_question(row) for row in asked["questions"]),
        scales={row["key"]: _scale(row) for row in read_data("scales")["scales"]},
        traits=tuple(_trait(row) for row in people["traits"]),
        groups=tuple(GroupOfInterest(**{**row, "codes": tuple(row["codes"])}) for row in people["groups"]),
    )


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        key=row["key"],
        factor=row.get("factor", ""),
        kind=row.get("kind", "perception"),
        text={"fr": row["fr"], "en": row["en"]},
        scale=row.get("scale", "agreement"),
        audiences=tuple(row.get("audiences", _BOTH)),
        sensitive=row.get("sensitive", False),
        freely=row.get("freely", False),
        follows=tuple(row.get("follows", ())),
        follows_answer=row.get("follows_answer", 1),
    )


def _scale(row: Mapping[str, Any]) -> AnswerScale:
    return AnswerScale(
        key=row["key"],
        kind=row["kind"],
        labels={int(code): label for code, label in row["labels"].items()} | dict(_APART),
        scores={int(code): score for code, score in row["scores"].items()},
        favourable=frozenset(row["favourable"]),
        neutral=frozenset(row.get("neutral", ())),
    )


def _trait(row: Mapping[str, Any]) -> Trait:
    levels = {int(code): label for code, label in row["levels"].items()}
    return Trait(**{**row, "audiences": tuple(row["audiences"]), "levels": levels})
