"""From a round's answers to what both sides can trust: estimates, findings, sentences, documents, the pack.

The one engine that stands on others; the command line and the web application use it alike. Names load what they need
when they are first used, so that a web page may read a :class:`Study` without the heavy parts.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from danaya.engines.restitution.analysis.analysing import analyse, analyse_reported
    from danaya.engines.restitution.analysis.analysis import Analysis
    from danaya.engines.restitution.analysis.rows import (
        Account,
        Basis,
        Comparability,
        EstimateRow,
        Finding,
        Response,
    )
    from danaya.engines.restitution.answers.answers import Answers, read_answers
    from danaya.engines.restitution.designfile.checks import check_study
    from danaya.engines.restitution.designfile.reading import parse_study, read_study
    from danaya.engines.restitution.designfile.writing import write_study
    from danaya.engines.restitution.documents.deck import compose_deck
    from danaya.engines.restitution.documents.director import compose_director, director_decisions
    from danaya.engines.restitution.documents.figures import (
        change_figure,
        gap_figure,
        gender_figure,
        profile_figure,
        regions_figure,
    )
    from danaya.engines.restitution.documents.likert import likert_figure
    from danaya.engines.restitution.documents.report import compose, finding_block, finding_figure
    from danaya.engines.restitution.documents.stamping import Letterhead
    from danaya.engines.restitution.documents.workbook import compose_workbook
    from danaya.engines.restitution.pack.writing import PackFile, write_pack
    from danaya.engines.restitution.study import (
        Audience,
        Domain,
        Item,
        ReportedResult,
        ReportedStudy,
        Scale,
        Side,
        Study,
    )

_HOMES = {
    "analysis.analysing": ("analyse", "analyse_reported"),
    "analysis.analysis": ("Analysis",),
    "analysis.rows": ("Account", "Basis", "Comparability", "EstimateRow", "Finding", "Response"),
    "answers.answers": ("Answers", "read_answers"),
    "designfile.checks": ("check_study",),
    "designfile.reading": ("parse_study", "read_study"),
    "designfile.writing": ("write_study",),
    "documents.deck": ("compose_deck",),
    "documents.director": ("compose_director", "director_decisions"),
    "documents.figures": ("change_figure", "gap_figure", "gender_figure", "profile_figure", "regions_figure"),
    "documents.likert": ("likert_figure",),
    "documents.stamping": ("Letterhead",),
    "documents.report": ("compose", "finding_block", "finding_figure"),
    "documents.workbook": ("compose_workbook",),
    "pack.writing": ("PackFile", "write_pack"),
    "study": ("Audience", "Domain", "Item", "ReportedResult", "ReportedStudy", "Scale", "Side", "Study"),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Account",
    "Analysis",
    "Answers",
    "Audience",
    "Basis",
    "Comparability",
    "Domain",
    "EstimateRow",
    "Finding",
    "Item",
    "Letterhead",
    "PackFile",
    "ReportedResult",
    "ReportedStudy",
    "Response",
    "Scale",
    "Side",
    "Study",
    "analyse",
    "analyse_reported",
    "change_figure",
    "check_study",
    "compose",
    "compose_deck",
    "compose_director",
    "compose_workbook",
    "director_decisions",
    "finding_block",
    "finding_figure",
    "gap_figure",
    "gender_figure",
    "likert_figure",
    "parse_study",
    "profile_figure",
    "read_answers",
    "read_study",
    "regions_figure",
    "write_pack",
    "write_study",
]


def __getattr__(name: str) -> Any:
    """Load the module a public name lives in."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
