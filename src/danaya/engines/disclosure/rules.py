"""The rule of the house: what is too small to publish, and the words for it."""

from dataclasses import dataclass
from enum import StrEnum

from danaya.engines.language import Problem, Text


@dataclass(frozen=True, slots=True)
class Rule:
    """From how many people a figure may be published.

    Parameters
    ----------
    minimum, sensitive_minimum
        Unweighted respondents that a cell needs; the second for sensitive items.
    minimum_psus
        Primary sampling units (customs posts, companies) among them.
    minimum_answers
        People who must stand behind both sides of a share (those who gave the answer, and those who did not).
    difference
        A difference between two published populations of 1 to ``difference`` − 1 people is refused.

    Notes
    -----
    An attacker who knows everything published must not pin a protected cell down to an interval of counts narrower than
    the minimum of that cell. Counts are whole numbers, so an interval open by 5 on each side is one of width 10.

    Sources: Australian Bureau of Statistics, DataLab output rules (10 contributors to numerator and denominator; differences below
    10 not computable); Sport England, Active Lives (more than two PSUs); practice of Danish working-environment surveys (20 for
    offensive-behaviour items); Washington State Department of Health (counts 1–9).
    """

    minimum: int = 10
    sensitive_minimum: int = 20
    minimum_psus: int = 3
    minimum_answers: int = 3
    difference: int = 10

    def __post_init__(self) -> None:
        """Refuse a rule that protects nobody."""
        least = {
            "minimum": 2,
            "sensitive_minimum": self.minimum,
            "minimum_psus": 1,
            "minimum_answers": 1,
            "difference": 1,
        }
        for name, low in least.items():
            if getattr(self, name) < low:
                raise Problem(
                    "rule-too-weak",
                    {
                        "fr": "La valeur est {value}. Donnez au moins {low}, sinon la règle ne protège personne.",
                        "en": "The value is {value}. Give at least {low}, or the rule protects nobody.",
                    },
                    name,
                    value=getattr(self, name),
                    low=low,
                )

    def minimum_for(self, *, sensitive: bool) -> int:
        """Return the people a cell needs."""
        return self.sensitive_minimum if sensitive else self.minimum


class Status(StrEnum):
    """What becomes of a cell. Readers only ever see whether it is shown: see :data:`PUBLIC_REASON`."""

    PUBLISHED = "published"
    EMPTY = "empty"
    TOO_FEW = "too-few"
    TOO_FEW_CLUSTERS = "too-few-clusters"
    WITHHELD = "withheld"
    COMPLEMENTARY = "complementary"
    NOT_OFFERED = "not-offered"

    @property
    def shown(self) -> bool:
        """Whether the figure may be published."""
        return self is Status.PUBLISHED

    @property
    def secret(self) -> bool:
        """Whether the cell is hidden for its own sake, so that nobody may work it out."""
        return self in {Status.TOO_FEW, Status.TOO_FEW_CLUSTERS, Status.WITHHELD}


PUBLIC_REASON: Text = {
    "fr": "c : protégé (moins de 10 réponses, 20 si sensible, ou pour protéger une autre case)",
    "en": "c: protected (fewer than 10 answers, 20 if sensitive, or to protect another cell)",
}
"""The one note that readers get for every hidden cell. Telling which is hidden for its own sake would give it away."""


def reason_for(status: Status, rule: Rule, *, sensitive: bool) -> Text:
    """Return why a cell has its status, for the team that made the figures; not for release."""
    texts = {language: template[status] for language, template in _REASONS.items()}
    values = {"minimum": rule.minimum_for(sensitive=sensitive), "psus": rule.minimum_psus}
    return {language: text.format(**values) for language, text in texts.items()}


_REASONS = {
    "fr": {
        Status.PUBLISHED: "",
        Status.EMPTY: "personne n'a répondu ici",
        Status.TOO_FEW: "protégé\u00a0: moins de {minimum} réponses",
        Status.TOO_FEW_CLUSTERS: "protégé\u00a0: réponses venues de moins de {psus} unités primaires de sondage",
        Status.WITHHELD: "protégé\u00a0: avec un autre tableau, on en déduirait les réponses de quelques personnes",
        Status.COMPLEMENTARY: "protégé pour qu'une autre case ne se déduise pas du total",
        Status.NOT_OFFERED: "réponses sans cette précision, jamais publiées à part",
    },
    "en": {
        Status.PUBLISHED: "",
        Status.EMPTY: "nobody answered here",
        Status.TOO_FEW: "protected: fewer than {minimum} answers",
        Status.TOO_FEW_CLUSTERS: "protected: answers from fewer than {psus} primary sampling units",
        Status.WITHHELD: "protected: with another table, it would give away what a few people answered",
        Status.COMPLEMENTARY: "protected so that another cell cannot be worked out from the total",
        Status.NOT_OFFERED: "answers without this detail, never published on their own",
    },
}
