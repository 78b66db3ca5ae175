"""Any table of answers or results → addressed cells → mapping → account of what was and was not understood.

Importing this room loads none of the libraries that read files; each is loaded by the first file that needs it.
"""

from danaya.engines.tables.absences import absence_by_label
from danaya.engines.tables.account import Account, Counts, Finding
from danaya.engines.tables.applying import apply
from danaya.engines.tables.defusing import defused, defused_row
from danaya.engines.tables.figures import DatedFigure, FiguresAccount, FiguresMapping, read_figures
from danaya.engines.tables.kinds import Inspection
from danaya.engines.tables.limits import WEB_LIMITS, Limits
from danaya.engines.tables.mapping import Absence, Code, Feed, TableMapping, Target
from danaya.engines.tables.objectives import (
    ObjectivesAccount,
    ObjectivesMapping,
    ReadObjective,
    propose_objectives,
    read_objectives,
)
from danaya.engines.tables.parquet import relation, to_parquet
from danaya.engines.tables.periods import Period, as_period
from danaya.engines.tables.proposing import propose, propose_feed
from danaya.engines.tables.reading import inspect, read
from danaya.engines.tables.results import (
    ALL_FACTORS,
    Reported,
    ResultsAccount,
    ResultsMapping,
    read_results,
)
from danaya.engines.tables.sentences import filled
from danaya.engines.tables.spelling import raw_key
from danaya.engines.tables.suggesting import propose_results
from danaya.engines.tables.suggesting_figures import name_series, propose_figures
from danaya.engines.tables.table import Address, Cell, Column, FileKind, MissingRange, Remark, Table, Unreadable

__all__ = [
    "ALL_FACTORS",
    "WEB_LIMITS",
    "Absence",
    "Account",
    "Address",
    "Cell",
    "Code",
    "Column",
    "Counts",
    "DatedFigure",
    "Feed",
    "FiguresAccount",
    "FiguresMapping",
    "FileKind",
    "Finding",
    "Inspection",
    "Limits",
    "MissingRange",
    "ObjectivesAccount",
    "ObjectivesMapping",
    "Period",
    "ReadObjective",
    "Remark",
    "Reported",
    "ResultsAccount",
    "ResultsMapping",
    "Table",
    "TableMapping",
    "Target",
    "Unreadable",
    "absence_by_label",
    "apply",
    "as_period",
    "defused",
    "defused_row",
    "filled",
    "inspect",
    "name_series",
    "propose",
    "propose_feed",
    "propose_figures",
    "propose_objectives",
    "propose_results",
    "raw_key",
    "read",
    "read_figures",
    "read_objectives",
    "read_results",
    "relation",
    "to_parquet",
]
