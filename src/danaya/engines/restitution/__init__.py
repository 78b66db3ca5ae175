"""Answers and their study → estimates → what may be published → findings → sentences → documents."""

from danaya.engines.restitution.designfile.checks import check_study
from danaya.engines.restitution.designfile.reading import parse_study, read_study
from danaya.engines.restitution.designfile.writing import write_study
from danaya.engines.restitution.study import (
    Audience,
    Code,
    Domain,
    Item,
    ReportedResult,
    ReportedStudy,
    Scale,
    Side,
    Study,
)

__all__ = [
    "Audience",
    "Code",
    "Domain",
    "Item",
    "ReportedResult",
    "ReportedStudy",
    "Scale",
    "Side",
    "Study",
    "check_study",
    "parse_study",
    "read_study",
    "write_study",
]
