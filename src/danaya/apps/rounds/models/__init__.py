"""Facts of a survey round: codebook, audiences, imports, the closed dataset or the reported table."""

from danaya.apps.rounds.models.closed import Dataset, ReportedTable
from danaya.apps.rounds.models.codebook import AnswerScale, Breakdown, Question
from danaya.apps.rounds.models.imports import ImportDraft, Purpose
from danaya.apps.rounds.models.rounds import PopulationMargin, Round, RoundAudience

__all__ = [
    "AnswerScale",
    "Breakdown",
    "Dataset",
    "ImportDraft",
    "PopulationMargin",
    "Purpose",
    "Question",
    "ReportedTable",
    "Round",
    "RoundAudience",
]
