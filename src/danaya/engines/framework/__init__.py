"""The ten key factors with their official names, related agreements, official words, and the question bank: data."""

from danaya.engines.framework.bank import (
    DONT_KNOW,
    NOT_ASKED,
    REFUSAL,
    AnswerScale,
    BankAudience,
    GroupOfInterest,
    Question,
    QuestionBank,
    Trait,
    load_bank,
)
from danaya.engines.framework.factors import (
    Article,
    KeyFactor,
    Target,
    load_articles,
    load_factor,
    load_factors,
    load_targets,
)
from danaya.engines.framework.glossary import Term, load_glossary, load_term
from danaya.engines.framework.matters import Matter, load_matters

__all__ = [
    "DONT_KNOW",
    "NOT_ASKED",
    "REFUSAL",
    "AnswerScale",
    "Article",
    "BankAudience",
    "GroupOfInterest",
    "KeyFactor",
    "Matter",
    "Question",
    "QuestionBank",
    "Target",
    "Term",
    "Trait",
    "load_articles",
    "load_bank",
    "load_factor",
    "load_factors",
    "load_glossary",
    "load_matters",
    "load_targets",
    "load_term",
]
